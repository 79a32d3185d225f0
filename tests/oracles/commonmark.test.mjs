// Every example of CommonMark 0.30. Through `lede markdown --strict` it is equal to the specification's HTML, byte
// for byte, but for raw HTML and addresses that we don't pass on: commonmark-safe.json has what each of those
// becomes. Without --strict it is the same tree, but for what the list below has with its reason.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { load } from '../../dist/lede.mjs';
import { BASE, canonical } from './canonical.mjs';
import { commonmarkExamples } from './examples.mjs';
import { compare } from './reviewed.mjs';

const command = fileURLToPath(new URL('../../build/native/lede', import.meta.url));
const lede = await load(readFileSync(new URL('../../dist/lede.wasm', import.meta.url)));
const examples = commonmarkExamples();
const here = (name) => new URL(name, import.meta.url);

/** Reviewed one by one: elements are closed, unknown ones and attributes go, addresses are cmark's form of them. */
const SAFE = JSON.parse(readFileSync(here('commonmark-safe.json'), 'utf8'));

const strict = (markdown) =>
  execFileSync(command, ['markdown', '--strict'], { input: markdown, encoding: 'utf8' });

test('the specification has its 652 examples', () => assert.equal(examples.length, 652));

test('strictly, every example comes out as the specification has it, or in its reviewed safe form', () => {
  const why = 'it has raw HTML or another scheme';
  compare(
    examples.map(({ number, markdown, html }) => ({
      key: number,
      theirs: html,
      ours: strict(markdown),
    })),
    Object.fromEntries(Object.entries(SAFE).map(([key, ours]) => [key, { why, ours }])),
  );
});

test('nothing unsafe is among the reviewed forms', () => {
  for (const [number, html] of Object.entries(SAFE)) {
    assert.doesNotMatch(
      html,
      /<(script|style|textarea|[!?])|\s(on\w+|style|class)=|javascript:/i,
      number,
    );
    const addresses = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url);
    assert.deepEqual(
      addresses.filter((url) => /^[^/?#]*:/.test(url)),
      [],
      number,
    );
  }
});

const figure = (alt, src, caption) => ({
  why: 'a lone image with a title is a figure',
  ours: `<figure><img alt="${alt}" src="${BASE}${src}"><figcaption>${caption}</figcaption></figure>`,
});
const scheme = (address) => ({
  why: 'this is no scheme that we link to',
  ours: `<p>${address}</p>`,
});
const bare = (address, href, around = ['<p>', '</p>']) => ({
  why: 'an address is a link even without angle brackets (GFM 6.9)',
  ours: `${around[0]}<a href="${href}">${address}</a>${around[1]}`,
});

const nothing = (theirs) => ({ why: 'what holds nothing is not written', swap: [[theirs, '']] });
const noLanguage = (attribute) => ({
  why: 'a language is named by letters, digits, hyphens and the like',
  swap: [[attribute, '']],
});

const DIFFERENT = {
  34: noLanguage(' class="language-föö"'),
  79: nothing('<h2></h2><h1></h1><h3></h3>'),
  144: noLanguage(' class="language-;"'),
  196: {
    why: 'white space around a title means nothing',
    swap: [
      ['"\ntitle', '"title'],
      ['line2\n"', 'line2"'],
    ],
  },
  202: {
    why: 'a backslash in an address is a slash, as it is for browsers',
    swap: [['/url\\bar', '/url/bar']],
  },
  218: nothing('<blockquote></blockquote>'),
  239: nothing('<blockquote></blockquote>'),
  240: nothing('<blockquote></blockquote>'),
  346: { why: 'this is no host', ours: '<p>http://foo.bar.`baz`</p>' },
  483: nothing('<p><a href="http://example.org/target.md"></a></p>'),
  486: nothing('<p><a href="http://example.org/"></a></p>'),
  500: {
    why: 'links to a fragment stay inside the card, where ids begin with l-',
    swap: [['"#fragment"', '"#l-fragment"']],
  },
  501: {
    why: 'a backslash in an address is a slash, as it is for browsers',
    swap: [['foo\\bar', 'foo/bar']],
  },
  571: figure('foo', 'url', 'title'),
  572: figure('foo bar', 'train.jpg', 'train &amp; tracks'),
  575: figure('foo bar', 'train.jpg', 'train &amp; tracks'),
  576: figure('foo bar', 'train.jpg', 'train &amp; tracks'),
  583: figure('foo', 'url', 'title'),
  584: figure('foo bar', 'url', 'title'),
  585: figure('Foo', 'url', 'title'),
  587: figure('foo', 'url', 'title'),
  588: figure('foo bar', 'url', 'title'),
  590: figure('Foo', 'url', 'title'),
  595: scheme('irc://foo.bar:2233/baz'),
  597: scheme('a+b+c:d'),
  598: scheme('made-up-scheme://foo,bar'),
  599: { why: 'this is no host', ours: '<p>http://../</p>' },
  600: scheme('localhost:5001/foo'),
  602: {
    why: 'a backslash in an address is a slash, as it is for browsers',
    swap: [['href="http://example.com/\\[\\"', 'href="http://example.com//[/"']],
  },
  605: bare('foo+@bar.example.com', 'mailto:foo+@bar.example.com', ['<p>&lt;', '&gt;</p>']),
  607: bare('http://foo.bar', 'http://foo.bar/', ['<p>&lt; ', ' &gt;</p>']),
  610: bare('http://example.com', 'http://example.com/'),
  611: bare('foo@bar.example.com', 'mailto:foo@bar.example.com'),
};

test('otherwise, every example without raw HTML is the same tree, but for what is reviewed', () => {
  const answers = examples
    .filter(({ number, section }) => !/HTML/.test(section) && (!SAFE[number] || DIFFERENT[number]))
    .map(({ number, markdown, html }) => ({
      key: number,
      theirs: canonical(html),
      ours: canonical(lede.markdown(markdown, { heading_level: 1, base_url: BASE })),
    }));
  assert.ok(answers.length >= 570, String(answers.length));
  compare(answers, DIFFERENT);
});
