// Markdown that nobody trusts, made into HTML that is safe: Lede, and what a JavaScript widget would take instead.
// Runs in a page, from bench/markup.mjs. The peers do what they do without options, but for markdown-it, which lets
// raw HTML and bare links through as the others do; none of them makes footnotes or smart punctuation, as Lede does.
import { HtmlRenderer, Parser } from 'commonmark';
import purify from 'dompurify';
import markdownIt from 'markdown-it';
import { marked } from 'marked';
import { init as startMd4w, mdToHtml } from 'md4w';
import { load } from '../../dist/lede.mjs';

/** @typedef {(text: string) => string} Renderer */
/** @type {Record<string, Renderer>} */
const renderers = {};
/** @type {string[]} */
let texts = [];
export let written = 0; // so that no engine takes the work for needless

/**
 * @param {string[]} given what to render
 * @param {{lede: string, md4w: string}} wasm the modules' addresses
 * @returns {Promise<string[]>} the renderers' names
 */
export async function start(given, wasm) {
  texts = given;
  const lede = await load(wasm.lede);
  await startMd4w(fetch(wasm.md4w));
  const parser = new Parser();
  const writer = new HtmlRenderer();
  const it = markdownIt({ html: true, linkify: true });
  const options = { base_url: 'https://pub.example/a/slug' };
  Object.assign(renderers, {
    Lede: (text) => lede.markdown(text, options),
    'marked + DOMPurify': (text) => purify.sanitize(marked.parse(text)),
    'markdown-it + DOMPurify': (text) => purify.sanitize(it.render(text)),
    'commonmark.js + DOMPurify': (text) => purify.sanitize(writer.render(parser.parse(text))),
    'md4w + DOMPurify': (text) => purify.sanitize(mdToHtml(text)),
  });
  return Object.keys(renderers);
}

/**
 * @param {string} name of the renderer
 * @param {number} index of the text
 * @param {number} times
 * @returns {number} milliseconds of the clock on the wall, for one of them
 */
export function run(name, index, times) {
  const render = renderers[name];
  const text = texts[index];
  const began = performance.now();
  for (let i = 0; i < times; i++) written += render(text).length;
  return (performance.now() - began) / times;
}

/** Runs it until the engine has had its time to optimise. @returns {number} milliseconds that one run takes then */
export function warmUp(name, index) {
  let took = 0;
  for (let runs = 0, all = 0; runs < 10 || (all < 300 && runs < 500); runs++) {
    took = run(name, index, 1);
    all += took;
  }
  return took;
}

/** What came out, counted as a reader counts: nobody is fast by leaving things out. */
export function look(name, index) {
  const html = renderers[name](texts[index]);
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const count = (/** @type {string} */ selector) => body.querySelectorAll(selector).length;
  return {
    headings: count('h1, h2, h3, h4, h5, h6'),
    blocks: count('p, figure, table'),
    items: count('li:not(section > ol > li)'), // notes are paragraphs to those who don't know them
    pictures: count('img'),
    letters: (body.textContent ?? '').replace(/\s+/g, '').length,
  };
}
