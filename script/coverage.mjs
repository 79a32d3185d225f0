// Holds folders to it that tests reach each of their lines. Called by script/coverage:
//   node script/coverage.mjs LINES.info FUNCTIONS.json FOLDER...
// The first file is llvm-cov's export as lcov, the second one its export as text. A line is reached when something
// in it was. Prints the files of each folder, the lines that were not reached, and "ok" or "FAILED" for the folder.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';

const [lcov, functions, ...folders] = process.argv.slice(2);
const sources = new Map();

/** The lines of a file, the first one at 1. */
function linesOf(file) {
  if (!sources.has(file)) sources.set(file, ['', ...readFileSync(file, 'utf8').split('\n')]);
  return sources.get(file);
}

/** How often each line ran: `Map<file, Map<line, count>>`. */
function readLines(text) {
  const files = new Map();
  let lines;
  for (const row of text.split('\n')) {
    const [, key, value] = /^(SF|DA):(.*)/.exec(row) ?? [];
    if (key === 'SF') files.set(relative('.', value), (lines = new Map()));
    if (key === 'DA') lines.set(...value.split(',').map(Number));
  }
  return files;
}

/** Whether the function whose body begins there is declared consteval: the compiler runs it, and nothing else can. */
function isConsteval(file, line, column) {
  const before = [
    ...linesOf(file).slice(Math.max(1, line - 5), line),
    linesOf(file)[line].slice(0, column - 1),
  ];
  return /\bconsteval\b[^;{}]*$/.test(before.join('\n'));
}

/** What only the compiler runs: `Set<"file:line">`. */
function constevalLines({ data }) {
  const lines = new Set();
  for (const { filenames, regions } of data.flatMap((one) => one.functions)) {
    const [first, column, last] = regions[0];
    const file = relative('.', filenames[0]);
    if (!folders.some((folder) => file.startsWith(`${folder}/`))) continue;
    if (!isConsteval(file, first, column)) continue;
    for (let line = first; line <= last; line++) lines.add(`${file}:${line}`);
  }
  return lines;
}

const counts = readLines(readFileSync(lcov, 'utf8'));
const compiled = constevalLines(JSON.parse(readFileSync(functions, 'utf8')));
for (const folder of folders) {
  let all = 0;
  const missed = [];
  const files = readdirSync(folder).filter((name) => /\.(cpp|h)$/.test(name));
  for (const file of files.sort().map((name) => join(folder, name))) {
    if (!counts.has(file)) {
      if (file.endsWith('.cpp')) missed.push(`${file}: none of it is in the tests`);
      continue; // a header without a function
    }
    const lines = [...counts.get(file)].filter(([line]) => !compiled.has(`${file}:${line}`));
    const never = lines.filter(([, count]) => count === 0).map(([line]) => line);
    all += lines.length;
    missed.push(...never.map((line) => `${file}:${line}: ${linesOf(file)[line].trim()}`));
    console.log(
      `  ${file.padEnd(32)}${String(lines.length).padStart(6)} lines, ${never.length} not reached`,
    );
  }
  if (missed.length || !all) {
    process.exitCode = 1;
    console.log(`FAILED  coverage ${folder}, not reached by any test:`);
    missed.forEach((line) => console.log(`  ${line}`));
  } else {
    console.log(`ok      coverage ${folder}: each of ${all} lines is reached`);
  }
}
