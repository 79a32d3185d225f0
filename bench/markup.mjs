// Untrusted Markdown to safe HTML in one run in Chromium: Lede beside marked, markdown-it, commonmark.js and md4w
// (which is WebAssembly too), each of these with DOMPurify.
//   node bench/markup.mjs [--rounds 15]          (after script/build)
//
// In each round every renderer has its turn, each time beginning with another one; a turn takes at least 20 ms. The
// figures are medians over the rounds: of the processor's time in the page's main thread, which other programs
// don't disturb, and of the clock on the wall. First it is counted what each makes of each text: the exit status is
// 1 when one of them leaves things out. The tables are Markdown, as they stand in README.md; build/bench/markup.md
// keeps them, markup.json every round.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { launch } from '../tests/browser/engines.mjs';
import { openSite } from '../tests/browser/support/site.mjs';
import { median, percent } from './support/numbers.mjs';
import { texts } from './support/texts.mjs';

const TURN_MS = 20;
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(options.rounds);
const top = new URL('../', import.meta.url);
const inputs = texts();

/** @param {string} name of a package */
const packageOf = (name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, top), 'utf8'));

/** A page with the renderers in it. It is isolated, so that its clock is a fine one. */
async function openPage() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('support/renderers.mjs', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'bench',
    target: 'es2022',
    logOverride: { 'empty-import-meta': 'silent' }, // md4w is told where its module is
    write: false,
  });
  const [site, browser] = await Promise.all([openSite(), launch()]);
  site.publish('/bench.js', { type: 'text/javascript', body: outputFiles[0].contents });
  site.publish('/md4w.wasm', {
    type: 'application/wasm',
    body: readFileSync(new URL('node_modules/md4w/js/md4w-fast.wasm', top)),
  });
  site.publish('/bench.html', {
    body: '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="bench.js"></script>',
    headers: {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    },
  });
  const page = await browser.newPage();
  await page.goto(`${site.publisher}/bench.html`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  return {
    call: (verb, ...words) =>
      page.evaluate(([name, all]) => globalThis.bench[name](...all), [verb, words]),
    /** Milliseconds of processor time that the page's main thread has had. */
    used: async () => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'ThreadTime').value * 1000;
    },
    close: () => Promise.all([browser.close(), site.close()]),
  };
}

/**
 * One text through all renderers.
 * @returns {Promise<Record<string, {processor: number[], wall: number[]}>>} milliseconds of one run, for each round
 */
async function measure(page, names, index) {
  const times = {};
  const turns = {};
  for (const name of names) {
    times[name] = { processor: [], wall: [] };
    turns[name] = Math.max(1, Math.ceil(TURN_MS / (await page.call('warmUp', name, index))));
  }
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      const before = await page.used();
      const wall = await page.call('run', name, index, turns[name]);
      times[name].processor.push(((await page.used()) - before) / turns[name]);
      times[name].wall.push(wall);
    }
  }
  return times;
}

/** Whoever makes less than nine tenths of what Lede makes of a text, or Lede of what they make. */
async function idlers(page, names, index) {
  const [lede, ...peers] = await Promise.all(names.map((name) => page.call('look', name, index)));
  return peers.flatMap((peer, i) =>
    Object.keys(lede)
      .filter((what) => Math.min(lede[what], peer[what]) < 0.9 * Math.max(lede[what], peer[what]))
      .map((what) => `${names[i + 1]}: ${peer[what]} ${what} where Lede has ${lede[what]}`),
  );
}

// As Prettier writes a table: the first column to the left, the others to the right, all as wide as they must be.
function table(head, rows) {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((row) => row[i].length)));
  const line = (row) =>
    `| ${row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i ? '-'.repeat(width - 1) + ':' : '-'.repeat(width))).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

const page = await openPage();
const names = await page.call(
  'start',
  inputs.map(({ text }) => text),
  { lede: 'lede.wasm', md4w: 'md4w.wasm' },
);
for (const name of names) for (const index of inputs.keys()) await page.call('warmUp', name, index);
const faults = [];
const results = [];
for (const [index, { name: text }] of inputs.entries()) {
  faults.push(...(await idlers(page, names, index)).map((fault) => `${text}: ${fault}`));
  results.push(await measure(page, names, index));
}
await page.close();

const ratio = (result, name, clock) =>
  (median(result[name][clock]) / median(result.Lede[clock])).toFixed(1);
const rowsOf = (cell) =>
  inputs.map(({ name }, i) => [name, ...names.map((one) => cell(results[i], one))]);
const versions = ['marked', 'markdown-it', 'commonmark', 'md4w', 'dompurify'].map(
  (name) => `${name} ${packageOf(name).version}`,
);
const report = [
  `${versions.join(', ')}; ${rounds} rounds.`,
  'Milliseconds of the processor, and how many times as long as Lede:',
  table(
    ['', ...names],
    rowsOf((result, name) => {
      const ms = median(result[name].processor).toFixed(2);
      return name === 'Lede' ? ms : `${ms} (${ratio(result, name, 'processor')})`;
    }),
  ),
  'By the clock on the wall, with half of what lies between the quartiles:',
  table(
    ['', ...names],
    rowsOf((result, name) => {
      const { wall } = result[name];
      const ms = `${median(wall).toFixed(2)} ${percent(wall)}`;
      return name === 'Lede' ? ms : `${ms} (${ratio(result, name, 'wall')})`;
    }),
  ),
].join('\n\n');

const folder = new URL('build/bench/', top);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('markup.md', folder), report + '\n');
writeFileSync(
  new URL('markup.json', folder),
  JSON.stringify(inputs.map(({ name, bytes }, i) => ({ text: name, bytes, ...results[i] }))),
);
console.log(report);
if (faults.length) console.log(`\nNot the same was made of these texts:\n${faults.join('\n')}`);
process.exitCode = faults.length ? 1 : 0;
