/** The files of a version with one of them added, replaced or left out, as a folder to be checked and kept. */
import { copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CascadeError, ValidationError } from '../../errors.js';
import type { DocumentKind } from '../../store/records.js';
import { bundlePath } from '../bundle.js';
import type { TaskContext } from '../task.js';
import type { ArchiveLimits } from '../upload/unzip.js';
import type { Staged } from './stage-upload.js';

export interface ChangeInput {
  kind: DocumentKind;
  id: string;
  version: string;
  /** New folder for the files. */
  folder: string;
  /** File that changes. */
  path: string;
  /** Its new content, which is moved; undefined: the file is left out. */
  upload?: string;
  limits: ArchiveLimits;
}

/** Errors: VERSION_UNKNOWN, FILE_LOST; ValidationError BUNDLE_TOO_LARGE. */
export async function run({ kind, id, version: hash, folder, path, upload, limits }: ChangeInput, context: TaskContext): Promise<Staged> {
  const store = await context.store(), from = dirname(await bundlePath(context, kind, id, hash)), version = await store.documents.version(kind, id, hash);
  if (version === undefined) throw new CascadeError('VERSION_UNKNOWN', `there is no version ${hash} of ${kind} "${id}"`);
  const kept = Object.keys(version.files).filter((name) => name !== path), names = upload === undefined ? kept : [...kept, path];
  let bytes = upload === undefined ? 0 : (await stat(upload)).size;
  for (const name of kept) {
    bytes += (await stat(join(from, name))).size;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await copyFile(join(from, name), join(folder, name));
  }
  if (names.length > limits.files || bytes > limits.bytes) throw new ValidationError([{ code: 'BUNDLE_TOO_LARGE', severity: 'error', message: `${names.length} files with ${bytes} bytes; at most ${limits.files} and ${limits.bytes} are allowed` }]);
  if (upload !== undefined) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await rename(upload, join(folder, path));
  }
  return { root: folder, main: version.main, names };
}
