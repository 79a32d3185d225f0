// What Chromium alone can tell of the notice: axe in every view, nothing that moves, no weight on one answer.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startChromium } from './support/chromium.mjs';
import { later, wordPress } from './support/managers.mjs';
import { card, partnerPage } from './support/site.mjs';

const { site, visit } = await startChromium();

const profile = JSON.parse(
  readFileSync(new URL('../../examples/asking.json', import.meta.url), 'utf8'),
);
const PROFILE = '{{publisher}}/asking.json';

/** A page with one card of a publisher that asks, after a short wait. */
async function show(t, { attributes = {}, consent = {}, head = '', ...options } = {}) {
  site.publish('/asking.json', {
    type: 'application/json',
    body: JSON.stringify({
      ...profile,
      consent: { ...profile.consent, wait_ms: 100, ...consent },
    }),
  });
  const path = site.host(
    partnerPage(card({ profile: PROFILE, 'heading-level': 2, ...attributes }), {
      head: head && site.fill(head),
    }),
  );
  return visit(t, path, options);
}

const action = (page, name) => page.locator(`lede-card [data-l=${name}]`);

/** The ways into each view, from an open card. */
const VIEWS = {
  ask: async (page) => action(page, 'accept').waitFor(),
  choose: async (page) => action(page, 'choose').click(),
  button: async (page) => {
    await action(page, 'accept').click();
    await action(page, 'accept').waitFor({ state: 'detached' });
  },
  privacy: async (page) => {
    await action(page, 'accept').click();
    await action(page, 'privacy').click();
    await action(page, 'erase').waitFor();
  },
  notice: async (page) => action(page, 'ok').waitFor(),
};

for (const colorScheme of ['light', 'dark']) {
  for (const [view, go] of Object.entries(VIEWS)) {
    for (const lang of ['en', 'uk']) {
      test(`axe finds nothing in the ${view} view, ${colorScheme}, ${lang}`, async (t) => {
        const { page, toggle } = await show(t, {
          colorScheme,
          attributes: { lang, region: view === 'notice' ? 'US' : 'UA' },
          consent: { text: { en: 'So that we ask less.', uk: 'Щоб питати рідше.' } },
        });
        await toggle.click();
        await go(page);
        const { violations } = await new AxeBuilder({ page }).include('lede-card').analyze();
        assert.deepEqual(
          violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
          [],
        );
      });
    }
  }
}

test('the three answers have one size, one colour and 44 px, on a phone as well', async (t) => {
  for (const width of [320, 1000]) {
    const { page, toggle } = await show(t, { viewport: { width, height: 900 } });
    await toggle.click();
    await action(page, 'accept').waitFor();
    const looks = await page.evaluate(() =>
      ['accept', 'reject', 'choose'].map((name) => {
        const button = document
          .querySelector('lede-card')
          .shadowRoot.querySelector(`[data-l=${name}]`);
        const { width: across, height } = button.getBoundingClientRect();
        const { color, backgroundColor, borderColor, fontWeight } = getComputedStyle(button);
        return [
          Math.round(across),
          Math.round(height),
          color,
          backgroundColor,
          borderColor,
          fontWeight,
        ];
      }),
    );
    assert.deepEqual(looks[0], looks[1]);
    assert.deepEqual(looks[0], looks[2]);
    assert.ok(looks[0][1] >= 44);
  }
});

test('every control of the notice is 44 px tall', async (t) => {
  const { page, toggle } = await show(t, { viewport: { width: 320, height: 900 } });
  await toggle.click();
  await VIEWS.privacy(page);
  const heights = await page.evaluate(() =>
    [
      ...document
        .querySelector('lede-card')
        .shadowRoot.querySelectorAll('[part=notice] :is(button, label)'),
    ].map((control) => control.getBoundingClientRect().height),
  );
  assert.equal(heights.length, 8);
  for (const height of heights) assert.ok(height >= 44, String(height));
});

test('no cookie, no request and no word on the console before an answer', async (t) => {
  const { page, context, said, requests, toggle } = await show(t, {
    cookies: [{ name: 'partner', value: '1', url: site.publisher }],
  });
  await toggle.click();
  await action(page, 'accept').waitFor();
  await page.waitForTimeout(1000);
  assert.deepEqual(
    said.filter((words) => !words.includes('ERR_NAME_NOT_RESOLVED')),
    [],
  );
  assert.deepEqual(
    (await context.cookies()).map(({ name }) => name),
    ['partner'],
  );
  assert.ok(
    requests.every((url) => /\.(html|js|wasm|json|svg)$/.test(url)),
    requests.join(' '),
  );
  const ours = site.requests.filter(({ url }) => /\.(wasm|json)$/.test(url));
  assert.equal(ours.length, 3);
  for (const { headers } of ours) {
    assert.equal(headers.cookie, undefined);
    assert.equal(headers.referer, undefined);
  }
});

test('a question that comes by itself, and one that goes, move nothing that the reader looks at', async (t) => {
  const { page, shown, shifts, painted } = await show(t, {
    attributes: {
      layout: 'full',
      src: '{{publisher}}/articles/text.json',
      style: 'display:block',
    },
    consent: { wait_ms: 1500 },
    head: later(wordPress, 6000),
    viewport: { width: 1000, height: 2600 },
    wait: false,
  });
  await page.waitForFunction(() => document.querySelector('lede-card').article);
  await page.keyboard.press('Shift'); // no room is kept: the card waits for a gesture
  await shown();
  await page.waitForTimeout(2500);
  assert.deepEqual((await shifts()).unasked, []);
  assert.equal(await action(page, 'accept').count(), 0, 'held back: the card’s end is in view');
  await page.keyboard.press('Shift');
  await action(page, 'accept').waitFor();
  await page.waitForTimeout(700); // what moves within half a second of a key is the reader's doing
  await action(page, 'accept').waitFor({ state: 'detached' });
  await painted();
  assert.deepEqual((await shifts()).unasked, []);
});

for (const region of ['UA', 'US']) {
  test(`where the page opens the card, the question or the button is there at once (${region})`, async (t) => {
    const { page, shown } = await show(t, {
      attributes: { src: '{{publisher}}/articles/text.json', region },
      consent: { regions: { US: 'opt-out' } },
      viewport: { width: 1000, height: 2600 },
    });
    await shown();
    await page.waitForTimeout(300); // the wait for a manager is over
    await page.evaluate(() => document.querySelector('lede-card').expand());
    const found = await page.evaluate(() =>
      [
        ...document
          .querySelector('lede-card')
          .shadowRoot.querySelectorAll('[part=notice] [data-l]'),
      ].map(({ dataset }) => dataset.l),
    );
    assert.deepEqual(
      found,
      region === 'UA' ? ['accept', 'reject', 'choose', 'privacy'] : ['privacy'],
    );
    await page.evaluate(() => document.querySelector('lede-card').collapse());
    assert.equal(await action(page, 'privacy').count(), 0);
    const { height } = await page.locator('lede-card [part=notice]').boundingBox();
    assert.equal(height, 0, 'no room is kept for it');
  });
}
