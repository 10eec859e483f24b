/** Models and scenarios by what requests call them: `id` or `id@version`. */
import type { FastifyRequest } from 'fastify';
import { CascadeError } from '../errors.js';
import type { DocumentKind, DocumentRecord, VersionRecord } from '../store/records.js';
import type { Store } from '../store/store.js';
import { maySee, visibilityOf } from './access/principal.js';
import { noteModel } from './access/redact.js';
import { modelReference } from '../store/model-reference.js';
import { HttpError, notFound } from './problem.js';

export interface Found { document: DocumentRecord; version: VersionRecord }

/** The document and version of a reference. Throws NOT_FOUND, also for what the principal may not see. */
export async function documentOf(store: Store, request: FastifyRequest, kind: DocumentKind, reference: string): Promise<Found> {
  const at = reference.indexOf('@'), id = at < 0 ? reference : reference.slice(0, at), document = await store.documents.get(kind, id);
  if (document === undefined || !maySee(request.principal, document)) throw notFound(kind, id, await visibleIds(store, request, kind));
  noteModel(request, document);
  const hash = at < 0 ? document.latest : reference.slice(at + 1), version = await store.documents.version(kind, id, hash);
  if (version === undefined) throw notFound(`version of ${kind} "${id}"`, hash);
  return { document, version };
}

/** Ids that are looked through for the one that was meant. */
const MOST_NAMES = 1_000;

/** What a wrong id may be held against: ids that the principal sees in lists too. */
async function visibleIds(store: Store, request: FastifyRequest, kind: DocumentKind): Promise<string[]> {
  return (await store.documents.list(kind, visibilityOf(request), { limit: MOST_NAMES })).items.map(({ id }) => id);
}

/** A file of a version. Throws NOT_FOUND; FILE_LOST where the store misses it. */
export async function fileOf(store: Store, { document, version }: Found, path: string): Promise<{ bytes: Uint8Array; sha256: string }> {
  const sha256 = Object.hasOwn(version.files, path) ? version.files[path] : undefined;
  if (sha256 === undefined) throw notFound(`file of ${document.kind} "${document.id}"`, path, Object.keys(version.files));
  const bytes = await store.documents.file(sha256);
  if (bytes === undefined) throw new CascadeError('FILE_LOST', `the store misses ${path} of "${document.id}" (${sha256})`);
  return { bytes, sha256 };
}

/** The model that a scenario names, as `documentOf` takes it. Throws MODEL_MISSING. */
export function modelNamed({ document, version }: Found): string {
  const { model } = version.summary as { model?: string };
  if (model === undefined) throw new HttpError(422, 'MODEL_MISSING', `scenario "${document.id}" names no model; say which with "model"`);
  return modelReference(model);
}
