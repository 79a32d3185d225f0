// Consent from the reader's side, in each engine: nothing before an answer, the host's manager followed, one's mind
// changed, by mouse and by keyboard, in one tab and in two.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { engine, openBrowser } from './support/any.mjs';
import { gpp, gpp10, later, stub, tcf, wordPress } from './support/managers.mjs';
import { card, openSite, partnerPage, SCRIPT } from './support/site.mjs';

const site = await openSite();
const browser = await openBrowser();
after(async () => {
  await browser.close();
  await site.close();
});
const twoTabs = { skip: engine === 'webkit' && 'WebKit’s driver has no second tab' };

const profile = JSON.parse(
  readFileSync(new URL('../../examples/asking.json', import.meta.url), 'utf8'),
);
const WAIT_MS = 150;
/** The publisher's profile, with the wait cut short. */
const asking = (consent = {}) => ({
  type: 'application/json',
  body: JSON.stringify({
    ...profile,
    consent: { ...profile.consent, wait_ms: WAIT_MS, ...consent },
  }),
});
const PROFILE = '{{publisher}}/asking.json';
const KEY = site.fill('lede:1:{{publisher}}');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const recorder = `<script>
  window.__events = [];
  for (const name of ['consent', 'error'])
    document.addEventListener('lede:' + name, ({ type, target, detail }) =>
      window.__events.push({ ...detail, type, on: target.id }));
</script>`;

/** What can be seen of a card's notice, and what is kept. */
const look = (selector) => {
  const element = document.querySelector(selector);
  const root = element.shadowRoot;
  const notice = root.querySelector('[part=notice]');
  const active = document.activeElement === element ? root.activeElement : document.activeElement;
  return {
    buttons: [...notice.querySelectorAll('button')].map((button) => button.dataset.l),
    ticked: [...notice.querySelectorAll(':checked')].map((box) => box.name),
    asks: Boolean(notice.querySelector('[data-l=accept],[data-l=ok]')),
    words: notice.textContent,
    said: root.querySelector('[role=status]').textContent,
    focused: active?.dataset?.l ?? active?.localName ?? null,
    stored: Object.fromEntries(Object.entries(localStorage)),
    elsewhere: document.cookie + Object.keys(sessionStorage),
    granted: window.__events.filter(({ type }) => type === 'lede:consent').at(-1)?.grants ?? null,
    events: window.__events,
  };
};

const record = (seen) => JSON.parse(seen.stored[KEY] ?? '{}').consent;

async function visit(t, { head = '', attributes = {}, consent, body, keep } = {}) {
  site.publish('/asking.json', asking(consent));
  const html = partnerPage(body ?? card({ id: 'one', profile: PROFILE, ...attributes }), {
    head: recorder + head,
    script: SCRIPT,
  });
  const url = site.partner + site.host(html);
  const page = await browser.open(url);
  t.after(async () => {
    await page.close();
    if (!keep) site.restore();
  });
  return wrap(page, url);
}

const wrap = (page, url) => ({
  ...page,
  url,
  see: (selector = 'lede-card') => page.run(look, selector),
  open: async (selector = 'lede-card') => {
    await page.until((which) => document.querySelector(which).engine === 'wasm', selector);
    await page.run((which) => document.querySelector(which).expand(), selector);
  },
  press: (action, selector = 'lede-card') => page.click(`${selector} [data-l=${action}]`),
  key: page.press,
  shows: (action) =>
    page.until(
      (which) => document.querySelector('lede-card').shadowRoot.querySelector(`[data-l=${which}]`),
      action,
    ),
  reload: async () => {
    await page.run(() => {
      window.__before = true;
      setTimeout(() => location.reload());
    });
    const fresh = () => !window.__before && document.readyState === 'complete';
    while (!(await page.run(fresh).catch(() => false))) await pause(50);
  },
  update: (...words) => page.run((...given) => void window.manager.update(...given), ...words),
  tab: async (another = url) => wrap(await page.tab(another), another),
});

/** In WebDriver's engines a selector cannot go through a shadow root: the first card's button is meant. */
const pressIn = (page, action) =>
  engine === 'chromium' ? page.press(action) : page.click(`[data-l=${action}]`);

/** Two tabs of one page: the reader has answered in the first, and opens the card in the second. */
async function answered(t, action, options) {
  const first = await visit(t, options);
  await first.open();
  await first.shows(action);
  await pressIn(first, action);
  const second = await first.tab();
  await second.open();
  return [first, second];
}

test('before an answer nothing is kept, and only the card’s own files are asked for', async (t) => {
  const page = await visit(t);
  await page.open();
  await page.shows('accept');
  const seen = await page.see();
  assert.deepEqual(seen.buttons, ['accept', 'reject', 'choose', 'privacy']);
  assert.deepEqual(seen.stored, {});
  assert.equal(seen.elsewhere, '');
  assert.deepEqual(seen.events, []);
  const asked = site.requests.filter(({ url }) => url.startsWith(site.publisher));
  const paths = new Set(asked.map(({ url }) => url.slice(site.publisher.length)));
  const known = ['/lede.js', '/lede.wasm', '/articles/feature.json', '/asking.json'];
  for (const path of paths) assert.ok(known.includes(path) || path.startsWith('/media/'), path);
  for (const { url, headers } of asked) {
    assert.equal(headers.cookie, undefined, url);
    if (!url.endsWith('lede.js')) assert.equal(headers.referer, undefined, url);
  }
});

test('accepting writes once, tells the page and leaves the focus on the Privacy button', async (t) => {
  const page = await visit(t);
  await page.open();
  await page.shows('accept');
  await pressIn(page, 'accept');
  const seen = await page.see();
  assert.deepEqual(record(seen).grants, ['preferences', 'history', 'measurement']);
  assert.deepEqual(Object.keys(seen.stored), [KEY]);
  assert.deepEqual(seen.granted, ['preferences', 'history', 'measurement']);
  assert.equal(seen.events.length, 1);
  assert.equal(seen.focused, 'privacy');
  assert.deepEqual(seen.buttons, ['privacy']);
  assert.ok(seen.said);
  assert.ok(seen.words.includes(seen.said), 'it is seen where the question was');
});

test('rejecting takes the same one press, and is not asked again', async (t) => {
  const page = await visit(t);
  await page.open();
  await page.shows('reject');
  await pressIn(page, 'reject');
  const seen = await page.see();
  assert.deepEqual(record(seen).grants, []);
  assert.deepEqual(seen.buttons, ['privacy']);
  assert.equal(seen.focused, 'privacy');
  await page.reload();
  await page.open();
  await pause(WAIT_MS * 3);
  assert.equal((await page.see()).asks, false);
});

test('by keyboard alone: choosing, saving, changing one’s mind; the focus is never on the body', async (t) => {
  const page = await visit(t);
  await page.until(() => document.querySelector('lede-card').engine === 'wasm');
  await page.run(() =>
    document.querySelector('lede-card').shadowRoot.querySelector('[data-l=toggle]').focus(),
  );
  await page.key('Enter');
  await page.shows('accept');
  const go = async (to) => {
    for (let steps = 0; steps < 40; steps++) {
      const { focused } = await page.see();
      assert.notEqual(focused, 'body');
      if (focused === to) return;
      await page.key('Tab');
    }
    assert.fail(`Tab never came to ${to}`);
  };
  await go('accept');
  await page.key('Escape');
  let seen = await page.see();
  assert.equal(seen.focused, 'privacy');
  assert.deepEqual(seen.stored, {}, 'dismissing records nothing');
  assert.deepEqual(seen.buttons, ['privacy']);

  await page.key('Enter');
  seen = await page.see();
  assert.equal(seen.focused, 'purpose', 'the first box of the panel');
  assert.deepEqual(seen.ticked, []);
  await page.key('Space');
  await go('save');
  await page.key('Enter');
  seen = await page.see();
  assert.deepEqual(record(seen).grants, ['preferences']);
  assert.equal(seen.focused, 'privacy');

  await page.key('Enter');
  seen = await page.see();
  assert.deepEqual(seen.ticked, ['preferences']);
  assert.match(seen.words, /"grants":\["preferences"\]/, 'what is stored is shown as it is');
  await go('reject');
  await page.key('Enter');
  seen = await page.see();
  assert.deepEqual(record(seen).grants, []);
  assert.equal(seen.focused, 'privacy');

  await page.key('Enter');
  await go('erase');
  await page.key('Enter');
  seen = await page.see();
  assert.deepEqual(seen.stored, {});
  assert.equal(seen.focused, 'privacy');
});

test('with the IAB’s own manager the card never asks, and follows every update', async (t) => {
  const page = await visit(t, { head: await tcf() });
  await page.open();
  await pause(WAIT_MS * 3);
  assert.equal((await page.see()).asks, false);
  await page.update(null);
  assert.equal((await page.see()).asks, false, 'while it shows its own question');
  await page.update([1]);
  await page.until(() => window.__events.length === 1);
  assert.deepEqual((await page.see()).granted, ['preferences', 'history']);
  await page.update([1, 7]);
  await page.until(() => window.__events.length === 2);
  assert.deepEqual((await page.see()).granted, ['preferences', 'history', 'measurement']);
  await page.update([]);
  await page.until(() => window.__events.length === 3);
  const seen = await page.see();
  assert.deepEqual(seen.granted, []);
  assert.equal(seen.asks, false);
  assert.ok(seen.events.every(({ source }) => source === 'host'));
});

test('a purpose that the publisher keeps its vendor from is not granted', async (t) => {
  const page = await visit(t, { head: await tcf(), consent: { tcf_vendor: 2 } });
  await page.open();
  await page.update([1, 7]);
  await page.until(() => window.__events.length === 1);
  assert.deepEqual((await page.see()).granted, ['preferences', 'history', 'measurement']);
  await page.update([1, 7], [7]);
  await page.until(() => window.__events.length === 2);
  assert.deepEqual((await page.see()).granted, ['preferences', 'history']);
});

test('where only a stub answers, the card stays silent and grants nothing', async (t) => {
  const page = await visit(t, { head: stub });
  await page.open();
  await pause(1500);
  const seen = await page.see();
  assert.equal(seen.asks, false);
  assert.deepEqual(seen.stored, {});
  assert.equal(seen.granted, null);
});

for (const [name, manager] of Object.entries({ 1.1: gpp, '1.0': gpp10 })) {
  test(`with GPP ${name} the card never asks, and follows every update`, async (t) => {
    const page = await visit(t, {
      head: manager,
      attributes: { region: 'US-CA' },
      consent: { regions: { 'US-CA': 'opt-out' } },
    });
    await page.open();
    await pause(WAIT_MS * 3);
    const allowed = { SaleOptOut: 2, SharingOptOut: 2, TargetedAdvertisingOptOut: 2 };
    await page.update(allowed);
    await page.until(() => window.__events.at(-1)?.grants.length === 3);
    await page.update({ ...allowed, SaleOptOut: 1, SharingOptOut: 1 });
    await page.until(() => window.__events.at(-1)?.grants.length === 0);
    await page.update(allowed);
    await page.until(() => window.__events.at(-1)?.grants.length === 3);
    const seen = await page.see();
    assert.equal(seen.asks, false);
    assert.deepEqual(seen.stored, {});
  });
}

test('with the WP Consent API the card never asks, and follows every update', async (t) => {
  const page = await visit(t, { head: wordPress });
  await page.open();
  await pause(WAIT_MS * 3);
  assert.equal((await page.see()).asks, false);
  await page.update({ preferences: 'allow', statistics: 'allow' });
  await page.until(() => window.__events.at(-1)?.grants.length === 3);
  await page.update({ statistics: 'deny' });
  await page.until(() => window.__events.at(-1)?.grants.length === 2);
  await page.update({ preferences: 'deny' });
  await page.until(() => window.__events.at(-1)?.grants.length === 0);
  assert.deepEqual((await page.see()).stored, {});
});

test('a manager that comes late closes our question, and the focus does not fall to the body', async (t) => {
  const page = await visit(t, { head: later(wordPress, 2500) });
  await page.open();
  await page.shows('accept');
  await page.run(() =>
    document.querySelector('lede-card').shadowRoot.querySelector('[data-l=accept]').focus(),
  );
  await page.until(
    () => !document.querySelector('lede-card').shadowRoot.querySelector('[data-l=accept]'),
  );
  const seen = await page.see();
  assert.equal(seen.focused, 'privacy');
  assert.deepEqual(seen.stored, {});
});

test('the page’s own answer is followed: the consent attribute and setConsent()', async (t) => {
  const page = await visit(t, { attributes: { consent: 'host' } });
  await page.open();
  await pause(WAIT_MS * 3);
  assert.equal((await page.see()).asks, false);
  const url = site.fill(PROFILE);
  await page.run((at) => void customElements.get('lede-card').setConsent(at, ['history']), url);
  assert.deepEqual((await page.see()).granted, ['history']);
  await page.run((at) => void customElements.get('lede-card').setConsent(at, false), url);
  assert.deepEqual((await page.see()).granted, []);
  assert.deepEqual((await page.see()).stored, {});
});

test('another tab’s withdrawal is heard', twoTabs, async (t) => {
  const [first, second] = await answered(t, 'accept');
  await pause(WAIT_MS * 3);
  assert.equal((await second.see()).asks, false, 'the answer holds in every tab');
  await pressIn(second, 'privacy');
  await pressIn(second, 'reject');
  await first.until(() => window.__events.at(-1)?.grants.length === 0);
  const seen = await first.see();
  assert.deepEqual(record(seen).grants, []);
  assert.deepEqual(seen.granted, []);
});

test(
  'a refusal in another tab counts at the next press, also where its event never comes',
  twoTabs,
  async (t) => {
    const deaf = `<script>
    addEventListener('storage', (event) => event.stopImmediatePropagation());
  </script>`;
    const [first, second] = await answered(t, 'accept', { head: deaf });
    await second.shows('privacy');
    await pressIn(second, 'privacy');
    await pressIn(second, 'reject');
    await pause(WAIT_MS);
    assert.equal((await first.see()).granted.length, 3, 'it has not heard of it');
    await pressIn(first, 'privacy');
    const seen = await first.see();
    assert.deepEqual(seen.granted, []);
    assert.deepEqual(seen.ticked, []);
    assert.deepEqual(record(seen).grants, []);
  },
);

/** Leaves no room for one more character. Firefox counts anew with each task. */
const fill = async (page) => {
  for (let i = 0; i < 3; ++i) {
    await page.run(fillUp);
    await pause(WAIT_MS);
  }
};
const fillUp = () => {
  for (let size = 2 ** 22; size >= 1; size /= 2) {
    for (;;) {
      try {
        localStorage.setItem('filler', (localStorage.getItem('filler') ?? '') + 'x'.repeat(size));
      } catch {
        break;
      }
    }
  }
};

test(
  'in a full storage a first answer is not kept, and a refusal takes a grant’s place',
  twoTabs,
  async (t) => {
    const first = await visit(t);
    await first.open();
    await first.shows('accept');
    await fill(first);
    await pressIn(first, 'accept');
    assert.equal(record(await first.see()), undefined);
    const second = await first.tab();
    await second.open();
    await second.shows('accept');
    await second.run(() => localStorage.removeItem('filler'));
    await pressIn(second, 'accept');
    await fill(second);
    await pressIn(second, 'privacy');
    await pressIn(second, 'reject');
    assert.deepEqual(record(await second.see()).grants, []);
    await first.until(() => window.__events.at(-1).grants?.length === 0);
    assert.deepEqual(
      (await second.see()).events.filter(({ type }) => type === 'lede:error'),
      [],
    );
  },
);

test('an agreement that cannot be kept leaves the refusal, in every tab', twoTabs, async (t) => {
  const [first, second] = await answered(t, 'reject');
  await second.shows('privacy');
  const before = (await first.see()).stored[KEY];
  await fill(first);
  await pressIn(first, 'privacy');
  await first.run(() => {
    const { shadowRoot } = document.querySelector('lede-card');
    for (const box of shadowRoot.querySelectorAll('[part=notice] input')) box.checked = true;
  });
  await pressIn(first, 'save');
  const seen = await first.see();
  assert.equal(seen.granted.length, 3, 'it holds in its own page');
  assert.equal(seen.stored[KEY], before);
  await pause(WAIT_MS);
  await pressIn(second, 'privacy');
  assert.deepEqual((await second.see()).granted ?? [], []);
  assert.deepEqual((await second.see()).ticked, []);
});

test('where not even a refusal can be written no older grant outlives it', twoTabs, async (t) => {
  const [first, second] = await answered(t, 'accept');
  await second.until(() => window.__events.at(-1)?.grants.length === 3);
  await first.run(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await pressIn(first, 'privacy');
  await pressIn(first, 'reject');
  assert.equal((await first.see()).stored[KEY], undefined);
  await second.until(() => window.__events.at(-1)?.grants.length === 0);
  await second.shows('accept');
});

test('a card that comes after the answer is told of it', async (t) => {
  const page = await visit(t);
  await page.open();
  await page.shows('accept');
  await pressIn(page, 'accept');
  await page.run(() => {
    const one = document.querySelector('lede-card');
    const two = one.cloneNode(true);
    two.id = 'two';
    one.after(two);
  });
  await page.until(() => document.querySelector('#two').engine === 'wasm');
  const { events } = await page.see('#two');
  const last = events.at(-1);
  assert.deepEqual([last.on, last.source, last.grants.length], ['two', 'user', 3]);
});

test('two publishers on one page have answers of their own', async (t) => {
  site.publish('/asking.json', asking());
  const other = site.host(asking().body, {
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
  });
  const page = await visit(t, {
    body:
      card({ id: 'one', profile: PROFILE, loading: 'eager' }) +
      card({ id: 'two', profile: `{{partner}}${other}`, loading: 'eager' }),
  });
  await page.open('#one');
  await page.shows('accept'); // before the other is open, whose profile may come first
  await page.open('#two');
  await pause(WAIT_MS * 2);
  const asks = async () => [(await page.see('#one')).asks, (await page.see('#two')).asks];
  assert.deepEqual(await asks(), [true, false], 'one question a page');
  await pressIn(page, 'accept');
  await page.until(() =>
    document.querySelector('#two').shadowRoot.querySelector('[data-l=accept]'),
  );
  assert.deepEqual(await asks(), [false, true], 'then the other’s');
  const { stored, events } = await page.see('#two');
  assert.deepEqual(Object.keys(stored), [KEY]);
  assert.deepEqual(new Set(events.map(({ on }) => on)), new Set(['one']));
});

const CORRUPT = {
  'no JSON': '{"v":1,',
  'another’s value': '"hello"',
  'a later version': '{"v":99,"consent":{"grants":["history"]}}',
  'a record from the future':
    '{"v":1,"consent":{"v":1,"first":4102444800000,"last":4102444800000,"expires":4118169600000,"fingerprint":"","regime":"opt-in","lang":"en","source":"user","grants":["history"]}}',
};
for (const [what, value] of Object.entries(CORRUPT)) {
  test(`${what} in storage grants nothing, is told, and is replaced by an answer alone`, async (t) => {
    const head = `<script>localStorage.setItem(${JSON.stringify(KEY)}, ${JSON.stringify(value)})</script>`;
    const page = await visit(t, { head });
    await page.open();
    await page.shows('accept');
    let seen = await page.see();
    assert.equal(seen.stored[KEY], value);
    assert.ok(seen.events.every(({ type }) => type === 'lede:error'));
    assert.deepEqual(
      seen.events.map(({ code }) => code),
      ['storage-corrupt'],
    );
    await pressIn(page, 'reject');
    seen = await page.see();
    assert.deepEqual(record(seen).grants, []);
  });
}

for (const [what, broken] of Object.entries({
  full: `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
  forbidden: `Object.defineProperty(window, '__own', { value: [] });
    Storage.prototype.getItem = Storage.prototype.setItem = Storage.prototype.removeItem = () => {
      throw new DOMException('no', 'SecurityError'); };`,
})) {
  test(`where storage is ${what}, an answer holds for as long as the page is open`, async (t) => {
    const page = await visit(t, { head: `<script>${broken}</script>` });
    await page.open();
    await page.shows('accept');
    await pressIn(page, 'accept');
    let seen = await page.see();
    assert.deepEqual(seen.granted, ['preferences', 'history', 'measurement']);
    assert.deepEqual(
      seen.events.filter(({ type }) => type === 'lede:error').map(({ code }) => code),
      ['storage-full'],
    );
    await pressIn(page, 'privacy');
    seen = await page.see();
    assert.match(seen.words, /keeps nothing for longer/);
    await pressIn(page, 'reject');
    assert.deepEqual((await page.see()).granted, []);
  });
}
