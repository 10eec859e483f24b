/** Folders to write into. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CascadeError } from './errors.js';

/**
 * Makes a folder and those above it, one at a time: the recursive `mkdir` of Node 20 never returns where the system
 * refuses a folder with "no such file", as below /proc.
 * @throws CascadeError OUT_UNWRITABLE
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  let at = resolve(folder);
  try {
    for (let stat = existing(at); !stat?.isDirectory(); stat = existing(at)) {
      if (stat) throw unwritable(folder, `${at} is not a folder`);
      missing.push(at);
      at = dirname(at);
    }
    for (const path of missing.reverse()) { at = path; makeOne(path); }
  } catch (error) {
    if (error instanceof CascadeError) throw error;
    throw unwritable(folder, `${at} cannot be made (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}

/** What stands at a path; undefined: nothing, or something below a file, which the next look at its parent tells. */
function existing(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Another process may make the same folder at the same time. */
function makeOne(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function unwritable(folder: string, why: string): CascadeError {
  return new CascadeError('OUT_UNWRITABLE', `cannot make the folder ${folder}: ${why}`);
}
