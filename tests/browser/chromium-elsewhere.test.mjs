// Where a card is read otherwise than from left to right on a wide screen: right to left, in a vertical page, on paper,
// in very little room.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './support/chromium.mjs';
import { card, partnerPage } from './support/site.mjs';

const { site, visit } = await startChromium();

/** A page with one open card of an article of the test's own; `of` tells where parts of it stand. */
async function show(t, article, { attributes = {}, head = '', profile = {}, ...options } = {}) {
  const type = 'application/json';
  site.publish('/own.json', {
    type,
    body: JSON.stringify({ id: '1', url: 'https://pub.example/1', title: 'T', ...article }),
  });
  site.publish('/own-profile.json', {
    type,
    body: JSON.stringify({ version: 1, name: 'P', url: 'https://pub.example/', ...profile }),
  });
  const own = { src: '{{publisher}}/own.json', profile: '{{publisher}}/own-profile.json' };
  const visited = await visit(
    t,
    site.host(partnerPage(card({ ...own, ...attributes }), { head })),
    options,
  );
  await visited.toggle.click();
  const of = (selector, text) =>
    visited.page.evaluate(
      ([which, alone]) => {
        const element = document.querySelector('lede-card').shadowRoot.querySelector(which);
        const range = new Range();
        range.selectNodeContents(element);
        const { left, right, top, bottom, width, height } = (
          alone ? range : element
        ).getBoundingClientRect();
        return { left, right, top, bottom, width, height };
      },
      [selector, text],
    );
  return { ...visited, of };
}

const long = 'constexpr auto a_line_of_code_without_any_place_to_break = '.repeat(4);
const wide = {
  content_html:
    `<pre><code>${long}</code></pre>` +
    `<table><tr>${'<td>Spaltenüberschriften</td>'.repeat(12)}</tr></table>` +
    '<details><summary>More</summary><p id="inside">What is inside.</p></details>',
};

test('on paper nothing is cut off, and what is closed is open', async (t) => {
  const { page, of } = await show(t, wide, { viewport: { width: 600, height: 900 } });
  assert.ok((await of('pre', true)).width > (await of('.l-prose')).width, 'wide enough to tell');
  await page.emulateMedia({ media: 'print' });
  const prose = await of('.l-prose');
  for (const part of ['pre', 'table']) {
    const { right, width } = await of(part, true);
    assert.ok(width <= prose.width + 1 && right <= prose.right + 1, `${part}: ${width}`);
  }
  assert.ok((await of('details p')).height > 10);
});

test('in a vertical page the card is horizontal, and wide enough to be read', async (t) => {
  const { page, of } = await show(
    t,
    { content_text: 'Words. '.repeat(200) },
    { head: '<style>body{writing-mode:vertical-rl}</style>' },
  );
  assert.ok((await page.locator('lede-card').boundingBox()).width >= 240);
  const { width, height } = await of('[part=headline]');
  assert.ok(width > 150 && height < 100, `${width} x ${height}`);
});

test('code runs from left to right in any article, with room at both sides', async (t) => {
  for (const language of ['ar', 'en']) {
    const { of, context } = await show(t, {
      language,
      content_html: '<pre><code>a = 1;</code></pre>',
    });
    const box = await of('pre');
    const code = await of('code', true);
    assert.ok(code.left - box.left > 10 && code.left - box.left < 40, language);
    assert.ok(box.right - code.right > 10, language);
    await context.close();
  }
});

test('an English byline reads from left to right, whatever the article’s direction', async (t) => {
  const { of } = await show(
    t,
    {
      language: 'ar',
      authors: [{ name: 'John Smith' }, { name: 'سلمى حداد' }],
      content_text: 'نص',
    },
    { attributes: { lang: 'en' } },
  );
  const byline = await of('[part=byline]');
  const phrase = await of('[part=byline] > span', true);
  const first = await of('[part=byline] > span > :first-child');
  const last = await of('[part=byline] > span > :last-child');
  assert.ok(Math.abs(byline.right - phrase.right) < 2, 'where the article’s lines begin');
  assert.ok(phrase.left + 10 < first.left, '“By” stands before the first name');
  assert.ok(first.right + 10 < last.left, '“and” stands between the names');
});

test('in little room the date stands off its rule, and a focused Privacy off what was said', async (t) => {
  const consent = { purposes: { history: {} }, controller: 'P', policy_url: '/p', wait_ms: 100 };
  const { page, of } = await show(
    t,
    { content_text: 'Words.', language: 'uk' },
    {
      profile: {
        consent,
        links: ['About us', 'A rather long label', 'More'].map((label) => ({ label, url: '/l' })),
      },
      viewport: { width: 280, height: 900 },
    },
  );
  const day = await of('.l-day');
  const date = await of('.l-day > span', true);
  assert.ok((await of('.l-day ul')).top > date.top, 'wrapped');
  assert.ok(date.top - day.top >= 8, `${date.top - day.top}`);
  await page.locator('lede-card [data-l=accept]').click();
  const said = await of('.l-foot > span', true);
  const button = await of('.l-foot > button');
  assert.ok(said.top > button.top + 20, 'wrapped');
  assert.ok(said.top - button.bottom >= 5, `${said.top - button.bottom}`);
});
