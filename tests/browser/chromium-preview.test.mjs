// The preview's finer points, in Chromium alone: axe, the keyboard, the clipboard, and whether what is copied
// works in a partner's page without moving it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { launch } from './engines.mjs';
import { tooSmall } from './support/preview.mjs';
import { openSite } from './support/site.mjs';

let site;
let browser;

before(async () => {
  site = await openSite();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const ready = () => {
  const cards = [...document.querySelectorAll('.band:not([hidden]) lede-card')];
  return cards.length > 0 && cards.every((card) => card.shadowRoot.querySelector('article'));
};

async function visit(t, { width = 1440, height = 900, scheme = 'light' } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce', // what fades in is not looked at half-way
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  t.after(async () => {
    await context.close();
    site.restore();
  });
  const page = await context.newPage();
  const said = [];
  const requests = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`thrown: ${error.message}`));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`${site.publisher}/preview.html`);
  await page.waitForFunction(ready);
  return { page, context, said, requests };
}

const choose = (page, name, value) =>
  page.locator(`[name="${name}"][value="${value}"]`).check({ force: true });

test('the preview asks for nothing but itself, and keeps nothing', async (t) => {
  const { page, context, requests, said } = await visit(t);
  await choose(page, 'layout', 'full');
  await page.waitForTimeout(300);
  assert.deepEqual(
    requests.filter((url) => !url.startsWith('data:')),
    [`${site.publisher}/preview.html`],
  );
  const { cookies, origins } = await context.storageState();
  assert.deepEqual([cookies, origins], [[], []]);
  assert.deepEqual(said, []);
});

for (const scheme of ['light', 'dark']) {
  for (const width of [1440, 375]) {
    test(`axe finds nothing in the preview: ${scheme}, ${width} px, in each tab`, async (t) => {
      const { page } = await visit(t, { width, scheme });
      const scan = async (what, without = 'lede-card') => {
        const { violations } = await new AxeBuilder({ page }).exclude(without).analyze();
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0].target} (${nodes.length})`,
        );
        assert.deepEqual(found, [], what);
      };
      await scan('article', 'nothing');
      await page.selectOption('#sample', { label: 'Five faults' });
      await page.waitForSelector('#faults-article li');
      await scan('faults');
      await page.fill('#article textarea', '{ "id": ');
      await page.waitForSelector('#stale:not([hidden])');
      await scan('stale');
      await page.click('#tab-profile');
      await page.fill('#profile textarea', '{');
      await page.waitForSelector('#faults-profile li');
      await scan('profile');
      await page.click('#tab-embed');
      await choose(page, 'room', 'sheet');
      await scan('embed');
    });
  }
}

test('nothing is wider than a phone, and all that can be pressed is large enough there', async (t) => {
  const { page } = await visit(t, { width: 375, height: 812 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
  assert.deepEqual(await tooSmall(page), []);
});

test('tabs are changed with the arrow keys, and a fault is reached from the keyboard', async (t) => {
  const { page } = await visit(t);
  await page.focus('#tab-article');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getAttribute('#tab-profile', 'aria-selected'), 'true');
  await page.keyboard.press('End');
  assert.ok(await page.isVisible('#panel-lab'));
  await page.keyboard.press('Home');
  await page.selectOption('#sample', { label: 'Five faults' });
  await page.waitForSelector('#faults-article li');
  await page.focus('#article textarea');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const selected = await page.evaluate(() => {
    const { value, selectionStart, selectionEnd, scrollHeight, tagName } = document.activeElement;
    return [tagName, value.slice(selectionStart, selectionEnd), scrollHeight > 0];
  });
  assert.deepEqual(selected, ['TEXTAREA', '"javascript:alert(\'a picture?\')"', true]);
});

test('the drawn text lies exactly under the real one, in every script', async (t) => {
  const { page } = await visit(t);
  const count = await page.locator('#sample option').count();
  for (let index = 0; index < count; index++) {
    await page.selectOption('#sample', { index });
    const [drawn, real, lines, numbers] = await page.evaluate(() => {
      const area = document.querySelector('#article textarea');
      const copy = document.querySelector('#article .drawn');
      area.style.blockSize = '0';
      const { top } = copy.getBoundingClientRect();
      const { bottom } = copy.lastElementChild.getBoundingClientRect();
      const padding = parseFloat(getComputedStyle(copy).paddingBottom);
      const sizes = [bottom - top + padding, area.scrollHeight];
      area.style.blockSize = '';
      return [...sizes, area.value.split('\n').length, copy.children.length];
    });
    assert.ok(Math.abs(drawn - real) <= 1, `sample ${index}: ${drawn} and ${real}`);
    assert.equal(lines, numbers);
  }
});

test('lines that are typed, cut and joined are drawn as they are', async (t) => {
  const { page } = await visit(t);
  const same = () =>
    page.evaluate(() => {
      const drawn = [...document.querySelectorAll('#article .drawn > div')].map(
        (one) => one.textContent,
      );
      return drawn.join('\n') === document.querySelector('#article textarea').value;
    });
  await page.fill('#article textarea', 'one\ntwo\ntwo\nthree');
  for (const keys of [
    'Control+Home',
    'Enter',
    'x',
    'ArrowDown',
    'Delete',
    'Control+End',
    'Enter',
    'Enter',
    'Backspace',
    'Control+a',
    'Backspace',
    'a',
  ]) {
    await page.keyboard.press(keys);
    assert.ok(await same(), keys);
  }
});

/** The copied code in a blank page of a partner's, as a reader meets it. */
async function paste(t, context, code, { head = '', headers } = {}) {
  const path = site.host(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>A partner</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">${head}
<main><p>Above the card.</p>${code}<p id="after">Below the card.</p></main></html>`,
    headers,
  );
  const page = await context.newPage();
  await page.setViewportSize({ width: 700, height: 1000 });
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        window.shifts.push(
          `${value} ${sources.map(({ node, previousRect: a, currentRect: b }) => `${node?.nodeName}.${node?.part} ${a.x},${a.y},${a.width},${a.height} ${b.x},${b.y},${b.width},${b.height}`)}`,
        );
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(site.partner + path);
  await page.waitForFunction(() =>
    document.querySelector('lede-card')?.shadowRoot.querySelector('article'),
  );
  await page.waitForTimeout(300);
  const seen = await page.evaluate(() => ({
    headline: document.querySelector('lede-card').shadowRoot.querySelector('[part=headline]')
      .textContent,
    engine: document.querySelector('lede-card').engine,
    shifts: window.shifts,
  }));
  return { ...seen, said, page };
}

for (const [id, name] of Object.entries({ element: 'Element', tag: 'One tag' })) {
  for (const layout of ['standard', 'compact']) {
    test(`the copied code (${name}, ${layout}) shows the card at a partner's and moves nothing`, async (t) => {
      const { page, context, said } = await visit(t);
      await choose(page, 'layout', layout);
      await page.selectOption('#sample', { label: 'The town that does its own sums' });
      await page.click('#tab-embed');
      await page.waitForFunction(() =>
        /min-height:(clamp\()?[1-9]\d+px/.test(
          document.querySelector('#code-element pre').textContent,
        ),
      );
      await page.waitForTimeout(300);
      const button = page.locator(`#code-${id} .copy`);
      await button.click();
      await page.waitForSelector(`#code-${id} .copy[data-done]`);
      assert.equal(await button.textContent(), 'Copied');
      assert.equal(await page.textContent('#state'), `Copied: ${name}`);
      const code = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(code, await page.textContent(`#code-${id} pre`));
      const seen = await paste(t, context, code);
      assert.equal(seen.headline, 'The town that does its own sums');
      assert.equal(seen.engine, 'wasm');
      assert.deepEqual(seen.shifts, []);
      assert.deepEqual(seen.said, []);
      assert.deepEqual(said, []);
    });
  }
}

test('under a policy without style attributes the copied code and its rule do the same', async (t) => {
  const { page, context } = await visit(t);
  await page.click('#tab-embed');
  await choose(page, 'room', 'sheet');
  await page.waitForTimeout(300);
  const rule = await page.textContent('#code-rule pre');
  for (const id of ['element', 'tag']) {
    const code = await page.textContent(`#code-${id} pre`);
    const policy =
      `default-src 'none'; script-src ${site.publisher} 'wasm-unsafe-eval'; connect-src ${site.publisher}; ` +
      `img-src ${site.publisher} data:; style-src 'nonce-host'`;
    const seen = await paste(t, context, code, {
      head: `<style nonce="host">${rule}</style>`,
      headers: { 'content-security-policy': policy },
    });
    assert.match(seen.headline, /Bakhmut/);
    assert.deepEqual(seen.shifts, []);
    assert.deepEqual(seen.said, []);
    await seen.page.close();
  }
});
