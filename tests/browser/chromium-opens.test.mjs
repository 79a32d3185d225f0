// Opening, closing, sharing and reading a card: by mouse, by keyboard and by script.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './support/chromium.mjs';
import { card, partnerPage } from './support/site.mjs';

const { site, visit } = await startChromium();

const CLOSED = { open: false, expanded: 'false', body: 0 };
const pick = ({ open, expanded, body }) => ({ open, expanded, body });
const assertOpen = (state) => {
  assert.deepEqual(
    { open: state.open, expanded: state.expanded },
    { open: true, expanded: 'true' },
  );
  assert.ok(state.body > 1000, 'the article is there');
};

test('a click opens the card, another closes it, and the focus stays on the button', async (t) => {
  const visited = await visit(t, '/index.html');
  assert.deepEqual(pick(await visited.card()), CLOSED);
  const toggle = await visited.toggle.elementHandle();
  await visited.toggle.click();
  assertOpen(await visited.card());
  assert.equal((await visited.card()).focused, 'toggle');
  assert.ok(await toggle.evaluate((button) => button.isConnected), 'it is the very same button');

  await visited.toggle.click();
  assert.deepEqual(pick(await visited.card()), CLOSED);
  assert.equal((await visited.card()).focused, 'toggle');
  assert.deepEqual((await visited.shifts()).unasked, [], 'all that moved, moved after the click');
  assert.deepEqual(visited.said, []);
});

for (const key of ['Enter', 'Space']) {
  test(`${key} opens and closes the card, and the focus stays on the button`, async (t) => {
    const visited = await visit(t, '/index.html');
    const { page } = visited;
    await visited.toggle.focus();
    await page.keyboard.press(key);
    assertOpen(await visited.card());
    assert.equal((await visited.card()).focused, 'toggle');
    await page.keyboard.press(key);
    assert.deepEqual(pick(await visited.card()), CLOSED);
    assert.equal((await visited.card()).focused, 'toggle');
    assert.deepEqual((await visited.shifts()).unasked, []);
  });
}

test('the tab key reaches the button, and from it what the open card holds, in order', async (t) => {
  const visited = await visit(t, site.host(partnerPage(`${card()}<a id="next" href="#">On</a>`)));
  const { page } = visited;
  const focused = () =>
    page.evaluate(() => {
      const inside = document.activeElement.shadowRoot?.activeElement;
      return inside
        ? (inside.dataset.l ?? inside.closest('[part]')?.getAttribute('part'))
        : document.activeElement.id;
    });
  const walk = async () => {
    const stops = [];
    for (let i = 0; i < 60 && stops.at(-1) !== 'next'; ++i) {
      await page.keyboard.press('Tab');
      stops.push(await focused());
    }
    return stops;
  };
  const closed = await walk();
  assert.ok(closed.includes('toggle'));
  assert.equal(closed.at(-1), 'next');
  await visited.toggle.click();
  const open = await walk();
  assert.ok(open.indexOf('share') >= 0 && open.indexOf('close') > open.indexOf('share'));
  assert.equal(open.at(-1), 'next');
});

test('the button names what it controls', async (t) => {
  const visited = await visit(t, '/index.html');
  const names = () =>
    visited.page.evaluate(() => {
      const root = document.querySelector('lede-card').shadowRoot;
      const toggle = root.querySelector('[data-l=toggle]');
      return [
        toggle.localName,
        root.getElementById(toggle.getAttribute('aria-controls'))?.getAttribute('part'),
        toggle.innerText.trim(),
      ];
    });
  assert.deepEqual(await names(), ['button', 'body', 'Read the article']);
  await visited.toggle.click();
  assert.deepEqual(await names(), ['button', 'body', 'Close the article']);
});

test('the button at the end closes the card, and brings the reader back to where it was opened', async (t) => {
  const above = '<div style="height:500px">Above.</div>';
  const below = '<div style="height:2000px">Below.</div>';
  const visited = await visit(t, site.host(partnerPage(above + card() + below)));
  const { page } = visited;
  await visited.toggle.scrollIntoViewIfNeeded();
  await visited.toggle.click();
  const close = page.locator('lede-card [data-l=close]');
  await close.scrollIntoViewIfNeeded();
  assert.ok((await page.evaluate(() => scrollY)) > 2000, 'the reader is far down');
  await close.focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(pick(await visited.card()), CLOSED);
  assert.equal((await visited.card()).focused, 'toggle');
  await visited.painted();
  const box = await visited.toggle.boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= 900, `the button is in view, at ${box.y}`);
  assert.deepEqual((await visited.shifts()).unasked, []);
});

test('a button that is pressed by the keyboard stays in view, whatever opens above it', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card())), {
    viewport: { width: 900, height: 700 },
  });
  await visited.toggle.focus();
  await visited.page.keyboard.press('Enter');
  await visited.painted();
  assertOpen(await visited.card());
  const { y, height } = await visited.toggle.boundingBox();
  assert.ok(y >= 0 && y + height <= 700, `the button is in view, at ${y}`);
});

test('a page does not jump for a reader who opens the card by mouse', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card())), {
    viewport: { width: 900, height: 700 },
  });
  await visited.toggle.click();
  await visited.painted();
  assertOpen(await visited.card());
  assert.equal(await visited.page.evaluate(() => scrollY), 0);
});

test('collapse() takes back an expand() from before the card was there', async (t) => {
  const far = '<div style="height:5000px">Above.</div>';
  const visited = await visit(t, site.host(partnerPage(far + card())), { wait: false });
  await visited.page.evaluate(async () => {
    await customElements.whenDefined('lede-card');
    const one = document.querySelector('lede-card');
    one.expand();
    one.collapse();
  });
  await visited.shown();
  await visited.painted();
  assert.equal((await visited.card()).open, false);
});

test('Escape and the keys of a reader leave an open card as it is', async (t) => {
  const visited = await visit(t, '/index.html');
  await visited.toggle.click();
  for (const key of ['Escape', 'PageDown', 'ArrowUp', 'Shift'])
    await visited.page.keyboard.press(key);
  assertOpen(await visited.card());
});

test('opening and closing tell the page, in order, with the article they are about', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card({ id: 'one' }))));
  await visited.toggle.click();
  await visited.toggle.click();
  const events = await visited.events();
  assert.deepEqual(
    events.map(({ type }) => type),
    ['lede:ready', 'lede:before-expand', 'lede:expand', 'lede:support', 'lede:collapse'],
  );
  for (const event of events) {
    assert.equal(event.on, 'one', 'the target is the element');
    assert.ok(event.bubbles && event.composed, event.type);
    assert.equal(event.cancelable, event.type === 'lede:before-expand', event.type);
    const { id, url, ...more } = event.detail;
    assert.equal(id, 'tide-tables');
    assert.equal(url, 'https://kittiwake.example/2026/11/the-town-that-does-its-own-sums');
    if (event.type !== 'lede:support') assert.deepEqual(more, {});
  }
});

test('a page that cancels lede:before-expand keeps the card closed', async (t) => {
  const visited = await visit(t, '/index.html', {
    init: () =>
      document.addEventListener('lede:before-expand', (event) => event.preventDefault(), {
        once: true,
      }),
  });
  await visited.toggle.click();
  assert.deepEqual(pick(await visited.card()), CLOSED);
  assert.equal((await visited.card()).focused, 'toggle');
  await visited.toggle.click();
  assertOpen(await visited.card());
});

test('expand() and collapse() do what the button does, and are not asked twice', async (t) => {
  const visited = await visit(t, '/index.html');
  const { page } = visited;
  await page.evaluate(() => document.querySelector('lede-card').expand());
  assertOpen(await visited.card());
  await page.evaluate(() => document.querySelector('lede-card').expand());
  await page.evaluate(() => document.querySelector('lede-card').collapse());
  assert.deepEqual(pick(await visited.card()), CLOSED);
  await page.evaluate(() => document.querySelector('lede-card').collapse());
  assert.deepEqual(
    (await visited.events()).map(({ type }) => type),
    ['lede:ready', 'lede:before-expand', 'lede:expand', 'lede:support', 'lede:collapse'],
  );
});

test('collapse() leaves the focus where the reader has it', async (t) => {
  const visited = await visit(t, site.host(partnerPage(`<button id="own">Own</button>${card()}`)));
  const { page } = visited;
  await visited.toggle.click();
  await page.locator('#own').focus();
  await page.evaluate(() => document.querySelector('lede-card').collapse());
  assert.equal(await page.evaluate(() => document.activeElement.id), 'own');
});

test('expand() before the card has come near loads it and opens it', async (t) => {
  const far = '<div style="height:5000px">Above.</div>';
  const visited = await visit(t, site.host(partnerPage(far + card())), { wait: false });
  assert.equal(visited.requests.filter((url) => /json|wasm/.test(url)).length, 0);
  await visited.page.evaluate(async () => {
    await customElements.whenDefined('lede-card');
    document.querySelector('lede-card').expand();
  });
  await visited.shown();
  assertOpen(await visited.card());
});

// --- Sharing ---------------------------------------------------------------------------------------------

const URL_OF_ARTICLE = 'https://kittiwake.example/2026/11/the-town-that-does-its-own-sums';

/** What the page's own share and clipboard would do: written down instead. */
const stub = ({ share, clipboard }) => {
  window.__shared = [];
  const fail = (name) => {
    throw new DOMException('No.', name);
  };
  const define = (name, value) =>
    Object.defineProperty(navigator, name, { value, configurable: true });
  define('canShare', share ? () => true : undefined);
  define('share', async (data) => {
    window.__shared.push(['share', data.url, data.title]);
    if (share !== 'ok') fail(share);
  });
  define(
    'clipboard',
    clipboard && {
      writeText: async (text) => {
        window.__shared.push(['copy', text]);
        if (clipboard !== 'ok') fail(clipboard);
      },
    },
  );
};

const sharing = async (t, argument) => {
  const visited = await visit(t, '/index.html', { init: stub, argument });
  await visited.toggle.click();
  const button = visited.page.locator('lede-card [data-l=share]');
  await button.click();
  await visited.page.waitForFunction(
    () =>
      window.__shared.length ||
      document.querySelector('lede-card').shadowRoot.querySelector('[role=status]').textContent,
  );
  await visited.painted();
  return {
    ...visited,
    state: await visited.card(),
    calls: await visited.page.evaluate(() => window.__shared),
    shares: (await visited.events('lede:share')).map(({ detail }) => detail.how),
  };
};

test('share hands the address and the headline to the system, and tells the page', async (t) => {
  const { calls, shares, state, said } = await sharing(t, { share: 'ok' });
  assert.deepEqual(calls, [['share', URL_OF_ARTICLE, 'The town that does its own sums']]);
  assert.deepEqual(shares, ['share']);
  assert.equal(state.focused, 'share');
  assert.deepEqual(said, []);
});

test('where the system cannot share, the address is copied, and the live region says so', async (t) => {
  const { calls, shares, state, said } = await sharing(t, { clipboard: 'ok' });
  assert.deepEqual(calls, [['copy', URL_OF_ARTICLE]]);
  assert.deepEqual(shares, ['copy']);
  assert.match(state.said, /cop/i);
  assert.equal(state.focused, 'share');
  assert.deepEqual(said, []);
});

test('what is said takes no room, may be said again, and goes away', async (t) => {
  const { page, card: state, toggle } = await sharing(t, { clipboard: 'ok' });
  const button = page.locator('lede-card [data-l=share]');
  const first = await state();
  await button.click();
  await page.waitForFunction(() => window.__shared.length === 2);
  const again = await state();
  assert.notEqual(again.said, first.said, 'a screen reader hears what changes');
  assert.equal(again.said.trim(), first.said.trim());
  await page.waitForFunction(
    () =>
      !document.querySelector('lede-card').shadowRoot.querySelector('[role=status]').textContent,
  );
  assert.equal((await state()).height, first.height, 'it took no room');
  await toggle.click();
  assert.equal((await state()).open, false);
});

for (const lang of ['en', 'uk']) {
  test(`what is said is seen, and lies over no control and no word: ${lang}`, async (t) => {
    for (const width of [280, 390, 768]) {
      const path = site.host(
        partnerPage(card({ lang, loading: 'eager', style: 'display:block;min-height:1200px' })),
      );
      const visited = await visit(t, path, {
        init: stub,
        argument: { clipboard: 'NotAllowedError' }, // the longest words
        viewport: { width, height: 640 },
      });
      await visited.toggle.click();
      await visited.page.locator('lede-card [data-l=share]').click();
      await visited.painted();
      const { seen, over } = await visited.page.evaluate(() => {
        const root = document.querySelector('lede-card').shadowRoot;
        const said = root.querySelector('[role=status]');
        const range = new Range();
        const boxes = (node) => {
          range.selectNodeContents(node);
          return [...range.getClientRects()];
        };
        // An initial's box is taller than the letter: the words begin behind it.
        const text = document.createTreeWalker(root.querySelector('.l-prose'), 4).nextNode();
        range.selectNodeContents(text);
        range.setStart(text, 1);
        const words = [...range.getClientRects()];
        const controls = [...root.querySelectorAll('button,a,input,summary')];
        const all = words.concat(controls.flatMap((one) => [...one.getClientRects()]));
        const meets = (a, b) =>
          a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        return {
          seen: said.textContent && getComputedStyle(said).clipPath,
          over: boxes(said).filter((box) => all.some((other) => meets(box, other))).length,
        };
      });
      assert.equal(seen, 'none', 'it is seen');
      assert.equal(over, 0, `${width} px`);
    }
  });
}

test('a reader who closes the system’s dialog has shared nothing, and nothing is said', async (t) => {
  const { calls, shares, state, said } = await sharing(t, { share: 'AbortError' });
  assert.equal(calls.length, 1);
  assert.deepEqual(shares, []);
  assert.equal(state.said, '');
  assert.deepEqual(said, []);
});

for (const [what, argument] of [
  ['sharing fails', { share: 'DataError' }],
  ['the clipboard is refused', { clipboard: 'NotAllowedError' }],
  ['there is neither', {}],
]) {
  test(`when ${what}, the live region says so, and the card stands`, async (t) => {
    const { shares, state, said } = await sharing(t, argument);
    assert.deepEqual(shares, []);
    assert.ok(state.said.length > 5, 'something is said');
    assert.equal(state.engine, 'wasm');
    assert.equal(state.error, null);
    assert.deepEqual(said, []);
  });
}

test('the address really is on the clipboard', async (t) => {
  const visited = await visit(t, '/index.html', {
    permissions: ['clipboard-read', 'clipboard-write'],
    init: () => Object.defineProperty(navigator, 'canShare', { value: undefined }),
  });
  await visited.toggle.click();
  await visited.page.locator('lede-card [data-l=share]').click();
  await visited.page.waitForFunction(() =>
    window.__log.events.some(({ type }) => type === 'lede:share'),
  );
  assert.equal(await visited.page.evaluate(() => navigator.clipboard.readText()), URL_OF_ARTICLE);
});

// --- Links inside the card -------------------------------------------------------------------------------

test('a footnote leads to its note and back, and the page’s router hears nothing', async (t) => {
  const visited = await visit(t, '/spa.html', {
    init: () => {
      window.__hashes = 0;
      addEventListener('hashchange', () => (window.__hashes += 1));
      addEventListener('popstate', () => (window.__hashes += 1));
    },
  });
  const { page } = visited;
  await visited.toggle.click();
  const history = () =>
    page.evaluate(() => [location.href, window.history.length, window.__hashes]);
  const before = await history();
  const there = page.locator('lede-card [part=body] sup a[href^="#"]').first();
  const name = (await there.getAttribute('href')).slice(1);
  await there.click();
  const focused = () =>
    page.evaluate(() => document.querySelector('lede-card').shadowRoot.activeElement.id);
  assert.equal(await focused(), name);
  const note = await page.locator(`lede-card [id="${name}"]`).boundingBox();
  assert.ok(note.y >= -1 && note.y < 900, `the note is in view, at ${note.y}`);

  const back = page.locator(`lede-card [id="${name}"] a[href^="#"]`).first();
  const origin = (await back.getAttribute('href')).slice(1);
  await back.focus();
  await page.keyboard.press('Enter');
  assert.equal(await focused(), origin);
  assert.deepEqual(await history(), before);
  assert.deepEqual(visited.said, []);
});

test('two cards with the same footnotes keep them apart', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card({ id: 'a' }) + card({ id: 'b' }))));
  const { page } = visited;
  await page.evaluate(() => document.querySelectorAll('lede-card').forEach((one) => one.expand()));
  await page.locator('#b [part=body] sup a[href^="#"]').first().click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'b');
  const shared = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('lede-card')].flatMap((one) =>
      [...one.shadowRoot.querySelectorAll('[id]')].map(({ id }) => id),
    );
    return ids.length - new Set(ids).size;
  });
  assert.equal(shared, 0, 'no id stands twice');
});

test('links out open a new tab that cannot reach back; the page stays', async (t) => {
  const visited = await visit(t, '/index.html');
  await visited.toggle.click();
  const wrong = await visited.page.evaluate(() =>
    [...document.querySelector('lede-card').shadowRoot.querySelectorAll('a[href^="http"]')]
      .filter((link) => link.target !== '_blank' || !link.relList.contains('noopener'))
      .map((link) => link.outerHTML),
  );
  assert.deepEqual(wrong, []);
});

test('with expand="link" the button is a link to the article', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card({ expand: 'link' }))));
  const link = visited.page.locator('lede-card [part=toggle]');
  assert.equal(await link.getAttribute('href'), URL_OF_ARTICLE);
  assert.equal(await link.getAttribute('aria-expanded'), null);
});

test('a full card is open from the start and has no button to close it', async (t) => {
  const visited = await visit(
    t,
    site.host(partnerPage(`<div style="height:900px">Above.</div>${card({ layout: 'full' })}`)),
  );
  const { open, body } = await visited.card();
  assert.equal(open, true);
  assert.ok(body > 1000);
  assert.equal(
    await visited.page.locator('lede-card').locator('[data-l=toggle],[data-l=close]').count(),
    0,
  );
  await visited.page.evaluate(() => document.querySelector('lede-card').collapse());
  assert.equal((await visited.card()).open, true);
  assert.deepEqual((await visited.shifts()).unasked, []);
});
