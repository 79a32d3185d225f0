// Holding our answers equal to a specification's, but for a list of reviewed differences.
import assert from 'node:assert/strict';

/**
 * @typedef {object} Review a difference that is meant
 * @property {string} why
 * @property {string} [ours] our whole answer
 * @property {string[][]} [swap] or pairs: what their answer has, what ours has instead
 */

/** @param {string} html @param {string[][]} pairs */
const swapped = (html, pairs) =>
  pairs.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `${from} is not among what is expected`);
    return text.replaceAll(from, to);
  }, html);

/**
 * A difference that is not reviewed fails, and so does a reviewed one that is none any more.
 * @param {{key: string | number, theirs: string, ours: string}[]} answers
 * @param {Record<string, Review>} reviewed by key
 */
export function compare(answers, reviewed) {
  const unused = new Set(Object.keys(reviewed));
  for (const { key, theirs, ours } of answers) {
    assert.equal(typeof ours, 'string', `example ${key}`);
    const review = reviewed[key];
    if (!review) {
      assert.equal(ours, theirs, `example ${key}`);
      continue;
    }
    unused.delete(String(key));
    assert.notEqual(ours, theirs, `example ${key} is no longer different: take it out of the list`);
    const expected = review.ours ?? swapped(theirs, review.swap);
    assert.equal(ours, expected, `example ${key}, which differs since ${review.why}`);
  }
  assert.deepEqual([...unused], [], 'reviewed, but not among the examples');
}
