// The fixtures of tests/cases/support, run through any `decide` that takes and gives what decide_bytes does
// (src/support/verbs.h): the command, the library, a page.
import assert from 'node:assert/strict';

const milliseconds = (value) => (typeof value === 'string' ? Date.parse(value) : (value ?? null));

/** A case's own `support` and `context` laid over the file's, its `campaign` over the first campaign. */
function inputFor(file, one, moment, events) {
  const support = { ...file.support, ...one.support };
  const [first, ...others] = support.campaigns ?? [];
  if (one.campaign) support.campaigns = [{ ...first, ...one.campaign }, ...others];
  return {
    support,
    context: { ...file.context, ...one.context },
    base_url: one.base_url ?? file.base_url,
    reader: one.reader ?? file.reader,
    grants: one.grants ?? file.grants,
    now: moment.at ?? file.at,
    events: [...events],
  };
}

/**
 * Decides every moment of a file. @returns how many there were.
 * @param {any} file
 * @param {(input: any) => any} decide
 * @param {(decision: any, expected: any, name: string) => void} check
 */
export function decideEvery(file, decide, check) {
  let count = 0;
  for (const one of file.cases) {
    const events = [];
    for (const moment of one.timeline ?? [one]) {
      if (moment.expect) {
        check(decide(inputFor(file, one, moment, events)), moment.expect, one.name);
        ++count;
      } else {
        events.push(moment);
      }
    }
  }
  return count;
}

/** Holds a decision to what a case expects of it. */
export function checkDecision(decision, expected, name) {
  const { show } = decision;
  assert.equal(decision.reason, expected.reason, name);
  assert.equal(show ? `${show.campaign}:${show.variant}` : undefined, expected.show, name);
  assert.equal(decision.next_eligible_at, milliseconds(expected.next), name);
  if (expected.assignment) assert.equal(decision.assignment, expected.assignment, name);
  for (const key of ['placement', 'after_paragraph', 'copy', 'cta_url']) {
    if (key in expected) assert.deepEqual(show[key], expected[key], name);
  }
  for (const key of ['day_counts', 'tag_counts']) {
    if (key in expected) assert.deepEqual(decision.reader[key] ?? [], expected[key], name);
  }
  for (const [rule, numbers] of Object.entries(expected.trace ?? {})) {
    const entry = decision.trace.find((one) => one.rule === rule);
    assert.deepEqual([entry.actual, entry.required], numbers.map(milliseconds), name);
  }
}
