// What the benchmarks render: honest texts of several sizes, put together from the examples' articles and always
// the same. Each is { name, text }.
import { readFileSync } from 'node:fs';

const top = new URL('../../', import.meta.url);
/** @param {string} path */
const read = (path) => readFileSync(new URL(path, top), 'utf8');
const bytesOf = (/** @type {string} */ text) => Buffer.byteLength(text);

/**
 * The blocks of an example: paragraphs, headings, lists, tables, quotations, pictures.
 * @param {string} name
 */
const blocksOf = (name) =>
  JSON.parse(read(`examples/articles/${name}.json`))
    ._lede.content_markdown.trim()
    .split(/\n{2,}/);

/** A generator of pseudorandom whole numbers below `n` (mulberry32). */
const dice = (seed) => (/** @type {number} */ n) => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % n;
};

/**
 * The blocks in their order, then again and again in other orders, as many as fit into `most` bytes.
 * @param {string[]} blocks
 * @param {number} most
 */
function filled(blocks, most) {
  const roll = dice(most);
  const out = [];
  let size = 0;
  for (let round = 0; ; round++) {
    const order = [...blocks];
    if (round > 0) {
      for (let i = order.length - 1; i > 0; i--) {
        const j = roll(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
    }
    for (const block of order) {
      size += bytesOf(block) + 2;
      if (size > most) return out.join('\n\n') + '\n';
      out.push(block);
    }
  }
}

const isProse = (/** @type {string} */ block) => !/^(\[|!|\||```|<| {4})/.test(block);

export function texts() {
  const english = [...blocksOf('feature'), ...blocksOf('bakhmut')];
  const ukrainian = blocksOf('uk');
  const prose = english.filter(isProse);
  return [
    { name: 'article, 8 KB', text: filled(english, 8 * 1024) },
    { name: 'article in Ukrainian, 8 KB', text: filled(ukrainian, 8 * 1024) },
    { name: 'long feature, 64 KB', text: filled(english, 64 * 1024) },
    { name: 'prose, 256 KB', text: filled(prose, 256 * 1024) },
    { name: 'prose in Ukrainian, 256 KB', text: filled(ukrainian.filter(isProse), 256 * 1024) },
    {
      name: "CommonMark's specification",
      text: read('node_modules/commonmark-spec/spec.txt'),
    },
  ].map(({ name, text }) => ({ name, text, bytes: bytesOf(text) }));
}
