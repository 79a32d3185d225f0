// Holds the include order of docs/architecture.md: each folder of src/ includes only those to its left,
//   base <- json <- article, profile, markup, consent, support <- card <- page, widget <- wasm, cli
// and each third-party library stands behind one folder. Run by script/lint.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const SRC = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src');

const ORDER = [
  ['base'],
  ['json'],
  ['article', 'profile', 'markup', 'consent', 'support'],
  ['card'],
  ['page', 'widget'],
  ['wasm', 'cli'],
];
const rank = new Map(ORDER.flatMap((folders, i) => folders.map((folder) => [folder, i])));

// Folders that lean on less than their place in the order allows.
const LEANER = { markup: ['base'] }; // so that it can become a module of its own

const ONLY_IN = [
  { header: /^.nlohmann\//, folder: 'json' },
  { header: /^"[^/]+"$|^<cmark/, folder: 'markup' }, // cmark's own headers stand in no folder
  { header: /^.CLI\//, folder: 'cli' },
  // What costs the wasm more than it gives.
  {
    header: /^<(iostream|fstream|sstream|ostream|iomanip|regex|locale|format|map)>$/,
    folder: 'cli',
  },
];

function mayInclude(from, to) {
  if (from === to) return true;
  if (LEANER[from]) return LEANER[from].includes(to);
  return rank.get(to) < rank.get(from);
}

/** What is wrong with one include of a file in `folder`, or nothing. `header` has its marks around it. */
function fault(folder, header) {
  const rule = ONLY_IN.find((one) => one.header.test(header));
  if (rule && rule.folder !== folder) return `only src/${rule.folder}/ may include this`;
  if (header.startsWith('<') || rule) return '';
  const path = header.slice(1, -1);
  const to = path.split('/')[0];
  if (!rank.has(to)) return 'name the folder: "base/result.h"';
  if (!mayInclude(folder, to)) return `${folder} may not lean on ${to}`;
  return existsSync(join(SRC, path)) ? '' : 'there is no such file';
}

function* sources(folder) {
  for (const entry of readdirSync(join(SRC, folder), { withFileTypes: true, recursive: false })) {
    if (entry.isDirectory()) yield* sources(join(folder, entry.name));
    else if (/\.(h|cpp|c|inc|def)$/.test(entry.name)) yield join(folder, entry.name);
  }
}

const faults = [];
let files = 0;
for (const folder of readdirSync(SRC)) {
  if (!rank.has(folder)) {
    faults.push(
      `src/${folder}: has no place in the order; give it one in script/check-includes.mjs`,
    );
    continue;
  }
  for (const file of sources(folder)) {
    ++files;
    readFileSync(join(SRC, file), 'utf8')
      .split('\n')
      .forEach((line, i) => {
        const found = /^\s*#\s*include\s*([<"][^>"]+[>"])/.exec(line);
        const what = found && fault(folder, found[1]);
        if (what) faults.push(`src/${file}:${i + 1}: ${found[1]}: ${what}`);
      });
  }
}
faults.forEach((line) => console.log(line));
console.log(`${files} files, ${faults.length} faults`);
process.exitCode = faults.length || !files ? 1 : 0;
