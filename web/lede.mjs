// @ts-check
// Lede as a library: the same core for Node 18+, workers and bundlers. Types: lede.d.ts.
import {
  ERROR_HTTP_STATUS,
  ERROR_NETWORK,
  ERROR_WASM_FAILED,
  ERROR_WRONG_TYPE,
} from '../build/web/names.js';
import { compile, connect, fault, LedeError, needWasm, toBytes } from './core.js';

Object.assign(LedeError.prototype, { name: 'LedeError', pointer: '' });
export { LedeError };

/** @typedef {import('./core.js').Input} Input */

/**
 * A file of this machine's, in Node. Bundlers for browsers must not follow the import.
 * @param {string | URL} path
 */
const readLocal = async (path) => {
  const fs = 'node:fs/promises';
  return (await import(/* webpackIgnore: true */ /* @vite-ignore */ fs)).readFile(path);
};

/**
 * @param {string | URL} where an address; in Node a path too
 * @returns {Promise<WebAssembly.Module>}
 */
const fetchModule = async (where) => {
  /** @type {string | URL} */
  let url = where;
  try {
    url = new URL(where, globalThis.location?.href);
  } catch {
    // not an address: a path
  }
  let response;
  try {
    if (typeof url === 'string' || (url.protocol === 'file:' && 'process' in globalThis)) {
      return await WebAssembly.compile(await readLocal(url));
    }
    response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (response.ok) return await compile(response);
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) throw error;
    throw fault(ERROR_NETWORK, `Not reached: ${where} (${error}).`);
  }
  throw fault(ERROR_HTTP_STATUS, `Answered ${response.status}: ${where}`);
};

/** @param {any} wasm @returns {Promise<WebAssembly.Module>} */
const toModule = async (wasm) => {
  const source = await Promise.resolve(wasm).catch((error) => {
    throw fault(ERROR_NETWORK, `Not reached: ${error}.`);
  });
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === 'string' || source instanceof URL) return fetchModule(source);
  if (source?.byteLength >= 0) return WebAssembly.compile(toBytes(source)); // Node refuses a DataView
  if (typeof source?.arrayBuffer === 'function') {
    if (!source.ok) throw fault(ERROR_HTTP_STATUS, `Answered ${source.status}: ${source.url}`);
    if (source.bodyUsed) throw fault(ERROR_WRONG_TYPE, 'The Response has been read already.');
    return compile(source);
  }
  throw fault(ERROR_WRONG_TYPE, 'load() takes an address, a Response, bytes or a module.');
};

/**
 * @param {string} what
 * @param {any} input
 * @returns {string | ArrayBufferView | ArrayBuffer}
 */
const textOrBytes = (what, input) => {
  if (typeof input === 'string' || input?.byteLength >= 0) return input;
  throw fault(ERROR_WRONG_TYPE, `${what} must be a string or bytes.`);
};

/**
 * @param {string} what
 * @param {any} input
 */
const json = (what, input) => {
  if (typeof input === 'string' || input?.byteLength >= 0) return input;
  if (typeof input === 'object' && input) return input;
  throw fault(ERROR_WRONG_TYPE, `${what} must be a string, bytes or an object.`);
};

/**
 * @param {string} what
 * @param {any} input
 */
const maybe = (what, input) => (input == null ? undefined : json(what, input));

class Lede {
  #call;

  /** @param {import('./core.js').Call} call */
  constructor(call) {
    this.#call = call;
    this.version = call('version')[0];
  }

  /** @param {Input} article @param {Input | null} [profile] @param {object | null} [options] */
  render(article, profile, options) {
    const [html, facts] = this.#call(
      'render',
      json('article', article),
      maybe('profile', profile),
      maybe('options', options),
    );
    return { html, facts: JSON.parse(facts) };
  }

  /** @param {Input | null | undefined} state @param {Input} event */
  step(state, event) {
    const [next, effects] = this.#call('step', maybe('state', state), json('event', event));
    return { state: next, effects: JSON.parse(effects) };
  }

  /** @param {Input} text @param {object | null} [options] */
  markdown(text, options) {
    return this.#call('markdown', textOrBytes('text', text), maybe('options', options))[0];
  }

  /** @param {Input} text @param {object | null} [options] */
  html(text, options) {
    return this.#call('html', textOrBytes('text', text), maybe('options', options))[0];
  }

  style() {
    return this.#call('style')[0];
  }
}

class Editor {
  #call;

  /** @param {import('./core.js').Call} call */
  constructor(call) {
    this.#call = call;
  }

  /** @param {Input} text */
  check(text) {
    return JSON.parse(this.#call('check', json('text', text))[0]);
  }

  /** @param {Input} profile @param {object | null} [options] */
  lint(profile, options) {
    const settled = { now_ms: Date.now(), ...options };
    return JSON.parse(this.#call('lint', json('profile', profile), settled)[0]);
  }

  /** @param {Input} question */
  decide(question) {
    return JSON.parse(this.#call('decide', json('question', question))[0]);
  }
}

/**
 * @param {any} wasm
 * @param {string} mark what the module exports, if it is the right one
 */
const connectTo = async (wasm, mark) => {
  needWasm();
  try {
    const module = await toModule(wasm);
    const ours = WebAssembly.Module.exports(module).some(({ name }) => name === mark);
    if (!ours) throw Error(`it lacks ${mark}`);
    return await connect(module);
  } catch (error) {
    throw error instanceof LedeError
      ? error
      : fault(ERROR_WASM_FAILED, `Not a WebAssembly module of Lede's: ${error}.`);
  }
};

/** @param {any} [wasm] */
export const load = async (wasm = new URL('./lede.wasm', import.meta.url)) =>
  new Lede(await connectTo(wasm, 'lede_version'));

/** @param {any} [wasm] */
export const loadEditor = async (wasm = new URL('./lede-editor.wasm', import.meta.url)) =>
  new Editor(await connectTo(wasm, 'lede_check'));
