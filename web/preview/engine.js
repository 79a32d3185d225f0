// @ts-check
// The core, instances of the preview's own: what the cards do, done here once more to tell about it, and what only
// editors want.
import { compile, connect } from '../core.js';
import { $, chosen } from './dom.js';
import { controls } from './state.js';

/** @typedef {import('../core.js').Fault} Fault */

/** @type {import('../core.js').Call} */
export let call;

/** What the editors' module does: check, decide, lint. @type {import('../core.js').Call} */
export let edit;

/** @param {string} source */
const connected = async (source) => connect(await compile(await fetch(source)));

export const boot = async () => {
  const source = /** @type {HTMLScriptElement} */ ($('script[data-wasm]')).dataset.wasm ?? '';
  const editor = $('#editor-wasm').textContent?.trim() ?? '';
  [call, edit] = await Promise.all([connected(source), connected(editor)]);
};

/** As the cards call it. @param {string} article @param {string | undefined} profile */
export const render = (article, profile) => {
  const now = new Date();
  const [html, facts] = call('render', article, profile, {
    layout: chosen(controls, 'layout'),
    lang: chosen(controls, 'lang') || undefined,
    expanded: chosen(controls, 'state') === 'open',
    now_ms: +now,
    tz_offset_min: -now.getTimezoneOffset(),
    heading_level: 3,
    partner: location.hostname,
    id_prefix: 'l-0-',
  });
  return { html, facts: JSON.parse(facts) };
};

/** @param {() => unknown} act @returns {Fault | undefined} */
export const faultOf = (act) => {
  try {
    act();
    return undefined;
  } catch (error) {
    return /** @type {any} */ (error);
  }
};

/** @param {string} json @returns {Fault[]} */
export const check = (json) => {
  try {
    return JSON.parse(edit('check', json)[0]);
  } catch (error) {
    return [/** @type {any} */ (error)];
  }
};
