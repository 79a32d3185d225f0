// @ts-check
// What the core wants of a card is carried out here.
import {
  ACTION_TOGGLE,
  EFFECT_EMIT,
  EFFECT_FOCUS,
  EFFECT_OPEN,
  EFFECT_PAINT,
  EFFECT_SAY,
  EFFECT_SHARE,
  EFFECT_WATCH,
  ERROR_UNKNOWN_EFFECT,
  INPUT_SHARED,
} from '../build/web/names.js';
import { emit, find, hasFocus, report } from './card.js';
import { fault } from './core.js';
import { acting } from './gestures.js';
import { send, tell } from './machine.js';
import { paint, watchPrompt } from './paint.js';
import { share } from './share.js';
import { focus, show } from './view.js';

/** @typedef {import('./card.js').Card} Card */

/** Says it for a while. The same words again must differ to be heard again. @param {Card} card @param {string} text */
const say = (card, text) => {
  const status = card._root?.querySelector('[role=status]');
  if (!status) return;
  status.textContent = status.textContent === text ? `${text}\xa0` : text;
  clearTimeout(card._saying);
  if (text) card._saying = setTimeout(() => say(card, ''), 4000);
};

/** @type {Record<string, (card: Card, effect: any) => void>} */
const acts = {
  [EFFECT_EMIT]: (card, effect) => {
    if (emit(card, effect.name, effect) && effect.then) send(effect.then);
  },
  [EFFECT_PAINT]: (card, effect) => paint(card, effect, acting),
  [EFFECT_OPEN]: (card, { open }) => {
    card._root.toggleAttribute('data-open', open);
    find(card, ACTION_TOGGLE)?.setAttribute('aria-expanded', open);
    // WCAG 2.2, 2.4.7: what grew above a control may have pushed it out
    if (open) show(card._shadow.querySelector(':focus-visible'));
  },
  [EFFECT_FOCUS]: (card, { target }) => {
    // collapse() may be called while the reader is elsewhere in the page
    if (hasFocus(card) || document.activeElement === document.body) focus(find(card, target));
  },
  [EFFECT_WATCH]: (card, { slot }) => watchPrompt(card, slot),
  [EFFECT_SHARE]: (card, effect) => share(effect, (how) => tell(card, INPUT_SHARED, { how })),
  [EFFECT_SAY]: (card, { text }) => say(card, text),
};

/** Carries out one effect of the core, unless one before it has failed. @param {Card} card @param {any} effect */
export const obey = (card, effect) => {
  if (!card._root) return;
  const act = acts[effect.do];
  if (act) act(card, effect);
  else report(card, fault(ERROR_UNKNOWN_EFFECT, effect.do));
};
