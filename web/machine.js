// @ts-check
// The page's one machine: what happens goes in, what the core wants done comes out. What concerns the whole page is
// carried out here, the rest by the card that it names.
import {
  EFFECT_FORGET,
  EFFECT_LOAD,
  EFFECT_PROBE,
  EFFECT_REPORT,
  EFFECT_STORE,
  ERROR_STORAGE_FULL,
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
 * @typedef {object} Obedient
 * @property {(effect: any) => void} obey
 * @property {(error: any) => void} fail back to the author's own HTML
 * @property {(error: any) => void} report
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
  for (const card of Object.values(cards)) card.report(error);
};

/** @param {string} card who gives up where it fails @param {() => void} act */
const attempt = (card, act) => {
  try {
    act();
  } catch (error) {
    if (cards[card]) cards[card].fail(error);
    else report(error);
  }
};

/**
 * Tells the core what happened and carries out what it wants done. Events that happen meanwhile wait for their
 * turn, and so do those from before the core came.
 * @param {Input} event
 */
export const send = (event) => {
  inbox.push(event);
  if (busy || !call) return;
  busy = true;
  for (let next; (next = /** @type {any} */ (inbox.shift()));) {
    attempt(next.card, () => {
      const [after, effects] = call('step', state, { ...next, now_ms: Date.now() });
      state = after;
      for (const effect of JSON.parse(effects)) {
        attempt(effect.card, () => (acts[effect.do] ?? cards[effect.card]?.obey)?.(effect));
      }
    });
  }
  busy = false;
};

/** The keys in use; nothing else of the page's storage is looked at. @type {Record<string, boolean>} */
const keys = {};

/** @param {string} key @param {{other?: boolean, [field: string]: unknown}} [more] */
const stored = (key, more) => send({ type: INPUT_STORED, key, ...read(key, more?.other), ...more });

// Another tab wrote; without a key, it cleared all. What stands there now counts, not what the event tells.
addEventListener('storage', ({ key }) => {
  for (const one of Object.keys(keys)) if (!key || key === one) stored(one, { other: true });
});

/** Effects that are the page's. @type {Record<string, (effect: any) => void>} */
const acts = {
  [EFFECT_LOAD]: ({ key }) => {
    keys[key] = true;
    // The seed is for a reader whom the core has none for yet.
    stored(key, { seed: crypto.getRandomValues(new Uint32Array(1))[0] });
  },
  [EFFECT_STORE]: ({ key, value }) => {
    if (write(key, value)) return;
    stored(key, { failed: true });
    report(fault(ERROR_STORAGE_FULL, 'Storage is full or off.'));
  },
  [EFFECT_FORGET]: ({ key }) => void write(key),
  [EFFECT_PROBE]: ({ profile, wait_ms }) => {
    setTimeout(() => send({ type: INPUT_WAITED, profile }), wait_ms);
    listen(send);
  },
  [EFFECT_REPORT]: report,
};
