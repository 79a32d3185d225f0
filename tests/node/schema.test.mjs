// The JSON Schemas and the examples, held to each other: every example is valid, and what a publisher
// is likely to get wrong is not.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { feedText } from '../../script/make-feed.mjs';

const root = new URL('../../', import.meta.url);
const text = (path) => readFileSync(new URL(path, root), 'utf8');
const json = (path) => JSON.parse(text(path));
const names = ['item', 'feed', 'profile'];

const ajv = addFormats(new Ajv({ allErrors: true, strictRequired: false, allowUnionTypes: true }));
const ids = Object.fromEntries(
  names.map((name) => {
    const schema = json(`schema/${name}.schema.json`);
    ajv.addSchema(schema);
    return [name, schema.$id];
  }),
);
const faults = (name, value) => {
  const validate = ajv.getSchema(ids[name]);
  return validate(value) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message}`);
};

test('the profile of the examples is valid', () => {
  assert.deepEqual(faults('profile', json('examples/lede.json')), []);
});

for (const file of readdirSync(new URL('examples/articles/', root))) {
  test(`examples/articles/${file} is a valid article`, () => {
    assert.deepEqual(faults('item', json(`examples/articles/${file}`)), []);
  });
}

test('the feed is valid, has 100 items with ids of their own, and is what its script makes', () => {
  const feed = json('examples/feed.json');
  assert.deepEqual(faults('feed', feed), []);
  assert.equal(feed.items.length, 100);
  assert.equal(new Set(feed.items.map((item) => item.id)).size, 100);
  assert.equal(text('examples/feed.json'), feedText());
});

test('the feed holds the six articles whole', () => {
  const { items } = json('examples/feed.json');
  for (const file of readdirSync(new URL('examples/articles/', root))) {
    const article = json(`examples/articles/${file}`);
    assert.deepEqual(
      items.find((item) => item.id === article.id),
      article,
    );
  }
});

test('the examples that stand in the schemas are valid', () => {
  for (const name of names) {
    for (const example of json(`schema/${name}.schema.json`).examples) {
      assert.deepEqual(faults(name, example), []);
    }
  }
});

test('everything that is invented lives under .example, and media are files of ours', () => {
  const files = ['lede.json', 'feed.json', ...readdirSync(new URL('examples/articles/', root))];
  for (const file of files) {
    const path = file.includes('lede') || file.includes('feed.') ? file : `articles/${file}`;
    for (const [url, host] of text(`examples/${path}`).matchAll(
      /https?:\/\/([^/"\s<>)]+)[^"\s<>)]*/g,
    )) {
      assert.match(host, /(\.example|^jsonfeed\.org)$/, `${path}: ${url}`);
      const media = /^https:\/\/kittiwake\.example\/(media\/[\w-]+\.svg)/.exec(url);
      if (media) assert.ok(text(`examples/${media[1]}`).startsWith('<svg '), url);
    }
  }
});

const note = { id: 'a', title: 'A title', content_text: 'A body.' };
const campaign = {
  id: 'winter',
  copy: { en: { heading: 'Keep us going' } },
  cta: { url: 'https://pub.example/support' },
};
const wrong = {
  item: [
    ['has no id', { content_text: 'A body.' }],
    ['has no body', { id: 'a', title: 'A title', _lede: { section: 'Notes' } }],
    ['has a number for a title', { ...note, title: 1 }],
    ['has an image that runs', { ...note, image: 'javascript:alert(1)' }],
    ['has an image in itself', { ...note, image: 'data:image/png;base64,AAAA' }],
    ['has a date without a zone', { ...note, date_published: '2026-11-14T07:30:00' }],
    ['has a date in words', { ...note, date_published: 'yesterday' }],
    ['has a language in words', { ...note, language: 'British English' }],
    ['has an author that is a string', { ...note, authors: ['Ines Carrow'] }],
    ['has an author without a name, an address or a face', { ...note, authors: [{ _lede: {} }] }],
    ['says sensitive in words', { ...note, _lede: { sensitive: 'yes' } }],
    ['has a misspelt addition', { ...note, _lede: { content_markdwon: 'x' } }],
  ],
  feed: [
    ['has no version', { title: 'T', items: [] }],
    ['has another version', { version: 'https://jsonfeed.org/version/2', title: 'T', items: [] }],
    ['has no items', { version: 'https://jsonfeed.org/version/1.1', title: 'T' }],
    ['has a faulty item', { version: 'https://jsonfeed.org/version/1.1', title: 'T', items: [{}] }],
  ],
  profile: [
    ['has no name', { version: 1 }],
    ['has another version', { version: 2, name: 'N' }],
    ['has a misspelt key', { version: 1, name: 'N', membership: 'Join us' }],
    ['has a colour by name', { version: 1, name: 'N', theme: { accent: 'navy' } }],
    ['has a font by name', { version: 1, name: 'N', theme: { body_font: 'Papyrus' } }],
    ['has a link without a label', { version: 1, name: 'N', links: [{ url: '/about' }] }],
    [
      'has a donation page that is a mail address',
      { version: 1, name: 'N', donate_url: 'mailto:a@b.example' },
    ],
    ['has a host with a path', { version: 1, name: 'N', media_hosts: ['media.example/x'] }],
    ...[
      ['has no words', { copy: undefined }],
      ['has a misspelt rule', { dismiss_cooldown: 3 }],
      ['has a cap over longer than is remembered', { frequency_cap: { window_days: 91 } }],
      ['has a button that is a mail address', { cta: { url: 'mailto:a@b.example' } }],
      ['has a language without a heading or a body', { copy: { en: {} } }],
      ['has a device that is none of ours', { targeting: { devices: ['watch'] } }],
    ].map(([what, fields]) => [
      `has a campaign that ${what}`,
      { version: 1, name: 'N', support: { campaigns: [{ ...campaign, ...fields }] } },
    ]),
  ],
};
test('what the faulty items and campaigns are made from is valid', () => {
  assert.deepEqual(faults('item', note), []);
  const profile = { version: 1, name: 'N', support: { campaigns: [campaign] } };
  assert.deepEqual(faults('profile', JSON.parse(JSON.stringify(profile))), []);
});

for (const [name, cases] of Object.entries(wrong)) {
  for (const [what, value] of cases) {
    test(`the ${name} schema refuses one that ${what}`, () => {
      assert.notDeepEqual(faults(name, value), []);
    });
  }
}

test('a profile with consent and support sections of the reference shapes is valid', () => {
  const profile = {
    version: 1,
    name: 'N',
    consent: {
      regime: 'opt-in',
      regions: { 'US-CA': 'opt-out' },
      wait_ms: 800,
      controller: 'The Kittiwake',
      policy_url: 'https://kittiwake.example/privacy',
      recipients: [],
      expires_days: { accept: 182, reject: 90 },
      text: { en: 'So that we ask you less often.' },
      purposes: { history: { tcf: [1], wp: 'preferences' } },
    },
    support: {
      schema_version: 1,
      kill_switch: false,
      global_cap: { max: 4, window_days: 30, min_interval_minutes: 60 },
      campaigns: [
        {
          id: 'winter',
          status: 'live',
          priority: 1,
          blackout: [{ from: '22:00', to: '07:00' }],
          placement: 'inline',
          after_paragraph: 3,
          audience: 'non_supporters',
          targeting: { countries: ['GB'], devices: ['phone'], unknown_country: 'pass' },
          requires: ['history'],
          variants: [
            {
              id: 'a',
              weight_bp: 10000,
              copy: { en: { heading: 'You have read %%ARTICLE_COUNT%%' } },
              cta: { label: 'Support us', url: 'https://kittiwake.example/support' },
              amounts: { GB: { currency: 'GBP', minor_units: [300, 500] } },
            },
          ],
        },
      ],
    },
  };
  assert.deepEqual(faults('profile', profile), []);
});
