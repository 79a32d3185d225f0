// Runs the command as a person would. LEDE_COMMAND names it; else it is the one that script/build left.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const top = new URL('../../', import.meta.url);
const command = process.env.LEDE_COMMAND || fileURLToPath(new URL('build/native/lede', top));

/**
 * @param {string[]} words
 * @param {{cwd?: string, input?: string | Uint8Array}} [how]
 */
export function lede(words, { cwd = fileURLToPath(top), input = '' } = {}) {
  const done = spawnSync(command, words, { cwd, input, maxBuffer: 64 << 20 });
  if (done.error) throw done.error;
  return { status: done.status, stdout: done.stdout.toString(), stderr: done.stderr.toString() };
}
