// The page is not ours: its frameworks move cards about, its styles and languages are its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './support/chromium.mjs';
import { card, partnerPage } from './support/site.mjs';

const { site, visit } = await startChromium();

// --- Frameworks ------------------------------------------------------------------------------------------

test('an app inserts, moves and removes cards; each works where it is', async (t) => {
  const visited = await visit(t, '/spa.html');
  const { page } = visited;
  const count = () => page.locator('lede-card').count();
  assert.equal(await count(), 2);
  await page.getByRole('button', { name: 'Add a card' }).click();
  await page.locator('lede-card').nth(2).scrollIntoViewIfNeeded();
  await visited.shown();
  await page.getByRole('button', { name: 'Move up' }).nth(1).click();
  await page.getByRole('button', { name: 'Remove' }).nth(2).click();
  assert.equal(await count(), 2);
  await visited.toggle.click();
  assert.equal((await visited.card()).open, true);
  await page.getByRole('link', { name: 'About' }).first().click();
  // The router hears of the new address in a task of its own.
  await page.waitForFunction(() => document.querySelectorAll('lede-card').length === 0);
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('lede-card').length === 2);
  await visited.shown();
  assert.equal(await visited.count('instances'), 1);
  assert.deepEqual(visited.said, []);
});

test('a card that is moved keeps its place in the article: open, and not announced again', async (t) => {
  const visited = await visit(t, site.host(partnerPage(`<div id="other"></div>${card()}`)));
  const { page } = visited;
  await visited.toggle.click();
  await page.evaluate(() =>
    document.querySelector('#other').append(document.querySelector('lede-card')),
  );
  await visited.painted();
  assert.equal((await visited.card()).open, true);
  assert.equal((await visited.events('lede:ready')).length, 1);
  await visited.toggle.click();
  assert.equal((await visited.card()).open, false);
  assert.deepEqual(
    (await visited.events()).map(({ type }) => type.slice(5)),
    ['ready', 'before-expand', 'expand', 'support', 'collapse'],
  );
});

test('a card that is removed and put back works as before, without another fetch', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card())));
  const { page } = visited;
  await visited.toggle.click();
  await page.evaluate(async () => {
    window.kept = document.querySelector('lede-card');
    window.kept.remove();
    await new Promise((done) => setTimeout(done));
    document.querySelector('main').append(window.kept);
  });
  const fetched = () => visited.requests.filter((url) => /json|wasm/.test(url)).length;
  assert.equal(fetched(), 3);
  assert.equal((await visited.card()).open, true);
  await visited.toggle.click();
  assert.equal((await visited.card()).open, false);
  await visited.toggle.click();
  assert.equal((await visited.card()).open, true);
  assert.equal(fetched(), 3);
  assert.deepEqual(visited.said, []);
});

test('a card that changes while it is out of the page comes back as what it is to be', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card({ src: '{{publisher}}/feed.json' }))));
  const { page } = visited;
  const changed = (what) =>
    page.evaluate(async (how) => {
      const one = document.querySelector('lede-card');
      one.remove();
      await new Promise((done) => setTimeout(done, 50));
      if (how === 'article') one.article = { id: 'own', title: 'Its own', content_text: 'W.' };
      else one.setAttribute('src', how);
      document.querySelector('main').append(one);
    }, what);
  const ready = async () => (await visited.events('lede:ready')).map(({ detail }) => detail.id);
  const [first] = await ready();
  const other = JSON.parse(await (await fetch(`${site.publisher}/feed.json`)).text()).items.find(
    ({ id }) => id !== first,
  );
  for (const [what, id] of [
    [`${site.publisher}/feed.json#${encodeURIComponent(other.id)}`, other.id],
    ['article', 'own'],
  ]) {
    await changed(what);
    await page.waitForFunction((wanted) => window.__log.events.at(-1).detail.id === wanted, id);
    await visited.toggle.click();
    assert.equal((await visited.card()).open, true);
    await visited.toggle.click();
  }
  assert.deepEqual(await ready(), [first, other.id, 'own'], 'the old one is not announced again');
  assert.equal((await visited.card()).headline, 'Its own');
  assert.deepEqual(visited.said, []);
});

test('a card that moves into another document, and back, is dressed there too', async (t) => {
  const visited = await visit(t, site.host(partnerPage(`<iframe></iframe>${card()}`)));
  const { page } = visited;
  const look = (there) =>
    page.evaluate((away) => {
      const [frame, main] = [document.querySelector('iframe'), document.querySelector('main')];
      const one = document.querySelector('lede-card') ?? frame.contentDocument.body.firstChild;
      (away ? frame.contentDocument.body : main).append(one);
      const article = one.shadowRoot.querySelector('article');
      const { display, borderTopWidth } = one.ownerDocument.defaultView.getComputedStyle(article);
      return [one.engine, display, borderTopWidth];
    }, there);
  const dressed = ['wasm', 'block', '4px'];
  assert.deepEqual(await look(false), dressed);
  assert.deepEqual(await look(true), dressed);
  await visited.painted();
  await page.frameLocator('iframe').locator('lede-card [data-l=toggle]').click();
  assert.ok(await page.frameLocator('iframe').locator('lede-card article[data-open]').count());
  assert.deepEqual(await look(false), dressed);
  assert.deepEqual(visited.said, []);
});

test('a card that leaves while its files are on their way shows nothing and says nothing', async (t) => {
  site.publish('/slow.json', { stall: true });
  const visited = await visit(t, site.host(partnerPage(card({ src: '{{publisher}}/slow.json' }))), {
    wait: false,
  });
  const { page } = visited;
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.wasm')),
  );
  await page.evaluate(() => {
    window.kept = document.querySelector('lede-card');
    window.kept.remove();
  });
  await visited.painted();
  assert.deepEqual(await visited.events(), []);
  await page.evaluate((src) => {
    window.kept.setAttribute('src', src);
    document.querySelector('main').append(window.kept);
  }, `${site.publisher}/articles/html.json`);
  await visited.shown();
  assert.equal((await visited.card()).headline, 'The bakehouse that keeps two clocks');
  assert.deepEqual(visited.said, []);
});

test('a card that is made by script and never put into the page does nothing', async (t) => {
  const visited = await visit(t, site.host(partnerPage('')), { wait: false });
  await visited.page.evaluate(async (src) => {
    await customElements.whenDefined('lede-card');
    const one = document.createElement('lede-card');
    one.setAttribute('src', src);
    one.setAttribute('loading', 'eager');
    one.collapse();
  }, `${site.publisher}/articles/html.json`);
  await visited.painted();
  assert.deepEqual(
    visited.requests.filter((url) => /json|wasm/.test(url)),
    [],
  );
  assert.deepEqual(visited.said, []);
});

test('another src shows another article; one that fails brings the light content back', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card())));
  const { page } = visited;
  const set = (src) =>
    page.evaluate((value) => document.querySelector('lede-card').setAttribute('src', value), src);
  await set(`${site.publisher}/articles/html.json`);
  await page.waitForFunction(() =>
    /bakehouse/.test(
      document.querySelector('lede-card').shadowRoot.querySelector('[part=headline]').textContent,
    ),
  );
  assert.equal((await visited.card()).error, null);
  await set(`${site.publisher}/not-there.json`);
  await page.waitForFunction(() => document.querySelector('lede-card').error);
  const failed = await visited.card();
  assert.deepEqual(
    { engine: failed.engine, light: failed.light },
    { engine: 'light', light: true },
  );
  await set(`${site.publisher}/articles/html.json`);
  await page.waitForFunction(() => document.querySelector('lede-card').engine === 'wasm');
  assert.equal((await visited.card()).error, null, 'what is well again has no error');
});

test('layout, language and heading level follow their attributes; an open card stays open', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card())));
  const { page } = visited;
  await visited.toggle.click();
  await page.evaluate(() => {
    const one = document.querySelector('lede-card');
    one.setAttribute('lang', 'uk');
    one.setAttribute('layout', 'compact');
    one.setAttribute('heading-level', '2');
  });
  await page.waitForFunction(() =>
    document.querySelector('lede-card').shadowRoot.querySelector('h2[part=headline]'),
  );
  const root = page.locator('lede-card article');
  assert.match(await root.getAttribute('class'), /lede-compact/);
  assert.equal(await root.getAttribute('lang'), 'uk');
  assert.equal((await visited.card()).open, true);
  assert.match(await visited.toggle.innerText(), /[а-яії]/);
  assert.deepEqual(visited.said, []);
});

test('an attribute that says nothing possible is told, and its default holds', async (t) => {
  const wrong = {
    accent: 'navy',
    layout: 'list',
    dir: 'up',
    expand: 'Link',
    'heading-level': '9',
    theme: 'purple',
    loading: 'later',
    consent: 'yes',
    support: 'no',
    region: 'Ukraine',
    lang: '!!',
  };
  for (const [name, value] of [...Object.entries(wrong), ['heading-level', 'x']]) {
    const visited = await visit(t, site.host(partnerPage(card({ [name]: value }))));
    const { engine, error } = await visited.card();
    assert.equal(engine, 'wasm', name);
    const pointer = `/${name}`;
    assert.equal(error.pointer, pointer);
    assert.match(
      visited.said.join('; '),
      new RegExp(`^warning: \\[lede\\] [a-z-]+${pointer}: options: [^;]*$`),
    );
    await visited.toggle.click();
    assert.equal((await visited.card()).open, true, name);
    assert.equal((await visited.events('lede:error')).length, 1, name);
    await visited.context.close();
  }
  // All of them at once, in two cards: one event a card, and each of them once on the console.
  const visited = await visit(t, site.host(partnerPage(card(wrong) + card(wrong))));
  await visited.page.waitForFunction(() =>
    [...document.querySelectorAll('lede-card')].every(({ engine }) => engine === 'wasm'),
  );
  assert.deepEqual(
    visited.said.map((line) => line.match(/\/([a-z-]+): /)?.[1]).sort(),
    Object.keys(wrong).sort(),
  );
  assert.equal((await visited.events('lede:error')).length, 2);
});

test('a language that Lede does not speak is no fault', async (t) => {
  const odd = card({ lang: 'xx', theme: '', region: 'us-ca' });
  const visited = await visit(t, site.host(partnerPage(odd)));
  assert.equal((await visited.card()).engine, 'wasm');
  assert.deepEqual(visited.said, []);
});

// --- Languages -------------------------------------------------------------------------------------------

const languagesOf = (page, selector) =>
  page.evaluate((which) => {
    const root = document.querySelector(which).shadowRoot;
    const of = (place) => {
      const element = root.querySelector(place);
      const own = element.closest('[lang]');
      return [own?.lang, getComputedStyle(element).direction];
    };
    return {
      toggle: of('[data-l=toggle]'),
      headline: of('[part=headline]'),
      prose: of('.l-prose'),
    };
  }, selector);

test('a Ukrainian article has a Ukrainian card, dates and all', async (t) => {
  const visited = await visit(
    t,
    site.host(partnerPage(card({ src: '{{publisher}}/articles/uk.json' }))),
  );
  await visited.toggle.click();
  const { page } = visited;
  assert.deepEqual(await languagesOf(page, 'lede-card'), {
    toggle: ['uk', 'ltr'],
    headline: ['uk', 'ltr'],
    prose: ['uk', 'ltr'],
  });
  assert.match(await page.locator('lede-card time').first().innerText(), /жовтня 2026/);
  assert.match(await visited.toggle.innerText(), /[а-яії]/i);
});

test('an Arabic article reads from the right, the words around it in the card’s own language', async (t) => {
  const visited = await visit(
    t,
    site.host(partnerPage(card({ src: '{{publisher}}/articles/rtl.json', lang: 'en' }))),
  );
  await visited.toggle.click();
  const { page } = visited;
  assert.deepEqual(await languagesOf(page, 'lede-card'), {
    toggle: ['en', 'ltr'],
    headline: ['ar', 'rtl'],
    prose: ['ar', 'rtl'],
  });
  const right = (place) =>
    page.locator(`lede-card ${place}`).evaluate((one) => one.getBoundingClientRect().right);
  assert.equal(await right('[data-l=toggle]'), await right('.l-head'), 'it begins where it does');
  assert.deepEqual(visited.said, []);
});

test('on a page that reads from the right, an English card reads from the left', async (t) => {
  const path = site.host(partnerPage(card(), { lang: 'ar" dir="rtl' }));
  const visited = await visit(t, path);
  await visited.toggle.click();
  const { prose, headline } = await languagesOf(visited.page, 'lede-card');
  assert.deepEqual({ prose, headline }, { prose: ['en', 'ltr'], headline: ['en', 'ltr'] });
});

// --- Styles ----------------------------------------------------------------------------------------------

/** How every kind of element in the card looks, and where it stands in it. */
const looks = () => {
  const root = document.querySelector('lede-card').shadowRoot;
  const origin = root.host.getBoundingClientRect();
  const wanted =
    'fontSize lineHeight fontFamily fontWeight fontStyle letterSpacing wordSpacing textTransform textIndent textAlign ' +
    'textShadow whiteSpace color backgroundColor cursor direction display float visibility listStyleType columnCount ' +
    'paddingTop paddingLeft marginTop marginLeft borderTopWidth borderTopColor borderRadius userSelect quotes transform';
  const seen = {};
  for (const element of root.querySelectorAll('article, article *')) {
    const style = getComputedStyle(element);
    const { left, top, width, height } = element.getBoundingClientRect();
    const box = [left - origin.left, top - origin.top, width, height].map(Math.round);
    const name = `${element.localName}.${element.getAttribute('part') ?? element.className}`;
    (seen[name] ??= []).push({
      // what sticks stands where the page's own scrolling puts it
      box: (width || height) && style.position !== 'sticky' ? box.join(' ') : 'none',
      ...Object.fromEntries(wanted.split(' ').map((key) => [key, style[key]])),
    });
  }
  return seen;
};

test('a page of hostile styles changes nothing inside the card, closed or open', async (t) => {
  const body = card({ style: null, class: 'room' });
  const room =
    '.room{display:block;min-height:800px!important;width:640px!important;margin:0!important}';
  const neutral = `<style>${room}</style>`;
  const hostile = `<link rel="stylesheet" href="/hostile.css"><style>${room}</style>`;
  const states = [];
  for (const head of [neutral, hostile]) {
    const visited = await visit(t, site.host(partnerPage(body, { head })));
    await visited.page.waitForLoadState('networkidle');
    const closed = await visited.page.evaluate(looks);
    await visited.page.evaluate(() => document.querySelector('lede-card').expand());
    await visited.page.waitForLoadState('networkidle');
    states.push({ closed, open: await visited.page.evaluate(looks) });
    await visited.context.close();
  }
  const [expected, actual] = states;
  for (const state of ['closed', 'open']) {
    assert.deepEqual(Object.keys(actual[state]), Object.keys(expected[state]));
    for (const [name, all] of Object.entries(expected[state])) {
      assert.deepEqual(actual[state][name], all, `${name}, ${state}`);
    }
  }
});

test('the demo’s hostile page shows readable cards', async (t) => {
  const visited = await visit(t, '/hostile.html');
  await visited.page.evaluate(() => document.querySelector('lede-card').expand());
  const prose = await visited.page.evaluate(() => {
    const style = getComputedStyle(
      document.querySelector('lede-card').shadowRoot.querySelector('.l-prose p'),
    );
    return {
      size: parseFloat(style.fontSize),
      line: parseFloat(style.lineHeight),
      align: style.textAlign,
    };
  });
  assert.equal(prose.size, 18, 'whatever the page’s root size is');
  assert.ok(prose.line / prose.size >= 1.5 && prose.line / prose.size <= 1.75);
  assert.deepEqual(visited.said, []);
});

test('the card’s styles stay in the card', async (t) => {
  const probe =
    '<div class="lede lede-standard" part="card"><p part="headline" id="probe">Mine</p></div>';
  const style = () =>
    JSON.stringify(Object.values(getComputedStyle(document.querySelector('#probe'))));
  const bare = await visit(t, site.host(partnerPage(probe + card(), { script: '' })), {
    wait: false,
  });
  const visited = await visit(t, site.host(partnerPage(probe + card())));
  assert.equal(await visited.page.evaluate(style), await bare.page.evaluate(style));
});

test('tokens and parts let the page dress the card', async (t) => {
  const head =
    '<style>lede-card{--lede-text:rgb(1,2,3);--lede-font-body:monospace}' +
    'lede-card::part(headline){text-decoration:overline}</style>';
  const visited = await visit(
    t,
    site.host(partnerPage(card({ profile: null, theme: 'light' }), { head })),
  );
  const seen = await visited.page.evaluate(() => {
    const root = document.querySelector('lede-card').shadowRoot;
    const article = getComputedStyle(root.querySelector('article'));
    return [
      article.color,
      article.fontFamily,
      getComputedStyle(root.querySelector('[part=headline]')).textDecorationLine,
    ];
  });
  assert.deepEqual(seen, ['rgb(1, 2, 3)', 'monospace', 'overline']);
});

for (const theme of ['light', 'dark']) {
  test(`the accent attribute colours the button in ${theme}, with an ink that can be read on it`, async (t) => {
    const visited = await visit(t, site.host(partnerPage(card({ accent: '#ffd400', theme }))));
    const colours = await visited.toggle.evaluate((button) => {
      const { backgroundColor, color } = getComputedStyle(button);
      return [backgroundColor, color];
    });
    assert.deepEqual(colours, ['rgb(255, 212, 0)', 'rgb(0, 0, 0)']);
    assert.deepEqual(visited.said, []);
  });
}

const background = (visited) =>
  visited.page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    context.fillStyle = getComputedStyle(
      document.querySelector('lede-card').shadowRoot.querySelector('article'),
    ).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return red + green + blue > 384 ? 'light' : 'dark';
  });

for (const [theme, colorScheme, head, expected] of [
  [null, 'light', '', 'light'],
  [null, 'dark', '', 'dark'],
  ['auto', 'dark', '', 'dark'],
  ['light', 'dark', '', 'light'],
  ['dark', 'light', '', 'dark'],
  ['host', 'dark', '', 'light'],
  ['host', 'dark', '<style>:root{color-scheme:dark}</style>', 'dark'],
  ['host', 'light', '<style>:root{color-scheme:dark}</style>', 'dark'],
]) {
  test(`theme ${theme ?? 'not given'}, reader's ${colorScheme}, page ${head ? 'dark' : 'light'}: a ${expected} card`, async (t) => {
    const visited = await visit(t, site.host(partnerPage(card({ theme }), { head })), {
      colorScheme,
    });
    assert.equal(await background(visited), expected);
  });
}

test('the theme can change while the card stands, and moves nothing', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card({ theme: 'light' }))));
  await visited.page.evaluate(() =>
    document.querySelector('lede-card').setAttribute('theme', 'dark'),
  );
  assert.equal(await background(visited), 'dark');
  assert.deepEqual((await visited.shifts()).unasked, []);
  assert.equal((await visited.events('lede:ready')).length, 1, 'nothing was loaded again');
});
