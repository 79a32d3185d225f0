// How long the hardest inputs take, in WebAssembly as shipped: every family of support/families.mjs at 16, 64
// and 256 KB.
//   node bench/pathological.mjs [--chromium] [--only TEXT] [--all] [--native]      (after script/build)
//
//   --chromium  in Chromium instead of Node.js
//   --only      families whose name or format has TEXT in it
//   --all       prints every family, not only the slowest and what is over a bound
//
// A family is over its bound when a warm call takes more than 50 ms at 256 KB (median), a first call more than
// 100 ms (median of three fresh modules; the module's bytes are made new, so that no engine knows its code), or
// when time grows faster than the text: more than 4.8 times from 64 KB to 256 KB, where it is over 10 ms.
// Times are this machine's: in Node.js of the processor, in Chromium of the clock on the wall. The exit status is
// 1 when a family is over a bound.
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { launch } from '../tests/browser/engines.mjs';
import { families } from './support/families.mjs';
import { measureFamily, start } from './support/measure.mjs';

const WARM_MS = 50;
const FIRST_MS = 100;
const GROWTH = 4.8;
const GROWTH_FROM_MS = 10;
const SIZES = [16, 64, 256];

const { values: options } = parseArgs({
  options: {
    chromium: { type: 'boolean' },
    only: { type: 'string', default: '' },
    all: { type: 'boolean' },
  },
});
const top = new URL('../', import.meta.url);
const wasm = readFileSync(new URL('dist/lede.wasm', top));

/** Linux counts what a process and its main thread have used of a processor; elsewhere the clock on the wall. */
function processorClocks() {
  const wall = () => performance.now();
  const used = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const thread = () => Number(readFileSync('/proc/self/schedstat', 'latin1').split(' ')[0]) / 1e6;
  return existsSync('/proc/self/schedstat')
    ? { process: used, thread }
    : { process: wall, thread: wall };
}

/** Measures in Node.js. @returns {Promise<(index: number) => Promise<any>>} */
async function inNode() {
  await start(new Uint8Array(wasm), processorClocks());
  return (index) => measureFamily(index, SIZES);
}

/** Measures in a page. @returns {Promise<(index: number) => Promise<any>>} */
async function inChromium() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('support/measure.mjs', import.meta.url))],
    bundle: true,
    format: 'iife',
    globalName: 'bench',
    write: false,
  });
  const browser = await launch();
  process.on('exit', () => void browser.close());
  const page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0].text });
  await page.evaluate(
    (text) => globalThis.bench.start(Uint8Array.from(atob(text), (c) => c.charCodeAt(0))),
    wasm.toString('base64'),
  );
  return (index) =>
    page.evaluate(([i, sizes]) => globalThis.bench.measureFamily(i, sizes), [index, SIZES]);
}

const measure = await (options.chromium ? inChromium() : inNode());
const rows = [];
for (const [index, { format, name }] of families.entries()) {
  if (!`${format} ${name}`.includes(options.only)) continue;
  const { warm, first, least } = await measure(index);
  // Given up before the largest size: it would take many seconds.
  while (warm.length < SIZES.length) [warm, least].forEach((times) => times.push(Infinity));
  const growth = first === Infinity ? Infinity : least.at(-1) / Math.max(least.at(-2), 0.05);
  const faults = [
    warm.at(-1) > WARM_MS && `warm over ${WARM_MS} ms`,
    first > FIRST_MS && `first over ${FIRST_MS} ms`,
    growth > GROWTH && least.at(-1) > GROWTH_FROM_MS && 'grows faster than the text',
  ].filter(Boolean);
  rows.push({ format, name, warm, first, growth, faults });
  if (process.stderr.isTTY) process.stderr.write(`\r${rows.length} of ${families.length} `);
}

const ms = (/** @type {number} */ n) => n.toFixed(1).padStart(8);
const head = ['16 KB', '64 KB', '256 KB', 'first', 'growth'];
const print = (row) =>
  console.log(
    `${row.format.padEnd(9)}${row.name.slice(0, 50).padEnd(51)}${row.warm.map(ms).join('')}${ms(row.first)}` +
      `${row.growth.toFixed(1).padStart(8)}  ${row.faults.join(', ')}`,
  );
rows.sort((a, b) => b.warm.at(-1) - a.warm.at(-1));
const bad = rows.filter(({ faults }) => faults.length);
console.log(`${''.padEnd(60)}${head.map((word) => word.padStart(8)).join('')}   (ms, median)`);
for (const row of options.all ? rows : rows.slice(0, 25)) print(row);
if (bad.length) {
  console.log('\nOver a bound:');
  bad.forEach(print);
}
const worst = (of) => Math.max(...rows.map(of)).toFixed(1);
console.log(
  `\n${rows.length} families, ${bad.length} over a bound. At 256 KB at most ${worst((r) => r.warm.at(-1))} ms warm, ` +
    `${worst((r) => r.first)} ms on a first call.`,
);
process.exit(bad.length ? 1 : 0);
