// Times one family of hard inputs in the module: warm, and on a first call. Runs in a page as well as in Node.js.
import { load } from '../../dist/lede.mjs';
import { families } from './families.mjs';

const HOPELESS_MS = 1000;

let wasm = new Uint8Array();
let serial = 0;
/** @type {any} */
let warmed;

const middle = (/** @type {number[]} */ numbers) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** The module with a custom section of its own: to the engine, code that it has never seen. */
function freshModule() {
  const name = `n${String(serial++).padStart(7, '0')}`;
  const section = [0, name.length + 1, name.length, ...new TextEncoder().encode(name)];
  const bytes = new Uint8Array(wasm.length + section.length);
  bytes.set(wasm);
  bytes.set(section, wasm.length);
  return bytes;
}

/** @typedef {() => number} Clock milliseconds */
/** @type {{process: Clock, thread: Clock}} */
let clocks = { process: () => performance.now(), thread: () => performance.now() };

/**
 * @param {any} lede
 * @param {import('./families.mjs').Family} family
 * @param {Uint8Array} text
 * @param {Clock} clock
 */
function timed(lede, { format, options }, text, clock) {
  const began = clock();
  lede[format](text, options);
  return clock() - began;
}

/**
 * @param {Uint8Array} bytes of lede.wasm
 * @param {typeof clocks} [given] clocks that other programs don't disturb: of the process, for warm calls, and of
 *   this thread, for first calls, while which the engine compiles in others
 */
export async function start(bytes, given = clocks) {
  wasm = bytes;
  clocks = given;
  warmed = await load(wasm);
  // Until the engine has optimised what all inputs share.
  const text = '# A *b*\n\n- c `d` [e](f) "g"\n\n| h | i |\n| - | - |\n| <b>j</b> | &amp; |\n\n';
  for (let i = 0; i < 60; i++) {
    warmed.markdown(text.repeat(200));
    warmed.html(`<p title="a">b <a href="c">d</a></p>`.repeat(500));
  }
}

/**
 * @param {number} index of the family
 * @param {number[]} sizes in KB
 * @returns {Promise<{warm: number[], least: number[], first: number}>} milliseconds; `warm` and `first` are medians
 */
export async function measureFamily(index, sizes) {
  const family = families[index];
  const warm = [];
  const least = [];
  let text = new Uint8Array();
  for (const size of sizes) {
    text = new TextEncoder().encode(family.make(size * 1024 - 64));
    const times = [timed(warmed, family, text, clocks.process)];
    const rounds = times[0] > 500 ? 0 : times[0] > 100 ? 3 : 7;
    if (rounds) times[0] = timed(warmed, family, text, clocks.process);
    for (let i = 1; i < rounds; i++) times.push(timed(warmed, family, text, clocks.process));
    warm.push(middle(times));
    least.push(Math.min(...times));
    if (least.at(-1) > HOPELESS_MS) return { warm, least, first: Infinity };
  }
  const firsts = [];
  for (let i = 0; i < (warm.at(-1) > 500 ? 1 : 3); i++) {
    firsts.push(timed(await load(freshModule()), family, text, clocks.thread));
  }
  return { warm, least, first: middle(firsts) };
}
