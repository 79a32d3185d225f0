// Makes build/web/names.js and docs/names.md from the tables that C++ includes.
// Run by script/bundle.mjs; `--check` only says whether docs/names.md is up to date.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const top = new URL('../', import.meta.url);
const row = /^(LEDE_ERROR|LEDE_NAME)\((?:(\w+), )?(\w+), "([^"]*)"\)(?: *\/\/ (.*))?$/;

/**
 * Reads an X-macro table. A comment of whole lines above rows is their group's heading.
 * @param {string} path
 */
async function table(path) {
  const rows = [];
  let group = '';
  let inComment = false;
  for (const line of (await readFile(new URL(path, top), 'utf8')).split('\n')) {
    const found = row.exec(line);
    if (found) {
      const [, macro, kind, id, name, note = ''] = found;
      rows.push({ kind: kind ?? 'error', id, name, note, group, macro });
    } else if (line.startsWith('// ')) {
      group = (inComment ? `${group} ` : '') + line.slice(3);
    } else if (line.trim()) {
      throw new Error(`${path}: cannot read "${line}"`);
    }
    inComment = line.startsWith('//');
  }
  return rows;
}

/** @param {{kind: string, id: string}} name */
const constant = ({ kind, id }) => `${kind}_${id}`.toUpperCase();

/** @returns {Promise<{script: string, page: string, constants: Record<string, string>}>} */
export async function makeNames() {
  const errors = await table('src/base/errors.def');
  const names = await table('src/widget/names.def');
  const constants = Object.fromEntries([...names, ...errors].map((n) => [constant(n), n.name]));

  const script = [
    '// Made by script/names.mjs from src/widget/names.def and src/base/errors.def.',
    ...Object.entries(constants).map(
      ([id, name]) => `export const ${id} = ${JSON.stringify(name)};`,
    ),
    `export const ATTRIBUTES = '${names
      .filter((n) => n.kind === 'attribute')
      .map((n) => n.name)
      .join(' ')}'.split(' ');`,
    `export const ERRORS = ${JSON.stringify(errors.map((n) => n.name))};`,
    '',
  ].join('\n');

  const list = (kind) =>
    names
      .filter((n) => n.kind === kind)
      .map((n) => `| \`${n.name}\` | ${n.note} |`)
      .join('\n');
  const groups = [...new Set(errors.map((e) => e.group))];
  const page = `# Names

Made by \`script/names.mjs\` from \`src/widget/names.def\` and \`src/base/errors.def\`, which C++ and JavaScript
share. Change the tables, not this page.

## Attributes
Bare on \`<lede-card>\`, with \`data-\` before them on the one-tag form's \`<script>\`.

| attribute | what it says |
| --- | --- |
${list('attribute')}

## Events
CustomEvents on the element; they bubble and cross shadow roots.

| event | when |
| --- | --- |
${list('event')}

## Parts
Style them from the page with \`lede-card::part(name)\`.

| part | what stands there |
| --- | --- |
${list('region')}
${list('part')}

## Error codes
\`card.error.code\`, the \`code\` of a \`LedeError\`, and what \`lede check\` goes by.

${groups
  .map((group) => {
    const codes = errors.filter((e) => e.group === group);
    return `- ${group.replace(/\.$/, '')}: ${codes.map((e) => `\`${e.name}\``).join(', ')}.`;
  })
  .join('\n')}
`;
  return { script, page, constants };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { script, page } = await makeNames();
  const at = new URL('docs/names.md', top);
  if (process.argv.includes('--check')) {
    if ((await readFile(at, 'utf8').catch(() => '')) !== page) {
      console.error('docs/names.md is out of date: run node script/names.mjs');
      process.exit(1);
    }
  } else {
    await mkdir(new URL('build/web/', top), { recursive: true });
    await writeFile(new URL('build/web/names.js', top), script);
    await mkdir(new URL('docs/', top), { recursive: true });
    await writeFile(at, page);
  }
}
