/** Programs beside this one: engines in processes of their own, whole runs of the command line. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Output of a program; its standard error goes to ours. */
export function output(command, args) {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 30 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
    child.stderr.pipe(process.stderr);
  });
}

/** Output of a script of this folder, as JSON. */
export const scriptJson = async (script, args = [], nodeOptions = []) => JSON.parse(await output(process.execPath, [...nodeOptions, fileURLToPath(new URL(`../${script}`, import.meta.url)), ...args.map(String)]));

/** Does a program answer? */
export function answers(command, args) {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** CPU seconds (user and system) of a whole process with its threads and children, by the shell's `times`. */
export async function treeCpuSeconds(command, args) {
  const text = await output('sh', ['-c', '"$@" >/dev/null || exit 1; times', 'sh', command, ...args]);
  const ofChildren = text.trim().split('\n').at(-1);
  return [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

/** Calls with a new folder that is gone afterwards. */
export async function withFolder(call) {
  const folder = mkdtempSync(join(tmpdir(), 'hazcade-bench-'));
  try {
    return await call(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
