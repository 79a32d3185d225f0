// The fixtures of tests/cases/support through the page's machine, in dist/lede.wasm.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { load } from '../../dist/lede.mjs';
import { deciderOf } from '../cases/support-step.mjs';
import { checkDecision, decideEvery } from '../cases/support.mjs';

const lede = await load(readFileSync(new URL('../../dist/lede.wasm', import.meta.url)));
const decide = deciderOf((state, event) => {
  const next = lede.step(state && JSON.stringify(state), event);
  return { state: JSON.parse(next.state), effects: next.effects };
});

/** The page is told of a decision, and of neither its trace nor how its variant was assigned. */
const check = (decision, expected, name) =>
  checkDecision(decision, { ...expected, trace: undefined, assignment: undefined }, name);

const folder = new URL('../cases/support/', import.meta.url);
for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
  const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  for (const one of file.cases) {
    test(`${name}, in a page: ${one.name}`, () => {
      assert.ok(decideEvery({ ...file, cases: [one] }, decide, check) > 0);
    });
  }
}
