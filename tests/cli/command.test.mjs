// The command itself: its words, its exit statuses and what it says.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { lede, top } from './run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lede-'));
after(() => rmSync(folder, { recursive: true }));
const here = { cwd: folder };
/** Writes a file into the folder that the command runs in. */
const file = (name, content) => writeFileSync(join(folder, name), content);
const stored = (path) => readFileSync(new URL(path, top), 'utf8');

const item = {
  id: '1',
  url: 'https://pub.example/a',
  title: 'The tide',
  content_text: 'It turns.',
};
const feed = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'The feed',
  items: [
    { id: 'a', title: 'One' },
    { id: 'b#c', title: 'Two' },
  ],
};
file('item.json', JSON.stringify(item));
file('feed.json', JSON.stringify(feed));
file('profile.json', '{"version":1,"name":"The Kittiwake"}');
file('bad-profile.json', '{"version":1}');
file('faulty-profile.json', '{"version":1,"name":"The Kittiwake","logo":"data:,"}');
file('broken.json', '{"id": "1",');
file('faulty.json', '{"id":"1","title":"T","content_text":"B","date_published":"?"}');
file('empty.json', '');

/** Runs, expects success in silence, and gives what was printed. */
function printed(words, input) {
  const { status, stdout, stderr } = lede(words, { ...here, input });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  return stdout;
}

/** Runs, expects this exit status with nothing printed, and gives what was said on standard error. */
function said(status, words, input) {
  const done = lede(words, { ...here, input });
  assert.equal(done.status, status, done.stderr);
  assert.equal(done.stdout, '');
  return done.stderr;
}

// --- Help and wrong use -----------------------------------------------------------------------------------

test('--version is one line with the version of the build', () => {
  const version = /project\(lede VERSION (\S+)/.exec(stored('CMakeLists.txt'))[1];
  assert.equal(printed(['--version']), `lede ${version}\n`);
});

test('--help names every subcommand and what the exit statuses mean', () => {
  const help = printed(['--help']);
  for (const word of [
    'render',
    'markdown',
    'html',
    'check',
    'lint',
    'decide',
    'Exit status',
    'article',
  ]) {
    assert.ok(help.includes(word), word);
  }
});

test('every subcommand has help of its own, with every option explained', () => {
  for (const [command, ...options] of [
    ['render', 'FILE[#id]', '--profile', '--now', '--expanded', '--layout', '--lang', '--page'],
    ['markdown', '--base-url', '--strict'],
    ['html', '--base-url'],
    ['check', 'FILE'],
    ['lint', 'FILE', '--now'],
    ['decide', '--profile', '--reader', '--events', '--context', '--now', '--grants'],
  ]) {
    const help = printed([command, '--help']);
    for (const option of options) assert.ok(help.includes(option), `${command} ${option}`);
    for (const line of help.split('\n').filter((one) => /^ +--/.test(one))) {
      assert.match(line, /\S {2,}\S|^ +-\S+(,-\S+)? \S+$/, `nothing is said of ${line}`);
    }
  }
});

test('wrong use is exit status 2, with a word on what is wrong', () => {
  for (const words of [
    [],
    ['paint'],
    ['render'],
    ['render', 'item.json', 'feed.json'],
    ['render', 'item.json', '--bogus'],
    ['render', 'item.json', '--layout', 'wide'],
    ['render', 'item.json', '--layout', 'FULL'],
    ['render', 'item.json', '--heading-level', '1'],
    ['render', 'item.json', '--heading-level', 'two'],
    ['render', 'item.json', '--region', 'head'],
    ['render', 'item.json', '--profile'],
    ['check'],
    ['markdown', 'file.md'],
  ]) {
    assert.ok(said(2, words).length > 10, words.join(' '));
  }
});

test('a command or an option that there is none of is named', () => {
  assert.equal(
    said(2, ['paint']),
    "lede: there is no command or option 'paint'; see lede --help.\n",
  );
  assert.equal(
    said(2, ['--verison']),
    "lede: there is no command or option '--verison'; see lede --help.\n",
  );
});

test('help says what a file is called once', () => {
  assert.match(printed(['check', '--help']), /^ +file FILE \.\.\. +Items,/m);
  assert.match(printed(['render', '--help']), /^ +file FILE\[#id\] +A JSON Feed item/m);
});

test('a --now that is no date is wrong use', () => {
  assert.equal(
    said(2, ['render', 'item.json', '--now', 'today']),
    'lede: --now: this is not a date; write one such as 2023-03-16T09:00:00+02:00.\n',
  );
});

// --- render: files ----------------------------------------------------------------------------------------

test('an article is read from a file, or from standard input as "-"', () => {
  const now = ['--now', '2023-03-16T09:30:00+02:00'];
  const html = printed(['render', 'item.json', ...now]);
  assert.match(html, /^<article [^>]*>.*<\/article>\n$/s);
  assert.equal(printed(['render', '-', ...now], JSON.stringify(item)), html);
});

test('FILE#id names the item, and is split at the first "#"', () => {
  assert.match(printed(['render', 'feed.json#a']), />One<\/h3>/);
  assert.match(printed(['render', 'feed.json#b#c']), />Two<\/h3>/);
  assert.match(printed(['render', 'feed.json']), />One<\/h3>/);
  assert.match(printed(['render', '--', '-#b#c'], JSON.stringify(feed)), />Two<\/h3>/);
  const link = ['render', '-#b#c', '--heading-level', '2', '--region', 'card'];
  assert.match(printed(link, JSON.stringify(feed)), />Two<\/h2>/);
});

test('an id may be percent-encoded, as in the address of a card', () => {
  assert.match(printed(['render', 'feed.json#b%23c']), />Two<\/h3>/);
});

test('an id that the feed has not got is bad input, named at the items', () => {
  assert.equal(
    said(1, ['render', 'feed.json#z']),
    'lede: feed.json:#/items: No item of the feed has the id "z"; correct it.\n',
  );
});

test('a file that cannot be read is named with the reason', () => {
  assert.equal(said(1, ['render', 'none.json']), 'lede: none.json: No such file or directory.\n');
  assert.equal(said(1, ['render', '.']), 'lede: .: Is a directory.\n');
  assert.equal(
    said(1, ['render', 'item.json', '--profile', 'none.json']),
    'lede: none.json: No such file or directory.\n',
  );
  assert.equal(said(1, ['render', 'item.json', '--profile', '.']), 'lede: .: Is a directory.\n');
});

test('a fault of the syntax is named with its byte', () => {
  assert.equal(
    said(1, ['render', 'broken.json']),
    'lede: broken.json:@11: The JSON ends too early: something is not closed.\n',
  );
  assert.match(said(1, ['render', '-'], '{"a" 1}'), /^lede: -:@5: This is not JSON/);
  assert.match(
    said(1, ['render', 'empty.json']),
    /^lede: empty\.json:@0: There is no JSON: the text is empty\./,
  );
});

test("a profile's fault is told of the profile", () => {
  assert.match(
    said(1, ['render', 'item.json', '--profile', 'bad-profile.json']),
    /^lede: bad-profile\.json:#\/name: A profile needs a name/,
  );
  assert.match(
    said(1, ['render', 'item.json', '--profile', 'broken.json']),
    /^lede: broken\.json:@11: /,
  );
});

test('an empty profile is a fault, not no profile', () => {
  assert.equal(
    said(1, ['render', 'item.json', '--profile', 'empty.json']),
    'lede: empty.json:@0: There is no JSON: the text is empty.\n',
  );
});

test('a fault of the options is wrong use, and no fault of a file', () => {
  assert.equal(
    said(2, ['render', 'item.json', '--accent', 'navy']),
    'lede: options:#/accent: This must be a colour such as #9a3412.\n',
  );
});

test('a field that is wrong is named, and does not keep the card from being printed', () => {
  const { status, stdout, stderr } = lede(
    ['render', 'faulty.json', '--profile', 'faulty-profile.json'],
    here,
  );
  assert.match(stdout, /<\/article>\n$/);
  assert.match(
    stderr,
    /^lede: faulty\.json:#\/date_published: .*\nlede: faulty-profile\.json:#\/logo: .*\n$/,
  );
  assert.equal(status, 0);
});

// --- render: options --------------------------------------------------------------------------------------

test('the time of reading decides the day, in the zone it was written in', () => {
  const day = (now) => printed(['render', 'item.json', '--now', now]);
  assert.match(day('2023-03-16T23:30:00+02:00'), /Thursday, March 16, 2023/);
  assert.match(day('2023-03-16T23:30:00-05:00'), /Thursday, March 16, 2023/);
  assert.match(day('2023-03-17T00:30:00+02:00'), /Friday, March 17, 2023/);
});

test("without --now it is the system's clock", () => {
  assert.match(
    printed(['render', 'item.json']),
    new RegExp(`, (${new Date().getFullYear()}|${new Date().getFullYear() + 1})<`),
  );
});

test('--expanded opens the card', () => {
  assert.match(printed(['render', 'item.json', '--expanded']), / data-open=""/);
});

test('--facts prints the facts as JSON instead', () => {
  const facts = JSON.parse(printed(['render', 'item.json', '--facts']));
  assert.equal(facts.id, '1');
  assert.equal(facts.url, 'https://pub.example/a');
});

test('--page prints a whole document around the very same card', () => {
  const words = [
    'render',
    'item.json',
    '--profile',
    'profile.json',
    '--expanded',
    '--now',
    '2023-03-16',
  ];
  const card = printed(words).trimEnd();
  const page = printed([...words, '--page']);
  assert.match(page, /^<!DOCTYPE html>\n<html lang="en">/);
  assert.match(page, /<\/html>\n$/);
  assert.ok(page.includes(card));
  assert.match(page, /<meta charset="utf-8">/);
  assert.match(page, /<title>The tide – The Kittiwake<\/title>/);
  assert.equal(page.match(/<style>/g).length, 1);
});

test('--page opens from disk: it runs nothing and asks the network for nothing but images', () => {
  const page = printed(['render', 'item.json', '--page']);
  assert.doesNotMatch(page, /<script|<link|@import|url\(/);
  assert.match(page, /Content-Security-Policy" content="default-src 'none';/);
});

test("--page carries the profile's theme and no markup of a title", () => {
  file('theme.json', '{"version":1,"name":"</title><script>x","theme":{"accent":"#0b4f6c"}}');
  const page = printed(['render', 'item.json', '--profile', 'theme.json', '--page']);
  assert.match(page, /--lede-accent:#0b4f6c;/);
  assert.doesNotMatch(page, /<script/);
});

// --- check ------------------------------------------------------------------------------------------------

test('check says nothing of good files and exits with 0', () => {
  assert.equal(printed(['check', 'item.json', 'profile.json']), '');
  assert.equal(printed(['check', '-'], JSON.stringify(item)), '');
});

test('check names the faults of every file, one a line, and exits with 1', () => {
  const { status, stdout, stderr } = lede(
    ['check', 'faulty.json', 'item.json', 'broken.json'],
    here,
  );
  assert.equal(status, 1);
  assert.equal(stderr, '');
  assert.match(stdout, /^faulty\.json:#\/date_published: .*\nbroken\.json:@11: .*\n$/);
});

test('check goes on after a file that cannot be read', () => {
  const { status, stdout, stderr } = lede(['check', 'none.json', 'faulty.json', '.'], here);
  assert.equal(status, 1);
  assert.equal(stderr, 'lede: none.json: No such file or directory.\nlede: .: Is a directory.\n');
  assert.match(stdout, /^faulty\.json:#\/date_published: /);
  assert.equal(lede(['check', 'none.json', 'item.json'], here).status, 1);
});

test('an empty file has a fault', () => {
  assert.equal(
    lede(['check', 'empty.json'], here).stdout,
    'empty.json:@0: There is no JSON: the text is empty.\n',
  );
});

test('a file name with spaces and letters of any script is no trouble', () => {
  copyFileSync(join(folder, 'faulty.json'), join(folder, 'нова стаття.json'));
  assert.match(
    lede(['check', 'нова стаття.json'], here).stdout,
    /^нова стаття\.json:#\/date_published: /,
  );
  assert.match(lede(['render', './нова стаття.json'], here).stdout, /<\/article>/);
});

test('the examples have no fault', () => {
  const examples = [
    'lede.json',
    'feed.json',
    ...['bakhmut', 'feature', 'html', 'rtl', 'text', 'uk'].map((n) => `articles/${n}.json`),
  ];
  const { status, stdout } = lede(['check', ...examples], {
    cwd: fileURLToPath(new URL('examples/', top)),
  });
  assert.equal(stdout, '');
  assert.equal(status, 0);
});

// --- markdown and html ------------------------------------------------------------------------------------

test('markdown turns standard input into HTML', () => {
  assert.match(printed(['markdown'], 'One *word*.\n'), /^<p>One <em>word<\/em>\.<\/p>\n?$/);
  assert.equal(printed(['markdown'], ''), '');
});

test('markdown lets no script, handler or hostile address through', () => {
  const html = printed(
    ['markdown'],
    '<script>alert(1)</script>\n\n[a](javascript:alert(2)) <b onclick=x>b</b>\n',
  );
  assert.doesNotMatch(html, /<script|javascript:|onclick=x>|<b /);
});

test('relative addresses of a text lead from --base-url', () => {
  const html = printed(['markdown', '--base-url', 'https://pub.example/a/'], '[b](b)');
  assert.match(html, /href="https:\/\/pub\.example\/a\/b"/);
});

test('the first heading has the level asked for', () => {
  assert.match(printed(['markdown', '--heading-level', '4'], '# One'), /<h4/);
  assert.match(printed(['markdown', '--strict'], '# One'), /^<h1>One<\/h1>/);
});

test('html turns standard input into safe HTML and keeps its words', () => {
  const html = printed(['html'], '<p onclick="x">One <em>word</em><script>alert(1)</script></p>');
  assert.match(html, /One/);
  assert.match(html, /word/);
  assert.doesNotMatch(html, /<script|onclick|alert/);
});

test('a text above 256 KB is bad input', () => {
  assert.match(
    said(1, ['markdown'], 'a'.repeat(256 * 1024 + 1)),
    /^lede: -:#: The body is .*shorten it/,
  );
});

test('bytes that are not UTF-8 become U+FFFD', () => {
  assert.match(printed(['markdown'], Uint8Array.of(97, 255, 98)), /a\ufffdb/);
});
