// The examples of specifications that are written as CommonMark's is: Markdown, a line with a full stop, HTML.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const commonmark = join(
  dirname(createRequire(import.meta.url).resolve('commonmark-spec')),
  'spec.txt',
);
const gfm = (name) => join(root, 'build/deps/cmark-gfm/test', name);

const EXAMPLE = /^`{32} example([^\n]*)\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$|^#{1,6} *(.*?) *#*$/gm;
const tabbed = (text) => text.replaceAll('→', '\t');

/** @returns {{number: number, section: string, kind: string, markdown: string, html: string}[]} */
export function examplesIn(text) {
  const found = [];
  let section = '';
  for (const [, kind, markdown, html, heading] of text.matchAll(EXAMPLE)) {
    if (heading !== undefined) section = heading;
    else
      found.push({
        number: found.length + 1,
        section,
        kind: kind.trim(),
        markdown: tabbed(markdown),
        html: tabbed(html.replace(/^\.\n[^]*$/m, '')), // some give a third part, of another format
      });
  }
  return found;
}

const read = (file) => examplesIn(readFileSync(file, 'utf8'));

/** CommonMark 0.30's. */
export const commonmarkExamples = () => read(commonmark);

/** Whether script/setup could fetch cmark-gfm's tests. */
export const hasGfm = () => existsSync(gfm('spec.txt'));
/** GitHub's specification: CommonMark 0.29 and the extensions. */
export const gfmExamples = () => read(gfm('spec.txt'));
/** What cmark-gfm tests its extensions with besides. */
export const gfmExtensionExamples = () => read(gfm('extensions.txt'));
/** cmark's tests of smart punctuation, in English. */
export const smartExamples = () => read(gfm('smart_punct.txt'));
