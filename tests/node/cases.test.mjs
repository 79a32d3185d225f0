// The golden cases of tests/cases through dist/lede.mjs and its wasm, byte for byte.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load, loadEditor } from '../../dist/lede.mjs';
import {
  checkCases,
  markupBase,
  markupCases,
  place,
  renderCases,
  stepCases,
} from '../cases/cases.mjs';

const lede = await load(readFileSync(new URL('../../dist/lede.wasm', import.meta.url)));
const editor = await loadEditor();

/** What a LedeError holds, as error.json and the step cases write it. */
const errorOf = (act) => {
  try {
    act();
  } catch (error) {
    assert.equal(error.name, 'LedeError', String(error));
    const { code, pointer, offset, message } = error;
    return offset === undefined ? { code, pointer, message } : { code, pointer, offset, message };
  }
  return undefined;
};

for (const { name, item, profile, options, html, facts, error } of renderCases()) {
  test(`lede.render() gives what is expected: ${name}`, () => {
    const act = () => lede.render(item, profile, options);
    if (error) {
      assert.deepEqual(errorOf(act), JSON.parse(error));
    } else {
      const rendered = act();
      assert.equal(rendered.html, html);
      if (facts) assert.deepEqual(rendered.facts, JSON.parse(facts));
    }
  });
}

for (const { name, verb, text, html } of markupCases()) {
  test(`lede.${verb}() gives what is expected: ${name}`, () =>
    assert.equal(lede[verb](text, { base_url: markupBase }), html));
}

for (const { name, file, text, expected } of checkCases()) {
  test(`check() names what is expected: ${name}`, () => {
    const lines = editor.check(text).map((fault) => `${place(file, fault)}: ${fault.message}\n`);
    assert.equal(lines.join(''), expected);
  });
}

for (const { name, about, steps } of stepCases()) {
  test(`lede.step() does what is expected: ${name}. ${about}`, () => {
    let state;
    for (const { event, effects, error } of steps) {
      if (error) {
        assert.deepEqual(
          errorOf(() => lede.step(state, event)),
          error,
        );
      } else {
        const next = lede.step(state, event);
        assert.deepEqual(next.effects, effects);
        state = next.state;
      }
    }
  });
}
