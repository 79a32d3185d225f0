// @ts-check
// The wasm module as JavaScript sees it: bytes in, strings out. No glue but this.
// Shared by the element (lede.js) and the library (lede.mjs).
import { ERROR_TRAP, ERROR_WASM_BLOCKED, ERROR_WRONG_TYPE } from '../build/web/names.js';

/**
 * What can be handed to the core: text, UTF-8 bytes as they were fetched, or an object to be written as JSON.
 * @typedef {string | ArrayBuffer | ArrayBufferView | object} Input
 * @typedef {{code: string, message: string, pointer?: string, offset?: number}} Fault
 * @typedef {(verb: string, ...inputs: (Input | undefined)[]) => [string, string]} Call
 */

/** What went wrong (`code`), where in the JSON (`pointer`), and what to change (`message`). */
export class LedeError extends Error {
  /** @param {Fault} fault */
  constructor(fault) {
    super(fault.message);
    Object.assign(this, fault);
  }
}

/**
 * @param {string} code
 * @param {string} message
 */
export const fault = (code, message) => new LedeError({ code, message });

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {any} input @returns {string} */
const toText = (input) => {
  try {
    return JSON.stringify(input);
  } catch (error) {
    throw fault(ERROR_WRONG_TYPE, `No JSON: ${error}.`);
  }
};

/** @param {any} input */
export const toBytes = (input) =>
  input.byteLength >= 0
    ? new Uint8Array(input.buffer ?? input, input.byteOffset, input.byteLength)
    : encoder.encode(typeof input === 'string' ? input : toText(input));

/**
 * Throws where the page may not run WebAssembly; asks with the smallest module before anything is fetched.
 * WebKit compiles under any policy and refuses the instance.
 */
export const needWasm = () => {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    throw fault(ERROR_WASM_BLOCKED, "Blocked: the CSP lacks script-src 'wasm-unsafe-eval'.");
  }
};

/**
 * Compiles while loading (engines cache that), or from the bytes where the server names another type.
 * @param {Response} response
 */
export const compile = async (response) =>
  response.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());

/** Has one value under every name. @param {any} value */
const whatever = (value) => new Proxy({}, { get: () => value });

/**
 * Makes an instance and returns the one way into it. What a verb leaves in the two slots is returned as
 * strings, a failed verb throws its LedeError. A trap drops the instance; the call, being pure, is tried
 * once more in a fresh one, and then gives up: other input is not kept from the next instance.
 * @param {WebAssembly.Module} module
 * @returns {Promise<Call>}
 */
export const connect = async (module) => {
  // A pure core imports nothing that matters; whatever Emscripten's releases add is refused (WASI's EBADF).
  const imports = whatever(whatever(() => 8));

  /** @param {WebAssembly.Instance} instance */
  const start = ({ exports }) => {
    /** @type {any} */ (exports)._initialize?.();
    return /** @type {any} */ (exports);
  };
  let wasm = start(await WebAssembly.instantiate(module, imports));

  /**
   * @param {string} verb
   * @param {(Uint8Array | undefined)[]} inputs
   * @returns {[string, string]}
   */
  const run = (verb, inputs) => {
    wasm ??= start(new WebAssembly.Instance(module, imports));
    const { memory, lede_alloc, lede_out } = wasm;
    // Memory may grow in any call, which detaches every view: each is made when it is used.
    const places = inputs.flatMap((bytes) => {
      if (!bytes) return [0, 0];
      const place = lede_alloc(bytes.length);
      if (!place) throw Error('out of memory');
      new Uint8Array(memory.buffer).set(bytes, place);
      return [place, bytes.length];
    });
    const failed = wasm[`lede_${verb}`](...places);
    const slots = new Uint32Array(memory.buffer, lede_out(), 4);
    /** @param {number} i */
    const text = (i) => decoder.decode(new Uint8Array(memory.buffer, slots[i], slots[i + 1]));
    if (failed) throw new LedeError(JSON.parse(text(0)));
    return [text(0), text(2)];
  };

  return (verb, ...inputs) => {
    const bytes = inputs.map((input) => (input == null ? undefined : toBytes(input)));
    for (let again = 1; ; again--) {
      try {
        return run(verb, bytes);
      } catch (error) {
        if (error instanceof LedeError) throw error;
        wasm = undefined;
        if (!again) throw fault(ERROR_TRAP, `The core stopped: ${error}.`);
      }
    }
  };
};
