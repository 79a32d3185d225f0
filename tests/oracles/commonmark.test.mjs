// Every example of CommonMark 0.30 through `lede markdown --strict`: equal to the specification's HTML, byte for
// byte, but for the examples that hold raw HTML or a URL that we don't pass on.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = join(root, 'build/native/lede');

const folder = dirname(createRequire(import.meta.url).resolve('commonmark-spec'));
const spec = readFileSync(join(folder, 'spec.txt'), 'utf8');
const examples = [...spec.matchAll(/^`{32} example\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$/gm)].map(
  (match, index) => ({
    number: index + 1,
    markdown: match[1].replaceAll('→', '\t'),
    html: match[2].replaceAll('→', '\t'),
  }),
);

// Raw HTML, whose safe form differs; reviewed one by one: tags outside the allowlist go, elements are closed,
// URLs are written as cmark writes them, comments and instructions vanish.
const RAW_HTML = new Set([
  21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 160, 163, 164, 165, 169, 170, 171,
  172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 187, 190, 191, 201, 308, 309,
  344, 474, 475, 476, 490, 493, 523, 535, 612, 613, 614, 615, 616, 622, 624, 627, 628, 629, 630,
  631, 642, 643,
]);
// Schemes other than http, https, mailto and tel: the link has no address.
const OTHER_SCHEMES = new Set([595, 597, 598, 600]);

const strict = (markdown) =>
  execFileSync(command, ['markdown', '--strict'], { input: markdown, encoding: 'utf8' });

test('the specification has its 652 examples', () => assert.equal(examples.length, 652));

test('examples without raw HTML come out as the specification has them', () => {
  for (const { number, markdown, html } of examples) {
    if (RAW_HTML.has(number) || OTHER_SCHEMES.has(number)) continue;
    assert.equal(strict(markdown), html, `example ${number}`);
  }
});

test('links with other schemes lose their address and nothing else', () => {
  for (const { number, markdown, html } of examples.filter((e) => OTHER_SCHEMES.has(e.number))) {
    assert.equal(strict(markdown), html.replace(/href="[^"]*"/, 'href=""'), `example ${number}`);
  }
});

test('nothing unsafe is left where the example has raw HTML', () => {
  for (const { number, markdown } of examples.filter((e) => RAW_HTML.has(e.number))) {
    assert.doesNotMatch(
      strict(markdown),
      /<(script|style|textarea|[!?])|\son\w+=|javascript:/i,
      `example ${number}`,
    );
  }
});
