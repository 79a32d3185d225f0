// `lede check` and `lede lint`, held to the JSON Schemas: what an editor underlines is what the command names, and the other way round.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { lede, top } from './run.mjs';

const ajv = addFormats(new Ajv({ strictRequired: false, allowUnionTypes: true }));
const schema = Object.fromEntries(
  ['item', 'profile'].map((name) => {
    const read = JSON.parse(readFileSync(new URL(`schema/${name}.schema.json`, top), 'utf8'));
    ajv.addSchema(read);
    return [name, (value) => ajv.getSchema(read.$id)(value)];
  }),
);
const passes = (verb, value) => {
  const { status, stdout, stderr } = lede([verb, '-'], { input: JSON.stringify(value) });
  assert.equal(stderr, '');
  assert.equal(status === 0, !/^-:#\S*: (?!warning)/m.test(stdout), stdout);
  return status === 0;
};

/** Said of each: whether both take it. */
function both(verb, name, what, value, good) {
  test(`${what}: ${good ? 'taken' : 'named'} by ${verb} and by the ${name} schema`, () => {
    assert.equal(passes(verb, value), good, verb);
    assert.equal(schema[name](value), good, `schema: ${JSON.stringify(schema[name].errors)}`);
  });
}

const note = { id: 'a', title: 'T', content_text: 'B' };
const item = (what, fields, good = false) =>
  both('check', 'item', what, { ...note, ...fields }, good);

item('an empty language', { language: '' });
item('an empty date', { date_published: '' });
for (const date of [
  '2026-01-01T10:00Z',
  '2026-01-01T10:00:00,5Z',
  '2026-01-01T10:00:00.Z',
  ' 2026-01-01T10:00:00Z',
  '2026-01-01T10:00:00',
  '2026-02-30T10:00:00Z',
]) {
  item(`the date “${date}”`, { date_published: date });
}
item('a date with its fraction and zone', { date_modified: '2026-01-01T10:00:00.5+02:00' }, true);
const file = { url: 'a.mp3', mime_type: 'audio/mpeg' };
item('a sound of less than no time', { attachments: [{ ...file, duration_in_seconds: -1 }] });
item('a file of less than nothing', { attachments: [{ ...file, size_in_bytes: -1 }] });
item('a sound of no time', { attachments: [{ ...file, duration_in_seconds: 0 }] }, true);
item('an id that is half a number', { id: 1.5 });
item('an id that is too large a number', { id: 1e22 });
item('an empty id', { id: ' ' });
item('an id that is a number', { id: 7 }, true);
item('an empty body', { content_text: undefined, content_html: ' ' });
item('an empty body beside another', { content_html: '' }, true);
item('a misspelt addition', { _lede: { sensetive: true } });
item('a misspelt addition to an author', { authors: [{ name: 'N', _lede: { boi: 'B' } }] });
item(
  'a key of the writer’s own',
  { _lede: { _ours: 1 }, authors: [{ name: 'N', _lede: { _x: 1 } }] },
  true,
);

const profile = (what, fields, good = false) =>
  both('check', 'profile', what, { version: 1, name: 'N', ...fields }, good);

profile('a misspelt regime', { consent: { regim: 'none' } });
profile('a misspelt answer', { consent: { expires_days: { rejct: 4 } } });
profile('a misspelt mapping', {
  consent: { purposes: { history: { tfc: [1] } }, controller: 'N', policy_url: '/p' },
});
profile('a misspelt part of a quote', { quote: { text: 'T', bye: 'N' } });
profile('a misspelt part of a link', { links: [{ label: 'L', url: '/l', lable: 'L' }] });
profile(
  'keys of the publisher’s own',
  { theme: { _x: 1 }, consent: { _x: 1, expires_days: { _x: 1 } } },
  true,
);

const words = { copy: { en: { heading: 'H' } }, cta: { url: 'https://p.example/s' } };
const campaign = (what, fields, good = false) => {
  const campaigns = [{ id: 'a', ...words, ...fields }];
  both('lint', 'profile', what, { version: 1, name: 'N', support: { campaigns } }, good);
};
const bare = { copy: undefined, cta: undefined };
const heading = (text, more) => ({ copy: { en: { heading: text, ...more } } });

campaign('one copy and one button', {}, true);
campaign('variants alone', { ...bare, variants: [{ id: 'x', ...words }] }, true);
campaign('copy and cta beside variants', { variants: [{ id: 'x', ...words }] });
campaign('a quote beside variants', {
  ...bare,
  quote: { text: 'T' },
  variants: [{ id: 'x', ...words }],
});
campaign('%%COUNTRY%% without countries', heading('In %%COUNTRY%%'));
campaign(
  '%%COUNTRY%% with countries',
  heading('In %%COUNTRY%%', { countries: { UA: 'Ukraine' } }),
  true,
);
campaign('a word for UK', heading('In %%COUNTRY%%', { countries: { UK: 'Britain' } }));
for (const code of ['UKR', 'UK', 'uk', 'US-CA'])
  campaign(`the country ${code}`, { targeting: { countries: [code] } });
campaign('countries', { targeting: { countries: ['UA', 'gb'] } }, true);
campaign('the locale english', { targeting: { locales: ['english'] } });
campaign('locales', { targeting: { locales: ['uk', 'en-GB', 'zh-Hant-TW'] } }, true);
campaign('copy in english', { copy: { english: { heading: 'H' } } });
campaign('a day for a start', { schedule: { start: '2026-12-01' } });
campaign('an end without a zone', { schedule: { end: '2096-12-01T00:00:00' } });
campaign('a start with its zone', { schedule: { start: '2026-12-01T00:00:00+02:00' } }, true);
