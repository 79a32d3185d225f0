// @ts-check
// What outlives the page, as far as the browser lets it: localStorage, else this page's own memory. The core alone
// says what is kept and when; nobody here knows what it is.

/** Values that the browser did not take: they end with the page. @type {Record<string, string | null>} */
const kept = {};

/**
 * @param {string} key
 * @param {boolean} [other] another tab has written: what stands there is newer than what this page kept
 * @returns {{value: string | null, storage: 'persistent' | 'session'}}
 */
export const read = (key, other) => {
  try {
    if (other || !(key in kept)) return { value: localStorage.getItem(key), storage: 'persistent' };
  } catch {
    // forbidden here: a frame without an origin, cookies switched off
  }
  return { value: kept[key] ?? null, storage: 'session' };
};

/**
 * What does not fit is tried as the core says instead. Nothing else of what stands is touched: other tabs would take a
 * value that goes for the reader's wish.
 * @param {string} key
 * @param {(string | null | undefined)[]} values the first that the browser takes; without a value the key is removed
 * @returns {boolean} whether that was the first; if not, this page remembers that alone
 */
export const write = (key, values) => {
  delete kept[key];
  for (const value of values) {
    try {
      if (value == null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      if (value === values[0]) return true;
      break;
    } catch {
      // no room, or forbidden here
    }
  }
  kept[key] = values[0] ?? null;
  return false;
};
