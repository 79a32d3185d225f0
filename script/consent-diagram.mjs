// Draws the consent machine for docs/privacy.md from src/consent/transitions.def, between the page's two markers.
//   node script/consent-diagram.mjs [--check]     --check: only say whether the page is up to date
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

const top = new URL('../', import.meta.url);
const BEGIN = '<!-- made by script/consent-diagram.mjs -->';
const END = '<!-- end of what is made -->';

/** What an event is called in the drawing. */
const WORDS = {
  answered: 'accept, reject, save',
  asked: 'an open card asks',
  configured: 'attribute of a card',
  dismissed: 'dismiss, OK',
  erased: 'erase',
  hidden: 'its card closes',
  host: 'a manager is found',
  stored: 'stored record, another tab',
  ticked: 'record expires',
  waited: 'nobody answered in time',
};

/** @param {string} phase */
const id = (phase) => phase.replace('-', '_');

export function diagram() {
  const table = readFileSync(new URL('src/consent/transitions.def', top), 'utf8');
  const rows = [...table.matchAll(/^LEDE_TRANSITION\("([\w-]+)", "(\w+)", "([\w-]+)"\)$/gm)];
  /** @type {Map<string, string[]>} */
  const edges = new Map();
  for (const [, from, event, to] of rows) {
    const edge = `${id(from)} --> ${id(to)}`;
    if (!WORDS[event]) throw new Error(`No word for the event "${event}"`);
    edges.set(edge, [...(edges.get(edge) ?? []), WORDS[event]]);
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> probing',
    ...[...edges].map(([edge, words]) => `  ${edge}: ${words.join('; ')}`),
    '```',
  ].join('\n');
}

const at = new URL('docs/privacy.md', top);
const page = readFileSync(at, 'utf8');
const [before, rest] = page.split(BEGIN);
const after = rest?.split(END)[1];
if (after === undefined) throw new Error(`docs/privacy.md lacks its markers: ${BEGIN} and ${END}`);
const made = `${before}${BEGIN}\n\n${diagram()}\n\n${END}${after}`;
if (!process.argv.includes('--check')) {
  writeFileSync(at, made);
} else if (made !== page) {
  console.error('docs/privacy.md is out of date: run node script/consent-diagram.mjs');
  process.exitCode = 1;
}
