// @ts-check
// The tabs of the source, by mouse and by arrow keys.
import { $ } from './dom.js';

const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[role=tab]')]);

/** @param {HTMLElement} tab */
const show = (tab) => {
  for (const one of tabs) {
    const is = one === tab;
    one.setAttribute('aria-selected', String(is));
    one.tabIndex = is ? 0 : -1;
    $(`#${one.getAttribute('aria-controls')}`).hidden = !is;
    // What stands beside the source hangs on it, too: the cards, or the lab's bench.
    if (is) document.body.dataset.tab = one.id;
  }
};

/** Shows the first, and lets the reader change. */
export const startTabs = () => {
  show(tabs[0]);
  for (const [i, tab] of tabs.entries()) {
    tab.addEventListener('click', () => show(tab));
    tab.addEventListener('keydown', (event) => {
      const last = tabs.length - 1;
      const to = {
        ArrowRight: i === last ? 0 : i + 1,
        ArrowLeft: i ? i - 1 : last,
        Home: 0,
        End: last,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      tabs[to].focus();
      tabs[to].click();
    });
  }
};
