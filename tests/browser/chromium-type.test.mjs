// What a newspaper would sign: measure, sizes, targets, contrast; and axe on the card in every layout.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { startChromium } from './support/chromium.mjs';
import { card, partnerPage } from './support/site.mjs';

const { site, visit } = await startChromium();

const LAYOUTS = ['compact', 'standard', 'full'];
const ARTICLES = ['feature', 'html', 'uk', 'rtl', 'bakhmut', 'text'];
const src = (name) => `{{publisher}}/articles/${name}.json`;
const style = 'display:block';
/** The card's headline is an h3: it wants an h2 above it. */
const HEADING = '<h2>To read</h2>';

/** A page of cards, all loaded, all shown. */
const gallery = async (t, cards, options) => {
  const path = site.host(
    partnerPage(HEADING + cards.map((one) => card({ style, loading: 'eager', ...one })).join('')),
  );
  const visited = await visit(t, path, { ...options, wait: false });
  await visited.page.waitForFunction(() =>
    [...document.querySelectorAll('lede-card')].every(({ article, error }) => article || error),
  );
  await visited.page.keyboard.press('Shift');
  await visited.shown();
  return visited;
};

const openAll = ({ page }) =>
  page.evaluate(() => document.querySelectorAll('lede-card').forEach((one) => one.expand()));

test('from 280 to 1200 px nothing is wider than its card, closed or open', async (t) => {
  const cards = ARTICLES.flatMap((name) =>
    LAYOUTS.map((layout) => ({ src: src(name), layout, id: `${name}-${layout}` })),
  );
  const visited = await gallery(t, cards);
  const tooWide = () =>
    [...document.querySelectorAll('lede-card')].flatMap((one) => {
      const edge = one.getBoundingClientRect();
      const inside = [...one.shadowRoot.querySelectorAll('article *')];
      // A table or a listing that scrolls by itself may be as wide as it likes inside.
      const out = inside.filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const scrolls = element.parentElement.closest('table,pre');
        return width && !scrolls && (left < edge.left - 1 || right > edge.right + 1);
      });
      return out
        .slice(0, 2)
        .map((element) => `${one.id}: ${element.localName} ${element.className}`);
    });
  for (const open of [false, true]) {
    if (open) await openAll(visited);
    for (const width of [280, 320, 400, 480, 560, 640, 768, 1000, 1200]) {
      await visited.page.setViewportSize({ width, height: 900 });
      assert.deepEqual(
        await visited.page.evaluate(tooWide),
        [],
        `${width} px, ${open ? 'open' : 'closed'}`,
      );
      const page = await visited.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(page <= width, `the page scrolls sideways: ${page} > ${width}`);
    }
  }
});

test('lines are at most 65 characters of the text’s own zero wide, and 1.5 to 1.75 high', async (t) => {
  const visited = await gallery(t, [{}, { src: src('uk') }], {
    viewport: { width: 1200, height: 900 },
  });
  await openAll(visited);
  const prose = await visited.page.evaluate(() =>
    [...document.querySelectorAll('lede-card')].map((one) => {
      const paragraph = one.shadowRoot.querySelector('.l-prose > p');
      const { fontSize, lineHeight, font } = getComputedStyle(paragraph);
      const context = document.createElement('canvas').getContext('2d');
      context.font = font;
      const words = paragraph.textContent;
      return {
        size: parseFloat(fontSize),
        height: parseFloat(lineHeight) / parseFloat(fontSize),
        zeros: paragraph.getBoundingClientRect().width / context.measureText('0').width,
        letters:
          paragraph.getBoundingClientRect().width /
          (context.measureText(words).width / words.length),
      };
    }),
  );
  for (const { size, height, zeros, letters } of prose) {
    assert.ok(size >= 18, `${size} px`);
    assert.ok(height >= 1.5 && height <= 1.75, `${height}`);
    assert.ok(zeros <= 65.5, `${zeros} ch`);
    assert.ok(letters > 45 && letters < 85, `${letters} letters of this very text`);
  }
});

test('text follows the reader’s own size', async (t) => {
  const path = site.host(
    partnerPage(card({ style: 'display:block;min-height:2000px' }), {
      head: '<style>html{font-size:32px}</style>',
    }),
  );
  const visited = await visit(t, path);
  const size = await visited.page.evaluate(
    () =>
      getComputedStyle(document.querySelector('lede-card').shadowRoot.querySelector('article'))
        .fontSize,
  );
  assert.equal(size, '36px');
});

test('what is there to be pressed is at least 44 px high, and links in lines at least 24 apart', async (t) => {
  for (const width of [280, 640, 1200]) {
    const visited = await gallery(
      t,
      LAYOUTS.map((layout) => ({ layout, id: layout })),
      { viewport: { width, height: 900 } },
    );
    const small = () =>
      [...document.querySelectorAll('lede-card')].flatMap((one) =>
        [
          ...one.shadowRoot.querySelectorAll(
            'button,[part=toggle],[part=donate],.l-ask,[part=source]',
          ),
        ]
          .map((element) => [element, element.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.height < 43.9 || box.width < 43.9))
          .map(
            ([element, box]) => `${one.id}: ${element.textContent} ${box.width} x ${box.height}`,
          ),
      );
    assert.deepEqual(await visited.page.evaluate(small), [], `${width} px, closed`);
    await openAll(visited);
    assert.deepEqual(await visited.page.evaluate(small), [], `${width} px, open`);
    await visited.context.close();
  }
});

/** Contrast of every piece of text against what lies behind it, as WCAG 2 reckons it. */
const contrasts = () => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (color) => {
    const [red, green, blue] = color.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = rgba(getComputedStyle(one).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const low = [];
  for (const host of document.querySelectorAll('lede-card')) {
    for (const element of host.shadowRoot.querySelectorAll('article *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !element.checkVisibility()) continue;
      const [one, other] = [rgba(getComputedStyle(element).color), behind(element)].map(luminance);
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (ratio < 7)
        low.push(
          `${host.id}: ${element.localName} "${element.textContent.slice(0, 30)}" ${ratio.toFixed(2)}`,
        );
    }
  }
  return low;
};

for (const colorScheme of ['light', 'dark']) {
  for (const profile of ['{{publisher}}/lede.json', null]) {
    test(`every word is at 7:1 or better: ${colorScheme}, ${profile ? 'the publisher’s' : 'our own'} colours`, async (t) => {
      const cards = LAYOUTS.map((layout) => ({ layout, profile, id: layout }));
      const visited = await gallery(t, cards, { colorScheme });
      assert.deepEqual(await visited.page.evaluate(contrasts), []);
      await openAll(visited);
      assert.deepEqual(await visited.page.evaluate(contrasts), []);
    });
  }
}

const axe = async ({ page }) => {
  const { violations, passes } = await new AxeBuilder({ page })
    .include('lede-card')
    .options({
      rules: { 'target-size': { enabled: true }, 'color-contrast-enhanced': { enabled: true } },
    })
    .analyze();
  assert.ok(passes.length > 5, 'axe looked at something');
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
};

for (const layout of LAYOUTS) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing in a ${layout} card, ${colorScheme}, closed and open`, async (t) => {
      const visited = await visit(
        t,
        site.host(partnerPage(HEADING + card({ layout, style, loading: 'eager' }))),
        {
          colorScheme,
          wait: false,
        },
      );
      await visited.page.waitForFunction(() => document.querySelector('lede-card').article);
      await visited.page.keyboard.press('Shift');
      await visited.shown();
      assert.deepEqual(await axe(visited), []);
      if (layout !== 'full') {
        await openAll(visited);
        assert.deepEqual(await axe(visited), []);
      }
    });
  }
}

for (const name of ['uk', 'rtl', 'html', 'bakhmut']) {
  test(`axe finds nothing in the open article ${name}`, async (t) => {
    const visited = await gallery(t, [{ src: src(name) }]);
    await openAll(visited);
    assert.deepEqual(await axe(visited), []);
  });
}

test('with forced colours the buttons keep an edge and the open state is still told', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card())), { forcedColors: 'active' });
  const edges = await visited.page.evaluate(() => {
    const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(
      document.querySelector('lede-card').shadowRoot.querySelector('[data-l=toggle]'),
    );
    return {
      style: borderTopStyle,
      width: borderTopWidth,
      seen: borderTopColor !== backgroundColor,
    };
  });
  assert.deepEqual(edges, { style: 'solid', width: '1px', seen: true });
  await visited.toggle.click();
  assert.equal((await visited.card()).expanded, 'true');
});

test('motion is for those who have not asked for less', async (t) => {
  for (const [reducedMotion, expected] of [
    ['reduce', 'none'],
    ['no-preference', 'some'],
  ]) {
    const visited = await visit(t, site.host(partnerPage(card())), { reducedMotion });
    await visited.toggle.click();
    const seen = await visited.page.evaluate(() => {
      const { animationName, animationDuration } = getComputedStyle(
        document.querySelector('lede-card').shadowRoot.querySelector('[part=body]'),
      );
      return { name: animationName, seconds: parseFloat(animationDuration) };
    });
    assert.equal(seen.name === 'none' ? 'none' : 'some', expected);
    assert.ok(seen.seconds <= 0.25);
    await visited.context.close();
  }
});
