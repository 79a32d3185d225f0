// @ts-check
// The list of faults below an editor, and their marks in it.
import { $, make, set } from './dom.js';
import { lineAndColumn } from './locate.js';

/**
 * @typedef {import('./editor.js').Editor} Editor
 * @typedef {import('../core.js').Fault & {severity?: string}} Fault a linter's warning has its severity
 * @typedef {import('./locate.js').Place} Place
 */

/** "2 faults in the profile", or the like of what a linter found. @param {string} name @param {Fault[]} faults */
const titleOf = (name, faults) => {
  const counted = (/** @type {number} */ count, /** @type {string} */ what) =>
    count ? [`${count} ${what}${count === 1 ? '' : 's'}`] : [];
  if (!faults.length) return name === 'lab' ? 'lede lint finds nothing' : 'No faults';
  if (name !== 'lab') return `${counted(faults.length, 'fault')} in the ${name}`;
  const warnings = faults.filter(({ severity }) => severity === 'warning').length;
  const found = [...counted(faults.length - warnings, 'error'), ...counted(warnings, 'warning')];
  return `lede lint finds ${found.join(', ')}`;
};

/**
 * @param {'article' | 'profile' | 'lab'} name
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
  const box = $(`#faults-${name}`);
  const key = JSON.stringify(rows);
  if (box.dataset.key === key) return; // keeps focus where it is
  box.dataset.key = key;
  const mild = rows.length > 0 && rows.every(({ severity }) => severity === 'warning');
  box.toggleAttribute('data-any', rows.length > 0);
  box.toggleAttribute('data-mild', mild);
  count.toggleAttribute('data-mild', mild);
  set($(`#${name} textarea`), 'aria-invalid', rows.length && !mild ? 'true' : '');
  const items = rows.map(({ code, severity, pointer, offset, message, place }) => {
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
    return make('li', severity === 'warning' ? { 'data-mild': '' } : {}, button);
  });
  $('p', box).textContent = titleOf(name, faults);
  $('ol', box).replaceChildren(...items);
  $('ol', box).hidden = !items.length;
};
