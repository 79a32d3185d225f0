// A cmark of one's own, LEDE_CMARK_SOURCE: what the build makes of it, and what it says when it doesn't fit. Skipped
// where script/setup found no source of cmark.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../', import.meta.url));
const cmark = join(top, 'build/deps/cmark-0.30.2');
const skip = !existsSync(cmark) && 'the source of cmark is not there';

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'lede-cmark-'));
});
after(() => rmSync(folder, { recursive: true }));

/** Configures a build with a copy of cmark whose blocks.c is changed first, and reads what it was made into. */
function configure(name, change) {
  const source = join(folder, name);
  const build = join(folder, `${name}-build`);
  cpSync(cmark, source, { recursive: true });
  const blocks = join(source, 'src/blocks.c');
  const was = readFileSync(blocks, 'utf8');
  if (change) {
    assert.notEqual(change(was), was);
    writeFileSync(blocks, change(was));
  }
  const words = ['-G', 'Ninja', '-S', top, '-B', build, `-DLEDE_CMARK_SOURCE=${source}`];
  const { status, stdout, stderr } = spawnSync('cmake', words, { encoding: 'utf8' });
  return {
    status,
    source,
    said: (stdout + stderr).replace(/\s+/g, ' '),
    made: (file) => readFileSync(join(build, 'cmark', file), 'utf8'),
  };
}

test('a cmark from another folder is taken and changed where it has to be', { skip }, () => {
  const { status, said, source, made } = configure('good');
  assert.equal(status, 0, said);
  assert.ok(said.includes(`cmark 0.30.2: ${source}`), said);
  assert.match(made('blocks.c'), /^void S_process_line\(cmark_parser/m);
  assert.doesNotMatch(made('blocks.c'), /static void S_process_line/);
  assert.equal(made('inlines.c').match(/= "\\xEF\\xB7\\x9[0-6]"/g)?.length, 7); // smart punctuation
});

test(
  'a cmark that takes its lines by another name is refused, with what is wanted',
  { skip },
  () => {
    const { status, said, source } = configure('renamed', (text) =>
      text.replaceAll('S_process_line', 'S_one_line'),
    );
    assert.notEqual(status, 0);
    assert.ok(said.includes(`cmark 0.30.2 does not fit: ${source}/src/blocks.c has no`), said);
    assert.match(said, /static void S_process_line\(cmark_parser \*parser, .*, bufsize_t bytes\)/);
    assert.match(said, /Leave LEDE_CMARK_SOURCE empty for cmark 0\.30\.2/);
  },
);

test('so is one that takes something else, if only in its declaration', { skip }, () => {
  const { status, said } = configure('other', (text) =>
    text.replace('bufsize_t bytes);', 'size_t bytes);'),
  );
  assert.notEqual(status, 0);
  assert.match(said, /does not fit/);
});
