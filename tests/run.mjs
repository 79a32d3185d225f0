// Runs everything that can fail and counts it. Called by script/test, which sets up first.
//   node tests/run.mjs [GROUP...]
// A step is a program; its output goes to build/logs and is shown, shortened, only when something failed.
import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const TOP = dirname(dirname(fileURLToPath(import.meta.url)));
const LOGS = join('build', 'logs');
const ENGINES = ['chromium', 'firefox', 'webkit'];
const GROUPS = ['unit', 'coverage', 'node', 'size', 'fuzz', ...ENGINES, 'lint'];
const STEP_MINUTES = 40;
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'); // written even to files by some
process.chdir(TOP);

// --- Counting: what each kind of output says ----------------------------------------------------------

const none = { passed: 0, failed: 0, skipped: 0 };
const number = (text, pattern) => Number(pattern.exec(text)?.[1] ?? 0);

/**
 * doctest's last word: "[doctest] test cases: 12 | 11 passed | 1 failed | 0 skipped". What it calls skipped are the
 * cases that a filter leaves to another run of the same program, which counts them.
 */
function countDoctest(output) {
  const line = /\[doctest\] test cases: .*/.exec(output)?.[0] ?? '';
  return { ...none, passed: number(line, /(\d+) passed/), failed: number(line, /(\d+) failed/) };
}

const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** `ctest -V`: test cases where a program is doctest's or Node's, else programs. A crash counts too. */
function countCtest(output) {
  const lines = output.split('\n');
  const results = lines.map((line) =>
    /^\s*\d+\/\d+ Test\s+#(\d+): .*?\.*\s*(\*\*\*\S+|Passed)/.exec(line),
  );
  return results.filter(Boolean).reduce((sum, [, id, result]) => {
    const mine = lines.filter((line) => line.startsWith(`${id}: `));
    const own = mine.map((line) => line.slice(id.length + 2)).join('\n');
    const cases = add(countDoctest(own), countTap(own));
    const passed = result === 'Passed';
    if (!cases.passed && !cases.failed)
      return add(sum, { ...none, passed: +passed, failed: +!passed });
    return add(sum, passed || cases.failed ? cases : { ...cases, failed: 1 });
  }, none);
}

/** The summary that Node's test runner writes at the end of its TAP. */
const countTap = (output) => ({
  passed: number(output, /^# pass (\d+)/m),
  failed: number(output, /^# fail (\d+)/m) + number(output, /^# cancelled (\d+)/m),
  skipped: number(output, /^# skipped (\d+)/m),
});

/**
 * script/lint: a line for each part; script/size.mjs: one for each budget; script/fuzz: one for each program;
 * script/coverage: one for each folder.
 */
const countLines = (output) => ({
  ...none,
  passed: output.match(/^ok /gm)?.length ?? 0,
  failed: output.match(/^FAILED /gm)?.length ?? 0,
});

/** A build passes silently; one that fails is one failure. */
const countBuild = () => none;

// --- What to show of a failure ------------------------------------------------------------------------

const last = (text, count) => text.trimEnd().split('\n').slice(-count);

/** The first failed tests of a TAP output, innermost first, each with what it says about itself. */
function tapFailures(output) {
  const lines = output.split('\n');
  const at = lines.flatMap((line, i) => (/^\s*not ok /.test(line) ? [i] : []));
  return at.slice(0, 5).flatMap((i) => {
    const end = lines.findIndex((line, j) => j > i && /^\s*\.\.\.$/.test(line));
    return lines.slice(i, Math.min(end < 0 ? i + 25 : end, i + 25));
  });
}

function excerpt(output) {
  const shown = /^TAP version/m.test(output) ? tapFailures(output) : [];
  return (shown.length ? shown : last(output, 40))
    .map((line) => '    ' + line.slice(0, 220))
    .join('\n');
}

// --- Steps ----------------------------------------------------------------------------------------------

const filesIn = (folder) =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.test.mjs'))
        .sort()
        .map((name) => join(folder, name))
    : [];

/** The Node.js programs that our library must run on: the tools' own and the system's. */
function nodes() {
  const system = process.env.LEDE_SYSTEM_NODE || process.execPath;
  const both = [...new Set([process.execPath, realpathSync(system)])];
  return both.map((path) => ({
    path,
    version: execFileSync(path, ['--version']).toString().trim().slice(1),
  }));
}

/** Scripts that Emscripten 3.1.6 makes take a fetch() for a sign of a browser. */
function withoutFetch(node) {
  const flag = '--no-experimental-fetch';
  try {
    execFileSync(node, [flag, '--eval', ''], { stdio: 'ignore' });
    return [flag];
  } catch {
    return [];
  }
}

const cmake = (preset) => ({
  title: `build ${preset}`,
  command: ['cmake', '--build', '--preset', preset],
  before: ['cmake', '--preset', preset],
  count: countBuild,
});

const nativeTests = (preset) => [
  cmake(preset),
  {
    title: `tests ${preset}`,
    command: ['ctest', '--preset', preset, '-V'],
    count: countCtest,
    needs: `build ${preset}`,
  },
];

/** What needs no browser: every *.test.mjs in a folder of tests/ but tests/browser. */
function nodeTests() {
  const folders = readdirSync('tests').filter((folder) => folder !== 'browser');
  const files = folders.flatMap((folder) => filesIn(join('tests', folder)));
  const steps = [cmake('wasm')];
  for (const { path, version } of nodes()) {
    steps.push({
      title: `tests wasm, Node ${version}`,
      command: [path, ...withoutFetch(path), 'build/wasm/lede_tests.js'],
      count: countDoctest,
      needs: 'build wasm',
    });
    steps.push({
      title: `tests node, Node ${version}`,
      command: [path, '--test', '--test-reporter=tap', ...files],
      count: countTap,
      needs: 'build',
    });
  }
  return steps;
}

/** A file that is named for an engine (webkit-focus.test.mjs) runs in it alone, any other in all three. */
function browserTests(engine) {
  const files = filesIn('tests/browser').filter((file) => {
    const named = ENGINES.find((one) => file.split('/').at(-1).startsWith(`${one}-`));
    return !named || named === engine;
  });
  const screen = engine === 'webkit' ? ['xvfb-run', '-a', '-s', '-screen 0 1280x1024x24'] : [];
  return [
    {
      title: `tests ${engine}`,
      command: [
        ...screen,
        process.execPath,
        '--test',
        '--test-reporter=tap',
        '--test-concurrency=1',
        ...files,
      ],
      env: { LEDE_BROWSER: engine },
      count: countTap,
      needs: 'build',
      empty: !files.length,
    },
  ];
}

const steps = {
  unit: () => [...nativeTests('native'), ...nativeTests('asan')],
  coverage: () => [
    cmake('coverage'),
    {
      title: 'coverage',
      command: ['script/coverage', '--no-build'],
      count: countLines,
      needs: 'build coverage',
    },
  ],
  node: nodeTests,
  size: () => [
    {
      title: 'size',
      command: [process.execPath, 'script/size.mjs'],
      count: countLines,
      needs: 'build',
    },
  ],
  fuzz: () => [
    cmake('fuzz'),
    {
      title: 'fuzz',
      command: ['script/fuzz', '--no-build', '--seconds', '60'],
      count: countLines,
      needs: 'build fuzz',
    },
  ],
  chromium: () => browserTests('chromium'),
  firefox: () => browserTests('firefox'),
  webkit: () => browserTests('webkit'),
  lint: () => [{ title: 'lint', command: ['script/lint'], count: countLines }],
};

let running; // the step's process, which leads a group of its own
const stop = () => {
  try {
    if (running) process.kill(-running.pid, 'SIGKILL');
  } catch {
    // it has just ended
  }
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stop();
    process.exit(130);
  });
}

/** Runs a program into a log file; ends with its exit status, or 124 when it took too long. */
function run([program, ...words], log, env) {
  return new Promise((done) => {
    const out = openSync(log, 'a');
    const child = spawn(program, words, {
      stdio: ['ignore', out, out],
      env: { NODE_PATH: '/usr/share/nodejs', ...process.env, ...env },
      detached: true,
    });
    closeSync(out);
    running = child;
    let tooLong = false;
    const clock = setTimeout(() => {
      tooLong = true;
      stop();
    }, STEP_MINUTES * 60_000);
    child.on('error', () => {
      clearTimeout(clock);
      running = null;
      done(127);
    });
    child.on('close', (status) => {
      running = null;
      clearTimeout(clock);
      done(tooLong ? 124 : (status ?? 1));
    });
  });
}

async function runStep(step) {
  const log = join(LOGS, step.title.replace(/[^\w.]+/g, '-') + '.log');
  closeSync(openSync(log, 'w'));
  const began = Date.now();
  let status = step.before ? await run(step.before, log) : 0;
  if (!status) status = await run(step.command, log, step.env);
  const output = readFileSync(log, 'utf8').replace(COLOURS, '');
  let counts = step.count(output);
  const ran = counts.passed + counts.failed > 0 || step.count === countBuild;
  // A crash after the last test, or a program that ran none, is a failure as well.
  if ((status && !counts.failed) || !ran) counts = add(counts, { ...none, failed: 1 });
  report(step, counts, (Date.now() - began) / 1000);
  if (counts.failed) {
    console.log(`    ${status ? `exit status ${status}` : 'nothing ran'}; all of it is in ${log}`);
    console.log(excerpt(output));
  }
  return counts;
}

function report({ title, count }, { passed, failed, skipped }, seconds) {
  const what = [
    count === countBuild && !failed ? 'done' : `${passed} passed`,
    failed ? `${failed} FAILED` : '',
    skipped ? `${skipped} skipped` : '',
  ];
  console.log(`${title.padEnd(28)}${what.filter(Boolean).join(', ')} (${seconds.toFixed(1)} s)`);
}

const refuse = (step, why) => {
  report(step, { ...none, failed: 1 }, 0);
  console.log(`    ${why}`);
  return { ...none, failed: 1 };
};

async function runAll(groups) {
  const build = {
    title: 'build',
    command: ['script/build', '--no-setup', '--no-size'],
    count: countBuild,
  };
  const list = groups.flatMap((group) => steps[group]());
  if (list.some((step) => step.needs === 'build')) list.unshift(build);
  const broken = new Set();
  let sum = none;
  for (const step of list) {
    const counts = broken.has(step.needs)
      ? refuse(step, `not run, since "${step.needs}" failed`)
      : step.empty
        ? refuse(step, 'there are no tests')
        : await runStep(step);
    if (counts.failed && step.count === countBuild) broken.add(step.title);
    sum = add(sum, counts);
  }
  return sum;
}

const wanted = process.argv.slice(2).flatMap((word) => (word === 'browser' ? ENGINES : [word]));
const unknown = wanted.filter((word) => !GROUPS.includes(word));
if (unknown.length) {
  console.error(`There is no group '${unknown[0]}'; there are ${GROUPS.join(', ')} and browser.`);
  process.exit(2);
}
mkdirSync(LOGS, { recursive: true });
const { passed, failed, skipped } = await runAll(wanted.length ? [...new Set(wanted)] : GROUPS);
if (skipped) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
