// GitHub's extensions against its own examples, and those of cmark-gfm's tests: tables, strikethrough, task lists,
// bare addresses, footnotes. Compared in the form that canonical.mjs makes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from '../../dist/lede.mjs';
import { BASE, canonical } from './canonical.mjs';
import { gfmExamples, gfmExtensionExamples, hasGfm, smartExamples } from './examples.mjs';
import { compare } from './reviewed.mjs';

const lede = await load(readFileSync(new URL('../../dist/lede.wasm', import.meta.url)));
const skip = !hasGfm() && 'script/setup found no source package of cmark-gfm';

const EXTENSIONS = new Map([
  ['Tables (extension)', 8],
  ['Task list items (extension)', 2],
  ['Strikethrough (extension)', 2],
  ['Autolinks (extension)', 11],
  ['Disallowed Raw HTML (extension)', 1],
]);

/** By section and place in it. */
const REVIEWED = {
  'Autolinks (extension) 8': {
    why: 'ftp is no scheme that we link to',
    swap: [['<a href="ftp://foo.bar.baz/">ftp://foo.bar.baz</a>', 'ftp://foo.bar.baz']],
  },
  'Disallowed Raw HTML (extension) 1': {
    why: 'what GitHub shows as text has no text in it: such elements go with their content, and nothing is left',
    ours: '',
  },
};

const mail = (address) => `<a href="mailto:${address}">${address}</a>`;
const scyther = 'scyther@pokemon.com';
const withScheme = (scheme, rest = '') =>
  `<a href="${scheme}${scyther}${rest}">${scheme}${scyther}${rest}</a>`;
const back = (id) => ` <a href="#l-fnref:${id}" role="doc-backlink">↩︎</a>`;
const reference = (note, id = note) =>
  `<sup><a href="#l-fn:${note}" id="l-fnref:${id}" role="doc-noteref">${note}</a></sup>`;
const FOOTNOTES =
  'our footnotes are numbered, their roles are said by ARIA, their ids begin with l-';

/** The same for cmark-gfm's tests: by heading and place under it. */
const REVIEWED_TESTS = {
  'Autolinks 1': {
    why:
      'a scheme before a mail address stays outside the link, xmpp is none of ours, and a host needs a ' +
      'full stop (GFM 6.9)',
    swap: [
      [`<p>${withScheme('mailto:')}`, `<p>mailto:${mail(scyther)}`],
      [`a ${withScheme('mailto:')}`, `a mailto:${mail(scyther)}`],
      [
        '/<a href="mailto:beedrill@pokemon.com">mailto:beedrill@pokemon.com</a>',
        `/mailto:${mail('beedrill@pokemon.com')}`,
      ],
      [`<p>${withScheme('xmpp:')}`, `<p>xmpp:${mail(scyther)}`],
      [`<p>${withScheme('xmpp:', '/message')}`, `<p>xmpp:${mail(scyther)}/message`],
      ['<a href="http://inlines/">http://inlines</a>', 'http://inlines'],
    ],
  },
  'Autolinks 2': {
    why: 'cmark-gfm expects only that it ends',
    ours: "<p>This shouldn't crash everything: (<em>A</em>@_.A</p>",
  },
  'HTML tag filter 1': {
    why: 'such elements go with their content, unknown tags and comments without',
    ours:
      "<p>This is </p><p>This is </p><p>Nope, I won't have </p><p>No </p>" +
      '<p>This   is okay though.</p><p>Yep, okay.</p>' +
      "<p>&lt;!- But we're strict. -&gt;\n&lt;! No nonsense. &gt;</p>",
  },
  'Footnotes 1': {
    why: FOOTNOTES,
    ours:
      `<p>This is some text!${reference(1)}. Other text.${reference(2)}.</p>` +
      `<p>Here's a thing${reference(3)}.</p><p>And another thing${reference(4)}.</p>` +
      "<p>This doesn't have a referent[^nope].</p><p>Hi!</p>" +
      '<section role="doc-endnotes"><ol>' +
      `<li id="l-fn:1"><p>Some <em>bolded</em> footnote definition.${back(1)}</p></li>` +
      '<li id="l-fn:2"><blockquote><p>Blockquotes can be in a footnote.</p></blockquote>' +
      '<pre><code>as well as code blocks\n</code></pre>' +
      `<p>or, naturally, simple paragraphs.${back(2)}</p></li>` +
      `<li id="l-fn:3"><p>no code block here (spaces are stripped away)${back(3)}</p></li>` +
      '<li id="l-fn:4"><pre><code>this is now a code block (8 spaces indentation)\n</code></pre>' +
      `<p>${back(4)}</p></li></ol></section>`,
  },
  'When a footnote is used multiple times, we insert multiple backrefs. 1': {
    why: FOOTNOTES,
    ours:
      `<p>This is some text. It has a footnote${reference(1)}.</p>` +
      `<p>This footnote is referenced${reference(1, '1:2')} multiple times, ` +
      `in lots of different places.${reference(1, '1:3')}</p>` +
      '<section role="doc-endnotes"><ol><li id="l-fn:1"><p>This footnote definition should have ' +
      `three backrefs.${back(1)}${back('1:2')}${back('1:3')}</p></li></ol></section>`,
  },
  'Footnote reference labels are href escaped 1': {
    why: FOOTNOTES,
    ours:
      `<p>Hello${reference(1)}</p><section role="doc-endnotes"><ol>` +
      `<li id="l-fn:1"><p>pwned${back(1)}</p></li></ol></section>`,
  },
};

test('the specification has the examples of its extensions', { skip }, () => {
  for (const [section, count] of EXTENSIONS) {
    assert.equal(gfmExamples().filter((one) => one.section === section).length, count, section);
  }
});

function answers(examples, how) {
  const counts = new Map();
  return examples.map(({ section, markdown, html }) => {
    counts.set(section, (counts.get(section) ?? 0) + 1);
    return {
      key: `${section} ${counts.get(section)}`,
      theirs: canonical(html, how),
      ours: canonical(
        lede.markdown(markdown, { heading_level: 1, base_url: BASE, lang: 'en' }),
        how,
      ),
    };
  });
}

test('extensions come out as the specification has them', { skip }, () =>
  compare(answers(gfmExamples().filter((one) => EXTENSIONS.has(one.section))), REVIEWED),
);

test('extensions come out as cmark-gfm tests them', { skip }, () => {
  const examples = gfmExtensionExamples();
  assert.equal(examples.length, 30);
  compare(answers(examples), REVIEWED_TESTS);
});

test('English punctuation is as smart as cmark tests it', { skip }, () => {
  const examples = smartExamples();
  assert.equal(examples.length, 16);
  compare(answers(examples, { smart: true }), {});
});
