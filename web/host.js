// @ts-check
// The page's consent managers, listened to and never spoken for: nothing of theirs is called but what registers a
// listener or reads. A manager may be late, silent, a stub for ever, or broken. What it says is handed on as it is,
// for the core to judge, and no fault of its own gets past this file.
import { INPUT_HOST } from '../build/web/names.js';

/** @typedef {{type: string, [field: string]: unknown}} Signal */
/** @typedef {(answer: any, success?: boolean) => void} Answer */

const add = 'addEventListener';
/** The page's globals. @type {any} */
const page = globalThis;
/** What each kind said last, as JSON: who says the same twice is heard once. @type {Record<string, string>} */
const last = {};
/** @type {(signal: Signal) => void} */
let hear;

/** @param {string} kind */
const pass = (kind) => hear({ type: INPUT_HOST, kind, data: JSON.parse(last[kind]) });

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

/** @param {any} data TCF's TCData @param {boolean} [success] */
const readTcf = (data, success) => (success ? data : null);

/** GPP 1.1 tells all with each event; 1.0 answers questions, by returning. @param {any} answer */
const readGpp = ({ pingData }) => {
  const ping = pingData?.signalStatus ? pingData : page.__gpp('ping');
  return {
    ...ping,
    applicableSections: ping.applicableSections ?? page.__gpp('getGPPData').applicableSections,
    parsedSections:
      ping.parsedSections ??
      Object.fromEntries(
        ping.supportedAPIs.map((/** @type {string} */ api) => [
          api.replace(/(?<!usp)v1$/, ''), // "usnatv1" is today's "usnat"
          page.__gpp('getSection', null, api),
        ]),
      ),
  };
};

/** A manager's function, else the nearest window above that has its locator. @param {string} name */
const find = (name) => {
  if (typeof page[name] === 'function') return page[name];
  // The page may have a variable named `parent`.
  for (let at = page, below; at && at !== below; below = at, at = at.parent) {
    try {
      if (at.frames[`${name}Locator`]) return at;
    } catch {
      // another origin's window, without one
    }
  }
};

/**
 * A manager that registers listeners: by its function in this window, or by messages to a frame above.
 * @param {string} kind
 * @param {string} name of its function
 * @param {number | string} version of the messages
 * @param {(...said: any[]) => unknown} read what it says
 * @param {(api: Function, answer: Answer) => void} register
 */
const manager = (kind, name, version, read, register) => {
  /** With whom a listener is registered. @type {any} */
  let whom;
  const callId = Math.random(); // others in this window ask the same frame
  /** @type {Answer} */
  const answer = (...said) => signal(kind, () => read(...said));
  // Kept for every later answer, unlike the specification's sample.
  const receive = (/** @type {MessageEvent} */ { source, data }) => {
    const said = data?.[`${name}Return`];
    if (source === whom && said?.callId === callId) answer(said.returnValue, said.success);
  };
  return () => {
    const found = find(name);
    if (!found || found === whom) return;
    whom = found;
    if (!last[kind]) signal(kind, () => {}); // there, and silent so far
    try {
      if (typeof found === 'function') register(found, answer);
      else {
        addEventListener('message', receive);
        found.postMessage({ [`${name}Call`]: { command: add, version, callId } }, '*');
      }
    } catch {
      // stays silent
    }
  };
};

const followTcf = manager('tcf', '__tcfapi', 2, readTcf, (api, answer) => api(add, 2, answer));
const followGpp = manager('gpp', '__gpp', '1.1', readGpp, (api, answer) => {
  const registered = api(add, answer, undefined, '1.1');
  if (registered) answer(registered); // 1.0
});

const categories = 'functional preferences statistics statistics-anonymous marketing'.split(' ');

// wp_has_consent() says yes to everything where no consent type is set.
const lookAtWordPress = () => {
  if (typeof page.wp_has_consent !== 'function') return;
  signal('wp', () => {
    /** @type {Record<string, unknown>} */
    const said = { type: page.wp_consent_type ?? page.wp_fallback_consent_type };
    for (const category of categories) said[category] = page.wp_has_consent(category);
    return said.type ? said : null;
  });
};

/** Whether the reader's browser sends Global Privacy Control. */
export const gpc = () => !!page.navigator.globalPrivacyControl;
let gpc_then = gpc();

/** Follows whoever has come since. */
export const look = () => {
  if (!hear) return;
  followTcf();
  followGpp();
  lookAtWordPress();
  if (gpc() !== gpc_then) hear({ type: INPUT_HOST, kind: 'gpc', on: (gpc_then = gpc()) });
};

/** @type {number} */
let pause_ms;
/** @type {ReturnType<typeof setTimeout>} */
let clock;
/** Looks more and more rarely, 17 times in a minute and a half; later every press in a card looks too. */
const poll = () => {
  look();
  if (pause_ms < 30_000) clock = setTimeout(poll, (pause_ms *= 1.5));
};

/**
 * Listens, and tells again what is known already.
 * @param {(signal: Signal) => void} tell
 */
export const listen = (tell) => {
  for (const type of ['wp_listen_for_consent_change', 'wp_consent_type_defined']) {
    document.addEventListener(type, lookAtWordPress); // the same listener twice is one
  }
  hear = tell;
  Object.keys(last).forEach(pass);
  clearTimeout(clock);
  pause_ms = 50;
  poll();
};
