// @ts-check
// Where things stand in the reader's view, and what would move there.

/** @param {Element} element */
export const inView = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top < innerHeight && bottom >= 0;
};

/** Whether what grows here moves nothing that can be seen. @param {Element} element */
export const isBelow = (element) => element.getBoundingClientRect().top >= innerHeight;

/**
 * Where an element begins, and where all that follows it begins and ends, from its own parent outwards: what a
 * layout shift would move.
 * @param {Element} element
 */
export const around = (element) => {
  const ends = [element.getBoundingClientRect().top];
  /** @type {Node} */
  let node = element;
  for (let parent; (parent = node.parentNode); node = /** @type {any} */ (parent).host ?? parent) {
    const range = new Range();
    range.selectNodeContents(parent);
    range.setStartAfter(node);
    const { top, bottom } = range.getBoundingClientRect();
    ends.push(top, bottom);
  }
  return ends;
};

/**
 * Finds the room and the margin with which nothing around a card that was painted anew has moved.
 * @param {Element} card
 * @param {number[]} before what `around` told
 * @param {string} margin that its first child had
 * @param {(rules: string) => void} dress gives the card rules of its own
 * @returns {number | null} pixels of room that are kept; nothing where it can't be
 */
export const fit = (card, before, margin, dress) => {
  const moved = () => {
    const after = around(card);
    return before.map((y, i) => y - after[i]);
  };
  // The light content's first margin may have reached through the card's edge.
  const gap = moved()[0] ? `.lede{margin-top:${margin}}` : '';
  dress(gap);
  const room = Math.max(0, ...moved());
  if (room) {
    const height = parseFloat(getComputedStyle(card).height) + room;
    dress(`:host{min-height:${height}px!important}${gap}`);
  }
  return moved().some((y) => y * y > 1) ? null : room;
};

/** Brings an element back that has left the view. @param {Element | null} element */
export const show = (element) => {
  if (element && !inView(element)) element.scrollIntoView({ block: 'center', behavior: 'instant' });
};

/** @param {any} element if any; one that takes no focus is made to */
export const focus = (element) => {
  if (element?.tabIndex < 0) element.tabIndex = -1;
  element?.focus({ preventScroll: true });
};

/**
 * Follows a link to a fragment of a card, whatever the page's own routing makes of hashes.
 * @param {Event} event
 * @param {Element} link
 * @param {ShadowRoot} root
 */
export const jump = (event, link, root) => {
  event.preventDefault();
  event.stopPropagation();
  let name = /** @type {string} */ (link.getAttribute('href')).slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // taken literally
  }
  const place = root.getElementById(name);
  place?.scrollIntoView();
  focus(place);
};
