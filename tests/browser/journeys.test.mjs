// A reader's way through a card, in Chromium, Firefox and WebKit alike: it opens, it closes, it fails.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openBrowser } from './support/any.mjs';
import { card, openSite, partnerPage, SCRIPT } from './support/site.mjs';

const site = await openSite();
const browser = await openBrowser();
after(async () => {
  await browser.close();
  await site.close();
});

/** Stands in the page's head: writes down what is said, since not every driver can tell. */
const recorder = () => {
  const log = (window.__log = { said: [], events: [] });
  for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
    const own = console[level];
    console[level] = (...words) => {
      log.said.push(`${level}: ${words.join(' ')}`);
      own.apply(console, words);
    };
  }
  addEventListener('error', (event) => event.message && log.said.push(`thrown: ${event.message}`));
  addEventListener('unhandledrejection', (event) => log.said.push(`rejected: ${event.reason}`));
  for (const name of 'ready before-expand expand collapse share error'.split(' ')) {
    document.addEventListener(`lede:${name}`, ({ type, detail, target }) =>
      log.events.push({ type, detail, same: detail === target.error, on: target.id }),
    );
  }
};

/** What can be seen of a card. */
const look = (selector) => {
  const element = document.querySelector(selector);
  const root = element.shadowRoot?.querySelector('article');
  const light = element.querySelector('a').getClientRects().length > 0;
  return {
    engine: element.engine ?? null,
    code: element.error?.code ?? null,
    light,
    open: root?.hasAttribute('data-open') ?? false,
    expanded: root?.querySelector('[data-l=toggle]')?.getAttribute('aria-expanded') ?? null,
    words: root?.querySelector('[part=body]').textContent.length ?? 0,
    focused: element.shadowRoot?.activeElement?.dataset.l ?? null,
    said: root?.querySelector('[role=status]').textContent ?? null,
  };
};

const settled = (selector) => {
  const { engine, error } = document.querySelector(selector);
  return engine === 'wasm' || Boolean(error);
};

async function visit(t, body, { script = SCRIPT, head = '', wait = true } = {}) {
  const path = site.host(
    partnerPage(body, { script, head: `<script>(${recorder})()</script>${head}` }),
  );
  const page = await browser.open(site.partner + path);
  t.after(async () => {
    await page.close();
    site.restore();
  });
  if (wait) await page.until(settled, 'lede-card');
  return {
    ...page,
    card: (selector = 'lede-card') => page.run(look, selector),
    /** What was said in the page, and, where the driver can tell, to the console by the browser itself. */
    words: async () => [...new Set([...(await page.run(() => window.__log.said)), ...page.said])],
    events: () => page.run(() => window.__log.events),
  };
}

const open = { engine: 'wasm', light: false, open: true, expanded: 'true', focused: 'toggle' };
const closed = { engine: 'wasm', light: false, open: false, expanded: 'false', focused: 'toggle' };
const pick = ({ engine, light, open: isOpen, expanded, focused }) => ({
  engine,
  light,
  open: isOpen,
  expanded,
  focused,
});

test('a card appears in place of the light content, and says nothing', async (t) => {
  const page = await visit(t, card());
  assert.deepEqual(pick(await page.card()), { ...closed, focused: null });
  assert.deepEqual(
    (await page.events()).map(({ type }) => type),
    ['lede:ready'],
  );
  assert.deepEqual(await page.words(), []);
});

test('the one-tag form makes a card as well', async (t) => {
  const tag =
    '<div style="min-height:700px"><a data-lede href="https://kittiwake.example/a">The bakehouse</a>' +
    '<script async src="{{publisher}}/lede.js" data-src="{{publisher}}/articles/html.json"></script></div>';
  const page = await visit(t, tag, { script: '', wait: false });
  await page.until(() => document.querySelector('lede-card')?.engine === 'wasm');
  assert.equal((await page.card()).light, false);
  assert.deepEqual(await page.words(), []);
});

test('a click opens and closes the card; the focus is on its button', async (t) => {
  const page = await visit(t, card());
  await page.click('[data-l=toggle]');
  await page.until(() => document.querySelector('lede-card').shadowRoot.querySelector('.l-prose'));
  const state = await page.card();
  assert.ok(state.words > 1000);
  // WebKit leaves the focus where it was when a button is clicked, as it does everywhere.
  assert.deepEqual({ ...pick(state), focused: null }, { ...open, focused: null });
  await page.click('[data-l=toggle]');
  await page.until(() => !document.querySelector('lede-card').shadowRoot.querySelector('.l-prose'));
  assert.deepEqual(pick(await page.card()), closed);
  assert.deepEqual(await page.words(), []);
});

for (const key of ['Enter', 'Space']) {
  test(`${key} opens and closes the card; the focus stays on its button`, async (t) => {
    const page = await visit(t, card());
    await page.run(() =>
      document.querySelector('lede-card').shadowRoot.querySelector('[data-l=toggle]').focus(),
    );
    await page.press(key);
    await page.until(() =>
      document.querySelector('lede-card').shadowRoot.querySelector('.l-prose'),
    );
    assert.deepEqual(pick(await page.card()), open);
    await page.press(key);
    await page.until(
      () => !document.querySelector('lede-card').shadowRoot.querySelector('.l-prose'),
    );
    assert.deepEqual(pick(await page.card()), closed);
    assert.deepEqual(
      (await page.events()).map(({ type }) => type),
      ['lede:ready', 'lede:before-expand', 'lede:expand', 'lede:collapse'],
    );
    assert.deepEqual(await page.words(), []);
  });
}

test('the button at the end closes the card and brings its beginning back into view', async (t) => {
  const page = await visit(t, `${card()}<div style="height:3000px"></div>`);
  await page.click('[data-l=toggle]');
  await page.click('[data-l=close]');
  await page.until(() => !document.querySelector('lede-card').shadowRoot.querySelector('.l-prose'));
  assert.deepEqual(pick(await page.card()), closed);
  assert.ok(
    await page.run(() => {
      const box = document
        .querySelector('lede-card')
        .shadowRoot.querySelector('[data-l=toggle]')
        .getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    }),
  );
});

test('a footnote leads to its note; the page’s address and history stay', async (t) => {
  const page = await visit(t, card());
  await page.run(() => {
    window.__hashes = 0;
    addEventListener('hashchange', () => (window.__hashes += 1));
  });
  const history = () => page.run(() => [location.href, window.history.length, window.__hashes]);
  const before = await history();
  await page.click('[data-l=toggle]');
  await page.click('[part=body] sup a[href^="#"]');
  const reached = await page.run(() => {
    const root = document.querySelector('lede-card').shadowRoot;
    const link = root.querySelector('[part=body] sup a[href^="#"]');
    const box = root.activeElement?.getBoundingClientRect();
    return {
      focused: `#${root.activeElement?.id}` === link.getAttribute('href'),
      inView: box?.top >= -1 && box?.top < innerHeight,
    };
  });
  assert.deepEqual(reached, { focused: true, inView: true });
  assert.deepEqual(await history(), before);
  assert.deepEqual(await page.words(), []);
});

test('sharing that fails says so in the card, and nothing on the console', async (t) => {
  const refuse = () => {
    Object.defineProperty(navigator, 'canShare', { value: undefined, configurable: true });
    const writeText = () => Promise.reject(new DOMException('No.', 'NotAllowedError'));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  };
  const page = await visit(t, card(), { head: `<script>(${refuse})()</script>` });
  await page.click('[data-l=toggle]');
  await page.click('[data-l=share]');
  await page.until(
    () => document.querySelector('lede-card').shadowRoot.querySelector('[role=status]').textContent,
  );
  assert.ok(!(await page.events()).some(({ type }) => type === 'lede:share'));
  assert.deepEqual(await page.words(), []);
});

test('with nothing reserved the light content stays until a key is pressed', async (t) => {
  const page = await visit(t, `<button>Own</button>${card({ style: 'display:block' })}`, {
    wait: false,
  });
  await page.until(() => document.querySelector('lede-card').article);
  await page.run(() => new Promise(requestAnimationFrame).then(() => {}));
  assert.deepEqual((await page.card()).engine, 'light');
  assert.equal((await page.card()).light, true);
  await page.press('Tab');
  await page.until(settled, 'lede-card');
  assert.equal((await page.card()).engine, 'wasm');
});

/** Lines of ours; what browsers log of a failed request is their own. */
const ours = (lines) =>
  lines.filter((line) => line.includes('[lede]') || /^(thrown|rejected)/.test(line));
/** One line, though the page's own record and the driver's name the level differently. */
const reasons = (lines) => [...new Set(ours(lines).map((line) => line.replace(/^\w+: /, '')))];

const failures = {
  'the article is not there': [{ src: '{{publisher}}/not-there.json' }, SCRIPT, 'http-status'],
  'the article is no JSON': [{ src: '{{publisher}}/media/logo.svg' }, SCRIPT, 'json-syntax'],
  'the module is not there': [
    {},
    SCRIPT.replace('src=', 'data-wasm="{{publisher}}/not-there.wasm" src='),
    'http-status',
  ],
  'the module is none': [
    {},
    SCRIPT.replace('src=', 'data-wasm="{{publisher}}/media/logo.svg" src='),
    'wasm-failed',
  ],
};

for (const [what, [attributes, script, code]] of Object.entries(failures)) {
  test(`${what}: the light content stays, and one reason is given`, async (t) => {
    const page = await visit(t, card({ id: 'bad', ...attributes }), { script });
    const { engine, light, code: told } = await page.card();
    assert.deepEqual({ engine, light, told }, { engine: 'light', light: true, told: code });
    const events = await page.events();
    assert.deepEqual(
      events.map(({ type, detail, same, on }) => [type, detail.code, same, on]),
      [['lede:error', code, true, 'bad']],
    );
    assert.equal(reasons(await page.words()).length, 1);
  });
}

test('the script is blocked: the light content stands alone', async (t) => {
  site.publish('/lede.js', { status: 403, body: 'No.' });
  const page = await visit(t, card(), { wait: false });
  await page.until(() => document.readyState === 'complete');
  const { engine, light } = await page.card();
  assert.deepEqual({ engine, light }, { engine: null, light: true });
  assert.deepEqual(ours(await page.words()), []);
});

test('a policy without wasm-unsafe-eval: the light content stays, and one reason is given', async (t) => {
  const meta = `<meta http-equiv="Content-Security-Policy" content="script-src {{publisher}} 'unsafe-inline'">`;
  const page = await visit(t, card(), { head: meta });
  const { engine, light, code } = await page.card();
  assert.deepEqual({ engine, light }, { engine: 'light', light: true });
  assert.equal(code, 'wasm-blocked');
  assert.match(
    (await page.words()).find((line) => line.includes('[lede]')),
    /CSP/,
  );
  assert.equal(reasons(await page.words()).length, 1);
});
