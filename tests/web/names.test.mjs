// The names that C++ and JavaScript share, and the page that lists them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { makeNames } from '../../script/names.mjs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('docs/names.md says what the tables say', async () => {
  const { page } = await makeNames();
  assert.equal(read('docs/names.md'), page);
});

test('every row of the tables becomes a constant', async () => {
  const { script } = await makeNames();
  const rows =
    `${read('src/base/errors.def')}${read('src/widget/names.def')}`.match(/^LEDE_/gm) ?? [];
  const constants = script.match(/^export const [A-Z_0-9]+ = "/gm) ?? [];
  assert.ok(rows.length > 40);
  assert.equal(constants.length, rows.length);
  assert.match(script, /^export const EVENT_BEFORE_EXPAND = "lede:before-expand";$/m);
  assert.match(script, /^export const ERROR_JSON_SYNTAX = "json-syntax";$/m);
});

test('lede.js is one function, needs no other file and may stand inside a script tag', () => {
  const script = read('dist/lede.js');
  assert.match(script, /^\/\*! [^*]+\*\/\(\(\)=>\{/);
  assert.doesNotMatch(script, /<\/script|<!--|\bimport\b|\bexport\b|\beval\(|new Function/);
});
