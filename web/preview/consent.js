// @ts-check
// The consent panel: the card's machine in a made-up page, step by step. The page's part is played here: its clock,
// its storage and its consent manager; every decision is the core's.
import {
  EFFECT_EMIT,
  EFFECT_FORGET,
  EFFECT_LOAD,
  EFFECT_PAINT,
  EFFECT_PROBE,
  EFFECT_STORE,
  EVENT_CONSENT,
  INPUT_ARTICLE,
  INPUT_HOST,
  INPUT_OPEN,
  INPUT_PROFILE,
  INPUT_STORED,
  INPUT_WAITED,
} from '../../build/web/names.js';
import { $, chosen, make } from './dom.js';

/** @typedef {{type: string, [field: string]: unknown}} Input */

const profile_url = 'https://publisher.example/lede.json';
const every = { preferences: {}, history: {}, measurement: {} };
const late_ms = 4000;

/** What each manager says where it allows all, or nothing. @type {Record<string, (all: boolean) => object>} */
const words = {
  tcf: (all) => {
    const consents = all ? { 1: true, 7: true } : {};
    return {
      eventStatus: 'useractioncomplete',
      gdprApplies: true,
      cmpStatus: 'loaded',
      purpose: { consents },
      publisher: { consents },
      vendor: { consents: {} },
    };
  },
  gpp: (all) => ({
    cmpStatus: 'loaded',
    signalStatus: 'ready',
    applicableSections: [7],
    parsedSections: {
      usnat: Object.fromEntries(
        ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut'].map((name) => [
          name,
          all ? 2 : 1,
        ]),
      ),
    },
  }),
  wp: (all) =>
    Object.fromEntries(
      ['functional', 'preferences', 'statistics', 'statistics-anonymous', 'marketing'].map(
        (category) => [category, all],
      ),
    ),
};

/** The manager that a choice stands for: a stub never speaks, and whoever comes late is WordPress. */
const managerOf = (/** @type {string} */ host) =>
  ({ none: '', stub: 'tcf', late: 'wp' })[host] ?? host;

/**
 * Starts the panel.
 * @param {import('../core.js').Call} call
 * @param {() => {article: string, profile?: string}} shown what the editors hold
 */
export const startConsent = (call, shown) => {
  const form = /** @type {HTMLFormElement} */ ($('#consent'));
  const steps = $('#consent-steps');
  const root = $('#consent-card').attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(call('style')[0]);
  root.adoptedStyleSheets = [sheet];

  /** @type {string | undefined} */
  let state;
  /** @type {string | null} */
  let kept = null;
  let facts = /** @type {any} */ ({});
  /** Its timers: a page that was started again is no longer told of them. @type {number[]} */
  let clocks = [];

  /** The profile in the editor, under the chosen regime and with purposes to ask for. */
  const profile = () => {
    const own = JSON.parse(shown().profile || '{"version":1,"name":"A publisher"}');
    const consent = {
      controller: own.name,
      purposes: every,
      ...own.consent,
      regime: chosen(form, 'regime'),
      regions: {},
    };
    return JSON.stringify({ ...own, consent });
  };

  /** @param {object} options */
  const render = (options) =>
    call('render', shown().article, profile(), {
      profile_url,
      expanded: true,
      now_ms: Date.now(),
      ...options,
    });

  /** @param {unknown} effect */
  const tellEffect = (effect) => make('li', {}, make('code', {}, JSON.stringify(effect)));

  /** @param {number} ms @param {() => void} act */
  const later = (ms, act) => void clocks.push(window.setTimeout(act, ms));

  /** @type {Record<string, (effect: any) => void>} */
  const acts = {
    [EFFECT_LOAD]: ({ key }) =>
      send({ type: INPUT_STORED, key, value: kept, storage: 'persistent', seed: 1 }),
    [EFFECT_STORE]: ({ value }) => (kept = value),
    [EFFECT_FORGET]: () => (kept = null),
    [EFFECT_PROBE]: ({ profile: of, wait_ms }) => {
      const host = chosen(form, 'host');
      if (host !== 'none') later(host === 'late' ? late_ms : 0, () => hear(null));
      later(wait_ms, () => send({ type: INPUT_WAITED, profile: of }));
    },
    [EFFECT_PAINT]: (effect) => {
      if (effect.region === 'notice') paint(render({ region: 'notice', with: effect.with })[0]);
    },
    [EFFECT_EMIT]: ({ name, detail, then }) => {
      if (name === EVENT_CONSENT) tellNow(detail);
      if (then) send(then);
    },
  };

  /** @param {string} html the core's own */
  const paint = (html) => {
    const frame = new DOMParser().parseFromString(
      `<article class="lede" data-open lang="en" dir="ltr"><div part="notice">${html}</div></article>`,
      'text/html',
    );
    root.replaceChildren(...frame.body.children);
  };

  /** @param {{grants: string[], by: string, source: string}} detail */
  const tellNow = ({ grants, by, source }) => {
    $('#consent-now').textContent =
      `Granted: ${grants.join(', ') || 'nothing'}. Decided by: ${by} (${source}).`;
  };

  /** @type {Input[]} */
  const inbox = [];
  let busy = false;
  /** @param {Input} event */
  const send = (event) => {
    inbox.push(event);
    if (busy) return;
    busy = true;
    for (let next; (next = inbox.shift());) take(next);
    busy = false;
    $('#consent-state').textContent = JSON.stringify(JSON.parse(state ?? '{}'), null, 2);
    $('#consent-kept').textContent = kept ?? 'nothing';
  };

  /** One step, written down. @param {Input} event */
  const take = (event) => {
    const [after, effects] = call('step', state, { ...event, now_ms: Date.now() });
    state = after;
    const done = JSON.parse(effects);
    steps.prepend(
      make(
        'li',
        {},
        make('b', {}, event.type),
        ' ',
        make('code', {}, JSON.stringify(event)),
        make('ol', { role: 'list' }, ...done.map(tellEffect)),
      ),
    );
    for (const effect of done) acts[effect.do]?.(effect);
  };

  /** @param {object | null} data */
  const hear = (data) =>
    send({ type: INPUT_HOST, kind: managerOf(chosen(form, 'host')), present: true, data });

  const restart = () => {
    clocks.forEach(clearTimeout);
    clocks = [];
    state = undefined;
    steps.replaceChildren();
    $('#consent-now').textContent = 'Granted: nothing. Nobody has decided.';
    try {
      facts = JSON.parse(render({ region: 'card' })[1]);
    } catch {
      return; // the faults are told beside the editor
    }
    paint(render({ region: 'notice' })[0]);
    send({
      type: INPUT_PROFILE,
      url: profile_url,
      settings: facts.settings,
      region: chosen(form, 'region') || null,
      gpc: chosen(form, 'gpc') === 'on',
      lang: 'en',
    });
    send({ type: INPUT_ARTICLE, card: '1', profile: profile_url, facts, open: false });
    send({ type: INPUT_OPEN, card: '1' });
  };

  root.addEventListener('click', ({ target }) => {
    const button = /** @type {Element} */ (target).closest('button[data-l]');
    if (!button) return;
    const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll(':checked'));
    const type = button.getAttribute('data-l') ?? '';
    send({ type, card: '1', grants: Array.from(boxes, ({ name }) => name) });
  });
  $('#consent-acts').addEventListener('click', ({ target }) => {
    const act = /** @type {HTMLElement} */ (target).dataset.act;
    const say = words[managerOf(chosen(form, 'host'))];
    if (act === 'restart') {
      kept = null;
      restart();
    } else if (act === 'clear') {
      kept = null;
      send({
        type: INPUT_STORED,
        key: 'lede:1:https://publisher.example',
        value: null,
        storage: 'persistent',
        other: true,
      });
    } else if (act && say && chosen(form, 'host') !== 'stub') hear(say(act === 'allow'));
  });
  form.addEventListener('change', restart);
  form.addEventListener('submit', (event) => event.preventDefault());
  $('#tab-consent').addEventListener('click', () => {
    if (!state) restart();
  });
};
