/** A result folder is written beside its place and renamed into it, so it is never half there; another study's is not overwritten unasked. */
import { access, constants, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CascadeError } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import type { StudyInputs } from '../study/digest.js';
import { UsageError } from './failure.js';

export const RESULTS_FILE = 'results.json';

/** What a study was run on; with a catalogue of events, where it was one. */
export interface FolderInputs extends StudyInputs { catalogueHash?: string }

/** Files by path inside the folder (`tables/assets.csv`). */
export type FolderFiles = ReadonlyMap<string, string | Uint8Array>;

/**
 * Fails early, before an hour of computing, when the result could not be put there.
 * @param inputs of the study to come; the result of other inputs is replaced only with `force`
 * Errors: OUT_EXISTS, OUT_NOT_A_RESULT, OUT_UNWRITABLE.
 */
export async function checkFolder(folder: string, inputs: FolderInputs, force: boolean): Promise<void> {
  const full = resolve(folder);
  if ((await stateOf(full)) === 'result' && !force) await refuseOther(full, inputs);
  for (let at = dirname(full); ; at = dirname(at)) {
    try {
      if (!(await stat(at)).isDirectory()) throw unwritable(folder, `${at} is not a folder`);
      await access(at, constants.W_OK);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (error instanceof UsageError) throw error;
      if (code === 'ENOTDIR') throw unwritable(folder, 'part of the path is not a folder');
      if (code !== 'ENOENT' || at === dirname(at)) throw unwritable(folder, `${at} cannot be written (${code ?? 'unknown reason'})`);
    }
  }
}

/** Puts the files in place of `folder` at once. Errors: OUT_NOT_A_RESULT, OUT_UNWRITABLE. */
export async function writeResultFolder(folder: string, files: FolderFiles): Promise<void> {
  const full = resolve(folder);
  const existing = await stateOf(full);
  const making = join(dirname(full), `.${basename(full)}.making-${process.pid}`);
  try {
    for (const [path, content] of files) {
      makeFolder(dirname(join(making, path)));
      await writeFile(join(making, path), content);
    }
    if (existing !== 'nothing') {
      const old = join(dirname(full), `.${basename(full)}.old-${process.pid}`);
      await rename(full, old);
      await rename(making, full);
      await rm(old, { recursive: true });
    } else {
      await rename(making, full);
    }
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (error instanceof CascadeError) throw error;
    throw unwritable(folder, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

const unwritable = (folder: string, why: string): UsageError => new UsageError('OUT_UNWRITABLE', `cannot write the result folder ${folder}: ${why}`);

/** A folder that is no result folder is never replaced, not even with --force: it may be somebody's home. */
async function stateOf(full: string): Promise<'nothing' | 'empty' | 'result'> {
  let entries: string[];
  try {
    entries = await readdir(full);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'nothing';
    throw unwritable(full, code === 'ENOTDIR' ? 'it is a file, or part of the path is' : code ?? 'unknown reason');
  }
  if (entries.length === 0) return 'empty';
  if (!entries.includes(RESULTS_FILE)) throw new UsageError('OUT_NOT_A_RESULT', `${full} is not empty and holds no ${RESULTS_FILE}: not replacing it; choose another --out`);
  return 'result';
}

/** The same model, scenario and seed with more replications is the same study, further on. */
async function refuseOther(full: string, inputs: FolderInputs): Promise<void> {
  let study: Partial<FolderInputs> = {};
  try {
    study = (JSON.parse(await readFile(join(full, RESULTS_FILE), 'utf8')) as { study?: Partial<FolderInputs> }).study ?? {};
  } catch {
    // Unreadable: not known to be the same study, so it is refused below.
  }
  const different = ([['modelHash', 'model'], ['scenarioHash', 'scenario'], ['seed', 'seed'], ['catalogueHash', 'catalogue']] as const).filter(([key]) => study[key] !== inputs[key]).map(([, name]) => name);
  if (different.length > 0) throw new UsageError('OUT_EXISTS', `${full} holds the result of another study (other ${different.join(', ')}); choose another --out, or replace it with --force`);
}
