// @ts-check
// What the reader does in a card becomes events for the core.
import {
  ACTION_CLOSE,
  ACTION_TOGGLE,
  INPUT_CLOSE,
  INPUT_DISMISS,
  INPUT_OPEN,
} from '../build/web/names.js';
import { find, isOpen } from './card.js';
import { look } from './host.js';
import { isFrugal, load } from './load.js';
import { tell } from './machine.js';
import { NOTICE } from './shadow.js';
import { inView, jump, show } from './view.js';

/** @typedef {import('./card.js').Card} Card */

/** A gesture in a card is being carried out: what follows from it may change heights. */
export let acting = false;

/** @param {Card} card */
export const close = (card) => {
  const seen = inView(card._host);
  tell(card, INPUT_CLOSE);
  if (seen) show(find(card, ACTION_TOGGLE));
};

/** @param {Card} card @param {any} event */
const press = (card, event) => {
  if (event.key === 'Escape' && event.target.closest(NOTICE)?.querySelector('[role=group]')) {
    event.preventDefault(); // of a dialog that the card may stand in
    tell(card, INPUT_DISMISS);
  }
};

/** @param {Card} card @param {any} event */
const click = (card, event) => {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!card._turn && isFrugal() && !modified) {
    event.preventDefault();
    card._asked = true;
    load(card);
  }
  const target = event.target.closest('button[data-l],a[data-l],a[href^="#"]');
  if (!target || !card._root?.contains(target)) return;
  const action = target.dataset.l;
  // Ticks as the reader left them: what look() hears may paint the panel anew.
  /** @type {HTMLInputElement[]} */
  const ticked = [...card._root.querySelectorAll(`${NOTICE} :checked`)];
  look(); // a consent manager that came late is heard before the reader
  if (!action) {
    if (!modified) jump(event, target, card._shadow);
  } else if (action === ACTION_CLOSE || action === ACTION_TOGGLE) {
    if (isOpen(card)) close(card);
    else tell(card, INPUT_OPEN);
  } else {
    tell(card, action, {
      // for share and save; others do not look at it
      can: navigator.canShare?.({ url: card._facts.url }) ? 'share' : 'copy',
      grants: ticked.map(({ name }) => name),
    });
  }
};

/** @param {Card} card @param {any} event */
export const gesture = (card, event) => {
  acting = true;
  if (event.key) press(card, event);
  else click(card, event);
  acting = false;
};
