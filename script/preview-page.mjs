// shell.html -> dist/preview.html: one file that works from a server and from disk, with all it needs inside.
import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { namesOf } from '../web/preview/lab/prompt.js';

const top = new URL('../', import.meta.url);
/** @param {string} path */
const at = (path) => fileURLToPath(new URL(path, top));
/** @param {string} path */
const text = (path) => readFile(at(path), 'utf8');

// Where the demo publisher's pictures are: the preview carries them inside.
const media = 'https://kittiwake.example/media/';
// Items of the feed that show what the articles don't: a table, lists, three more languages.
const fromFeed = [
  'tides-2026-11-21',
  'arrivals-2026-11-18',
  'birds-01',
  'uk-persha-kryha',
  'he-shuk-dagim',
  'fr-la-criee',
  'ja-asagiri',
];
// In this order: what comes later wins.
const styles = [
  'preview.css',
  'editor.css',
  'panels.css',
  'stage.css',
  'lab/bench.css',
  'lab/findings.css',
  'places.css',
  'lab/places.css',
];
const articlesInOrder = ['bakhmut', 'feature', 'html', 'uk', 'rtl', 'text'];

const label = ({ title, content_text: words, id }) =>
  title ?? (words ? `${words.slice(0, 40).replace(/\s+\S*$/, '')}…` : id);

/** What can be picked: {group, label, text, path}; `path` leads to it from where the page is served. */
async function samples() {
  const names = (await readdir(at('examples/articles'))).filter((name) => name.endsWith('.json'));
  const rank = (name) => {
    const place = articlesInOrder.indexOf(name.slice(0, -5));
    return place < 0 ? articlesInOrder.length : place;
  };
  names.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const articles = await Promise.all(
    names.map(async (name) => {
      const json = await text(`examples/articles/${name}`);
      return {
        group: 'Articles',
        label: label(JSON.parse(json)),
        text: json,
        path: `articles/${name}`,
      };
    }),
  );
  const { items } = JSON.parse(await text('examples/feed.json'));
  const notes = items
    .filter(({ id }) => fromFeed.includes(id))
    .map((item) => ({
      group: 'From the feed',
      label: label(item),
      text: `${JSON.stringify(item, null, 2)}\n`,
      path: `feed.json#${item.id}`,
    }));
  return [
    ...articles,
    ...notes,
    { group: 'To begin with', label: 'Markdown', text: await text('web/preview/note.md') },
    { group: 'To begin with', label: 'Five faults', text: await text('web/preview/faulty.json') },
  ];
}

/** The campaigns that the lab begins with: {label, text, set: what its reader and page are like}. */
async function campaigns() {
  const folder = 'web/preview/lab';
  return Promise.all(
    JSON.parse(await text(`${folder}/samples.json`)).map(async ({ label: name, file, set }) => ({
      label: name,
      text: await text(`${folder}/samples/${file}`),
      set,
    })),
  );
}

/**
 * The partner's pages whose publishers have campaigns, one for each profile, in the order of their list:
 * {path, title, text: the profile's, names: "campaign:variant"}.
 */
async function partnerPages() {
  const profiles = new Set();
  const pages = [];
  for (const [path, title] of Object.entries(
    JSON.parse(await text('examples/partners/pages.json')),
  )) {
    const html = await text(`examples/partners/${path}`);
    for (const [, name] of html.matchAll(/profile="\{\{publisher\}\}\/([\w.-]+)"/g)) {
      if (profiles.has(name)) continue;
      profiles.add(name);
      const profile = await text(`examples/${name}`);
      const names = namesOf(JSON.parse(profile));
      if (names.length) pages.push({ path, title, text: profile, names });
    }
  }
  return pages;
}

async function pictures() {
  const names = (await readdir(at('examples/media'))).filter((name) => name.endsWith('.svg'));
  const files = names.map(async (name) => [media + name, await text(`examples/media/${name}`)]);
  return Object.fromEntries(await Promise.all(files));
}

const hash = (code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

/** JSON that may stand in <script>. */
const inert = (value) => JSON.stringify(value).replaceAll('<', '\\u003c');

/** Replaces a mark of shell.html; one that is not there is a mistake. */
const fill = (html, mark, content) => {
  const [before, after, ...more] = html.split(mark);
  if (after === undefined || more.length) throw new Error(`shell.html must have one ${mark}`);
  return before + content + after;
};

/**
 * Puts in the files that a text names: <!-- lede: include web/preview/editor.html name="article" -->, of which each
 * {{name}} becomes what stands behind it.
 */
async function include(html) {
  const mark = /<!-- lede: include (\S+)((?: [a-z]+="[^"]*")*) -->/;
  let whole = html;
  for (let found; (found = mark.exec(whole));) {
    const [comment, path, given] = found;
    let part = await text(path);
    for (const [, name, value] of given.matchAll(/([a-z]+)="([^"]*)"/g))
      part = part.replaceAll(`{{${name}}}`, value);
    if (part.includes('{{')) throw new Error(`${path} wants more than${given}`);
    whole = whole.replace(comment, () => part);
  }
  return whole;
}

const dataUrl = (wasm) => `data:application/wasm;base64,${Buffer.from(wasm).toString('base64')}`;

/**
 * Writes dist/preview.html.
 * @param {{script: string, wasm: Uint8Array, editor: Uint8Array, target: string}} parts the finished lede.js,
 *   lede.wasm and lede-editor.wasm
 */
export async function makePreviewPage({ script, wasm, editor, target }) {
  const bundled = await build({
    entryPoints: [at('web/preview/preview.js')],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    target,
    legalComments: 'none',
  });
  const own = bundled.outputFiles[0].text.trim();
  if (/<\/script|<!--/i.test(own + script)) throw new Error('scripts must be fit for <script>');
  const sheets = await Promise.all(styles.map((name) => text(`web/preview/${name}`)));
  const { code } = await transform(sheets.join('\n'), {
    loader: 'css',
    minify: true,
    target,
  });
  const style = code.trim();
  const data = {
    samples: await samples(),
    profile: { text: await text('examples/lede.json'), path: 'lede.json' },
    media: await pictures(),
    campaigns: await campaigns(),
    partner: { origin: '{{partner}}', pages: await partnerPages() }, // script/serve.mjs fills it in
  };
  // Only what stands in this file runs. Pictures come from where a pasted article says.
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} ${hash(own)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    'img-src data: http: https:',
    'connect-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  let html = await include(await text('shell.html'));
  html = fill(
    html,
    '<!-- lede: policy -->',
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );
  html = fill(html, '<!-- lede: style -->', `<style>${style}</style>`);
  html = html.replace(/(id="data">)\s*\{\}\s*/, (_, tag) => tag + inert(data));
  html = html.replace(/(id="editor-wasm">)/, (tag) => tag + dataUrl(editor));
  html = fill(
    html,
    '<!-- lede: scripts -->',
    `<script data-wasm="${dataUrl(wasm)}">${script}</script>\n    <script>${own}</script>`,
  );
  await writeFile(at('dist/preview.html'), html);
  return html.length;
}
