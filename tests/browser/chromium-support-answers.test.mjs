// What a reader does with a prompt, by mouse and by keyboard; axe in every view of it.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './support/chromium.mjs';
import { campaign, makeShow } from './support/prompts.mjs';

const show = makeShow(await startChromium());
const KEEPS = {
  profile: { purposes: ['history', 'measurement'] },
  attributes: { consent: 'granted' },
};

/** Goes on by Tab until a control has the focus; it is never on the body on the way. */
async function tabTo(page, action) {
  for (let steps = 0; steps < 60; steps++) {
    const { focused } = await page.see();
    assert.notEqual(focused, 'body');
    if (focused === action) return;
    await page.page.keyboard.press('Tab');
  }
  assert.fail(`Tab never came to ${action}`);
}

/** The two ways of pressing a control of the prompt, from an open card. */
const WAYS = {
  mouse: (page, action) => page.act(action).click(),
  keyboard: async (page, action) => {
    await tabTo(page, action);
    await page.page.keyboard.press('Enter');
  },
};

async function openBy(way, page) {
  if (way === 'mouse') return page.open();
  await page.toggle.focus();
  await page.page.keyboard.press('Enter');
  await page.waitFor('insert');
}

const reader = async (page) => {
  const [stored] = Object.values((await page.see()).stored);
  return stored === undefined ? undefined : JSON.parse(stored).reader;
};

for (const [way, press] of Object.entries(WAYS)) {
  test(`by ${way}: “not now” is answered in its place`, async (t) => {
    const page = await show(t, KEEPS);
    await openBy(way, page);
    await press(page, 'not-now');
    await page.act('said').waitFor();
    const seen = await page.see();
    assert.deepEqual([seen.slots, seen.actions, seen.focused], [['end'], ['said'], 'said']);
    assert.ok(seen.said, 'heard as well');
    assert.equal((await page.last()).action, 'dismiss');
    assert.equal((await reader(page)).dismissals.length, 1);
    assert.ok(
      await page.act('said').evaluate((line) => line.getBoundingClientRect().top < innerHeight),
    );
  });

  test(`by ${way}: “I already support” is thanked for, and holds`, async (t) => {
    const page = await show(t, KEEPS);
    await openBy(way, page);
    await press(page, 'supporter');
    await page.act('said').waitFor();
    const seen = await page.see();
    assert.deepEqual([seen.slots, seen.actions, seen.focused], [['end'], ['said'], 'said']);
    assert.equal((await page.last()).action, 'conversion');
    assert.equal((await reader(page)).conversions.length, 1);
    await page.act('close').click();
    await page.open();
    assert.equal((await page.last()).reason, 'SUPPORTER_PAUSE');
  });

  test(`by ${way}: why, and no count`, async (t) => {
    const counting = campaign({ article_count: { min: 1 } });
    const page = await show(t, { ...KEEPS, profile: { ...KEEPS.profile, campaigns: [counting] } });
    await openBy(way, page);
    assert.equal((await page.see()).why, 'false');
    await press(page, 'why');
    let seen = await page.see();
    assert.deepEqual([seen.why, seen.focused], ['true', 'why']);
    assert.match(seen.words, /1 article/);
    assert.ok(seen.actions.includes('no-count') && seen.actions.includes('forget'));
    await press(page, 'why');
    seen = await page.see();
    assert.deepEqual([seen.why, seen.focused], ['false', 'why']);
    assert.ok(!seen.actions.includes('forget'));

    await press(page, 'why');
    await press(page, 'no-count');
    await page.act('said').waitFor();
    seen = await page.see();
    assert.deepEqual([seen.slots, seen.actions, seen.focused], [['end'], ['said'], 'said']);
    assert.deepEqual((await reader(page)).opt_outs, ['article_count']);
    assert.equal((await reader(page)).day_counts, undefined);
    await page.act('close').click();
    await page.open();
    assert.equal((await page.last()).reason, 'COUNT_OPTED_OUT');
  });

  test(`by ${way}: what prompts go by is forgotten`, async (t) => {
    const page = await show(t, KEEPS);
    await openBy(way, page);
    await page.to('donate');
    await page.waitFor('impression');
    assert.equal((await reader(page)).impressions.length, 1);
    await press(page, 'why');
    await press(page, 'forget');
    await page.act('said').waitFor();
    const seen = await page.see();
    assert.deepEqual([seen.slots, seen.actions, seen.focused], [['end'], ['said'], 'said']);
    const { forgotten_at: at, ...rest } = await reader(page);
    assert.ok(at > 0);
    assert.deepEqual(rest, { v: 1 });
  });
}

test('“why” neither counts the prompt again nor ends the count', async (t) => {
  const page = await show(t);
  await page.open();
  await page.to('donate');
  await page.act('why').click();
  await page.act('why').click();
  await page.waitFor('impression');
  await page.act('why').click();
  await page.rest(1300);
  assert.deepEqual(await page.told(), ['insert', 'view', 'impression']);
});

test('the line of an old answer is taken for no prompt when the card comes back', async (t) => {
  // A preview asks whatever was answered. For a card that comes back it is late: nothing is put into the view.
  const page = await show(t, {
    attributes: { campaign: 'boat' },
    viewport: { width: 1000, height: 12_000 },
  });
  await page.open();
  await page.act('not-now').click();
  await page.act('said').waitFor();
  const before = (await page.told()).length;
  await page.page.evaluate(async () => {
    const card = document.querySelector('lede-card');
    const { parentNode, nextSibling } = card;
    card.remove();
    await new Promise((done) => setTimeout(done));
    parentNode.insertBefore(card, nextSibling);
  });
  await page.rest(1300);
  assert.deepEqual((await page.told()).slice(before), ['skip']);
  assert.deepEqual((await page.see()).slots, []);
});

test('following the button is told as a click, and opens the publisher’s page', async (t) => {
  const page = await show(t);
  await page.context.route('https://kittiwake.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Thank you</title>' }),
  );
  await page.open();
  const arrived = page.context.waitForEvent('page');
  await page.act('donate').click();
  const there = new URL((await arrived).url());
  assert.equal(there.hash, '#once');
  assert.equal(there.searchParams.get('campaign'), 'boat');
  await page.waitFor('click');
  assert.deepEqual((await page.see()).slots, ['end'], 'a click is no answer');
});

const PLACES = {
  top: { placement: 'top' },
  p2: { placement: 'inline', after_paragraph: 2 },
  end: {
    quote: { text: 'She floats.', by: 'A. Gull', role: 'bosun' },
    payment_marks: ['Visa', 'PayPal'],
    membership: { count: 4200 },
    copy: {
      en: { heading: 'Keep the boat afloat', membership: 'Join %%MEMBERS|reader|readers%%' },
      uk: { heading: 'Тримайте човен', membership: 'З нами %%MEMBERS|читач|читачі|читачів%%' },
    },
  },
};

for (const [slot, more] of Object.entries(PLACES)) {
  test(`a prompt in the slot ${slot} stands there, is a named group and moves nothing by itself`, async (t) => {
    const page = await show(t, { profile: { campaigns: [campaign(more)] } });
    await page.open();
    await page.waitFor('insert');
    assert.deepEqual((await page.see()).slots, [slot]);
    const [role, name, after] = await page.page.evaluate((which) => {
      const root = document.querySelector('lede-card').shadowRoot;
      const place = root.querySelector(`[data-slot=${which}]`);
      const group = place.querySelector('[role=group]');
      return [
        group?.getAttribute('role'),
        group?.getAttribute('aria-label') ?? group?.getAttribute('aria-labelledby'),
        [...root.querySelectorAll('.l-prose > p')].filter(
          (p) => p.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING,
        ).length,
      ];
    }, slot);
    assert.equal(role, 'group');
    assert.ok(name);
    if (slot === 'p2') assert.equal(after, 2);
    if (slot === 'top') assert.equal(after, 0);
    assert.deepEqual((await page.shifts()).unasked, []);
  });
}

test('a paragraph that the article does not have is its end', async (t) => {
  const page = await show(t, {
    profile: { campaigns: [campaign({ placement: 'inline', after_paragraph: 90 })] },
  });
  await page.open();
  await page.waitFor('insert');
  assert.deepEqual((await page.see()).slots, ['end']);
});

for (const colorScheme of ['light', 'dark']) {
  for (const lang of ['en', 'uk']) {
    for (const [slot, more] of Object.entries(PLACES)) {
      test(`axe finds nothing: ${slot}, then why, then answered, ${colorScheme}, ${lang}`, async (t) => {
        const page = await show(t, {
          profile: {
            ...KEEPS.profile,
            campaigns: [campaign({ ...more, article_count: { min: 1 } })],
          },
          attributes: { ...KEEPS.attributes, lang },
          colorScheme,
        });
        await page.open();
        await page.waitFor('insert');
        const clean = async () => {
          const { violations } = await new AxeBuilder({ page: page.page })
            .include('lede-card')
            .analyze();
          assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
            [],
          );
        };
        await clean();
        await page.act('why').click();
        await clean();
        await page.act('not-now').click();
        await page.act('said').waitFor();
        await clean();
      });
    }
  }
}

test('every control of a prompt is 44 px tall, on a phone as well', async (t) => {
  const page = await show(t, { ...KEEPS, viewport: { width: 320, height: 900 } });
  await page.open();
  await page.act('why').click();
  const controls = await page.page.evaluate(() =>
    [
      ...document
        .querySelector('lede-card')
        .shadowRoot.querySelectorAll('[part~=support] :is(button, [data-l=donate])'),
    ].map((one) => [one.dataset.l, one.getBoundingClientRect().height]),
  );
  assert.ok(controls.length >= 4);
  for (const [name, height] of controls) assert.ok(height >= 44, `${name}: ${height}`);
});
