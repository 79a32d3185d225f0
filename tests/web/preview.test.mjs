// The preview's own code that needs no browser: finding places, telling formats, writing the embed code.
import assert from 'node:assert/strict';
import test from 'node:test';
import { elementForm, styleRule, tagForm } from '../../web/preview/embed.js';
import { indexOfByte, lineAndColumn, locate, placeOf } from '../../web/preview/locate.js';
import { detect, wrap } from '../../web/preview/wrap.js';

/** What a pointer finds, as the text itself. */
const found = (text, pointer) => {
  const { start, end } = locate(text, pointer);
  return text.slice(start, end);
};

test('a pointer finds its value through objects and arrays', () => {
  const text = '{ "a": [1, {"b": "x, ]}"}, [true]], "c" : {"d":null} }';
  assert.equal(found(text, '/a/0'), '1');
  assert.equal(found(text, '/a/1/b'), '"x, ]}"');
  assert.equal(found(text, '/a/2/0'), 'true');
  assert.equal(found(text, '/c/d'), 'null');
  assert.equal(locate(text, '/a/1').start, text.indexOf('{"b"'));
  assert.equal(found(text, '/a'), '[', 'of a container, its bracket');
});

test('the empty pointer is the whole document, after blanks and a byte order mark', () => {
  assert.deepEqual(locate('\uFEFF \n{"a":1}', ''), { start: 3, end: 4, found: true });
  assert.deepEqual(locate('', ''), { start: 0, end: 0, found: true });
});

test('escaped keys are found by their names', () => {
  const text = '{"a/b": 1, "m~n": 2, "\\u0444": 3, "q\\"": 4, "": 5}';
  assert.equal(found(text, '/a~1b'), '1');
  assert.equal(found(text, '/m~0n'), '2');
  assert.equal(found(text, '/ф'), '3');
  assert.equal(found(text, '/q"'), '4');
  assert.equal(found(text, '/'), '5');
});

test('of a key that stands twice the last is found, as JSON.parse takes it', () => {
  assert.equal(locate('{"a":1,"a":22}', '/a').start, 11);
});

test('what is missing leads to the innermost container that is there', () => {
  const text = '{"authors": [{"name": "A"}], "n": 12}';
  assert.deepEqual(locate(text, '/authors/0/url'), { start: 13, end: 14, found: false });
  assert.deepEqual(locate(text, '/authors/7'), { start: 12, end: 13, found: false });
  assert.deepEqual(locate(text, '/id'), { start: 0, end: 1, found: false });
  assert.deepEqual(locate(text, '/n/deeper'), { start: 34, end: 36, found: false });
});

test('broken JSON is found up to the break, and nothing hangs or throws', () => {
  assert.equal(found('{"a": {"b": "x', '/a/b'), '"x');
  assert.equal(found('{"a": 1 "b": 2}', '/a'), '1');
  for (const text of ['{', '{"', '{"a', '{"a"', '{"a":', '[', '[,', '[[', '{"a":,}', '"\\', ']']) {
    assert.ok(locate(text, '/a').end <= text.length, text);
    assert.ok(locate(text, '/0').end <= text.length, text);
  }
  assert.equal(found('['.repeat(20_000), '/0'), '[');
});

test('a byte offset becomes an index in UTF-16, never inside a character', () => {
  const text = 'aї“𝄞z';
  assert.equal(indexOfByte(text, 0), 0);
  assert.equal(indexOfByte(text, 1), 1);
  assert.equal(indexOfByte(text, 2), 1);
  assert.equal(indexOfByte(text, 3), 2);
  assert.equal(indexOfByte(text, 6), 3);
  assert.equal(indexOfByte(text, 9), 3);
  assert.equal(indexOfByte(text, 10), 5);
  assert.equal(indexOfByte(text, 99), 6);
});

test('a fault stands at its offset, where it has one', () => {
  assert.deepEqual(placeOf('їx', { pointer: '', offset: 2 }), { start: 1, end: 2, found: true });
  assert.deepEqual(placeOf('{}', { pointer: '', offset: 2 }), { start: 2, end: 2, found: true });
  assert.deepEqual(placeOf('{"a":1}', { pointer: '/a' }), { start: 5, end: 6, found: true });
});

test('lines and columns count from one', () => {
  assert.deepEqual(lineAndColumn('ab\ncd', 0), { line: 1, column: 1 });
  assert.deepEqual(lineAndColumn('ab\ncd', 4), { line: 2, column: 2 });
  assert.deepEqual(lineAndColumn('ab\n', 3), { line: 2, column: 1 });
});

test('an object is JSON, anything else is Markdown', () => {
  assert.equal(detect('\uFEFF\n { "id": 1'), 'json');
  assert.equal(detect('[a link](x)'), 'markdown');
  assert.equal(detect(''), 'markdown');
});

test('Markdown becomes an item: its first heading the title, its letters the language', () => {
  assert.deepEqual(wrap('# On *gulls* #\n\nThey are loud.'), {
    id: 'draft',
    title: 'On gulls',
    language: 'en',
    _lede: { content_markdown: '\nThey are loud.' },
  });
  assert.equal(wrap('## Not a title').title, undefined);
  assert.equal(wrap('Її човен').language, 'uk');
  assert.equal(wrap('شاي').language, 'ar');
});

const embed = {
  script: 'https://cdn.example/lede.js',
  article: 'https://pub.example/a.json?x=1&y="2"',
  profile: 'https://pub.example/lede.json',
  height: 612,
  strict: false,
  url: 'https://pub.example/a',
  title: 'A <b> & "c"',
  summary: 'In short',
};

test('the room is what a phone needs, and what a wide page needs where that is less', () => {
  const reserved = (wide) => /min-height:(.*?)"/.exec(elementForm({ ...embed, wide }))[1];
  assert.equal(reserved(448), 'clamp(448px, (680px - 100vw) * 99, 612px)');
  assert.equal(reserved(612), '612px');
  assert.equal(reserved(undefined), '612px');
  const strict = { ...embed, wide: 448, strict: true };
  assert.match(tagForm(strict), /class="lede-room-448-612"/);
  assert.match(styleRule(strict), /^\.lede-room-448-612 \{\n.*\n {2}min-height: clamp\(448px, /);
});

test('the embed code reserves the height and escapes what is not ours', () => {
  const element = elementForm(embed);
  assert.match(element, /style="display:block;min-height:612px"/);
  assert.match(element, /src="https:\/\/pub\.example\/a\.json\?x=1&amp;y=&quot;2&quot;"/);
  assert.match(element, /<a href="https:\/\/pub\.example\/a">A &lt;b&gt; &amp; &quot;c&quot;<\/a>/);
  assert.match(element, /<p>In short<\/p>/);
  const tag = tagForm({ ...embed, layout: 'compact', lang: 'uk' });
  assert.match(tag, /^<div style="min-height:612px">\n {2}<a data-lede /);
  assert.match(tag, /data-layout="compact"\n {4}data-lang="uk"/);
});

test('under a strict policy the height stands in a rule, not in an attribute', () => {
  const strict = { ...embed, strict: true, profile: undefined };
  for (const code of [elementForm(strict), tagForm(strict)]) {
    assert.match(code, /class="lede-room-612"/);
    assert.doesNotMatch(code, /style=|profile/);
  }
  assert.match(
    styleRule(strict),
    /\.lede-room-612 \{\n {2}display: block;\n {2}min-height: 612px;/,
  );
});
