// The golden cases of tests/cases through the command, byte for byte.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkCases,
  complaint,
  markupBase,
  markupCases,
  renderArguments,
  renderCases,
} from '../cases/cases.mjs';
import { lede } from './run.mjs';

for (const one of renderCases()) {
  test(`lede render gives what is expected: ${one.name}`, () => {
    const words = renderArguments(one);
    const { status, stdout, stderr } = lede(words, { cwd: one.folder });
    if (one.error) {
      assert.equal(stderr, complaint(JSON.parse(one.error)));
      assert.equal(stdout, '');
      assert.equal(status, 1);
    } else {
      assert.equal(stderr, one.said);
      assert.equal(stdout, one.html + '\n');
      assert.equal(status, 0);
      if (one.facts)
        assert.equal(lede([...words, '--facts'], { cwd: one.folder }).stdout, one.facts);
    }
  });
}

for (const { name, verb, text, html } of markupCases()) {
  test(`lede ${verb} gives what is expected: ${name}`, () => {
    const { status, stdout, stderr } = lede([verb, '--base-url', markupBase], { input: text });
    assert.equal(stderr, '');
    assert.equal(stdout, html);
    assert.equal(status, 0);
  });
}

for (const { name, file, folder, expected } of checkCases()) {
  test(`lede check names what is expected: ${name}`, () => {
    const { status, stdout, stderr } = lede(['check', file], { cwd: folder });
    assert.equal(stdout, expected);
    assert.equal(stderr, '');
    assert.equal(status, expected ? 1 : 0);
  });
}
