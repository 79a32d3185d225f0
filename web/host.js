// @ts-check
// The page's consent managers, listened to and never spoken for: nothing of theirs is called but what registers a
// listener or reads. A manager may be late, silent, a stub for ever, or broken. What it says is thinned to what the
// core reads, and no fault of its own gets past this file.
import { INPUT_HOST } from '../build/web/names.js';

/** @typedef {{type: string, [field: string]: unknown}} Signal */
/** @typedef {(answer: any, success?: boolean) => void} Answer */

/** The page's globals. @type {any} */
const page = globalThis;
/** What each kind said last, as JSON: who says the same twice is heard once. @type {Record<string, string>} */
const last = {};
/** @type {(signal: Signal) => void} */
let hear;

/** @param {string} kind */
const pass = (kind) =>
  hear({ type: INPUT_HOST, kind, present: true, data: JSON.parse(last[kind]) });

/**
 * @param {string} kind
 * @param {() => unknown} read what throws, or cannot be written as JSON, is silence
 */
const signal = (kind, read) => {
  let json = 'null';
  try {
    json = JSON.stringify(read()) ?? json;
  } catch {
    // a manager's fault, which grants nothing
  }
  if (json === last[kind]) return;
  last[kind] = json;
  pass(kind);
};

/** The ids that are granted, of TCF's thousand and more. @param {any} bits */
const granted = (bits) => ({
  consents: Object.fromEntries(
    Object.entries(bits?.consents ?? {}).filter(([, is]) => is === true),
  ),
});

/** @param {any} data TCF's TCData @param {boolean} [success] */
const readTcf = ({ eventStatus, gdprApplies, cmpStatus, purpose, publisher, vendor }, success) =>
  success
    ? {
        eventStatus,
        gdprApplies,
        cmpStatus,
        purpose: granted(purpose),
        publisher: granted(publisher),
        vendor: granted(vendor),
      }
    : null;

/** GPP 1.1 tells all with each event; 1.0 answers questions, by returning. @param {any} answer */
const readGpp = ({ pingData }) => {
  const { cmpStatus, signalStatus, applicableSections, parsedSections, supportedAPIs } =
    pingData?.signalStatus ? pingData : page.__gpp('ping');
  return {
    cmpStatus,
    signalStatus,
    applicableSections: applicableSections ?? page.__gpp('getGPPData').applicableSections,
    parsedSections:
      parsedSections ??
      Object.fromEntries(
        supportedAPIs.map((/** @type {string} */ api) => [
          api.replace(/(?<!usp)v1$/, ''), // "usnatv1" is today's "usnat"
          page.__gpp('getSection', null, api),
        ]),
      ),
  };
};

/** The managers that register listeners, in this window or by messages to a frame above. */
const managers = [
  {
    kind: 'tcf',
    name: '__tcfapi',
    version: 2,
    read: readTcf,
    add: (/** @type {Function} */ api, /** @type {Answer} */ answer) =>
      api('addEventListener', 2, answer),
  },
  {
    kind: 'gpp',
    name: '__gpp',
    version: '1.1',
    read: readGpp,
    add: (/** @type {Function} */ api, /** @type {Answer} */ answer) => {
      const registered = api('addEventListener', answer, undefined, '1.1');
      if (registered) answer(registered); // 1.0
    },
  },
].map((manager) => ({
  ...manager,
  /** Whom a listener is registered with. @type {any} */
  with: undefined,
  // Others in this window ask the same frame.
  callId: `lede-${Math.random()}`,
  /** @type {Answer} */
  answer: (...said) => signal(manager.kind, () => /** @type {any} */ (manager.read)(...said)),
}));

/** A manager's function, else the nearest window above that has its locator. @param {string} name */
const find = (name) => {
  if (typeof page[name] === 'function') return page[name];
  for (let at = page; ; at = at.parent) {
    try {
      if (at.frames[`${name}Locator`]) return at;
    } catch {
      // another origin's window, without one
    }
    if (at === at.parent) return;
  }
};

/** @param {typeof managers[number]} manager */
const follow = (manager) => {
  const { kind, name, version, callId, add, answer } = manager;
  const found = find(name);
  if (!found || found === manager.with) return;
  manager.with = found;
  if (!last[kind]) signal(kind, () => null); // there, and silent so far
  try {
    if (typeof found === 'function') add(found, answer);
    else {
      found.postMessage({ [`${name}Call`]: { command: 'addEventListener', version, callId } }, '*');
    }
  } catch {
    // stays silent
  }
};

// wp_has_consent() says yes to everything where no consent type is set.
const lookAtWordPress = () => {
  if (typeof page.wp_has_consent !== 'function') return;
  signal('wp', () =>
    (page.wp_consent_type ?? page.wp_fallback_consent_type)
      ? Object.fromEntries(
          ['functional', 'preferences', 'statistics', 'statistics-anonymous', 'marketing'].map(
            (category) => [category, page.wp_has_consent(category) === true],
          ),
        )
      : null,
  );
};

/** Whether the reader's browser sends Global Privacy Control. */
export const gpc = () => !!page.navigator.globalPrivacyControl;
let gpc_then = gpc();

/** Follows whoever has come since. */
export const look = () => {
  if (!hear) return;
  managers.forEach(follow);
  lookAtWordPress();
  if (gpc() !== gpc_then) hear({ type: INPUT_HOST, kind: 'gpc', on: (gpc_then = gpc()) });
};

let pause_ms = 0;
/** @type {ReturnType<typeof setTimeout>} */
let clock;
/** Looks more and more rarely, 17 times in a minute and a half; later every press in a card looks too. */
const poll = () => {
  look();
  if (pause_ms < 30_000) clock = setTimeout(poll, (pause_ms *= 1.5));
};

const start = () => {
  addEventListener('message', ({ source, data }) => {
    for (const { name, callId, with: frame, answer } of managers) {
      const said = data?.[`${name}Return`];
      // Kept for every later answer, unlike the specification's sample.
      if (source === frame && said?.callId === callId) answer(said.returnValue, said.success);
    }
  });
  for (const type of ['wp_listen_for_consent_change', 'wp_consent_type_defined']) {
    document.addEventListener(type, () => queueMicrotask(lookAtWordPress)); // one event a category
  }
};

/**
 * Listens, and tells again what is known already.
 * @param {(signal: Signal) => void} tell
 */
export const listen = (tell) => {
  if (!hear) start();
  hear = tell;
  for (const kind in last) pass(kind);
  clearTimeout(clock);
  pause_ms = 50;
  poll();
};
