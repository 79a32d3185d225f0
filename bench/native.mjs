// `lede markdown` beside the `cmark` command, and our renderer beside cmark_markdown_to_html in one process: the
// same release of cmark, built with -O2. cmark does not sanitise.
//   node bench/native.mjs [--rounds 40]
// Needs: cmake --preset native; the `cmark` command (Debian: cmark). Builds the target lede_bench itself.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, percent } from './support/numbers.mjs';
import { texts } from './support/texts.mjs';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '40' } } });
const top = fileURLToPath(new URL('../', import.meta.url));

let version;
try {
  version = /(\d+\.\d+\.\d+)/.exec(execFileSync('cmark', ['--version'], { encoding: 'utf8' }))?.[1];
} catch {
  console.error('The cmark command is missing; on Debian: apt-get install cmark');
  process.exit(2);
}
execFileSync('cmake', ['--build', 'build/native', '--target', 'lede', 'lede_bench', '-j', '2'], {
  cwd: top,
  stdio: ['ignore', 'ignore', 'inherit'],
});

const folder = `${top}build/bench`;
mkdirSync(folder, { recursive: true });
const inputs = texts();
const files = inputs.map(({ text }, i) => {
  const file = `${folder}/${i}.md`;
  writeFileSync(file, text);
  return file;
});
const printed = execFileSync(
  `${top}build/native/bench/lede_bench`,
  [options.rounds, `${top}build/native/lede`, 'cmark', ...files],
  { encoding: 'utf8' },
);

const cell = (/** @type {string | number} */ text) => String(text).padStart(12);
console.log(
  `${''.padEnd(30)}${'Lede'.padStart(12)}${'cmark'.padStart(12)}${'spread'.padStart(12)}` +
    `${'speed'.padStart(12)}${'at best'.padStart(12)}   (ms, medians; cmark ${version})`,
);
let kind = '';
const rows = printed
  .trim()
  .split('\n')
  .map((line) => line.split('\t'))
  .sort((a, b) => a[1].localeCompare(b[1]));
for (const [file, what, ours, theirs] of rows) {
  if (what !== kind) console.log(`\n${what}`);
  kind = what;
  const [own, cmark] = [ours, theirs].map((times) => times.trim().split(' ').map(Number));
  const name = inputs[files.indexOf(file)].name;
  const ratio = (a, b) => (a / b).toFixed(2);
  console.log(
    name.padEnd(30) +
      cell(median(own).toFixed(3)) +
      cell(median(cmark).toFixed(3)) +
      cell(`${percent(own)}, ${percent(cmark)}`) +
      cell(ratio(median(cmark), median(own))) +
      cell(ratio(Math.min(...cmark), Math.min(...own))),
  );
}
console.log(
  '\nspeed: how fast Lede is where cmark is 1, by medians; at best: by the fastest rounds.',
);
