/** Files of a model or scenario, taken out of the store into a folder: written once under their hash, so that all readers of files work as they are. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CascadeError } from '../errors.js';
import type { DocumentKind, VersionRecord } from '../store/records.js';
import type { Store } from '../store/store.js';
import { cacheFolder, evict, hold } from './cache.js';
import type { TaskContext } from './task.js';

/** @returns the path of the version's main file, which is there until the task ends. Errors: VERSION_UNKNOWN, FILE_LOST (the store misses bytes). */
export async function bundlePath(context: TaskContext, kind: DocumentKind, id: string, hash: string): Promise<string> {
  const store = await context.store(), { dataFolder, cacheBytes = Infinity } = context.settings, version = await store.documents.version(kind, id, hash);
  if (version === undefined) throw new CascadeError('VERSION_UNKNOWN', `there is no version ${hash} of ${kind} "${id}"`);
  const folder = join(cacheFolder(dataFolder), hash);
  context.atEnd(await hold(dataFolder, hash));
  if (!existsSync(folder)) {
    await unpack(store, version, folder);
    if (cacheBytes < Infinity) evict(dataFolder, cacheBytes);
  }
  return join(folder, version.main);
}

/** Beside its place, then renamed: it is never half there, and who comes second finds it. */
async function unpack(store: Store, { files, id }: VersionRecord, folder: string): Promise<void> {
  const making = `${folder}.${randomUUID()}`;
  try {
    await mkdir(making, { recursive: true });
    for (const [path, sha256] of Object.entries(files)) {
      const bytes = await store.documents.file(sha256);
      if (bytes === undefined) throw new CascadeError('FILE_LOST', `the store misses ${path} of "${id}" (${sha256})`);
      await mkdir(dirname(join(making, path)), { recursive: true });
      await writeFile(join(making, path), bytes);
    }
    await rename(making, folder).catch((error: unknown) => { if (!existsSync(folder)) throw error; });
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}
