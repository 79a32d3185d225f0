// @ts-check
// The page's one machine: what happens goes in, what the core wants done comes out. What concerns the whole page is
// carried out here, the rest by the card that it names.
import {
  EFFECT_BEACON,
  EFFECT_FORGET,
  EFFECT_LOAD,
  EFFECT_PROBE,
  EFFECT_REPORT,
  EFFECT_STORE,
  ERROR_STORAGE_FULL,
  INPUT_HOST,
  INPUT_STORED,
  INPUT_WAITED,
} from '../build/web/names.js';
import { fault } from './core.js';
import { listen } from './host.js';
import { call } from './page.js';
import { read, write } from './storage.js';

/** @typedef {{type: string, [field: string]: unknown}} Input */

/**
 * What the machine asks of a card.
 * @typedef {Pick<import('./card.js').Card, '_obey' | '_fail' | '_report'>} Obedient
 */

/** Those that stand in the page, by id. @type {Record<string, Obedient>} */
export const cards = {};
/** What happened and is not told yet. @type {Input[]} */
const inbox = [];
let busy = false;
/** The page's state, opaque. @type {string | undefined} */
let state;

/** Tells the developer, at every card: what concerns none of them is the page's. @param {unknown} error */
const report = (error) => {
  for (const card of Object.values(cards)) card._report(error);
};

/** What goes with every event, and with what is rendered: when and where. What a browser does not know is left out. */
export const circumstances = () => ({
  now_ms: Date.now(),
  tz_offset_min: -new Date().getTimezoneOffset(),
  width: innerWidth,
  prerendering: /** @type {any} */ (document).prerendering,
  partner: location.hostname,
});

/** @param {string} card who gives up where it fails @param {() => void} act */
const attempt = (card, act) => {
  try {
    act();
  } catch (error) {
    (cards[card]?._fail ?? report)(error);
  }
};

/** What was last seen under the keys in use; nothing else of storage is looked at. @type {Record<string, unknown>} */
const seen = {};

/** @param {string} key */
const see = (key) => (seen[key] = read(key, true).value);

/**
 * @param {string} key
 * @param {{other?: boolean, [field: string]: unknown}} more
 * @returns {Input}
 */
const stored = (key, more) => ({ type: INPUT_STORED, key, ...read(key, more.other), ...more });

/** What another tab has written, if anything: the browser may tell of it late, or never while the page was put away. */
const news = () => {
  for (const key of Object.keys(seen)) {
    if (seen[key] !== see(key)) return stored(key, { other: true });
  }
};

/**
 * Tells the core what happened and carries out what it wants done. Events that happen meanwhile wait for their
 * turn, and so do those from before the core came; what another tab has written comes before each, lest an older
 * grant be written over a refusal.
 * @param {Input} [event]
 */
export const send = (event) => {
  if (event) inbox.push(event);
  if (busy || !call) return;
  busy = true;
  for (let next; (next = /** @type {any} */ (news() ?? inbox.shift()));) {
    attempt(next.card, () => {
      const [after, effects] = call('step', state, { ...next, ...circumstances() });
      state = after;
      for (const effect of JSON.parse(effects)) {
        attempt(effect.card, () => (acts[effect.do] ?? cards[effect.card]?._obey)?.(effect));
      }
    });
  }
  busy = false;
};

/**
 * A card's own event.
 * @param {{_id: string}} card
 * @param {string} type
 * @param {object} [more]
 */
export const tell = (card, type, more) => send({ type, card: card._id, ...more });

addEventListener('storage', () => send());
// A signal of no kind says nothing but that time has passed: what waits for somebody to look is decided.
document.addEventListener('prerenderingchange', () => send({ type: INPUT_HOST }));

/** @param {{key: string, value?: string, instead?: (string | null)[]}} effect */
const keep = ({ key, value, instead = [] }) => {
  const done = write(key, [value, ...instead]);
  see(key);
  if (done) return;
  inbox.push(stored(key, { failed: true }));
  report(fault(ERROR_STORAGE_FULL, 'Storage is full or off.'));
};

/** Effects that are the page's. @type {Record<string, (effect: any) => void>} */
const acts = {
  [EFFECT_LOAD]: ({ key }) => {
    see(key);
    // The seed is for a reader whom the core has none for yet.
    inbox.push(stored(key, { seed: (Math.random() * 2 ** 32) >>> 0 }));
  },
  [EFFECT_STORE]: keep,
  [EFFECT_FORGET]: keep,
  [EFFECT_PROBE]: ({ profile, wait_ms }) => {
    setTimeout(() => send({ type: INPUT_WAITED, profile }), wait_ms);
    listen(send);
  },
  [EFFECT_BEACON]: ({ url, body }) => {
    fetch(url, {
      method: 'POST',
      body,
      keepalive: true,
      mode: 'no-cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    }).catch(() => {}); // lost, and nobody needs to know
  },
  [EFFECT_REPORT]: report,
};
