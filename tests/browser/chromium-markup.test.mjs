// What the core makes of a body is what a browser would write itself, and safe: parsed and serialised by Chromium
// in each mode it keeps its bytes, DOMPurify finds nothing to take away, no script runs, and nothing is asked for
// but the images that it names. Over the specifications' examples, the golden cases, the payloads of tests/xss in
// every place where a writer might put them, and documents out of a seed.
//   LEDE_DOCUMENTS   how many to make of each input (5,000 unless given)
//   LEDE_SEED        where they come from (1)
import assert from 'node:assert/strict';
import process from 'node:process';
import { after, before, test } from 'node:test';
import { articles, attacks, inBothWays, inTurn, specifications } from '../xss/documents.mjs';
import { openJudge } from './support/judge.mjs';

const COUNT = Number(process.env.LEDE_DOCUMENTS ?? 5_000);
const SEED = Number(process.env.LEDE_SEED ?? 1);
const BATCH = 2_000;

let judge;
before(async () => {
  judge = await openJudge();
});
after(() => judge?.close());

const batches = (list) =>
  Array.from({ length: Math.ceil(list.length / BATCH) }, (_, i) =>
    list.slice(i * BATCH, (i + 1) * BATCH),
  );

/** As a person wants to read it. */
const told = ({ from, seed, index, document, html, fault }) =>
  [
    seed === undefined ? `from ${from}` : `seed ${seed}, document ${index}`,
    `  ${JSON.stringify(document)}`,
    `  becomes ${JSON.stringify(html)}`,
    `  but ${fault}`,
  ].join('\n');

const none = (failures) => assert.ok(!failures.length, '\n' + failures.map(told).join('\n'));

async function keepsItsBytes(documents) {
  assert.ok(documents.length > 0);
  for (const batch of batches(documents))
    none(await judge.page.evaluate((given) => window.judge.given(given), batch));
}

test('the judge sees what is wrong', async () => {
  const faults = await judge.page.evaluate(
    (given) => given.map((html) => window.judge.fault(html) ?? ''),
    [
      '<p>x</p>',
      '<p>x<p>y</p>',
      '<p>x<table></table></p>',
      '<p>a > b</p>',
      '<a href="javascript:alert(1)">x</a>',
      '<img src="https://host.example/x.png" onerror="alert(1)">',
      '<p id="x">y</p>',
      '<p style="color:red">x</p>',
      '<form><p>x</p></form>',
      '<pre>\nx</pre>',
    ],
  );
  const expected = [
    /^$/,
    /^a browser writes/,
    /writes/,
    /^a browser writes/,
    /^an address/,
    /^a handler/,
    /^an id/,
    /^DOMPurify .* without style$/,
    /^DOMPurify .* without FORM$/,
    /^a browser writes/,
  ];
  faults.forEach((fault, i) => assert.match(fault, expected[i]));
  await judge.page.evaluate(
    () => new Promise((done) => setTimeout(done, 100)), // the image's error, and the reports
  );
  const ran = await judge.ran();
  assert.ok(ran.includes('alert(1)'), String(ran));
  assert.ok(
    ran.some((one) => one.startsWith('script-src-attr')),
    String(ran),
  );
  assert.deepEqual(judge.requests.splice(0), ['https://host.example/x.png']);
  await judge.page.evaluate(() => {
    window.ran = [];
    window.judge.seen();
  });
});

test('the examples of CommonMark and GFM keep their bytes', () =>
  keepsItsBytes(inTurn(specifications())));

test('the articles and golden cases keep their bytes', () => keepsItsBytes(inBothWays(articles())));

test('every payload keeps its bytes in every place', async () => {
  assert.ok(judge.tools.payloads.length >= 300);
  assert.equal(new Set(judge.tools.payloads).size, judge.tools.payloads.length);
  await keepsItsBytes(inTurn(attacks()));
});

for (const format of ['html', 'markdown']) {
  test(`${COUNT} documents of ${format} keep their bytes`, async () => {
    let bytes = 0;
    for (let first = 0; first < COUNT; first += BATCH) {
      const batch = await judge.page.evaluate(
        (words) => window.judge.made(...words),
        [SEED, first, Math.min(BATCH, COUNT - first), format],
      );
      none(batch.failures);
      bytes += batch.bytes;
    }
    assert.ok(bytes > COUNT * 20, `${bytes} bytes came out, which is too little to mean anything`);
  });
}

test('every element and attribute of our table came out', async () => {
  const { tags, attributes } = await judge.page.evaluate(() => window.judge.seen());
  assert.deepEqual(tags.sort(), judge.tools.tags.sort());
  assert.deepEqual(attributes.sort(), judge.tools.attributes.sort());
});

test('no payload runs or asks for anything, whatever a reader does to it', async () => {
  judge.requests.length = 0;
  const alone = inBothWays(attacks()).filter(({ text, from }) => text === from);
  assert.ok(alone.length >= 1200);
  const named = new Set();
  const asked = new Set();
  for (const batch of batches(alone.map(({ text, ...one }) => ({ ...one, text })))) {
    const seen = await judge.page.evaluate((given) => window.judge.live(given), batch);
    seen.addresses.forEach((url) => named.add(url));
    seen.asked.forEach((url) => asked.add(url));
  }
  assert.deepEqual(await judge.ran(), []);
  assert.ok(judge.requests.length > 0, 'images were to be asked for');
  assert.deepEqual(
    judge.requests.filter((url) => !named.has(url)),
    [],
  );
  assert.ok(asked.size > 10);
  for (const url of asked) assert.match(url, /^(https?|mailto|tel):/);
  assert.equal(judge.page.url().split('#')[0], await judge.page.evaluate(() => document.baseURI));
});
