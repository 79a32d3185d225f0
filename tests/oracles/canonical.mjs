// HTML in a form in which two renderers can be compared: the tree that a browser would make of it, without what
// our own output has on purpose otherwise than cmark's.
import { parseFragment, serialize } from 'parse5';

// White space beside these is only between lines.
const BLOCKS = new Set(
  (
    'blockquote dd del details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section ' +
    'summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
BLOCKS.delete('del');

/** What Lede adds to links that lead out and to images. */
const ADDED = new Set('target rel loading decoding referrerpolicy'.split(' '));

/** "’" back to "'" and the like: smart punctuation has an oracle of its own. */
const plain = (text) =>
  text
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replaceAll('–', '--')
    .replaceAll('—', '---')
    .replaceAll('…', '...');

/** Where the examples' relative addresses are resolved; give Lede the same. */
export const BASE = 'http://example.org/';

/** An address as a URL parser has it, whatever was percent-encoded. */
function address(url) {
  if (url.startsWith('#')) return url;
  try {
    return decodeURIComponent(new URL(url, BASE).href);
  } catch {
    return url;
  }
}

function tidy(parent, shown, inPre = false) {
  const children = parent.childNodes.filter((node) => node.nodeName !== '#comment');
  const isBlock = (node) => !node || BLOCKS.has(node.nodeName);
  parent.childNodes = children.filter((node, i) => {
    if (node.nodeName !== '#text') return true;
    if (inPre) return true;
    const first =
      i === 0 ? isBlock(parent) || parent.nodeName.startsWith('#') : isBlock(children[i - 1]);
    const last =
      i + 1 === children.length
        ? isBlock(parent) || parent.nodeName.startsWith('#')
        : isBlock(children[i + 1]);
    if (first) node.value = node.value.replace(/^\n+/, '');
    if (last) node.value = node.value.replace(/\n+$/, '');
    if (children[i - 1]?.nodeName === 'br') node.value = node.value.replace(/^\n/, '');
    return node.value !== '';
  });
  for (const node of parent.childNodes) {
    if (node.nodeName === '#text') {
      node.value = shown(node.value);
      continue;
    }
    node.attrs = node.attrs
      .filter(({ name }) => !ADDED.has(name) && !(name === 'id' && /^h\d$/.test(node.nodeName)))
      .map(({ name, value }) =>
        name === 'href' || name === 'src'
          ? { name, value: address(value) }
          : { name, value: shown(value) },
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    tidy(node, shown, inPre || node.nodeName === 'pre');
  }
}

/** @param {string} html @param {{smart?: boolean}} [options] whether smart punctuation stays */
export function canonical(html, { smart = false } = {}) {
  const fragment = parseFragment(html);
  tidy(fragment, smart ? (text) => text : plain);
  return serialize(fragment);
}
