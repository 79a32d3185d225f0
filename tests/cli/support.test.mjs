// `lede decide` and `lede lint`: the fixtures of tests/cases/support, as a person would try them.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkDecision, decideEvery } from '../cases/support.mjs';
import { lede, top } from './run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lede-support-'));
after(() => rmSync(folder, { recursive: true }));
const write = (name, value) => {
  writeFileSync(join(folder, name), JSON.stringify(value));
  return name;
};
const run = (words) => lede(words, { cwd: folder });

/** decide_bytes, by way of the command. */
function decide({ support, base_url, reader, events, context, now, grants }) {
  const words = ['decide', '--profile', write('profile.json', { version: 1, name: 'P', support })];
  words.push('--context', write('context.json', context), '--now', now);
  if (reader) words.push('--reader', write('reader.json', reader));
  if (base_url) words.push('--base-url', base_url);
  if (grants?.length) words.push('--grants', grants.join(','));
  words.push('--events', write('events.json', events));
  const { status, stdout, stderr } = run(words);
  assert.equal(stderr, '');
  assert.equal(status, 0);
  return JSON.parse(stdout);
}

const cases = new URL('tests/cases/support/', top);
for (const name of readdirSync(cases).filter((file) => file.endsWith('.json'))) {
  const file = JSON.parse(readFileSync(new URL(name, cases), 'utf8'));
  test(`${name}: ${file.about}`, () => {
    const count = decideEvery(file, decide, checkDecision);
    assert.ok(count >= 10);
  });
}

const campaign = {
  id: 'winter',
  copy: { en: { heading: 'Keep us going' } },
  cta: { url: 'https://pub.example/support' },
};
const profile = (support) => ({ version: 1, name: 'P', support });

test('decide needs nothing but a profile', () => {
  write('profile.json', profile({ campaigns: [campaign] }));
  const { status, stdout } = run(['decide', '--profile', 'profile.json']);
  assert.equal(status, 0);
  const decision = JSON.parse(stdout);
  assert.equal(decision.reason, 'SHOWN');
  assert.equal(decision.show.campaign, 'winter');
  assert.equal(decision.assignment, 'fallback');
  assert.ok(decision.trace.length > 20);
});

test('relative buttons lead where the profile says that it lives', () => {
  write('profile.json', {
    ...profile({ campaigns: [{ ...campaign, cta: { url: '/give' } }] }),
    url: 'https://pub.example/',
  });
  const { stdout } = run(['decide', '--profile', 'profile.json']);
  assert.match(JSON.parse(stdout).show.cta_url, /^https:\/\/pub\.example\/give\?campaign=winter&/);
});

test('what decide can’t use is said', () => {
  write('profile.json', profile({}));
  writeFileSync(join(folder, 'broken.json'), '{');
  const said = (words, status) => {
    const done = run(['decide', '--profile', 'profile.json', ...words]);
    assert.equal(done.status, status, words.join(' '));
    assert.ok(done.stderr.length > 10, words.join(' '));
    return done.stderr;
  };
  assert.match(said(['--reader', 'none.json'], 1), /none\.json: No such file/);
  assert.match(said(['--reader', 'broken.json'], 1), /broken\.json:@1/);
  assert.match(said(['--now', 'today'], 2), /--now/);
  said(['--grants', 'everything'], 2);
  assert.equal(run(['decide']).status, 2);
});

test('decide names what is wrong with its events and its page, and decides nothing', () => {
  write('profile.json', profile({ campaigns: [campaign] }));
  write('typo.json', [{ at: 'nope', type: 'pge' }]);
  write('page.json', { countr: 'UA', locale: 5 });
  const decided = (words) => run(['decide', '--profile', 'profile.json', ...words]);
  const events = decided(['--events', 'typo.json']);
  assert.deepEqual([events.status, events.stdout], [1, '']);
  assert.match(events.stderr, /typo\.json:#\/0\/at: .*zone/);
  assert.match(events.stderr, /typo\.json:#\/0\/type: .*article, impression, dismiss/);
  const page = decided(['--context', 'page.json']);
  assert.deepEqual([page.status, page.stdout], [1, '']);
  assert.match(page.stderr, /page\.json:#\/countr: /);
  assert.match(page.stderr, /page\.json:#\/locale: This must be a string, not a number/);
});

test('a time without its zone is in UTC, as the help says', () => {
  const ends = { ...campaign, schedule: { end: '2026-12-01T00:00:00Z' } };
  write('profile.json', profile({ campaigns: [ends] }));
  const at = (now) => run(['lint', 'profile.json', '--now', now]).stdout;
  assert.equal(at('2026-11-30T23:59:59'), '');
  assert.match(at('2026-12-01T00:00:00'), /has ended/);
  for (const verb of ['lint', 'decide', 'render'])
    assert.match(run([verb, '--help']).stdout, /--now ISO[^-]*UTC/);
});

test('lint of an article says that it is no profile', () => {
  write('article.json', { id: 'a', title: 'T', content_text: 'B' });
  const { status, stdout } = run(['lint', 'article.json']);
  assert.equal(status, 1);
  assert.match(stdout, /^article\.json:#: error: This is no profile/);
});

test('lint says nothing and ends well where nothing is wrong', () => {
  write('profile.json', profile({ campaigns: [campaign] }));
  const { status, stdout, stderr } = run(['lint', 'profile.json']);
  assert.deepEqual([status, stdout, stderr], [0, '', '']);
});

test('a warning alone is exit status 0', () => {
  write('profile.json', profile({ kill_switch: true, campaigns: [campaign] }));
  const { status, stdout } = run(['lint', 'profile.json']);
  assert.equal(status, 0);
  assert.equal(
    stdout,
    'profile.json:#/support/kill_switch: warning: No prompt is shown while this is true.\n',
  );
});

test('an error is exit status 1, and says what to change', () => {
  write('profile.json', profile({ campaigns: [{ ...campaign, holdout_bp: 20000 }] }));
  const { status, stdout } = run(['lint', 'profile.json']);
  assert.equal(status, 1);
  assert.equal(
    stdout,
    'profile.json:#/support/campaigns/0/holdout_bp: error: This must be a whole number from 0 to 10000.\n',
  );
});

test('lint judges dates by --now', () => {
  const ends = { ...campaign, schedule: { end: '2026-12-01T00:00:00Z' } };
  write('profile.json', profile({ campaigns: [ends] }));
  const at = (now) => run(['lint', 'profile.json', '--now', now]).stdout;
  assert.equal(at('2026-11-30T23:59:59.999Z'), '');
  assert.match(at('2026-12-01T00:00:00Z'), /warning: The campaign has ended/);
});

test('the campaigns of the examples have no fault', () => {
  const { status, stdout } = lede(['lint', 'examples/lede.json', '--now', '2026-11-26T12:00:00Z']);
  assert.deepEqual([status, stdout], [0, '']);
});
