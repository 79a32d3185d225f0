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
 * @param {string} key
 * @param {string} [value] without one the key is removed
 * @returns {boolean} whether it was done as asked; if not, this page remembers it alone
 */
export const write = (key, value) => {
  delete kept[key];
  try {
    // Where there is no room for an answer, no older one outlives it.
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    if (value !== undefined) {
      write(key);
      kept[key] = value;
    }
    return false;
  }
};
