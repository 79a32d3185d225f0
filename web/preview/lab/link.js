// @ts-check
// The lab's setting in an address: #lab= and its JSON as base64url. Of a strange address nothing is taken.

import { most_days, most_read } from './request.js';
import { first_ms, last_ms } from './time.js';

/** @typedef {import('./request.js').Setting} Setting */

const mark = '#lab=';

/** @param {Setting} setting */
export const toHash = (setting) => {
  const bytes = new TextEncoder().encode(JSON.stringify(setting));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return mark + btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

/**
 * Whether two values are of one kind; an object must have what the model has.
 * @param {any} model
 * @param {any} value
 * @returns {boolean}
 */
const isLike = (model, value) => {
  if (Array.isArray(model)) return Array.isArray(value);
  if (model === null || typeof model !== 'object') return typeof value === typeof model;
  return (
    value !== null &&
    typeof value === 'object' &&
    Object.keys(model).every((key) => isLike(model[key], value[key]))
  );
};

/** A whole number within bounds. @param {unknown} value @param {number} least @param {number} most */
const isWhole = (value, least, most) =>
  Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;

/** @param {any} act */
const isAct = (act) => isWhole(act?.at, first_ms, last_ms) && typeof act.type === 'string';
/** @param {any} word */
const isWord = (word) => typeof word === 'string';

/**
 * @param {string} hash
 * @param {Setting} model what every setting must be like
 * @returns {Setting | undefined}
 */
export const fromHash = (hash, model) => {
  if (!hash.startsWith(mark)) return undefined;
  try {
    const text = atob(hash.slice(mark.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const setting = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const good =
      isLike(model, setting) &&
      isWhole(setting.now, first_ms, last_ms) &&
      isWhole(setting.zone, -1440, 1440) &&
      isWhole(setting.read.count, 0, most_read) &&
      isWhole(setting.read.days, 1, most_days) &&
      isWhole(setting.read.until, first_ms, last_ms) &&
      setting.diary.every(isAct) &&
      [setting.grants, setting.tags, setting.page].every((list) => list.every(isWord));
    return good ? setting : undefined;
  } catch {
    return undefined;
  }
};
