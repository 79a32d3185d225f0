// @ts-check
// A region of a card is rendered again when the core says so. What comes or goes by itself moves nothing that the reader
// looks at.
import {
  INPUT_SEEN,
  INPUT_SKIPPED,
  PART_PROMPT,
  REGION_NOTICE,
  REGION_SUPPORT,
} from '../build/web/names.js';
import { hasFocus, isOpen } from './card.js';
import { tell } from './machine.js';
import { fill } from './page.js';
import { render } from './render.js';
import { dress, guard, keepFocus } from './shadow.js';
import { inView, isBelow } from './view.js';
import { watch } from './watch.js';

/** @typedef {import('./card.js').Card} Card */

/** A request for support, in its region. */
export const PROMPT = `[part~=${PART_PROMPT}]`;

/** @param {string} name @param {string} [slot] of several regions of that name */
const selectorOf = (name, slot) => `[part~=${name}]${slot ? `[data-slot=${slot}]` : ''}`;

/**
 * @param {Card} card
 * @param {any} effect
 * @param {boolean} free whether now is the moment for it
 */
export const paint = (card, effect, free) => {
  const { region: name, slot, with: what } = effect;
  const isNotice = name === REGION_NOTICE;
  const isSupport = name === REGION_SUPPORT;
  if (isSupport && what?.view !== 'ask') card._unwatch?.();
  const selector = selectorOf(name, slot);
  const region = card._root.querySelector(selector);
  if (!region || (effect.late && !isBelow(region))) return;
  const [html] = render(card, name, effect.expanded, what);
  const before = [...region.childNodes];
  const height = card._host.offsetHeight;
  // A card that opens or closes changes its height anyway. A reader at the notice sees it come and go; a prompt is in
  // the middle of what they read.
  const tactless = free || !isOpen(card) || !(isSupport || (isNotice && !hasFocus(card)));
  keepFocus(card, () => fill(region, html));
  const grown = tactless || !inView(region) ? 0 : card._host.offsetHeight - height;
  if (isNotice) card._held = grown > 0 ? () => paint(card, effect, true) : null;
  if (grown < 0) dress(card, `${selector}{min-height:${region.offsetHeight - grown}px}`);
  else if (grown && isNotice) region.replaceChildren(...before);
  if (grown) guard(card, true);
};

/** Tells the core when the reader sees the prompt, if there is one. @param {Card} card @param {string} slot */
export const watchPrompt = (card, slot) => {
  card._unwatch?.();
  const region = card._root.querySelector(selectorOf(REGION_SUPPORT, slot));
  if (region?.querySelector(PROMPT)) {
    card._unwatch = watch(region, (what) => tell(card, INPUT_SEEN, { what }));
  } else tell(card, INPUT_SKIPPED);
};
