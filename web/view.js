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
    range.setStartAfter(node);
    range.setEndAfter(/** @type {Node} */ (parent.lastChild));
    const { top, bottom } = range.getBoundingClientRect();
    ends.push(top, bottom);
  }
  return ends;
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
