// A card comes into a partner's page: what is painted, what moves, what is fetched, what stays behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './support/chromium.mjs';
import { card, LIGHT, partnerPage } from './support/site.mjs';

const { site, visit } = await startChromium();

const oneTag = (style = 'min-height:700px') =>
  `<div style="${style}"><a data-lede href="https://kittiwake.example/a">The bakehouse that keeps two clocks</a>` +
  '<script async src="{{publisher}}/lede.js" data-src="{{publisher}}/articles/html.json" ' +
  'data-profile="{{publisher}}/lede.json"></script></div>';

/** Waits until the images in view are there, then names every address that was asked for, once each. */
const addresses = async ({ page, requests }) => {
  await page.waitForFunction(() =>
    [...document.querySelector('lede-card').shadowRoot.querySelectorAll('img')].every(
      (image) => image.complete && image.naturalWidth,
    ),
  );
  return [...requests].sort();
};

const atPublisher = (...paths) => paths.map((path) => site.publisher + path);

test('the element form shows a card, and the text below it does not move', async (t) => {
  const visited = await visit(t, '/index.html');
  const { engine, headline, light, open } = await visited.card();
  assert.deepEqual(
    { engine, headline, light, open },
    { engine: 'wasm', headline: 'The town that does its own sums', light: false, open: false },
  );
  const below = await visited.page.locator('lede-card + p').boundingBox();
  assert.ok(below.y < 900, 'the text below is in the first viewport, or this test proves nothing');
  assert.deepEqual(await visited.shifts(), { unasked: [], afterInput: [] });
  assert.deepEqual(visited.said, []);
});

test('the one-tag form shows a card, and the text below it does not move', async (t) => {
  const visited = await visit(t, '/one-tag.html');
  const { engine, headline, light, lightText } = await visited.card();
  assert.equal(engine, 'wasm');
  assert.equal(headline, 'The bakehouse that keeps two clocks');
  assert.equal(lightText, 'The bakehouse that keeps two clocks', 'the link is the light content');
  assert.equal(light, false);
  assert.ok((await visited.page.locator('div:has(> lede-card) + p').boundingBox()).y < 900);
  assert.deepEqual(await visited.shifts(), { unasked: [], afterInput: [] });
  assert.deepEqual(visited.said, []);
});

for (const width of [320, 480, 768, 1200]) {
  test(`the demo's pages keep enough room for their cards at ${width} px`, async (t) => {
    for (const path of ['/index.html', '/one-tag.html', '/layouts.html', '/languages.html']) {
      const visited = await visit(t, path, { viewport: { width, height: 1000 }, wait: false });
      await visited.page.waitForFunction(
        () => document.querySelector('lede-card')?.engine === 'wasm',
      );
      assert.deepEqual((await visited.shifts()).unasked, [], path);
      assert.deepEqual(visited.said, [], path);
      await visited.context.close();
    }
  });
}

test('a closed card asks for the script, the module, two JSON files and its images, once each', async (t) => {
  const visited = await visit(t, '/index.html');
  assert.deepEqual(
    await addresses(visited),
    [
      `${site.partner}/index.html`,
      `${site.partner}/style.css`,
      ...atPublisher('/articles/feature.json', '/lede.js', '/lede.json', '/lede.wasm'),
      ...atPublisher('/media/harbour.svg', '/media/logo.svg'),
    ].sort(),
  );
});

test('opening asks for nothing but the images of the article', async (t) => {
  const visited = await visit(t, '/index.html');
  await addresses(visited);
  const before = visited.requests.length;
  await visited.toggle.click();
  for (const image of await visited.page.locator('lede-card img').all()) {
    await image.scrollIntoViewIfNeeded();
  }
  await addresses({ ...visited, requests: [] });
  const later = visited.requests.slice(before);
  assert.ok(later.length > 0);
  for (const url of later) assert.match(url, /\/media\/[\w-]+\.svg$/);
  assert.deepEqual(visited.said, []);
});

test('what the card fetches carries no cookie and no referrer', async (t) => {
  const cookies = [{ name: 'reader', value: 'known', url: site.publisher }];
  const path = site.host(partnerPage(card()));
  const visited = await visit(t, path, { cookies });
  await addresses(visited);
  const fetched = site.requests.filter(({ url }) => /\.(json|wasm)$/.test(url));
  assert.equal(fetched.length, 3);
  for (const { url, method, headers } of fetched) {
    assert.equal(method, 'GET', url);
    assert.equal(headers.cookie, undefined, url);
    assert.equal(headers.referer, undefined, url);
    assert.equal(headers.origin, site.partner, url);
    assert.equal(headers['sec-fetch-mode'], 'cors', url);
  }
  const images = site.requests.filter(({ url }) => url.endsWith('.svg'));
  assert.ok(images.length > 0);
  for (const { url, headers } of images) assert.equal(headers.referer, undefined, url);
  const document = site.requests.find(({ url }) => url.endsWith(path));
  assert.match(document.headers.cookie, /reader=known/, 'the browser did have a cookie to send');
});

test('a card that is opened, shared and closed leaves nothing stored', async (t) => {
  const visited = await visit(t, '/index.html', { permissions: ['clipboard-write'] });
  const { page } = visited;
  await visited.toggle.click();
  await page.locator('lede-card [data-l=share]').click();
  await page.locator('lede-card [data-l=close]').click();
  await page.evaluate(() => document.querySelector('lede-card').remove());
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookie: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    files: await navigator.storage.getDirectory().then(async (folder) => {
      const names = [];
      for await (const name of folder.keys()) names.push(name);
      return names.length;
    }),
  }));
  assert.deepEqual(kept, {
    local: 0,
    session: 0,
    cookie: '',
    databases: 0,
    caches: 0,
    workers: 0,
    files: 0,
  });
  assert.deepEqual(await visited.context.storageState(), { cookies: [], origins: [] });
});

test('the page gains one element name and no global', async (t) => {
  const names = () => Object.getOwnPropertyNames(window).sort();
  const bare = await visit(t, site.host(partnerPage(card(), { script: '' })), { wait: false });
  const before = await bare.page.evaluate(names);
  const visited = await visit(t, site.host(partnerPage(card() + oneTag())));
  assert.deepEqual(await visited.page.evaluate(names), before);
  assert.equal(
    await visited.page.evaluate(
      () => document.querySelectorAll('style,link[rel=canonical]').length,
    ),
    0,
  );
  assert.equal(
    await visited.page.evaluate(() => document.querySelector('lede-card').innerHTML),
    LIGHT.replaceAll('&', '&amp;'),
    'the light content is left as it was',
  );
});

test('with nothing reserved the light content keeps its box until a gesture', async (t) => {
  const visited = await visit(t, '/no-reserve.html', {
    wait: false,
    viewport: { width: 1000, height: 700 },
  });
  const { page } = visited;
  await page.waitForFunction(() => document.querySelectorAll('lede-card')[1].engine === 'wasm');
  await visited.painted();
  const before = await visited.card();
  assert.equal(before.engine, 'light');
  assert.equal(before.light, true);
  assert.equal(before.error, null);
  assert.deepEqual((await visited.shifts()).unasked, []);

  await page.mouse.click(5, 5);
  await visited.shown();
  const { engine, light } = await visited.card();
  assert.deepEqual({ engine, light }, { engine: 'wasm', light: false });
  assert.deepEqual((await visited.shifts()).unasked, [], 'what moved, moved after a gesture');
  assert.deepEqual(visited.said, []);
});

test('an article that is set from a script is no gesture', async (t) => {
  const bare = card({ src: null, profile: null, style: 'display:block' });
  const visited = await visit(t, site.host(partnerPage(bare)), { wait: false });
  const { page } = visited;
  await page.evaluate(async () => {
    await customElements.whenDefined('lede-card');
    document.querySelector('lede-card').article = { id: '1', title: 'T', content_text: 'Words.' };
  });
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.wasm')),
  );
  await page.waitForTimeout(300);
  await visited.painted();
  assert.equal((await visited.card()).engine, 'light');
  await page.mouse.click(5, 5);
  await visited.shown();
  assert.equal((await visited.card()).engine, 'wasm');
  assert.deepEqual((await visited.shifts()).unasked, []);
});

test('a key pressed anywhere is a gesture too', async (t) => {
  const path = site.host(partnerPage(card({ style: 'display:block' })));
  const visited = await visit(t, path, { wait: false });
  const { page } = visited;
  await page.waitForFunction(() => document.querySelector('lede-card').article);
  await visited.painted();
  assert.equal((await visited.card()).engine, 'light');
  await page.keyboard.press('Shift');
  await visited.shown();
  assert.equal((await visited.card()).engine, 'wasm');
  assert.deepEqual((await visited.shifts()).unasked, []);
});

test('with nothing reserved a card out of view shows itself, and the text in view stays', async (t) => {
  const tall = '<div style="height:1200px">Far above.</div>';
  const path = site.host(partnerPage(tall + card({ style: 'display:block' })));
  const visited = await visit(t, path, { viewport: { width: 1000, height: 900 } });
  assert.equal((await visited.card()).engine, 'wasm');
  await visited.page.locator('#after').scrollIntoViewIfNeeded();
  assert.deepEqual((await visited.shifts()).unasked, []);
});

test('with nothing reserved a light box that scrolls out of view becomes the card there', async (t) => {
  const below = '<div style="height:4000px">Far below.</div>';
  const path = site.host(partnerPage(card({ style: 'display:block' }) + below));
  const visited = await visit(t, path, { wait: false });
  const { page } = visited;
  await page.waitForFunction(() => document.querySelector('lede-card').article);
  await visited.painted();
  assert.equal((await visited.card()).engine, 'light');
  await page.evaluate(() => scrollTo(0, 3000));
  await visited.shown();
  assert.equal((await visited.card()).engine, 'wasm');
  assert.deepEqual((await visited.shifts()).unasked, []);
});

test('a card lower than its room keeps the room, and gives it back after a gesture', async (t) => {
  const light = `<div style="height:900px">${LIGHT}</div>`;
  const path = site.host(partnerPage(card({ style: 'display:block', light })));
  const visited = await visit(t, path, { viewport: { width: 1000, height: 1200 } });
  assert.deepEqual((await visited.shifts()).unasked, []);
  assert.equal((await visited.card()).height, 900);
  await visited.page.mouse.click(5, 5);
  await visited.page.waitForFunction(() => document.querySelector('lede-card').offsetHeight < 800);
  assert.deepEqual((await visited.shifts()).unasked, []);
});

test('cards among floats, in a flex row and in a grid move nothing either', async (t) => {
  const wide = 'min-height:800px;flex:1;min-width:0';
  for (const style of ['display:flex;gap:1em', 'display:grid;grid-template-columns:1fr 1fr']) {
    const side = '<p id="side">A column beside it.</p>';
    const body = `<div style="${style}">${card({ style: wide })}${side}</div>`;
    const visited = await visit(t, site.host(partnerPage(body)));
    assert.equal((await visited.card()).engine, 'wasm');
    assert.deepEqual(await visited.shifts(), { unasked: [], afterInput: [] }, style);
    await visited.context.close();
  }
});
