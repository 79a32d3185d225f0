// @ts-check
// The buttons that copy a block of code.
import { $ } from './dom.js';

const copied_ms = 2000;

/** @param {string} text */
const say = (text) => {
  $('#state').textContent = text;
};

/** @param {HTMLElement} pre */
const copy = async (pre) => {
  const text = pre.textContent ?? '';
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard for this page: the older way, which leaves the code selected.
    getSelection()?.selectAllChildren(pre);
    return document.execCommand('copy');
  }
};

/** Gives every copy button its work. */
export const startCopying = () => {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll('.copy')
  )) {
    const block = /** @type {HTMLElement} */ (button.closest('.code'));
    let clock = 0;
    button.addEventListener('click', async () => {
      const done = await copy($('pre', block));
      const what = $('h2', block).textContent ?? '';
      button.textContent = done ? 'Copied' : 'Selected: press Ctrl+C';
      button.toggleAttribute('data-done', done);
      say(done ? `Copied: ${what}` : `Selected: ${what}`);
      clearTimeout(clock);
      clock = window.setTimeout(() => {
        button.textContent = 'Copy';
        button.removeAttribute('data-done');
        say('');
      }, copied_ms);
    });
    button.setAttribute('aria-describedby', `${block.id}-name`);
    $('h2', block).id = `${block.id}-name`;
  }
};
