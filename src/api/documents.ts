/** Models and scenarios by what requests call them: `id` or `id@version`. */
import type { FastifyRequest } from 'fastify';
import type { DocumentKind, DocumentRecord, VersionRecord } from '../store/records.js';
import type { Store } from '../store/store.js';
import { maySee } from './access/principal.js';
import { noteModel } from './access/redact.js';
import { HttpError, notFound } from './problem.js';

export interface Found { document: DocumentRecord; version: VersionRecord }

/** The document and version of a reference. Throws NOT_FOUND, also for what the principal may not see. */
export async function documentOf(store: Store, request: FastifyRequest, kind: DocumentKind, reference: string): Promise<Found> {
  const at = reference.indexOf('@'), id = at < 0 ? reference : reference.slice(0, at), document = await store.documents.get(kind, id);
  if (document === undefined || !maySee(request.principal, document)) throw notFound(kind, id);
  noteModel(request, document);
  const hash = at < 0 ? document.latest : reference.slice(at + 1), version = await store.documents.version(kind, id, hash);
  if (version === undefined) throw notFound(`version of ${kind} "${id}"`, hash);
  return { document, version };
}

/** The model that a scenario names, as written there: an id, or the path `../models/ID` of shipped scenarios. */
export function modelNamed({ document, version }: Found): string {
  const { model } = version.summary as { model?: string };
  if (model === undefined) throw new HttpError(422, 'MODEL_MISSING', `scenario "${document.id}" names no model; say which with "model"`);
  return model.replace(/\/+$/, '').replace(/\/model\.(yaml|yml|json)$/, '').split('/').at(-1)!;
}
