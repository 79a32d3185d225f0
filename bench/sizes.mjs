// What Lede weighs beside what a JavaScript widget would be built from, in one run: each bundled and minified by
// esbuild, compressed with brotli at quality 11. KB = 1,000 bytes.
//   node bench/sizes.mjs          (after script/build)
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const top = new URL('../', import.meta.url);

/** @param {string | Uint8Array} bytes */
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const peers = [
  [
    'lit + marked + DOMPurify + vanilla-cookieconsent',
    ['lit', 'marked', 'dompurify', 'vanilla-cookieconsent'],
  ],
  ['marked + DOMPurify', ['marked', 'dompurify']],
  ['markdown-it + DOMPurify', ['markdown-it', 'dompurify']],
];

/** @param {string[]} packages */
async function bundled(packages) {
  const contents = packages.map((name, i) => `import * as m${i} from '${name}';`).join('\n');
  const all = packages.map((_, i) => `m${i}`).join();
  const { outputFiles } = await build({
    stdin: {
      contents: `${contents}\nglobalThis.all = [${all}];`,
      resolveDir: new URL('.', top).pathname,
    },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    write: false,
  });
  return outputFiles[0].contents;
}

/**
 * @param {string} name
 * @param {number} raw
 * @param {number} packed
 */
const print = (name, raw, packed) =>
  console.log(
    `${name.padEnd(52)}${raw.toLocaleString('en').padStart(10)}${packed.toLocaleString('en').padStart(10)}`,
  );

const own = ['lede.js', 'lede.wasm'].map((name) => readFileSync(new URL(`dist/${name}`, top)));
console.log(`${''.padEnd(52)}${'bytes'.padStart(10)}${'brotli'.padStart(10)}`);
print(
  'Lede: lede.js + lede.wasm',
  own.reduce((sum, { length }) => sum + length, 0),
  own.reduce((sum, bytes) => sum + brotli(bytes), 0),
);
for (const [name, packages] of peers) {
  const bytes = await bundled(/** @type {string[]} */ (packages));
  print(/** @type {string} */ (name), bytes.length, brotli(bytes));
}
