#!/usr/bin/env node
// Rewrites what is expected of the render, markup and check cases with what the command prints now, and says what
// changed. Look at every change (git diff tests/cases): what stands here is what Lede promises.
// The effects of the step cases are written by hand.
//   node tests/cases/update.mjs [COMMAND]     COMMAND: build/native/lede unless given
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  checkCases,
  markupBase,
  markupCases,
  readable,
  renderArguments,
  renderCases,
  top,
} from './cases.mjs';

const command = resolve(process.argv[2] ?? fileURLToPath(new URL('../../build/native/lede', top)));
let changed = 0;

function run(words, folder, input = '') {
  const done = spawnSync(command, words, { cwd: folder, encoding: 'utf8', input });
  if (done.error) throw done.error;
  if (done.status !== 0 && done.status !== 1) throw new Error(`${words.join(' ')}: ${done.stderr}`);
  return done;
}

function expect(file, text) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (before === text) return;
  if (text === undefined) rmSync(file);
  else writeFileSync(file, text);
  changed += 1;
  console.log(
    `${before === undefined ? 'new    ' : text === undefined ? 'gone   ' : 'changed'} ${file}`,
  );
}

/** The command's sentence as the error that the core gave: {code, pointer, offset, message} but for the code. */
function errorOf(text, before) {
  const [, file, at, number, pointer, sentence] =
    /^lede: (\w+)\.json:(@(\d+)|#(\S*)): (.*)\n$/s.exec(text) ?? [];
  const message = file === 'profile' ? `profile: ${sentence}` : sentence;
  if (at === undefined) throw new Error(`Not a complaint: ${text}`);
  const code = before ? JSON.parse(before).code : 'WHICH';
  return number
    ? { code, pointer: '', offset: Number(number), message }
    : { code, pointer, message };
}

for (const one of renderCases()) {
  const words = renderArguments(one);
  const { status, stdout, stderr } = run(words, one.folder);
  const at = (name) => join(one.folder, name);
  expect(at('expected.html'), status ? undefined : readable(stdout.slice(0, -1)));
  expect(at('said.txt'), status || !stderr ? undefined : stderr);
  expect(at('error.json'), status ? JSON.stringify(errorOf(stderr, one.error)) + '\n' : undefined);
  if (one.facts) expect(at('facts.json'), run([...words, '--facts'], one.folder).stdout);
}
for (const { verb, file, text } of markupCases()) {
  const { stdout } = run([verb, '--base-url', markupBase], undefined, text);
  expect(file, readable(stdout));
}
for (const { file, folder, name } of checkCases()) {
  expect(join(folder, `${name}.expected`), run(['check', file], folder).stdout);
}
console.log(changed ? `${changed} changed: look at each of them` : 'Nothing has changed.');
