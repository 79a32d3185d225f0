// When a card is loaded, what cards share, and what a reader who is using the light content keeps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './support/chromium.mjs';
import { card, LIGHT, partnerPage, SCRIPT } from './support/site.mjs';

const { site, visit } = await startChromium();

const FAR = '<div style="height:5000px">Above.</div>';
const loaded = (requests) => requests.filter((url) => /\.(json|wasm)$/.test(url));
const ready = ({ page }) =>
  page.evaluate(() => customElements.whenDefined('lede-card').then(() => {}));
const saveData = () =>
  Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true });

test('nothing is fetched before the card comes near, then all of it', async (t) => {
  const visited = await visit(t, site.host(partnerPage(FAR + card())), { wait: false });
  await ready(visited);
  await visited.painted();
  assert.deepEqual(loaded(visited.requests), []);
  assert.equal((await visited.card()).light, true);
  await visited.page.evaluate(() => scrollTo(0, 3700));
  await visited.shown();
  assert.equal(loaded(visited.requests).length, 3);
  assert.deepEqual((await visited.shifts()).unasked, []);
});

test('an eager card is fetched at once, wherever it is', async (t) => {
  const visited = await visit(t, site.host(partnerPage(FAR + card({ loading: 'eager' }))));
  assert.equal((await visited.card()).engine, 'wasm');
  assert.equal(loaded(visited.requests).length, 3);
});

test('a card without a profile needs none', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card({ profile: null }))));
  assert.equal((await visited.card()).headline, 'The town that does its own sums');
  assert.equal(loaded(visited.requests).length, 2);
  await visited.toggle.click();
  assert.equal((await visited.card()).open, true);
  assert.deepEqual(visited.said, []);
});

for (const how of ['a tap', 'Enter']) {
  test(`with Save-Data nothing is fetched until ${how} on the light content`, async (t) => {
    const path = site.host(partnerPage(card({ loading: 'eager' })));
    const visited = await visit(t, path, { wait: false, init: saveData });
    await ready(visited);
    await visited.painted();
    assert.deepEqual(loaded(visited.requests), []);
    const link = visited.page.locator('lede-card > blockquote > a');
    if (how === 'Enter') await link.press('Enter');
    else await link.click();
    await visited.shown();
    assert.equal((await visited.card()).engine, 'wasm');
    assert.equal(visited.page.url(), site.partner + path, 'the link was not followed');
    assert.deepEqual(visited.said, []);
  });
}

test('with Save-Data a second tap while the card is on its way follows the link no more than the first', async (t) => {
  const path = site.host(partnerPage(card()));
  const visited = await visit(t, path, { wait: false, init: saveData });
  await ready(visited);
  await visited.page
    .locator('lede-card > blockquote > a')
    .click({ modifiers: ['Shift'], trial: true });
  await visited.page.locator('lede-card > blockquote > a').click();
  await visited.shown();
  assert.equal(visited.page.url(), site.partner + path);
});

test('light content that has the focus is not taken away', async (t) => {
  const path = site.host(partnerPage(FAR + card() + '<button id="own">Own</button>'));
  const visited = await visit(t, path, { wait: false });
  const { page } = visited;
  await ready(visited);
  await page.locator('lede-card > blockquote > a').focus();
  await page.waitForFunction(() => document.querySelector('lede-card').article);
  await visited.painted();
  const { engine, light, error } = await visited.card();
  assert.deepEqual({ engine, light, error }, { engine: 'light', light: true, error: null });
  await page.keyboard.press('Tab');
  await visited.shown();
  assert.equal((await visited.card()).engine, 'wasm');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'own');
});

test('light content that is being selected is not taken away', async (t) => {
  const visited = await visit(t, site.host(partnerPage(FAR + card())), { wait: false });
  const { page } = visited;
  await ready(visited);
  await page.evaluate(() => {
    getSelection().selectAllChildren(document.querySelector('lede-card a'));
    document.querySelector('lede-card').scrollIntoView();
  });
  await page.waitForFunction(() => document.querySelector('lede-card').article);
  await visited.painted();
  assert.equal((await visited.card()).engine, 'light');
  await page.mouse.click(5, 5);
  await visited.shown();
  assert.equal((await visited.card()).engine, 'wasm');
});

test('ten cards share one instance, one stylesheet and each file', async (t) => {
  const visited = await visit(t, '/ten.html', { wait: false });
  const { page } = visited;
  for (const one of await page.locator('lede-card').all()) await one.scrollIntoViewIfNeeded();
  await visited.shown();
  assert.equal(await visited.count('instances'), 1);
  assert.equal(await visited.count('modules'), 1);
  const sheets = await page.evaluate(() => {
    const lists = [...document.querySelectorAll('lede-card')].map(
      (one) => one.shadowRoot.adoptedStyleSheets,
    );
    const shared = lists.map(([first]) => first);
    return {
      cards: lists.length,
      shared: new Set(shared).size,
      long: shared[0].cssRules.length > 20,
    };
  });
  assert.deepEqual(sheets, { cards: 10, shared: 1, long: true });
  assert.deepEqual(loaded(visited.requests).sort(), [
    `${site.publisher}/feed.json`,
    `${site.publisher}/lede.json`,
    `${site.publisher}/lede.wasm`,
  ]);
  const headlines = await page.evaluate(() =>
    [...document.querySelectorAll('lede-card')].map(
      (one) => one.shadowRoot.querySelector('[part=headline]').textContent,
    ),
  );
  assert.equal(new Set(headlines).size, 10);
  assert.deepEqual((await visited.shifts()).unasked, []);
  assert.deepEqual(visited.said, []);
});

test('the script pasted three times defines one element and loads one instance', async (t) => {
  const tag =
    '<script async src="{{publisher}}/lede.js" data-src="{{publisher}}/articles/html.json"></script>';
  const body = `${card()}<div style="min-height:700px">${tag}</div>`;
  const visited = await visit(t, site.host(partnerPage(body, { script: SCRIPT + SCRIPT })));
  await visited.page.waitForFunction(() => document.querySelectorAll('lede-card').length === 2);
  await visited.page.locator('lede-card').nth(1).scrollIntoViewIfNeeded();
  await visited.shown();
  assert.equal(await visited.count('instances'), 1);
  assert.equal(visited.requests.filter((url) => url.endsWith('.wasm')).length, 1);
  assert.deepEqual(visited.said, []);
});

test('an element of that name that is already there is left alone', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card())), {
    wait: false,
    init: () => customElements.define('lede-card', class extends HTMLElement {}),
  });
  await visited.page.waitForLoadState('networkidle');
  assert.deepEqual(visited.said, []);
  assert.deepEqual(loaded(visited.requests), []);
  assert.equal(await visited.page.locator('lede-card a').isVisible(), true);
});

test('data-wasm names another place for the module', async (t) => {
  const script = SCRIPT.replace('src=', 'data-wasm="{{publisher}}/lede.wasm?v=2" src=');
  const visited = await visit(t, site.host(partnerPage(card(), { script })));
  assert.equal((await visited.card()).engine, 'wasm');
  assert.deepEqual(
    visited.requests.filter((url) => url.includes('.wasm')),
    [`${site.publisher}/lede.wasm?v=2`],
  );
});

test('a module that is served with another type works all the same', async (t) => {
  const script = SCRIPT.replace('src=', 'data-wasm="{{publisher}}/typeless.wasm" src=');
  const bytes = await (await fetch(`${site.publisher}/lede.wasm`)).arrayBuffer();
  site.publish('/typeless.wasm', { type: 'application/octet-stream', body: new Uint8Array(bytes) });
  const visited = await visit(t, site.host(partnerPage(card(), { script })));
  assert.equal((await visited.card()).engine, 'wasm');
  assert.deepEqual(visited.said, []);
});

test('card.article shows what it is given: bytes, text or an object', async (t) => {
  const visited = await visit(t, site.host(partnerPage('')), { wait: false });
  const { page } = visited;
  await ready(visited);
  const show = (how) =>
    page.evaluate((kind) => {
      const item = { id: kind, title: `As ${kind}`, content_text: 'Words.' };
      const text = JSON.stringify(item);
      const forms = { object: item, text, bytes: new TextEncoder().encode(text) };
      const one = document.querySelector('lede-card') ?? document.createElement('lede-card');
      one.style.cssText = 'display:block;min-height:700px';
      one.article = forms[kind];
      if (!one.isConnected) document.querySelector('main').prepend(one);
    }, how);
  for (const kind of ['object', 'text', 'bytes']) {
    await show(kind);
    await page.waitForFunction(
      (wanted) =>
        document.querySelector('lede-card')?.shadowRoot.querySelector('[part=headline]')
          ?.textContent === wanted,
      `As ${kind}`,
    );
  }
  assert.deepEqual(loaded(visited.requests), [`${site.publisher}/lede.wasm`]);
  assert.deepEqual(visited.said, []);
});

test('an article that was set before the script came is shown', async (t) => {
  const early =
    '<script>document.querySelector("lede-card").article={id:"1",title:"Early",content_text:"Words."}</script>';
  const body = card({ src: null, profile: null }) + early;
  const visited = await visit(t, site.host(partnerPage(body)));
  assert.equal((await visited.card()).headline, 'Early');
  assert.deepEqual(visited.said, []);
});

test('an article of Windows line ends and a byte order mark is an article', async (t) => {
  const item = { id: '1', title: 'Marked', content_text: 'One.\r\n\r\nTwo.' };
  site.publish('/marked.json', {
    body: `\u{feff}${JSON.stringify(item, null, 2).replaceAll('\n', '\r\n')}`,
  });
  const visited = await visit(
    t,
    site.host(partnerPage(card({ src: '{{publisher}}/marked.json' }))),
  );
  const { error, headline, lightText } = await visited.card();
  assert.deepEqual({ error, headline }, { error: null, headline: 'Marked' });
  assert.ok(LIGHT.includes(lightText));
});
