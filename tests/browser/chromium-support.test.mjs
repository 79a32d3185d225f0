// When a prompt comes, what counts as seen, and what is kept and sent of it: in Chromium, with its Back/Forward cache.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './support/chromium.mjs';
import { tcf } from './support/managers.mjs';
import {
  campaign,
  handles,
  look,
  makeShow,
  PROFILE,
  publisher,
  WAIT_MS,
} from './support/prompts.mjs';
import { card, partnerPage } from './support/site.mjs';

const { site, visit } = await startChromium({
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
});
const KEY = site.fill('lede:1:{{publisher}}');
const PURPOSES = ['history', 'measurement'];

const show = makeShow({ site, visit });

/** What the browser tells a page whose tab goes behind another. */
const hide = (page, hidden) =>
  page.evaluate((is) => {
    Object.defineProperty(document, 'hidden', { value: is, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

test('a prompt that is scrolled past is a view and no impression; a second look counts once', async (t) => {
  const page = await show(t);
  await page.open();
  await page.waitFor('insert');
  await page.to('donate');
  await page.waitFor('view');
  await page.rest(500);
  await page.up();
  await page.rest(1200);
  assert.deepEqual(await page.told(), ['insert', 'view'], 'half a second is too short');
  for (let i = 0; i < 3; ++i) {
    await page.to('donate');
    await page.rest(1300);
    await page.up();
    await page.rest(100);
  }
  assert.deepEqual(await page.told(), ['insert', 'view', 'impression']);
  const { id, url, reason, variant, next_eligible_at: next } = await page.last();
  assert.equal(id, 'tide-tables');
  assert.match(url, /town-that-does-its-own-sums/);
  assert.deepEqual([reason, variant], ['SHOWN', 'main']);
  assert.equal(next === null || next > Date.now() - 60_000, true, String(next));
});

test('less than half of a prompt in view is no impression', async (t) => {
  const page = await show(t);
  await page.open();
  await page.page.evaluate(() => {
    const slot = document.querySelector('lede-card').shadowRoot.querySelector('[data-slot=end]');
    const { top, height } = slot.getBoundingClientRect();
    scrollBy(0, top - innerHeight + height * 0.4);
  });
  await page.waitFor('view');
  await page.rest(1500);
  assert.deepEqual(await page.told(), ['insert', 'view']);
});

test('a prompt taller than two screens counts when it fills half of one', async (t) => {
  const body = 'Every plank of it has a story. '.repeat(300);
  const tall = campaign({ copy: { en: { heading: 'Long', body } } });
  const page = await show(t, {
    profile: { campaigns: [tall] },
    viewport: { width: 400, height: 500 },
  });
  await page.open();
  await page.page.evaluate(() => {
    const slot = document.querySelector('lede-card').shadowRoot.querySelector('[data-slot=end]');
    const { top, height } = slot.getBoundingClientRect();
    if (height < 2 * innerHeight) throw new Error(`only ${height} px tall`);
    scrollBy(0, top - innerHeight * 0.3);
  });
  await page.waitFor('impression');
  assert.deepEqual(await page.told(), ['insert', 'view', 'impression']);
});

test('what a hidden tab holds is not seen', async (t) => {
  const page = await show(t);
  await page.open();
  await hide(page.page, true);
  await page.to('donate');
  await page.rest(1500);
  assert.deepEqual(await page.told(), ['insert']);
  await hide(page.page, false);
  await page.rest(500);
  await hide(page.page, true);
  await page.rest(1500);
  assert.deepEqual(
    await page.told(),
    ['insert', 'view'],
    'half a second before it was hidden again',
  );
  await hide(page.page, false);
  await page.waitFor('impression');
  await hide(page.page, true);
  await hide(page.page, false);
  await page.rest(1300);
  assert.deepEqual(await page.told(), ['insert', 'view', 'impression']);
});

test('a page that comes back from the Back/Forward cache counts nothing again', async (t) => {
  const page = await show(t, {
    profile: { purposes: PURPOSES },
    attributes: { consent: 'granted' },
  });
  await page.page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => (window.__restored = persisted));
  });
  await page.open();
  await page.to('donate');
  await page.waitFor('impression');
  const before = (await page.see()).stored[KEY];
  assert.equal(JSON.parse(before).reader.impressions.length, 1);
  const elsewhere = site.partner + site.host(partnerPage('<p>Elsewhere</p>', { script: '' }));
  await page.page.goto(elsewhere);
  await page.page.goBack({ waitUntil: 'commit' });
  await page.page.waitForFunction(() => window.__restored !== undefined);
  assert.equal(await page.page.evaluate(() => window.__restored), true, 'it was kept');
  await page.rest(1500);
  assert.deepEqual(await page.told(), ['insert', 'view', 'impression']);
  assert.equal((await page.see()).stored[KEY], before);
});

test('a dismissal holds after a reload and in the other tab', async (t) => {
  const granted = { profile: { purposes: PURPOSES }, attributes: { consent: 'granted' } };
  const first = await show(t, granted);
  const other = await first.context.newPage();
  await other.goto(first.page.url());
  await first.open();
  await first.act('not-now').click();
  await first.act('said').waitFor();
  for (const page of [other, first.page]) {
    if (page === first.page) await page.reload();
    await page.locator('lede-card [data-l=toggle]').first().click();
    await page.waitForFunction(() =>
      document.querySelector('lede-card').shadowRoot.querySelector('.l-prose'),
    );
    await page.waitForTimeout(300);
    assert.deepEqual((await page.evaluate(look, 'lede-card')).slots, []);
  }
  assert.equal((await first.last()).reason, 'DISMISS_COOLDOWN');
  const { reader } = JSON.parse((await first.see()).stored[KEY]);
  assert.equal(reader.dismissals.length, 1);
});

test('what does not fit any more takes nothing away, and no other tab hears of it', async (t) => {
  const first = await show(t, {
    profile: { purposes: PURPOSES },
    attributes: { consent: 'granted' },
  });
  const other = await first.context.newPage();
  await other.goto(first.page.url());
  await other.locator('lede-card [data-l=toggle]').first().waitFor();
  await other.evaluate(() => {
    window.__heard = [];
    addEventListener('storage', ({ key, newValue }) => {
      if (key !== 'filler') window.__heard.push(newValue);
    });
  });
  await first.open();
  await first.waitFor('insert');
  const before = (await first.see()).stored[KEY];
  const heard = await other.evaluate(() => window.__heard.length);
  await first.page.evaluate(() => {
    for (let size = 2 ** 22, all = ''; size >= 1; size /= 2) {
      for (;;) {
        try {
          localStorage.setItem('filler', all + 'x'.repeat(size));
          all += 'x'.repeat(size);
        } catch {
          break;
        }
      }
    }
  });
  await first.act('not-now').click();
  await first.act('said').waitFor();
  assert.equal((await first.see()).stored[KEY], before);
  await other.waitForTimeout(300);
  assert.equal(await other.evaluate(() => window.__heard.length), heard);
  assert.equal(
    (await first.page.evaluate(() => document.querySelector('lede-card').error)).code,
    'storage-full',
  );
  await first.page.evaluate(() => localStorage.removeItem('filler'));
  await first.act('close').click();
  await first.open();
  await first.page.waitForTimeout(300);
  assert.equal((await first.last()).reason, 'DISMISS_COOLDOWN', 'this page remembers it');
  const { reader } = JSON.parse((await first.see()).stored[KEY]);
  assert.equal(reader.dismissals.length, 1, 'with the next change there is room for it');
  await other.evaluate(() => document.querySelector('lede-card').expand());
  await other.waitForTimeout(300);
  assert.deepEqual((await other.evaluate(look, 'lede-card')).slots, []);
  assert.ok(!(await other.evaluate(() => window.__heard)).includes(null));
});

for (const [name, options] of Object.entries({
  'a publisher without purposes': {},
  'a refusal': { profile: { purposes: PURPOSES }, attributes: { consent: 'denied' } },
  'measurement alone': {
    profile: { purposes: PURPOSES },
    attributes: { consent: 'host' },
    grants: ['measurement'],
  },
})) {
  test(`without history nothing is stored, and caps hold in memory: ${name}`, async (t) => {
    const page = await show(t, options);
    if (options.grants)
      await page.page.evaluate(
        ([url, grants]) => customElements.get('lede-card').setConsent(url, grants),
        [site.fill(PROFILE), options.grants],
      );
    await page.open();
    await page.to('donate');
    await page.waitFor('impression');
    await page.act('why').click();
    await page.act('why').click();
    await page.act('not-now').click();
    await page.act('said').waitFor();
    await page.act('close').click();
    await page.open();
    assert.deepEqual((await page.see()).slots, []);
    assert.equal((await page.last()).reason, 'DISMISS_COOLDOWN');
    const { stored, elsewhere } = await page.see();
    assert.deepEqual(stored, {});
    assert.equal(elsewhere, '');
    assert.deepEqual(await page.context.cookies(), []);
  });
}

/** A page whose consent manager asks, and has its answer 3 s after the card was opened. */
async function answerLate(t, { profile, before = () => {} }) {
  const page = await show(t, {
    profile: { purposes: PURPOSES, wait_ms: 10_000, ...profile },
    head: await tcf(),
  });
  await page.page.evaluate(() => void window.manager.update(null));
  await page.open();
  await before(page);
  await page.rest(3000);
  assert.deepEqual(await page.told(), [], 'nothing is decided before');
  await page.page.evaluate(() => void window.manager.update([1, 7]));
  return page;
}

test('where the host answers after 3 s, a prompt below the view is put in and moves nothing', async (t) => {
  const page = await answerLate(t, {});
  await page.waitFor('insert');
  assert.deepEqual((await page.see()).slots, ['end']);
  assert.deepEqual((await page.shifts()).unasked, []);
  await page.to('donate');
  await page.waitFor('impression');
});

const bottom = (page) =>
  page.page.evaluate(() =>
    scrollTo(0, document.querySelector('lede-card').getBoundingClientRect().bottom - innerHeight),
  );
const toSlot = (slot) => (page) =>
  page.page.evaluate(
    (which) =>
      document
        .querySelector('lede-card')
        .shadowRoot.querySelector(`[data-slot=${which}]`)
        .scrollIntoView({ block: 'center' }),
    slot,
  );
const LATE = {
  'at the top, in view': {
    campaigns: [campaign({ placement: 'top' })],
    before: toSlot('top'),
  },
  'in the text, in view': {
    campaigns: [campaign({ placement: 'inline', after_paragraph: 1 })],
    before: toSlot('p1'),
  },
  'at the top, above the view': { campaigns: [campaign({ placement: 'top' })], before: bottom },
  'at the end, in view': { before: bottom },
};

for (const [name, { campaigns, before }] of Object.entries(LATE)) {
  test(`where the host answers after 3 s, a prompt ${name} is left out`, async (t) => {
    const page = await answerLate(t, { profile: campaigns && { campaigns }, before });
    await page.waitFor('skip');
    assert.deepEqual((await page.see()).slots, []);
    await page.rest(1300);
    assert.deepEqual(await page.told(), ['skip']);
    assert.deepEqual((await page.shifts()).unasked, []);
  });
}

test('where the host does not answer in time, the prompt keeps to memory, and stays when the answer comes', async (t) => {
  const page = await show(t, { profile: { purposes: PURPOSES }, head: await tcf() });
  await page.page.evaluate(() => void window.manager.update(null));
  await page.rest(WAIT_MS * 2);
  await page.open();
  await page.waitFor('insert');
  assert.deepEqual((await page.see()).stored, {});
  await page.rest(3000);
  await page.page.evaluate(() => void window.manager.update([1, 7]));
  await page.rest(500);
  assert.deepEqual((await page.see()).slots, ['end']);
  assert.deepEqual((await page.shifts()).unasked, []);
});

test('a prompt never stands beside a question about consent', async (t) => {
  const page = await show(t, { profile: { purposes: PURPOSES } });
  await page.open();
  await page.act('accept').waitFor();
  await page.rest(WAIT_MS * 2);
  let seen = await page.see();
  assert.deepEqual([seen.asks, seen.slots], [true, []]);
  assert.equal((await page.last()).reason, 'CONSENT_OPEN');
  await page.up();
  await page.page.evaluate(() =>
    document.querySelector('lede-card').shadowRoot.querySelector('[data-l=accept]').click(),
  );
  await page.waitFor('insert');
  seen = await page.see();
  assert.deepEqual([seen.asks, seen.slots], [false, ['end']]);
});

test('a question that opens later closes the prompt that stands, and moves nothing', async (t) => {
  const { body, type } = publisher({ purposes: PURPOSES });
  const headers = { 'content-type': type, 'access-control-allow-origin': '*' };
  const other = site.partner + site.host(body, headers);
  const page = await show(t, {
    attributes: { id: 'one', src: '{{publisher}}/articles/text.json' },
    // Far enough below not to be seen yet, near enough to come in with the prompt.
    below:
      '<div style="height:400px"></div>' +
      card({
        id: 'two',
        profile: other,
        layout: 'full',
        style: 'display:block;min-height:9000px',
      }),
    viewport: { width: 1000, height: 900 },
  });
  await page.open();
  await page.waitFor('insert');
  await page.rest(700);
  await page.page.evaluate(() => {
    const prompt = document.querySelector('#one').shadowRoot.querySelector('[data-slot=end]');
    scrollBy(0, prompt.getBoundingClientRect().top - 100);
  });
  await page.page.waitForFunction(
    () => !document.querySelector('#one').shadowRoot.querySelector('[part~=prompt]'),
  );
  await page.page.waitForFunction(() =>
    document.querySelector('#two').shadowRoot.querySelector('[data-l=accept]'),
  );
  await page.painted();
  assert.deepEqual((await page.shifts()).unasked, []);
});

test('the page’s word that the reader has given takes the prompt away, and moves nothing', async (t) => {
  for (const placement of ['inline', 'end']) {
    const page = await show(t, {
      profile: { campaigns: [campaign({ placement, after_paragraph: 2 })] },
      viewport: { width: 1000, height: 1200 },
    });
    await page.open();
    await page.to('donate');
    await page.waitFor('view');
    await page.rest(700);
    await page.page.evaluate(
      (url) => customElements.get('lede-card').supported(url),
      site.fill(PROFILE),
    );
    await page.waitFor('conversion');
    await page.act('said').waitFor();
    assert.deepEqual((await page.shifts()).unasked, []);
    await page.page.keyboard.press('Shift'); // a gesture: the room is given back
    await page.painted();
    const height = await page.page.evaluate(
      () =>
        document.querySelector('lede-card').shadowRoot.querySelector('[data-l=said]').parentNode
          .offsetHeight,
    );
    assert.ok(height < 150, `${placement}: ${height}`);
  }
});

test('one prompt a page: a second card has none while the first one’s stands', async (t) => {
  const second = card({ id: 'two', profile: PROFILE, src: '{{publisher}}/articles/html.json' });
  const page = await show(t, { attributes: { id: 'one' }, below: second });
  await page.shown('#two');
  const expand = (id) => page.page.evaluate((which) => document.getElementById(which).expand(), id);
  await expand('one');
  await page.waitFor('insert');
  await expand('two');
  await page.waitFor('none');
  assert.equal((await page.last()).reason, 'SLOT_TAKEN');
  assert.deepEqual((await page.page.evaluate(look, '#two')).slots, []);
});

test('a page that was rendered ahead asks once somebody looks at it', async (t) => {
  const page = await show(t, {
    init: () => Object.defineProperty(document, 'prerendering', { value: true, writable: true }),
  });
  await page.open();
  await page.rest(300);
  assert.deepEqual((await page.see()).slots, []);
  assert.equal((await page.last()).reason, 'PRERENDERING');
  await page.page.evaluate(() => {
    document.prerendering = false;
    document.dispatchEvent(new Event('prerenderingchange'));
  });
  await page.waitFor('insert');
  assert.deepEqual((await page.see()).slots, ['end']);
});

test('support="off" asks for nothing', async (t) => {
  const page = await show(t, { attributes: { support: 'off' } });
  await page.open();
  await page.rest(300);
  assert.deepEqual((await page.see()).slots, []);
  assert.ok(!(await page.told()).includes('insert'));
});

test('a card of the full layout asks once it is in view', async (t) => {
  const page = await show(t, {
    attributes: { layout: 'full', style: 'display:block;min-height:9000px' },
  });
  await page.waitFor('insert');
  assert.deepEqual((await page.see()).slots, ['end']);
  assert.deepEqual((await page.shifts()).unasked, []);
});

for (const [name, options] of Object.entries({
  'in the address': { query: '?lede-campaign=boat:main' },
  'on the element': { attributes: { campaign: 'boat' } },
})) {
  test(`a preview ${name} is labelled, and changes nothing`, async (t) => {
    let beacons = 0;
    site.publish('/beacon', () => ({ status: 204, body: `${++beacons}` }));
    const page = await show(t, {
      ...options,
      profile: {
        campaigns: [campaign({ status: 'draft' })],
        purposes: PURPOSES,
        support: { beacon_url: site.fill('{{publisher}}/beacon') },
      },
      attributes: { consent: 'granted', ...options.attributes },
    });
    await page.open();
    await page.to('donate');
    await page.waitFor('impression');
    const seen = await page.see();
    assert.match(seen.words, /Preview/);
    assert.equal((await page.last()).reason, 'FORCED');
    await page.act('not-now').click();
    await page.act('said').waitFor();
    const { reader } = JSON.parse((await page.see()).stored[KEY]);
    assert.deepEqual(Object.keys(reader), ['v', 'reader_seed'], 'no article, no view, no answer');
    await page.act('close').click();
    await page.open();
    assert.deepEqual((await page.see()).slots, ['end'], 'a dismissal of a preview is none');
    await page.rest(200);
    assert.equal(beacons, 0);
  });
}

test('a reader who comes back from giving is not asked, and stays unasked', async (t) => {
  const page = await show(t, {
    profile: { purposes: PURPOSES },
    attributes: { consent: 'granted' },
    query: '?lede-supported=1',
  });
  await page.open();
  await page.rest(200);
  assert.deepEqual((await page.see()).slots, []);
  assert.equal((await page.last()).reason, 'SUPPORTER_PAUSE');
  const conversions = async () => ({
    told: (await page.told()).filter((action) => action === 'conversion').length,
    kept: JSON.parse((await page.see()).stored[KEY]).reader.conversions.length,
  });
  assert.deepEqual(await conversions(), { told: 1, kept: 1 });
  await page.page.reload();
  await page.shown();
  await page.open();
  await page.rest(200);
  assert.deepEqual(await conversions(), { told: 0, kept: 1 }, 'the same gift, told again');
  await page.page.goto(site.partner + page.path);
  await page.shown();
  await page.open();
  await page.rest(200);
  assert.deepEqual((await page.see()).slots, []);
  assert.equal((await page.last()).reason, 'SUPPORTER_PAUSE');
});

test('any other value of lede-supported says nothing', async (t) => {
  const page = await show(t, { query: '?lede-supported=0' });
  await page.open();
  await page.waitFor('insert');
});

/** Where the publisher is told; each body as it came. */
const listen = () => {
  const heard = [];
  site.publish('/beacon', (request) => {
    const one = { method: request.method, headers: request.headers, body: '' };
    heard.push(one);
    request.on('data', (bytes) => (one.body += bytes));
    return { status: 204 };
  });
  return heard;
};

test('with measurement the publisher is told each step, without cookies or referrer', async (t) => {
  const heard = listen();
  const page = await show(t, {
    profile: {
      purposes: PURPOSES,
      support: { beacon_url: site.fill('{{publisher}}/beacon') },
    },
    attributes: { consent: 'granted' },
    cookies: [{ name: 'publisher', value: '1', url: site.publisher }],
  });
  await page.open();
  await page.to('donate');
  await page.waitFor('impression');
  await page.act('not-now').click();
  await page.act('said').waitFor();
  await page.rest(500);
  const bodies = heard.map(({ body }) => JSON.parse(body));
  assert.deepEqual(
    bodies.map(({ action }) => action),
    ['insert', 'view', 'impression', 'dismiss'],
  );
  for (const { action, ...rest } of bodies) {
    assert.ok(action);
    assert.deepEqual(rest, {
      v: 1,
      article: 'tide-tables',
      campaign: 'boat',
      variant: 'main',
      partner: new URL(site.partner).hostname,
      preview: false,
    });
  }
  for (const { method, headers } of heard) {
    assert.equal(method, 'POST');
    assert.equal(headers.cookie, undefined);
    assert.equal(headers.referer, undefined);
    assert.match(headers['content-type'], /^text\/plain/);
  }
  assert.deepEqual(
    page.said.filter((words) => !words.includes('ERR_NAME_NOT_RESOLVED')),
    [],
  );
});

test('without measurement, or without an address, nobody is told', async (t) => {
  const heard = listen();
  const page = await show(t, {
    profile: {
      purposes: PURPOSES,
      support: { beacon_url: site.fill('{{publisher}}/beacon') },
    },
    attributes: { consent: 'host' },
  });
  await page.page.evaluate(
    (url) => customElements.get('lede-card').setConsent(url, ['history']),
    site.fill(PROFILE),
  );
  await page.open();
  await page.to('donate');
  await page.waitFor('impression');
  await page.rest(300);
  assert.deepEqual(heard, []);
  assert.ok(!page.requests.some((url) => url.includes('beacon')));
});

test('a beacon that is not answered is nobody’s trouble', async (t) => {
  site.publish('/beacon', { status: 500 });
  const page = await show(t, {
    profile: {
      purposes: PURPOSES,
      support: { beacon_url: 'https://nowhere.invalid/beacon' },
    },
    attributes: { consent: 'granted' },
  });
  await page.open();
  await page.waitFor('insert');
  await page.rest(500);
  assert.equal((await page.card()).error, null);
  assert.deepEqual(
    page.said.filter((words) => words.startsWith('thrown')),
    [],
  );
});

test('the demo: in the text of a long read, and for a reader of three articles at the top', async (t) => {
  const page = handles('/support.html', await visit(t, '/support.html'));
  await page.page.evaluate(() => {
    for (const one of document.querySelectorAll('lede-card')) one.expand();
  });
  await page.waitFor('none');
  assert.deepEqual((await page.see()).slots, ['p3']);
  assert.match((await page.see()).words, /4,200 readers paid for it/);
  await page.page.waitForFunction(
    () => window.__log.events.filter(({ type }) => type === 'lede:expand').length === 3,
  );
  await page.page.reload();
  await page.shown();
  await page.open();
  await page.waitFor('insert');
  assert.deepEqual((await page.see()).slots, ['top']);
  assert.match((await page.see()).words, /3 articles of ours/);
});

for (const [what, slot] of Object.entries({
  'regulars:count': 'top',
  'tides:table': 'p3',
  'aloft:dawn': 'end',
  'aloft:plain': 'end',
})) {
  test(`the demo’s link to a preview of ${what}`, async (t) => {
    const page = handles('/support.html', await visit(t, '/support.html'));
    await page.page.click(`a[href="?lede-campaign=${what}"]`);
    await page.shown();
    await page.open();
    await page.waitFor('insert');
    assert.deepEqual((await page.see()).slots, [slot]);
    assert.match((await page.see()).words, /Preview/);
  });
}
