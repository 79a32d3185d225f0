// @ts-check
// What stands in a card's shadow root: the tree, its sheets, and the focus, which no change of these may lose.
import { ACTION_PRIVACY, ACTION_SAID, ACTION_TOGGLE, REGION_NOTICE } from '../build/web/names.js';
import { find, hasFocus } from './card.js';
import { sheet, styleIn } from './page.js';
import { focus } from './view.js';

/** @typedef {import('./card.js').Card} Card */

/** The region where consent is asked for. */
export const NOTICE = `[part~=${REGION_NOTICE}]`;

/**
 * Gives the card its sheets: the one of all cards, and its own for the theme and room that is kept for a while. Made
 * anew, for the card may have come to another document, where no sheet of the last one's may be.
 * @param {Card} card
 * @param {string} [room]
 */
export const dress = (card, room = '') => {
  const view = card._host.ownerDocument.defaultView;
  const own = sheet(view, `:host{${card._facts.theme}}${room}`);
  card._shadow.adoptedStyleSheets = [styleIn(view), own];
};

/**
 * Makes a change; where that takes the focused control away, its successor is focused.
 * @param {Card} card
 * @param {() => void} change
 */
export const keepFocus = (card, change) => {
  const was = /** @type {HTMLInputElement | null} */ (card._shadow.activeElement);
  const notice = was?.closest(NOTICE);
  const name = was?.name;
  const had = hasFocus(card);
  change();
  if (!had || was?.isConnected) return;
  focus(
    (name ? card._shadow.querySelector(`[name=${name}]`) : find(card, was?.dataset.l)) ??
      (notice && find(card, ACTION_PRIVACY)) ??
      find(card, ACTION_SAID) ??
      find(card, ACTION_TOGGLE) ??
      card._next ??
      card._root ??
      card._host.querySelector('a,button'),
  );
};

/** @param {Card} card @param {Element} tree */
export const put = (card, tree) =>
  keepFocus(card, () => {
    card._shadow.replaceChildren(tree);
  });

/** Shows the author's own HTML. @param {Card} card */
export const undress = (card) => {
  card._shadow.adoptedStyleSheets = [];
  put(card, card._slot);
};

/** Watches for the moment when the card may change its height. @param {Card} card @param {boolean} on */
export const guard = (card, on) => {
  card._near[on ? 'observe' : 'disconnect'](card._host);
  for (const type of ['click', 'keydown', 'focusout']) {
    (on ? addEventListener : removeEventListener)(type, card._gesture, true);
  }
};

/** Ends every watch over the card. @param {Card} card */
export const unguard = (card) => {
  guard(card, false);
  card._unwatch?.();
};
