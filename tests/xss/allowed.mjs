// What a body may hold, read from the sources: the elements of our table, and the attributes that src/markup writes.
import { readFileSync, readdirSync } from 'node:fs';

const markup = new URL('../../src/markup/', import.meta.url);
const source = (name) => readFileSync(new URL(name, markup), 'utf8');

export const allowedTags = () =>
  [...source('elements.def').matchAll(/^LEDE_ELEMENT\(\w+, "(\w+)", \w+\)$/gm)].map(
    ([, name]) => name,
  );

/** Every literal, or name of an Attr, in a call of attr() or of the little functions around it. */
export function allowedAttributes() {
  const text = readdirSync(markup)
    .filter((name) => name.endsWith('.cpp'))
    .map(source)
    .join('\n');
  const names = [...text.matchAll(/\b(?:attr|number|word)\(\s*(?:"|Attr::)([a-z-]+)/g)].map(
    ([, name]) => name,
  );
  return [...new Set(names)].sort();
}
