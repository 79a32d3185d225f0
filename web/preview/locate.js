// @ts-check
// Where in a text a fault stands: JSON pointers and byte offsets to positions in the text.
// Lenient: JSON that is being typed is broken most of the time, and what stands before the break can be found.

/** @typedef {{start: number, end: number, found: boolean}} Place UTF-16 units, as a textarea counts */

const blank = ' \t\n\r\uFEFF';

/**
 * @param {string} text
 * @param {number} at
 */
const skipBlank = (text, at) => {
  while (at < text.length && blank.includes(text[at])) at++;
  return at;
};

/**
 * @param {string} text
 * @param {number} at of the opening quote
 * @returns {number} behind the closing one, or the end of the text
 */
const endOfString = (text, at) => {
  for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
  return Math.min(at + 1, text.length);
};

/**
 * Brackets are counted, not followed: any depth will do.
 * @param {string} text
 * @param {number} at of the value's first character
 */
const endOfValue = (text, at) => {
  if (text[at] === '"') return endOfString(text, at);
  let depth = 0;
  while (at < text.length) {
    const c = text[at];
    if (c === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (depth === 0 && (blank.includes(c) || ',]}:'.includes(c))) return at;
    if (c === '{' || c === '[') depth++;
    if ((c === '}' || c === ']') && --depth === 0) return at + 1;
    at++;
  }
  return at;
};

/** @param {string} quoted */
const unquote = (quoted) => {
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted.slice(1, -1);
  }
};

/**
 * @param {string} text
 * @param {number} at of `{`
 * @param {string} name
 * @returns {number | undefined} where that member's value begins; the last of that name counts, as in JSON.parse
 */
const member = (text, at, name) => {
  let found;
  for (at = skipBlank(text, at + 1); text[at] === '"'; at = skipBlank(text, at + 1)) {
    const end = endOfString(text, at);
    const key = unquote(text.slice(at, end));
    at = skipBlank(text, end);
    if (text[at] !== ':') break;
    at = skipBlank(text, at + 1);
    if (key === name) found = at;
    at = skipBlank(text, endOfValue(text, at));
    if (text[at] !== ',') break;
  }
  return found;
};

/**
 * @param {string} text
 * @param {number} at of `[`
 * @param {string} index
 * @returns {number | undefined}
 */
const element = (text, at, index) => {
  at = skipBlank(text, at + 1);
  for (let i = 0; at < text.length && text[at] !== ']'; i++) {
    if (String(i) === index) return at;
    at = skipBlank(text, endOfValue(text, at));
    if (text[at] !== ',') return undefined;
    at = skipBlank(text, at + 1);
  }
  return undefined;
};

/**
 * Finds the value that a JSON pointer (RFC 6901) names. A scalar is given whole, of an object or array the
 * opening bracket. Where the value is missing, the bracket of the innermost container that is there.
 * @param {string} text
 * @param {string} pointer
 * @returns {Place}
 */
export const locate = (text, pointer) => {
  let at = skipBlank(text, 0);
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const next =
      text[at] === '{'
        ? member(text, at, name)
        : text[at] === '['
          ? element(text, at, name)
          : undefined;
    if (next === undefined) {
      const end = text[at] === '{' || text[at] === '[' ? at + 1 : endOfValue(text, at);
      return { start: at, end, found: false };
    }
    at = next;
  }
  const end = text[at] === '{' || text[at] === '[' ? at + 1 : endOfValue(text, at);
  return { start: at, end, found: true };
};

/**
 * @param {string} text
 * @param {number} offset in bytes of UTF-8
 * @returns {number} in UTF-16 units; inside a character: its beginning; past the end: the end
 */
export const indexOfByte = (text, offset) => {
  let bytes = 0;
  for (let at = 0; at < text.length;) {
    const point = /** @type {number} */ (text.codePointAt(at));
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes > offset) return at;
    at += point < 0x10000 ? 1 : 2;
  }
  return text.length;
};

/**
 * Where a fault stands: at its byte offset, else at its pointer.
 * @param {string} text
 * @param {{pointer?: string, offset?: number}} fault
 * @returns {Place}
 */
export const placeOf = (text, { pointer = '', offset }) => {
  if (offset === undefined || offset < 0) return locate(text, pointer);
  const start = indexOfByte(text, offset);
  const end = Math.min(start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1), text.length);
  return { start, end, found: true };
};

/**
 * @param {string} text
 * @param {number} at
 * @returns {{line: number, column: number}} both from 1, as editors count
 */
export const lineAndColumn = (text, at) => {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { line, column: at - before.lastIndexOf('\n') };
};
