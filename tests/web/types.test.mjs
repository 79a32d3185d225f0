// The JSDoc types of web/ and the promises of lede.d.ts, checked by TypeScript.
import assert from 'node:assert/strict';
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
