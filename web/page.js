// @ts-check
// What all cards of a page share: one instance, one stylesheet, one policy, each file once.
import {
  ERROR_HTTP_STATUS,
  ERROR_NETWORK,
  ERROR_TIMEOUT,
  ERROR_TRUSTED_TYPES,
  ERROR_URL_SCHEME,
  ERROR_URL_SYNTAX,
  ERROR_WASM_FAILED,
} from '../build/web/names.js';
import { compile, connect, fault, needWasm } from './core.js';

const patience_ms = 10_000; // then the light content stays

/** The tag that this file came by. */
export const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);

/** What the page's own address says. @param {string} name */
export const query = (name) => new URLSearchParams(location.search).get(name);

const link = document.createElement('a');

/**
 * @param {string} address as an attribute has it
 * @returns {string} absolute; what is no address comes back as it is, and is not reached
 */
export const absolute = (address) => {
  link.href = address;
  return link.href;
};

/**
 * @template T
 * @param {string | URL} url
 * @param {(response: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
const get = async (url, read) => {
  const signal = AbortSignal.timeout(patience_ms);
  let why = [ERROR_URL_SYNTAX, 'No http(s) address'];
  try {
    const { protocol } = new URL(url);
    why[0] = ERROR_URL_SCHEME;
    // The preview has its wasm in its page.
    if (read !== /** @type {unknown} */ (compile) && !/^(http|file)/.test(protocol)) throw why;
    why = [ERROR_NETWORK, 'Not reached (CORS, or CSP connect-src?)'];
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    });
    if (response.ok) return await read(response);
    why = [ERROR_HTTP_STATUS, `Status ${response.status}`];
  } catch (error) {
    if (signal.aborted) why = [ERROR_TIMEOUT, 'No answer in 10 s'];
    else if (/** @type {Error} */ (error).name === 'CompileError')
      why = [ERROR_WASM_FAILED, 'Not a WebAssembly module'];
  }
  throw fault(why[0], `${why[1]}: ${url}`);
};

/** @type {Record<string, WeakRef<Promise<Uint8Array>>>} */
const files = {};

/**
 * A file's bytes, fetched once for as long as a card holds on to the promise.
 * @param {string} url
 */
export const file = (url) => {
  let bytes = files[url]?.deref();
  if (!bytes) {
    bytes = get(url, async (response) => new Uint8Array(await response.arrayBuffer()));
    bytes.catch(() => delete files[url]);
    files[url] = new WeakRef(bytes);
  }
  return bytes;
};

/** @type {import('./core.js').Call} */
export let call;
/** @type {Promise<void> | undefined} */
let booted;

const start = async () => {
  const beside = new URL('lede.wasm', script?.src || document.baseURI);
  call = await connect(await get(script?.dataset.wasm || beside, compile));
};

/** A sheet of a window's. @param {any} view @param {string} rules @returns {CSSStyleSheet} */
export const sheet = (view, rules) => {
  const style = new view.CSSStyleSheet();
  style.replaceSync(rules);
  return style;
};

/** A sheet is one document's. @type {WeakMap<object, CSSStyleSheet>} */
const styles = new WeakMap();

/** The one stylesheet of all cards in a window. @param {any} view @returns {CSSStyleSheet} */
export const styleIn = (view) => {
  let style = styles.get(view);
  if (!style) styles.set(view, (style = sheet(view, call('style')[0])));
  return style;
};

/** Loads the core for all cards; one that failed is tried again for a card that comes later. */
export const boot = () => {
  needWasm();
  return (booted ??= start().catch((error) => {
    booted = undefined;
    throw error;
  }));
};

/** @type {{createHTML(html: string): any} | undefined} */
let policy;

/**
 * The one place where HTML, the core's own, goes into the page.
 * @param {Element} element
 * @param {string} html
 */
export const fill = (element, html) => {
  try {
    policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy('lede', {
      createHTML: String,
    });
    element.innerHTML = policy ? policy.createHTML(html) : html;
  } catch {
    throw fault(ERROR_TRUSTED_TYPES, 'The CSP lacks trusted-types lede.');
  }
};
