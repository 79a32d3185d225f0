// @ts-check
// The buttons that copy a block of code.
import { $ } from './dom.js';

const copied_ms = 2000;

/** @param {string} text */
const say = (text) => {
  $('#state').textContent = text;
};

/** @param {string} text @returns {Promise<boolean>} false where this page has no clipboard */
export const writeClipboard = (text) =>
  Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
    () => true,
    () => false,
  );

/** @param {HTMLElement} pre */
const copy = async (pre) => {
  if (await writeClipboard(pre.textContent ?? '')) return true;
  // The older way, which leaves the code selected.
  getSelection()?.selectAllChildren(pre);
  return document.execCommand('copy');
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
      const what = $('h2, h3', block).textContent ?? '';
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
    $('h2, h3', block).id = `${block.id}-name`;
  }
};
