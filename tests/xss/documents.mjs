// Documents that stand in files: the specifications' examples, the golden cases, the example articles, and the
// payloads, each by itself and in every place where a writer might put it.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { markupCases, renderCases } from '../cases/cases.mjs';
import {
  commonmarkExamples,
  gfmExamples,
  gfmExtensionExamples,
  hasGfm,
} from '../oracles/examples.mjs';

/** @typedef {{format: 'html' | 'markdown', text: string, from: string, card?: boolean}} Document */

const BASE = 'https://kittiwake.example/a/story';
const file = (path) => new URL(path, import.meta.url);

export const payloads = () =>
  Object.values(JSON.parse(readFileSync(file('payloads.json'), 'utf8'))).flat();

const both = (text, from) => [
  { format: 'markdown', text, from },
  { format: 'html', text, from },
];

/** @returns {Document[]} */
export function specifications() {
  const examples = hasGfm()
    ? [...commonmarkExamples(), ...gfmExamples(), ...gfmExtensionExamples()]
    : commonmarkExamples();
  return examples.flatMap(({ number, section, markdown, html }) => [
    ...both(markdown, `${section} ${number}`),
    ...both(html, `${section} ${number}, its HTML`),
  ]);
}

const bodies = (item, from) => [
  ...(item._lede?.content_markdown
    ? [{ format: 'markdown', text: item._lede.content_markdown, from }]
    : []),
  ...(item.content_html ? [{ format: 'html', text: item.content_html, from }] : []),
];

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

/** @returns {Document[]} */
export function articles() {
  const folder = file('../../examples/articles/');
  const examples = readdirSync(fileURLToPath(folder)).map((name) => ({
    name,
    text: readFileSync(new URL(name, folder), 'utf8'),
  }));
  const items = [
    ...examples,
    ...renderCases().map(({ name, item }) => ({ name, text: item.toString() })),
  ].flatMap(({ name, text }) => {
    const article = parsed(text);
    return [article, ...(Array.isArray(article.items) ? article.items : [])]
      .filter((item) => item && typeof item === 'object')
      .flatMap((item) => bodies(item, name));
  });
  const cases = markupCases().map(({ name, verb, text }) => ({
    format: verb,
    text: text.toString(),
    from: name,
  }));
  return [...items, ...cases];
}

const HTML_PLACES = [
  (x) => x,
  (x) => `<p>${x}</p>y`,
  (x) => `<p title="${x}">y</p>`,
  (x) => `<p title='${x}'>y</p>`,
  (x) => `<a href="${x}">y</a>`,
  (x) => `<a href="/x">${x}</a>y`,
  (x) => `<img alt="${x}" src='${x}'>`,
  (x) => `<ul><li>${x}<li>y</ul>z`,
  (x) => `<table><tr><td>${x}</table>y`,
  (x) => `<table>${x}<tr><td>y</table>`,
  (x) => `<pre>${x}</pre>y`,
  (x) => `<h2 id='${x}'>${x}</h2>`,
  (x) => `<svg>${x}</svg>y`,
  (x) => `<math><mtext>${x}</math>y`,
  (x) => `<select>${x}</select>y`,
  (x) => `<template>${x}</template>y`,
  (x) => `<b><p>${x}</b>${x}</p>`,
  (x) => `<iframe src="https://host.example/" title="${x}"></iframe>`,
];
const MARKDOWN_PLACES = [
  (x) => x,
  (x) => `y ${x} z`,
  (x) => `[y](${x})`,
  (x) => `[y](<${x}>)`,
  (x) => `[y](/z "${x}")`,
  (x) => `[${x}](/y '${x}')`,
  (x) => `![${x}](/y.png "${x}")`,
  (x) => `[y]: ${x}\n\n[y]`,
  (x) => `[y]: /z "${x}"\n\n[y] [${x}]\n\n[${x}]: /w`,
  (x) => `<${x}>`,
  (x) => `https://host.example/${x}`,
  (x) => `| ${x} | ${x} |\n|---|---|\n| ${x} | y |\nz`,
  (x) => `- [ ] ${x}\n- ${x}`,
  (x) => `# ${x}\n\n${x}\n---`,
  (x) => `y[^1]\n\n[^1]: ${x}`,
  (x) => `y[^${x}]\n\n[^${x}]: z`,
  (x) => '``` ' + x + '\ny\n```',
  (x) => `> ${x}\n\n    ${x}`,
  (x) => `**${x}** ~~${x}~~ \`${x}\``,
  (x) => `<div>\n\n${x}\n\n</div>\n\ny`,
];

/** @returns {Document[]} */
export const attacks = () =>
  payloads().flatMap((payload) => [
    ...HTML_PLACES.map((place) => ({ format: 'html', text: place(payload), from: payload })),
    ...MARKDOWN_PLACES.map((place) => ({
      format: 'markdown',
      text: place(payload),
      from: payload,
    })),
  ]);

const options = { base_url: BASE };

/** All of them, as they come alone and as they come in a card. */
export const inBothWays = (documents) =>
  documents.flatMap((document) => [false, true].map((card) => ({ ...document, options, card })));

/** One like this, the next like that. */
export const inTurn = (documents) =>
  documents.map((document, i) => ({ ...document, options, card: i % 2 === 1 }));
