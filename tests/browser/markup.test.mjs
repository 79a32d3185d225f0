// The same trees in every engine: what the core makes of a body is parsed alike by Chromium, Firefox and WebKit, in
// both modes, and by parse5, which stands for the HTML standard.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { parseFragment } from 'parse5';
import { load } from '../../dist/lede.mjs';
import { allowedTags } from '../xss/allowed.mjs';
import {
  articles,
  attacks,
  inBothWays,
  inTurn,
  payloads,
  specifications,
} from '../xss/documents.mjs';
import { randomDocument } from '../xss/generate.mjs';
import { renderDocument } from '../xss/render.mjs';
import { fingerprint, treeOf } from '../xss/trees.mjs';
import { engine, openBrowser } from './support/any.mjs';
import { openSite } from './support/site.mjs';

const SEED = 2;
const MADE = 3_000; // of each input
const BATCH = 1_000;

const lede = await load(readFileSync(new URL('../../dist/lede.wasm', import.meta.url)));
const site = await openSite();
const browser = await openBrowser();
after(async () => {
  await browser.close();
  await site.close();
});

const START = `
  import { load } from './lede.mjs';
  import { renderDocument } from './render.mjs';
  import { fingerprint, treeOf } from './trees.mjs';
  const lede = await load(new URL('./lede.wasm', import.meta.url));
  const quirks = new DOMParser().parseFromString('<body>', 'text/html').body;
  const plain = document.implementation.createHTMLDocument('').body;
  window.modes = quirks.ownerDocument.compatMode + ' ' + plain.ownerDocument.compatMode;
  window.trees = (documents, whole) => documents.map((document) => {
    const html = renderDocument(lede, document);
    return [plain, quirks].map((body) => {
      const box = body.appendChild(body.ownerDocument.createElement('div'));
      box.innerHTML = html;
      const tree = [...box.childNodes].map(treeOf).join('');
      body.textContent = '';
      return whole ? tree : fingerprint(tree);
    });
  });
`;

async function open() {
  const type = 'text/javascript; charset=utf-8';
  const publish = (name, body) => site.publish(`/${name}`, { type, body });
  for (const name of ['render.mjs', 'trees.mjs'])
    publish(name, readFileSync(new URL(`../xss/${name}`, import.meta.url), 'utf8'));
  publish('start.mjs', START);
  const page = await browser.open(
    site.partner +
      site.host(
        '<!doctype html><meta charset="utf-8"><title>Trees</title><link rel="icon" href="data:,">' +
          '<script type="module" src="{{publisher}}/start.mjs"></script><body>',
      ),
  );
  await page.until(() => Boolean(window.trees));
  return page;
}

/** The tree that parse5 makes of it, in a `div`. */
const expectedTree = (document) => {
  const box = parseFragment('<div></div>').childNodes[0];
  return parseFragment(box, renderDocument(lede, document)).childNodes.map(treeOf).join('');
};

test(`${engine} and parse5 see the same trees`, async (t) => {
  const page = await open();
  t.after(() => page.close());
  assert.equal(await page.run(() => window.modes), 'BackCompat CSS1Compat');

  const stock = { tags: allowedTags(), payloads: payloads() };
  const made = ['html', 'markdown'].flatMap((format) =>
    Array.from({ length: MADE }, (_, i) => ({
      ...randomDocument(SEED, i, format, stock),
      from: `seed ${SEED}, document ${i}`,
    })),
  );
  const documents = [
    ...inTurn(specifications()),
    ...inBothWays(articles()),
    ...inTurn(attacks().filter(({ text, from }) => text === from)),
    ...made,
  ]
    .map((document) => ({ ...document, text: document.text.toWellFormed() }))
    .filter(({ text }) => text.length < 20_000);
  assert.ok(documents.length > 6_000, String(documents.length));

  let nodes = 0;
  for (let first = 0; first < documents.length; first += BATCH) {
    const batch = documents.slice(first, first + BATCH);
    const seen = await page.run((given) => window.trees(given), batch);
    for (const [i, document] of batch.entries()) {
      const tree = expectedTree(document);
      nodes += tree.split('(').length;
      const same = seen[i].every((one) => one === fingerprint(tree));
      if (same) continue;
      const [[plain, quirks]] = await page.run((given) => window.trees(given, true), [document]);
      const about = `${document.from}: ${JSON.stringify(document)}`;
      assert.equal(plain, tree, about);
      assert.equal(quirks, tree, `${about}, in quirks mode`);
    }
  }
  assert.ok(nodes > 30_000, `${nodes} nodes are too few to mean anything`);
});
