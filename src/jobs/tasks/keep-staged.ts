/** Puts the files of a checked upload into the store, as a version of a document. In one transaction: it is there whole, or not at all. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestOf, versionHash } from '../../store/manifest.js';
import type { DocumentRecord } from '../../store/records.js';
import type { Allowance } from '../../store/store.js';
import type { TaskContext } from '../task.js';
import type { Staged } from './stage-upload.js';

export interface KeepInput extends Staged {
  document: Omit<DocumentRecord, 'latest'>;
  summary: unknown;
  /** ISO 8601. */
  createdAt: string;
  /** Of its owner. */
  allowance: Allowance;
}

export interface Kept {
  /** Of the version. */
  hash: string;
  /** False: the document had it already. */
  created: boolean;
}

/** Errors: DOCUMENT_SHIPPED, QUOTA_EXCEEDED, those of the store. */
export async function run({ root, main, names, document, summary, createdAt, allowance }: KeepInput, context: TaskContext): Promise<Kept> {
  const store = await context.store(), contents = new Map<string, Uint8Array>();
  for (const name of names) contents.set(name, await readFile(join(root, name)));
  const files = manifestOf(contents), hash = versionHash(files), bytes = [...contents.values()].reduce((sum, content) => sum + content.length, 0);
  const bySha256 = new Map([...contents].map(([name, content]) => [files[name]!, content]));
  return { hash, created: await store.documents.put(document, { hash, main, files, bytes, createdAt, summary }, bySha256, allowance) };
}
