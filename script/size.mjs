// What a reader's browser downloads, compressed as a server would: brotli, quality 11. KB = 1,000 bytes.
//   node script/size.mjs            (prints a table, writes build/size.json, fails above a budget)
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const TOP = dirname(dirname(fileURLToPath(import.meta.url)));

// `goal` is what is promised with consent and requests for support; `limit` is what was reached, which nothing may exceed and which only goes
// down. The card alone had 4,000 and 76,000: the page's consent managers, the machine and the question came with more.
const BUDGETS = [
  { name: 'lede.js', files: ['lede.js'], goal: 5_500, limit: 5_940 },
  { name: 'lede.js + lede.wasm', files: ['lede.js', 'lede.wasm'], goal: 84_000, limit: 97_010 },
];
// Compilers differ by several KB, so what the module may weigh holds for one of them: Debian 12's.
const REFERENCE = '3.1.6';
// Shown beside them, without a budget; no partner's page loads lede-editor.wasm.
const ALSO = ['lede.wasm', 'lede.mjs', 'lede-editor.wasm', 'preview.html'];

function measure(name) {
  const bytes = readFileSync(join(TOP, 'dist', name));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return { raw: bytes.length, brotli: brotliCompressSync(bytes, { params }).length };
}

function measureAll() {
  const names = new Set([...BUDGETS.flatMap(({ files }) => files), ...ALSO]);
  const sizes = {};
  for (const name of names) {
    if (statSync(join(TOP, 'dist', name), { throwIfNoEntry: false })) sizes[name] = measure(name);
  }
  return sizes;
}

const number = (n) => n.toLocaleString('en').padStart(10);

function print(sizes, sums) {
  console.log(
    `${'dist/'.padEnd(22)}${'bytes'.padStart(10)}${'brotli'.padStart(10)}${'at most'.padStart(10)}${'goal'.padStart(10)}`,
  );
  for (const [name, { raw, brotli }] of Object.entries(sizes)) {
    const budget = BUDGETS.find(({ files }) => files.length === 1 && files[0] === name);
    console.log(
      `${name.padEnd(22)}${number(raw)}${number(brotli)}${budget ? number(budget.limit) + number(budget.goal) : ''}`,
    );
  }
  for (const { name, files, brotli, limit, goal } of sums) {
    if (files.length > 1)
      console.log(
        `${name.padEnd(22)}${''.padStart(10)}${number(brotli)}${number(limit)}${number(goal)}`,
      );
  }
}

function emscriptenVersion() {
  const words = execFileSync('emcc', ['--version'], { encoding: 'utf8' });
  return /(\d+\.\d+\.\d+)/.exec(words)?.[1] ?? 'of unknown version';
}

const compiler = emscriptenVersion();
const sizes = measureAll();
const sums = BUDGETS.map((budget) => ({
  ...budget,
  brotli: budget.files.reduce((sum, name) => sum + (sizes[name]?.brotli ?? 0), 0),
  missing: budget.files.filter((name) => !sizes[name]),
}));
print(sizes, sums);
mkdirSync(join(TOP, 'build'), { recursive: true });
writeFileSync(
  join(TOP, 'build', 'size.json'),
  JSON.stringify(
    { files: sizes, budgets: sums.map(({ name, brotli, limit }) => ({ name, brotli, limit })) },
    null,
    2,
  ) + '\n',
);
for (const { name, files, brotli, limit, goal, missing } of sums) {
  const lacking = missing.map((file) => `dist/${file}`).join(' and ');
  const why = lacking
    ? `${lacking} is missing; run script/build`
    : `${brotli - limit} bytes too many`;
  const held = compiler === REFERENCE || !files.some((file) => file.endsWith('.wasm'));
  const ok = !lacking && (brotli <= limit || !held);
  if (held && brotli > goal) console.log(`note    ${name}: ${brotli - goal} bytes above the goal`);
  if (!held) console.log(`note    built by Emscripten ${compiler}; the budget is ${REFERENCE}'s`);
  console.log(ok ? `ok      size of ${name}` : `FAILED  size of ${name}: ${why}`);
  if (!ok) process.exitCode = 1;
}
