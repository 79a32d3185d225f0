// @ts-check
// The list of faults below an editor, and their marks in it.
import { $, make, set } from './dom.js';
import { lineAndColumn } from './locate.js';

/**
 * @typedef {import('./editor.js').Editor} Editor
 * @typedef {import('../core.js').Fault} Fault
 * @typedef {import('./locate.js').Place} Place
 */

/**
 * @param {'article' | 'profile'} name
 * @param {Editor} editor
 * @param {Fault[]} faults
 * @param {(fault: Fault) => Place} placed
 */
export const list = (name, editor, faults, placed) => {
  const rows = faults
    .map((fault) => ({ ...fault, message: fault.message, place: placed(fault) }))
    .sort((a, b) => a.place.start - b.place.start);
  editor.mark(rows.map(({ place }) => place));
  const count = $(`#tab-${name} .count`);
  count.hidden = !rows.length;
  count.textContent = String(rows.length);
  const title = rows.length
    ? `${rows.length} ${rows.length === 1 ? 'fault' : 'faults'} in the ${name}`
    : 'No faults';
  const box = $(`#faults-${name}`);
  const key = JSON.stringify(rows);
  if (box.dataset.key === key) return; // keeps focus where it is
  box.dataset.key = key;
  box.toggleAttribute('data-any', rows.length > 0);
  set($(`#${name} textarea`), 'aria-invalid', rows.length ? 'true' : '');
  const items = rows.map(({ code, pointer, offset, message, place }) => {
    const { line, column } = lineAndColumn(editor.text, place.start);
    const where =
      pointer || (offset === undefined || offset < 0 ? 'the whole document' : `byte ${offset}`);
    const button = make(
      'button',
      { type: 'button' },
      make('span', { class: 'at' }, `${line}:${column}`),
      make('span', { class: 'what' }, message),
      make('span', { class: 'where' }, make('code', {}, where), ` ${code}`),
    );
    button.addEventListener('click', () => editor.go(place));
    return make('li', {}, button);
  });
  $('p', box).textContent = title;
  $('ol', box).replaceChildren(...items);
  $('ol', box).hidden = !items.length;
};
