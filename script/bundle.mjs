// Makes dist/ from web/: names -> esbuild and terser -> lede.js, lede.mjs, and what stands beside them.
//   node script/bundle.mjs [--wasm build/wasm/lede.wasm] [--editor build/wasm/lede-editor.wasm]
import { copyFile, cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify } from 'terser';
import { makeNames } from './names.mjs';
import { makePreviewPage } from './preview-page.mjs';

const { values: options } = parseArgs({
  options: {
    wasm: { type: 'string', default: 'build/wasm/lede.wasm' },
    editor: { type: 'string', default: 'build/wasm/lede-editor.wasm' },
  },
});
const top = new URL('../', import.meta.url);
/** @param {string} path */
const at = (path) => fileURLToPath(new URL(path, top));
/** @param {string} path */
const exists = (path) => stat(path).then(Boolean, () => false);
/** @param {string | Uint8Array} bytes */
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

// ES2022: Chromium 94, Firefox 115, Safari 16.4, Node 18.
const target = 'es2022';
const banner = '/*! Lede, MIT */';

const { script: names, page: namesPage, constants: named } = await makeNames();
await mkdir(at('build/web'), { recursive: true });
await mkdir(at('dist'), { recursive: true });
await writeFile(at('build/web/names.js'), names);
await writeFile(at('docs/names.md'), namesPage);

/** A name of the tables stands where it is used: as a variable of its own it takes more bytes, compressed. */
const inlineNames = {
  name: 'names',
  setup: (/** @type {import('esbuild').PluginBuild} */ { onLoad }) =>
    onLoad({ filter: /\/web\/\w+\.js$/ }, async ({ path }) => {
      const [imports, ...code] = (await readFile(path, 'utf8')).split(/(?<=names\.js';)/);
      const contents = code
        .join('')
        .replace(/\b[A-Z]+(?:_[A-Z]+)+\b/g, (id) => (id in named ? JSON.stringify(named[id]) : id));
      return { contents: imports + contents };
    }),
};

// lede.js: a classic script, one function around everything.
const bundled = await build({
  entryPoints: [at('web/lede.js')],
  bundle: true,
  write: false,
  plugins: [inlineNames],
  format: 'iife',
  minifySyntax: true,
  minifyWhitespace: true,
  mangleProps: /^_[a-z]/, // what only Lede's own files see
  reserveProps: /^_initialize$/, // the module's
  tsconfigRaw: {}, // tsconfig.json is for checking
  target,
  legalComments: 'none',
});
const squeezed = await minify(bundled.outputFiles[0].text, {
  ecma: 2020,
  compress: {
    passes: 3,
    unsafe: true,
    unsafe_arrows: true,
    pure_getters: true,
    conditionals: false,
  },
  mangle: true,
  format: { comments: false, ascii_only: true }, // the page may be in any encoding
});
const script = `${banner}${squeezed.code}`;
if (/<\/script|<!--/i.test(script)) throw new Error('lede.js must be fit to stand inside <script>');
await writeFile(at('dist/lede.js'), script);

// lede.mjs: readable, for those who bundle it themselves.
await build({
  entryPoints: [at('web/lede.mjs')],
  outfile: at('dist/lede.mjs'),
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target,
  banner: { js: banner },
  legalComments: 'none',
});
// TypeScript looks for the types of a .mjs in a .d.mts.
for (const name of ['lede.d.ts', 'lede.d.mts'])
  await copyFile(at('web/lede.d.ts'), at(`dist/${name}`));

const wasm = (await exists(options.wasm)) ? await readFile(options.wasm) : undefined;
if (wasm) {
  await writeFile(at('dist/lede.wasm'), wasm);
  const editor = await readFile(options.editor);
  await writeFile(at('dist/lede-editor.wasm'), editor);
  await makePreviewPage({ script, wasm, editor, target });
}
if (await exists(at('examples')))
  await cp(at('examples'), at('dist/examples'), { recursive: true });

console.log(`lede.js    ${script.length} bytes, ${brotli(script)} brotli`);
if (wasm) {
  console.log(`lede.wasm  ${wasm.length} bytes, ${brotli(wasm)} brotli`);
  console.log(`together   ${brotli(script) + brotli(wasm)} brotli`);
} else {
  console.log(`lede.wasm  is not built yet: ${options.wasm}`);
}
