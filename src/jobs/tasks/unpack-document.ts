/** Has the files of a version in the cache, for whoever serves one of them in parts. */
import { dirname } from 'node:path';
import type { DocumentKind } from '../../store/records.js';
import { bundlePath } from '../bundle.js';
import type { TaskContext } from '../task.js';

/** @returns the folder. Errors: VERSION_UNKNOWN, FILE_LOST. */
export async function run({ kind, id, version }: { kind: DocumentKind; id: string; version: string }, context: TaskContext): Promise<string> {
  return dirname(await bundlePath(context, kind, id, version));
}
