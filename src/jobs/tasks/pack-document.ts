/** A version of a document as a ZIP archive: the same bytes each time. */
import { rm } from 'node:fs/promises';
import { CascadeError } from '../../errors.js';
import type { DocumentKind } from '../../store/records.js';
import { spoolPath, type Spooled } from '../spool.js';
import type { TaskContext } from '../task.js';
import { writeZip } from '../upload/zip.js';

/** Errors: VERSION_UNKNOWN, FILE_LOST, ARCHIVE_TOO_LARGE. */
export async function run({ kind, id, version: hash }: { kind: DocumentKind; id: string; version: string }, { store: open, settings }: TaskContext): Promise<Spooled> {
  const store = await open(), version = await store.documents.version(kind, id, hash);
  if (version === undefined) throw new CascadeError('VERSION_UNKNOWN', `there is no version ${hash} of ${kind} "${id}"`);
  const read = async (path: string, sha256: string): Promise<Uint8Array> => {
    const bytes = await store.documents.file(sha256);
    if (bytes === undefined) throw new CascadeError('FILE_LOST', `the store misses ${path} of "${id}" (${sha256})`);
    return bytes;
  };
  const file = await spoolPath(settings);
  try {
    await writeZip(file, Object.entries(version.files).map(([path, sha256]) => [path, () => read(path, sha256)] as const));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return { file };
}
