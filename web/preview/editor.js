// @ts-check
// A textarea with numbered lines, colours and marks: the real text, transparent, lies over a drawn copy of
// it, which wraps alike. Both are as tall as the text; what scrolls is the box around them.
import { lineAndColumn } from './locate.js';

/** @typedef {import('./locate.js').Place} Place */

/** Colouring more than this would be felt while typing. */
const max_coloured = 200_000;

// Colours are CSS highlights: the drawn copy stays plain text. Older engines do without.
const registry = globalThis.Highlight ? CSS.highlights : undefined;

/** @param {string} name */
const highlight = (name) => {
  let one = registry?.get(name);
  if (registry && !one) registry.set(name, (one = new Highlight()));
  return one;
};

/** What is coloured in a line: name and pattern; the first that matches at a place wins. */
const grammars = {
  json: /(?<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*"?)|(?<literal>-?\d[\d.eE+-]*|\b(?:true|false|null)\b)/g,
  markdown:
    /(?<key>^#{1,6} .*$)|(?<string>`[^`]+`|\[[^\]]*\](?:\([^)]*\))?)|(?<literal>^\s*(?:[-*+>]|\d+[.)])(?= )|^\|.*$|[*_]{2}[^*_]+[*_]{2})/g,
};
const escapes = /\\(?:u[\da-fA-F]{4}|.)/g;

export class Editor {
  #box;
  #drawn;
  #area;
  /** @type {string[]} */
  #lines = [];
  /** The ranges of each line, to be taken back with it. @type {[string, StaticRange][][]} */
  #colours = [];
  /** @type {StaticRange[]} */
  #marks = [];
  /** @type {keyof typeof grammars} */
  #grammar = 'json';

  /**
   * @param {HTMLElement} box
   * @param {() => void} changed called after each keystroke
   */
  constructor(box, changed) {
    this.#box = box;
    this.#drawn = /** @type {HTMLElement} */ (box.querySelector('.drawn'));
    this.#area = /** @type {HTMLTextAreaElement} */ (box.querySelector('textarea'));
    this.#area.addEventListener('input', () => {
      this.#draw();
      changed();
    });
  }

  get text() {
    return this.#area.value;
  }

  set text(text) {
    this.#area.value = text;
    this.#area.setSelectionRange(0, 0);
    this.#box.scrollTop = 0;
    this.#draw();
  }

  set grammar(/** @type {keyof typeof grammars} */ grammar) {
    if (grammar === this.#grammar) return;
    this.#grammar = grammar;
    this.#lines.length = 0; // all anew
    this.#drawn.replaceChildren();
    for (const line of this.#colours.splice(0)) this.#discolour(line);
    this.#draw();
  }

  /** Draws the lines that have changed. */
  #draw() {
    const next = this.#area.value.split('\n');
    const last = this.#lines;
    const least = Math.min(next.length, last.length);
    let head = 0;
    while (head < least && next[head] === last[head]) head++;
    let tail = 0;
    while (tail < least - head && next.at(-1 - tail) === last.at(-1 - tail)) tail++;
    const old = [...this.#drawn.children].slice(head, last.length - tail);
    const after = this.#drawn.children[last.length - tail] ?? null;
    const coloured = this.#area.value.length <= max_coloured;
    /** @type {[string, StaticRange][][]} */
    const colours = [];
    for (const text of next.slice(head, next.length - tail)) {
      const line = document.createElement('div');
      const node = document.createTextNode(text);
      line.append(node);
      this.#drawn.insertBefore(line, after);
      colours.push(coloured ? this.#colour(node, text) : []);
    }
    for (const line of this.#colours.splice(head, old.length, ...colours)) this.#discolour(line);
    for (const line of old) line.remove();
    this.#lines = next;
  }

  /**
   * @param {Text} node
   * @param {string} text
   */
  #colour(node, text) {
    if (!registry) return [];
    /** @type {[string, StaticRange][]} */
    const ranges = [];
    /** @param {string} name @param {number} start @param {number} end */
    const add = (name, start, end) => {
      const range = new StaticRange({
        startContainer: node,
        startOffset: start,
        endContainer: node,
        endOffset: end,
      });
      highlight(name)?.add(range);
      ranges.push([name, range]);
    };
    for (const { index, 0: found, groups } of text.matchAll(grammars[this.#grammar])) {
      const [name] = Object.entries(groups ?? {}).find(([, value]) => value !== undefined) ?? [''];
      add(name, index, index + found.length);
      if (this.#grammar !== 'json') continue;
      for (const escape of found.matchAll(escapes)) {
        add('escape', index + escape.index, index + escape.index + escape[0].length);
      }
    }
    return ranges;
  }

  /** @param {[string, StaticRange][]} ranges */
  #discolour(ranges) {
    for (const [name, range] of ranges) highlight(name)?.delete(range);
  }

  /** @param {number} at in the text */
  #spot(at) {
    const { line, column } = lineAndColumn(this.#area.value, at);
    return { line: this.#drawn.children[line - 1], offset: column - 1 };
  }

  /** Marks what is at fault. @param {Place[]} places */
  mark(places) {
    for (const range of this.#marks.splice(0)) highlight('fault')?.delete(range);
    for (const line of this.#drawn.querySelectorAll('.at-fault')) line.classList.remove('at-fault');
    for (const { start, end } of places) {
      const { line, offset } = this.#spot(start);
      line?.classList.add('at-fault');
      const node = line?.firstChild;
      if (!registry || !node) continue;
      const length = node.nodeValue?.length ?? 0;
      const from = Math.min(offset, Math.max(length - 1, 0));
      const range = new StaticRange({
        startContainer: node,
        startOffset: from,
        endContainer: node,
        endOffset: Math.min(Math.max(offset + end - start, from + 1), length),
      });
      highlight('fault')?.add(range);
      this.#marks.push(range);
    }
  }

  /** Puts the caret on a place and brings it into view. @param {Place} place */
  go({ start, end }) {
    this.#area.focus({ preventScroll: true });
    this.#area.setSelectionRange(start, end);
    const { line, offset } = this.#spot(start);
    const node = line?.firstChild;
    if (!node) return;
    const range = document.createRange();
    range.setStart(node, Math.min(offset, node.nodeValue?.length ?? 0));
    const spot = range.getBoundingClientRect();
    const box = this.#box.getBoundingClientRect();
    const top = spot.height ? spot.top : line.getBoundingClientRect().top;
    this.#box.scrollTop += top - box.top - box.height / 3;
    this.#box.scrollIntoView({ block: 'nearest' });
  }
}
