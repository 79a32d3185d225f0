// @ts-check
// What a card is made of, and what it says to the page. Properties that begin with an underscore are seen by Lede's own
// files alone, so the build gives them short names.
import { ERROR_WASM_FAILED, EVENT_ERROR } from '../build/web/names.js';

/**
 * @typedef {object} Card
 * @property {any} _host the element
 * @property {ShadowRoot} _shadow
 * @property {Element} _slot the author's own HTML, as the shadow root has it
 * @property {string} _id
 * @property {import('./core.js').Input} [_article] content that the page gave instead of an address
 * @property {import('./core.js').Input} [_profile] likewise
 * @property {any[]} [_loaded] article and profile as they are rendered
 * @property {any} [_options] what the attributes and addresses say, for the core
 * @property {any} [_facts] what the core says of the article
 * @property {{_files?: unknown[]}} [_turn] the load under way or done, with its files; another one makes it void
 * @property {Element | null} [_next] rendered, but held back
 * @property {any} [_root] shown
 * @property {(() => void) | null} [_held] paints what would have moved what the reader looks at
 * @property {boolean} [_present] it stands in the page
 * @property {boolean} [_stale] what is shown, if anything, is not what is asked for
 * @property {boolean} [_asked] the reader or the page asked for it: no need to be tactful
 * @property {boolean} [_wish] it is to open as soon as it is shown
 * @property {ReturnType<typeof setTimeout>} [_saying]
 * @property {IntersectionObserver} _near tells when it comes near and when it goes far
 * @property {() => void} _gesture waits until the reader's gesture is over, then settles
 * @property {() => void} [_unwatch] ends the watch over a prompt
 * @property {(effect: any) => void} _obey carries out an effect of the core
 * @property {(error: any) => void} _fail goes back to the author's own HTML
 * @property {(error: any) => void} _report tells the developer
 */

/** One message on the console per reason, a code and where it holds, and page. @type {Record<string, boolean>} */
const told = {};

/**
 * @param {Card} card
 * @param {string} name
 * @param {CustomEventInit} init
 * @returns {boolean} whether nobody objected
 */
export const emit = (card, name, init) =>
  card._host.dispatchEvent(new CustomEvent(name, { ...init, bubbles: true, composed: true }));

/** Tells the developer, and the page once a card. @param {Card} card @param {any} error */
export const report = (card, { code = ERROR_WASM_FAILED, pointer = '', message }) => {
  const reason = `[lede] ${code}${pointer}: `;
  if (!told[reason]) console.warn(reason + message);
  told[reason] = true;
  if (card._host.error) return;
  emit(card, EVENT_ERROR, { detail: (card._host.error = { code, pointer, message }) });
};

/** A control by what it does. @param {Card} card @param {string | null | undefined} action @returns {HTMLElement | null} */
export const find = (card, action) => card._shadow.querySelector(`[data-l=${action}]`);

/** @param {Card} card */
export const isOpen = (card) => card._root?.matches('[data-open]');

/** Whether the reader is in it. @param {Card} card */
export const hasFocus = (card) => card._host.matches(':focus-within');
