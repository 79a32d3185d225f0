// The preview in each engine, from the server and from disk: samples, faults and their places, Markdown.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../../script/serve.mjs';
import { openBrowser } from './support/any.mjs';
import { places } from './support/preview.mjs';

let site;
let browser;

before(async () => {
  site = await serve({ port: 0, partnerPort: 0 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** Every card in use shows this headline. */
const shows = (headline) => {
  const cards = [...document.querySelectorAll('.band:not([hidden]) lede-card')];
  const heads = cards.map((card) => card.shadowRoot.querySelector('[part=headline]')?.textContent);
  return cards.length > 0 && heads.every((head) => head && head.includes(headline ?? ''));
};

const write = (selector, text) => {
  const area = document.querySelector(selector);
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
};

const pick = (index) => {
  const select = document.querySelector('#sample');
  select.selectedIndex = index;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};

const faults = (name) =>
  [...document.querySelectorAll(`#faults-${name} li`)].map((row) => row.textContent);

async function visit(t, url) {
  const page = await browser.open(url);
  t.after(page.close);
  await page.until(shows);
  return page;
}

for (const [place, url] of Object.entries(places)) {
  test(`from ${place}: six cards are painted, each as wide as it says, with nothing wrong`, async (t) => {
    const page = await visit(t, url(site));
    const cards = await page.run(() =>
      [...document.querySelectorAll('lede-card')].map((card) => ({
        engine: card.engine,
        theme: card.getAttribute('theme'),
        width: card.shadowRoot.querySelector('article').offsetWidth,
      })),
    );
    const expected = ['light', 'dark'].flatMap((theme) =>
      [320, 480, 640].map((width) => ({ engine: 'wasm', theme, width })),
    );
    assert.deepEqual(cards, expected);
    assert.deepEqual(await page.run(faults, 'article'), []);
    assert.deepEqual(await page.run(faults, 'profile'), []);
    await page.until(() => /wasm, Lede \d/.test(document.querySelector('#numbers').textContent));
    assert.deepEqual(page.said, []);
  });

  test(`from ${place}: every sample can be picked, and its pictures are there`, async (t) => {
    const page = await visit(t, url(site));
    const labels = await page.run(() =>
      [...document.querySelectorAll('#sample option')].map((option) => option.textContent),
    );
    assert.ok(labels.length >= 12, `${labels}`);
    for (const [index, label] of labels.entries()) {
      await page.run(pick, index);
      const text = await page.run(() => document.querySelector('#article textarea').value);
      const { title } = text.startsWith('{') ? JSON.parse(text) : {};
      await page.until(shows, title ?? '');
      const count = (await page.run(faults, 'article')).length;
      assert.equal(count, label === 'Five faults' ? 5 : 0, label);
      const broken = await page.until(() => {
        const images = [...document.querySelectorAll('lede-card')].flatMap((card) => [
          ...card.shadowRoot.querySelectorAll('img'),
        ]);
        if (
          images.some((image) => image.complete === false && image.getBoundingClientRect().top < 0)
        )
          return undefined;
        return [images.filter((image) => !image.src.startsWith('data:')).length];
      });
      assert.deepEqual(broken, [0], `${label}: pictures that are not in the file`);
    }
    assert.deepEqual(page.said, []);
  });

  test(`from ${place}: bad JSON keeps the last cards, names the fault and leads the caret there`, async (t) => {
    const page = await visit(t, url(site));
    await page.run(
      write,
      '#article textarea',
      '{\n  "id": "a",\n  "title": "Її новий човен"\n  "x": 1\n}',
    );
    await page.until(() => !document.querySelector('#stale').hidden);
    assert.ok(await page.run(shows, 'Bakhmut'), 'the last good cards stay');
    const [only, ...more] = await page.run(faults, 'article');
    assert.match(only, /^4:\d.*json-syntax$/s);
    assert.equal(more.length, 0);
    await page.click('#faults-article button');
    const caret = await page.run(() => {
      const area = document.activeElement;
      const above = area.value.slice(0, area.selectionStart);
      return [area.tagName, above.split('\n').length];
    });
    assert.deepEqual(caret, ['TEXTAREA', 4]);
    await page.run(
      write,
      '#article textarea',
      '{"id": "a", "title": "Mended", "content_text": "Now.",\n"date_published": "soon", "authors": [{"name": 5}]}',
    );
    await page.until(shows, 'Mended');
    assert.equal(await page.run(() => document.querySelector('#stale').hidden), true);
    const named = await page.run(faults, 'article');
    assert.match(named[0], /^2:19.*\/date_published bad-date$/s);
    assert.match(named[1], /\/authors\/0/);
    assert.deepEqual(page.said, []);
  });

  test(`from ${place}: a bad profile is named in its tab, and the cards keep the last good one`, async (t) => {
    const page = await visit(t, url(site));
    await page.click('#tab-profile');
    await page.run(
      write,
      '#profile textarea',
      '{"version": 1, "nam": "x", "links": 5, "theme": {"accent": "red"}}',
    );
    const told = await page.until(() => {
      const rows = [...document.querySelectorAll('#faults-profile li code')];
      return rows.length > 3 && rows.map((row) => row.textContent).sort();
    });
    assert.deepEqual(told, ['/links', '/nam', '/name', '/theme/accent']);
    await page.run(
      write,
      '#profile textarea',
      '{"version": 1, "name": "Other", "theme": {"accent": "red"}',
    );
    await page.until(() => document.querySelectorAll('#faults-profile li').length > 0);
    assert.ok(await page.run(shows, 'Bakhmut'));
    await page.run(
      write,
      '#profile textarea',
      '{"version": 1, "name": "Other", "theme": {"accent": "red"}}',
    );
    const [fault] = await page.until(() => {
      const rows = [...document.querySelectorAll('#faults-profile li')].map(
        (row) => row.textContent,
      );
      return rows.length === 1 && rows[0].includes('/theme/accent') && rows;
    });
    assert.match(fault, /bad-color/);
    await page.until(() => {
      const { shadowRoot } = document.querySelector('lede-card');
      return shadowRoot.querySelector('[part=publisher]').textContent.includes('Other');
    });
    await page.run(write, '#profile textarea', '');
    await page.until(() => {
      const { shadowRoot } = document.querySelector('lede-card');
      const name = shadowRoot.querySelector('[part=publisher]')?.textContent ?? '';
      return shadowRoot.querySelector('[part=headline]') && !name.includes('Other');
    });
    assert.deepEqual(await page.run(faults, 'profile'), []);
    assert.deepEqual(page.said, []);
  });

  test(`from ${place}: Markdown becomes an article in its own language`, async (t) => {
    const page = await visit(t, url(site));
    await page.run(
      write,
      '#article textarea',
      '# Човен\n\nВін **їде** до [моря](https://a.example/).',
    );
    await page.until(shows, 'Човен');
    assert.match(
      await page.run(() => document.querySelector('#format').textContent),
      /Auto: Markdown/,
    );
    const root = () => {
      const { shadowRoot } = document.querySelector('lede-card');
      const article = shadowRoot.querySelector('article');
      return [article.lang, article.hasAttribute('data-open')];
    };
    assert.deepEqual(await page.run(root), ['uk', false]);
    await page.run(() => document.querySelector('[name=state][value=open]').click());
    await page.until(() => {
      const cards = [...document.querySelectorAll('lede-card')];
      return cards.every(({ shadowRoot }) => shadowRoot.querySelector('[part=body] strong'));
    });
    await page.run(write, '#article textarea', '# Човен\n\nВін їде _назад_.');
    await page.until(() => {
      const cards = [...document.querySelectorAll('lede-card')];
      return cards.every(({ shadowRoot }) => shadowRoot.querySelector('[part=body] em'));
    });
    await page.run(() => document.querySelector('[name=state][value=closed]').click());
    await page.until(() => {
      const cards = [...document.querySelectorAll('lede-card')];
      return cards.every(({ shadowRoot }) => !shadowRoot.querySelector('article[data-open]'));
    });
    assert.deepEqual(page.said, []);
  });

  test(`from ${place}: layout, theme and language change the cards and the code`, async (t) => {
    const page = await visit(t, url(site));
    const choose = (name, value) =>
      document.querySelector(`[name="${name}"][value="${value}"]`).click();
    await page.run(choose, 'theme', 'dark');
    await page.run(choose, 'layout', 'compact');
    await page.run(choose, 'lang', 'uk');
    await page.until(() => {
      const cards = [...document.querySelectorAll('.band:not([hidden]) lede-card')];
      return (
        cards.length === 3 &&
        cards.every(({ shadowRoot }) => shadowRoot.querySelector('article.lede-compact[lang=uk]'))
      );
    });
    const code = (id) => document.querySelector(`#code-${id} pre`).textContent;
    assert.match(await page.run(code, 'tag'), /data-layout="compact"\s+data-lang="uk"/);
    const compact = Number(
      /min-height:(?:clamp\(.*, )?(\d+)px/.exec(await page.run(code, 'element'))[1],
    );
    await page.run(choose, 'layout', 'standard');
    await page.until((height) => {
      const { textContent } = document.querySelector('#code-element pre');
      return Number(/min-height:(?:clamp\(.*, )?(\d+)px/.exec(textContent)[1]) > height;
    }, compact);
    await page.run(choose, 'room', 'sheet');
    assert.doesNotMatch(await page.run(code, 'element'), /style=/);
    assert.match(await page.run(code, 'rule'), /\.lede-room-(\d+-)?\d+ \{/);
    assert.match(
      await page.run(code, 'element'),
      place === 'disk' ? /src="https:\/\/…/ : /src="http:\/\//,
    );
    assert.deepEqual(page.said, []);
  });
}

for (const [place, url] of Object.entries(places)) {
  test(`from ${place}: the consent panel asks, keeps an answer and follows the page’s manager`, async (t) => {
    const page = await visit(t, url(site));
    const now = (words) =>
      page.until(
        (text) => document.querySelector('#consent-now').textContent.includes(text),
        words,
      );
    const choose = (name, value) =>
      page.run(
        (field, to) => document.querySelector(`#consent [name=${field}][value="${to}"]`).click(),
        name,
        value,
      );
    const act = (name) =>
      page.run((which) => document.querySelector(`[data-act=${which}]`).click(), name);
    const press = (name) =>
      page.run(
        (which) =>
          document
            .querySelector('#consent-card')
            .shadowRoot.querySelector(`[data-l=${which}]`)
            .click(),
        name,
      );
    await page.run(() => document.querySelector('#tab-consent').click());
    await page.until(() =>
      document.querySelector('#consent-card').shadowRoot.querySelector('[data-l=accept]'),
    );
    await press('accept');
    await now('Granted: preferences, history, measurement. Decided by: record (user).');
    assert.match(
      await page.run(() => document.querySelector('#consent-kept').textContent),
      /"source":"user"/,
    );
    await choose('host', 'wp');
    await act('allow');
    await now('Decided by: wp (host).');
    await act('deny');
    await now('Granted: nothing. Decided by: wp');
    assert.deepEqual(await page.run(() => Object.keys(localStorage)), []);
    assert.deepEqual(page.said, []);
  });
}
