// The JSDoc types of web/ and the promises of lede.d.ts, checked by TypeScript.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

test('the shim and the use of its library have no type errors', () => {
  const top = fileURLToPath(new URL('../../', import.meta.url));
  const { config } = ts.readConfigFile(`${top}tsconfig.json`, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, top);
  const program = ts.createProgram(fileNames, options);
  const faults = ts.getPreEmitDiagnostics(program);
  assert.equal(
    ts.formatDiagnostics(faults, {
      getCurrentDirectory: () => top,
      getCanonicalFileName: (name) => name,
      getNewLine: () => '\n',
    }),
    '',
  );
  assert.ok(fileNames.length > 5, 'it read the files');
});

test('the facts of a card have all that is promised and nothing else', async () => {
  const { load } = await import('../../dist/lede.mjs');
  const lede = await load();
  const item = { id: '1', title: 'T', content_html: '<h2>A</h2><p>B', tags: ['c'] };
  const profile = { version: 1, name: 'P', consent: { purposes: {} }, support: { campaigns: [] } };
  const { facts } = lede.render(item, profile);
  assert.ok(facts.settings && facts.outline.length, 'what is optional is there');
  const file = fileURLToPath(new URL('../../build/web/facts.ts', import.meta.url));
  writeFileSync(
    file,
    `import type { Facts } from '../../dist/lede.mjs';
     export const facts: Facts = ${JSON.stringify(facts)};`,
  );
  const options = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    types: [],
  };
  const faults = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  assert.deepEqual(
    faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    [],
  );
});
