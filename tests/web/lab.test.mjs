// The campaign lab's own code that needs no browser: its words, its times, what it asks, its addresses.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { fromHash, toHash } from '../../web/preview/lab/link.js';
import { promptOf } from '../../web/preview/lab/prompt.js';
import { decisive, detailOf, reasons, valuesOf } from '../../web/preview/lab/reasons.js';
import {
  asProfile,
  contextOf,
  eventsOf,
  inputOf,
  profileOf,
} from '../../web/preview/lab/request.js';
import {
  day_ms,
  fromWallClock,
  hour_ms,
  spanOf,
  toIso,
  wallClock,
  whenOf,
} from '../../web/preview/lab/time.js';

const top = new URL('../../', import.meta.url);
const now = Date.parse('2026-11-28T18:00:00Z');
const setting = {
  profile: '{"version":1,"name":"P","support":{"campaigns":[]}}',
  now,
  zone: 120,
  read: { count: 0, days: 14, until: now },
  diary: [],
  grants: ['history'],
  seed: 'reader-1',
  storage: 'persistent',
  supporter: false,
  device: 'desktop',
  country: '',
  locale: 'en',
  page_id: 'a',
  section: '',
  tags: [],
  page: [],
  forced: '',
};

test('every reason of the engine has its words, and no other', () => {
  const table = readFileSync(new URL('src/support/reasons.def', top), 'utf8');
  const codes = [...table.matchAll(/^LEDE_REASON\(\w+, "(\w+)"\)/gm)].map(([, code]) => code);
  assert.deepEqual(Object.keys(reasons), codes);
  for (const { rule, says } of Object.values(reasons)) {
    assert.match(rule, /^[A-Z].*[^.]$/);
    assert.match(says, /^[A-Z].*\.$/);
  }
});

test('a time is read and written by the reader’s clock, whatever the zone', () => {
  for (const zone of [-720, -210, 0, 120, 345, 840]) {
    assert.equal(fromWallClock(wallClock(now, zone), zone), now);
    assert.equal(Date.parse(toIso(now, zone)), now);
  }
  assert.equal(toIso(now, -210), '2026-11-28T14:30:00-03:30');
  assert.equal(whenOf(now, 120), 'Sat, 28 Nov 2026, 20:00');
  assert.equal(fromWallClock('2026-11-28T20:00', 120), now, 'seconds may be left out');
  assert.equal(fromWallClock('', 120), undefined);
});

test('spans have their two largest units', () => {
  assert.equal(spanOf(0), 'no time');
  assert.equal(spanOf(day_ms), '1 day');
  assert.equal(spanOf(14 * day_ms + 3 * hour_ms + 1000), '14 days 3 hours');
  assert.equal(spanOf(-61_000), '1 minute 1 second');
});

test('numbers of the trace become words', () => {
  const entry = (rule, actual, required, pass = false) => ({
    campaign: 'c',
    rule,
    actual,
    required,
    pass,
  });
  const values = (...of) => Object.values(valuesOf(entry(...of), 120));
  assert.deepEqual(values('BELOW_MIN', 1, 5), ['1 article', '5 articles']);
  assert.deepEqual(values('ABOVE_MAX', 3, 2147483647, true), ['3 articles', 'any number']);
  assert.deepEqual(values('EXPIRED', now, null, true)[1], 'no end');
  assert.deepEqual(values('BLACKOUT', 1380, 420), ['23:00', 'after 07:00']);
  assert.deepEqual(values('CONSENT_REQUIRED', 2, 6), ['history', 'history, measurement']);
  assert.deepEqual(values('DISMISS_COOLDOWN', day_ms, 14 * day_ms), ['1 day', '14 days']);
  assert.deepEqual(values('MIN_INTERVAL', 0, 0, true), ['', 'nothing']);
  assert.deepEqual(values('DEVICE', 0, 0), ['', '']);
  assert.equal(
    detailOf(entry('NOT_STARTED', now, now + hour_ms), 120),
    'It starts on Sat, 28 Nov 2026, 21:00.',
  );
});

test('the reason’s own entry is the first that failed in a campaign that came so far', () => {
  const entry = (campaign, rule, pass) => ({ campaign, rule, actual: 0, required: 0, pass });
  const trace = [
    entry('a', 'DEVICE', false),
    entry('a', 'BELOW_MIN', false),
    entry('b', 'DEVICE', true),
    entry('b', 'BELOW_MIN', false),
  ];
  assert.equal(decisive({ reason: 'BELOW_MIN', trace }).campaign, 'b');
  assert.equal(decisive({ reason: 'DEVICE', trace }).campaign, 'a');
  assert.equal(decisive({ reason: 'SHOWN', trace }), undefined);
});

test('articles are spread over their days, and this one is opened last', () => {
  const events = eventsOf({ ...setting, read: { count: 3, days: 3, until: now } });
  assert.deepEqual(
    events.map(({ at }) => (now - at) / day_ms),
    [2, 1, 0, 0],
  );
  assert.equal(events.at(-1).page_id, 'a');
});

test('what is still to come has not happened, and what is prepared or forced was not opened', () => {
  const act = { at: now + 1000, type: 'dismiss', campaign: 'c' };
  const types = (changes) => eventsOf({ ...setting, ...changes }).map(({ type }) => type);
  assert.deepEqual(types({ diary: [act] }), ['article']);
  assert.deepEqual(types({ diary: [act], now: now + 1000 }), ['dismiss', 'article']);
  assert.deepEqual(types({ page: ['prerendering'] }), []);
  assert.deepEqual(types({ forced: 'c:v' }), []);
});

test('a support section alone becomes a profile, and its places are told by how far it moved', () => {
  const { json, shift } = asProfile('{"campaigns": []}');
  assert.deepEqual(JSON.parse(json).support, { campaigns: [] });
  assert.equal(json.slice(shift, shift + 12), '{"campaigns"');
  for (const whole of [setting.profile, '{', '[]', 'null', '{"support": {"campaigns": []}}'])
    assert.deepEqual(asProfile(whole), { json: whole, shift: 0 });
});

test('a byte order mark is left out, and every place is told behind it', () => {
  for (const text of ['{"name": "P"}', '{"campaigns": []}', '{"campaigns": [']) {
    const marked = `\uFEFF${text}`;
    const { json, shift } = asProfile(marked);
    assert.equal(json, asProfile(text).json);
    assert.equal(json.slice(marked.indexOf('{') + shift, marked.length + shift), text);
  }
  assert.deepEqual(profileOf({ ...setting, profile: '\uFEFF{"name": "P"}' }), { name: 'P' });
});

test('the context says what holds, and nothing of what doesn’t', () => {
  assert.deepEqual(Object.keys(contextOf(setting)), [
    'page_id',
    'locale',
    'device',
    'storage',
    'tz_offset_min',
  ]);
  const full = contextOf({ ...setting, page: ['sensitive'], country: 'UA', forced: 'c:v' });
  assert.equal(full.sensitive, true);
  assert.deepEqual(full.preview, { campaign: 'c', variant: 'v' });
  assert.equal(inputOf(setting, {}).now, '2026-11-28T20:00:00+02:00');
});

test('a prompt has its variant’s quote and the numbers behind it', () => {
  const profile = {
    support: {
      campaigns: [
        {
          id: 'c',
          article_count: { min: 2, window_days: 7 },
          variants: [{ id: 'v', quote: { text: 'So it is.' }, payment_marks: ['Visa'] }],
        },
      ],
    },
  };
  const entry = (rule, actual) => ({ campaign: 'c', rule, actual, required: 0, pass: true });
  const decision = {
    show: {
      campaign: 'c',
      variant: 'v',
      placement: 'inline',
      after_paragraph: 3,
      copy: { lang: 'en', heading: 'H' },
      cta_url: 'https://p.example/',
    },
    reason: 'SHOWN',
    trace: [entry('BELOW_MIN', 5), entry('CAMPAIGN_CAP', 1)],
  };
  const prompt = promptOf(decision, profile, setting, true);
  assert.equal(prompt.slot, 'p3');
  assert.equal(prompt.heading, 'H');
  assert.deepEqual(prompt.quote, { text: 'So it is.' });
  assert.deepEqual(
    [prompt.why.count, prompt.why.count_days, prompt.why.shown_times, prompt.why.cap_max],
    [5, 7, 1, 4],
  );
  assert.equal(promptOf(decision, profile, setting, false).why, null);
});

test('why tells of a country and a section only where the campaign is aimed at some', () => {
  const show = { campaign: 'c', variant: 'main', placement: 'end', copy: {}, cta_url: '' };
  const whyFor = (countries, sections) => {
    const campaigns = [{ id: 'c', targeting: { countries, sections } }];
    const reader = { ...setting, country: 'UA-30', section: 'City' };
    return promptOf({ show, reason: 'SHOWN', trace: [] }, { support: { campaigns } }, reader, true)
      .why;
  };
  assert.equal(whyFor(['UA'], ['City']).country, 'UA');
  assert.equal(whyFor(['UA'], ['City']).section, 'City');
  for (const list of [undefined, []]) {
    assert.equal('country' in whyFor(list, list), false);
    assert.equal('section' in whyFor(list, list), false);
  }
});

test('an address gives the setting back, and a strange one nothing', () => {
  const mine = {
    ...setting,
    profile: '{"name":"Їжак — 📰"}',
    diary: [{ at: now, type: 'forget' }],
  };
  assert.deepEqual(fromHash(toHash(mine), setting), mine);
  const strange = [
    '',
    '#tab-lab',
    '#lab=',
    '#lab=%%%',
    toHash({ ...setting, read: null }),
    toHash({ ...setting, now: '1' }),
    toHash({ ...setting, now: 1e20 }),
    toHash({ ...setting, diary: [{ at: 'x', type: 'forget' }] }),
    toHash({ ...setting, tags: [{}] }),
  ];
  for (const hash of strange) assert.equal(fromHash(hash, setting), undefined, hash.slice(0, 40));
});

test('every sample is JSON that the list names', () => {
  const folder = new URL('web/preview/lab/', top);
  const list = JSON.parse(readFileSync(new URL('samples.json', folder), 'utf8'));
  assert.deepEqual(
    list.map(({ file }) => file).sort(),
    readdirSync(new URL('samples/', folder)).sort(),
  );
  for (const { file } of list) {
    const profile = JSON.parse(readFileSync(new URL(`samples/${file}`, folder), 'utf8'));
    assert.ok(profile.support.campaigns.length, file);
  }
});
