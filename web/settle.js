// @ts-check
// When a card that is rendered takes the place of the author's own HTML, and when it goes again.
import {
  INPUT_ARTICLE,
  INPUT_GONE,
  INPUT_IN_VIEW,
  INPUT_OPEN,
  INPUT_PROFILE,
} from '../build/web/names.js';
import { hasFocus, isOpen, report } from './card.js';
import { gpc } from './host.js';
import { send, tell } from './machine.js';
import { query } from './page.js';
import { dress, guard, put, undress, unguard } from './shadow.js';
import { around, fit, inView } from './view.js';
import { watch } from './watch.js';

/** @typedef {import('./card.js').Card} Card */

/** Tells the core that the card is shown. @param {Card} card */
export const announce = (card) => {
  const { _options: options, _facts: facts } = card;
  const url = options.profile_url;
  const about = {
    ...options,
    url,
    profile: url,
    settings: facts.settings,
    gpc: gpc(),
    supported: query('lede-supported'),
    campaign: options.campaign ?? query('lede-campaign'),
    facts,
    open: isOpen(card),
  };
  if (url) send({ ...about, type: INPUT_PROFILE });
  card._unwatch?.();
  tell(card, INPUT_ARTICLE, about);
  if (options.layout !== 'full') return;
  // Nobody opens a card of the full layout: it is open once it can be seen.
  watch(card._host, (what) => what === 'view' && tell(card, INPUT_IN_VIEW));
};

/**
 * Shows what is rendered, unless that takes the light content from a reader who is using it, or moves
 * what follows the card while it is in view: then a gesture, or the card out of view, is waited for.
 * @param {Card} card
 * @param {boolean} [free] whether now is such a moment
 */
export const settle = (card, free = card._asked) => {
  if (!card._present) return;
  const { _host: host, _next: next } = card;
  if (!next) {
    if (card._root) {
      dress(card); // gives back the room that was kept
      guard(card, false);
      card._held?.();
    }
    return;
  }
  const fresh = !card._root && !card._asked;
  const selection = getSelection();
  const inUse = hasFocus(card) || (selection?.containsNode(host, true) && !selection.isCollapsed);
  if (fresh && inUse) return guard(card, true);
  const before = fresh && !free && inView(host) && around(host);
  const margin = getComputedStyle(host.firstElementChild ?? host).marginTop;
  dress(card);
  put(card, next);
  const room = before ? fit(host, before, margin, (rules) => dress(card, rules)) : 0;
  if (room === null) {
    undress(card);
    return guard(card, true);
  }
  card._root = next;
  card._next = null;
  card._stale = false;
  guard(card, room > 0);
  announce(card);
  if (card._wish) tell(card, INPUT_OPEN);
  card._wish = false;
};

/** Goes back to the author's own HTML. @param {Card} card @param {any} error */
export const fail = (card, error) => {
  const shown = card._root;
  card._root = card._next = null;
  card._stale = true;
  unguard(card);
  undress(card);
  if (shown) tell(card, INPUT_GONE);
  report(card, error);
};
