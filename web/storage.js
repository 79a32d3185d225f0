// @ts-check
// What outlives the page, as far as the browser lets it: localStorage, else this page's own memory. The core alone
// says what is kept and when; nobody here knows what it is.

/** Values that the browser did not take: they end with the page. @type {Record<string, string | null>} */
const kept = {};

/**
 * @param {string} key
 * @returns {{value: string | null, storage: 'persistent' | 'session'}}
 */
export const read = (key) => {
  try {
    if (!(key in kept)) return { value: localStorage.getItem(key), storage: 'persistent' };
  } catch {
    // forbidden here: a frame without an origin, cookies switched off
  }
  return { value: kept[key] ?? null, storage: 'session' };
};

/** @param {string} key */
const remove = (key) => {
  try {
    localStorage.removeItem(key);
  } catch {
    // forbidden here, so nothing of ours is there
  }
};

/**
 * @param {string} key
 * @param {string} [value] without one the key is removed
 * @returns {boolean} whether it was done as asked; if not, this page remembers it alone
 */
export const write = (key, value) => {
  delete kept[key];
  if (value === undefined) remove(key);
  else {
    try {
      localStorage.setItem(key, value);
    } catch {
      remove(key); // no older answer outlives the one that there was no room for
      kept[key] = value;
      return false;
    }
  }
  return true;
};
