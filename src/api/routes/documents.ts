/** Models and scenarios: uploaded, listed, fetched, removed. The same routes for both. */
import type { FastifyInstance, RouteShorthandOptions } from 'fastify';
import type { DocumentKind } from '../../store/records.js';
import { requireScope, visibilityOf } from '../access/principal.js';
import { titleFor } from '../access/redact.js';
import { ask } from '../ask.js';
import type { ServiceContext } from '../context.js';
import { documentOf, fileOf } from '../documents.js';
import { keepUpload, requireChangeable, viewOf } from '../keep.js';
import { HttpError, PROBLEMS } from '../problem.js';
import { DOCUMENT_ID, ListQuery, ModelUploadQuery, PageOnly, Reference, ScenarioUploadQuery, type VersionView, type ReferenceParams, type UploadQuery } from '../schemas/documents.js';
import { fileAnswer, isFresh } from '../send-file.js';
import { sendSpooled } from '../send-spooled.js';
import { UPLOAD_BODY, uploadOf, useUploads } from '../uploads.js';
import { Type } from 'typebox';

const File = Type.Object({ ...Reference.properties, '*': Type.String({ minLength: 1, maxLength: 400 }) });

export const modelDocumentRoutes = (v1: FastifyInstance, context: ServiceContext): void => documentRoutes(v1, context, 'model');
export const scenarioDocumentRoutes = (v1: FastifyInstance, context: ServiceContext): void => documentRoutes(v1, context, 'scenario');

function documentRoutes(v1: FastifyInstance, context: ServiceContext, kind: DocumentKind): void {
  const base = `/${kind}s`, tags = [base.slice(1)], What = kind === 'model' ? 'Model' : 'Scenario', { store } = context;
  uploadRoutes(v1, context, kind);

  v1.get<{ Querystring: ListQuery }>(base, { config: { detail: false }, schema: { tags, operationId: `list${What}s`, summary: `List ${kind}s`, querystring: ListQuery, response: { 200: Type.Ref('DocumentPage#'), ...PROBLEMS } } }, async (request) => {
    requireScope(request, 'read');
    const page = await store.documents.list(kind, visibilityOf(request), request.query);
    return { ...page, items: await Promise.all(page.items.map(async (item) => ({ ...item, title: await titleFor(context, request, item) }))) };
  });

  v1.get<ReferenceParams>(`${base}/:id`, { config: { detail: 'redacted' }, schema: { tags, operationId: `get${What}`, summary: `A ${kind}: sizes, contents, warnings`, params: Reference, response: { 200: Type.Ref('Document#'), ...PROBLEMS } } }, async (request) => {
    requireScope(request, 'read');
    return viewOf(await documentOf(store, request, kind, request.params.id), request.redacted);
  });

  v1.get<ReferenceParams & { Querystring: PageOnly }>(`${base}/:id/versions`, { config: { detail: false }, schema: { tags, operationId: `list${What}Versions`, summary: `Versions of a ${kind}, the newest first`, params: Reference, querystring: PageOnly, response: { 200: Type.Ref('DocumentVersions#'), ...PROBLEMS } } }, async (request) => {
    requireScope(request, 'read');
    const { document } = await documentOf(store, request, kind, request.params.id);
    const { items, cursor } = await store.documents.versions(kind, document.id, request.query);
    return { items: items.map(({ hash, main, fileCount, bytes, createdAt }): VersionView => ({ version: hash, main, files: fileCount, bytes, versionCreatedAt: createdAt })), cursor };
  });

  v1.delete<ReferenceParams>(`${base}/:id`, { config: { detail: false }, schema: { tags, operationId: `remove${What}`, summary: `Remove a ${kind} that no study uses, or one version of it`, params: Reference, response: { 204: Type.Null(), ...PROBLEMS } } }, async (request, reply) => {
    requireScope(request, 'run');
    const { document, version } = await documentOf(store, request, kind, request.params.id);
    requireChangeable(request, document);
    await store.documents.remove(kind, document.id, request.params.id.includes('@') ? version.hash : undefined);
    return reply.code(204).send();
  });

  fileRoutes(v1, context, kind);
}

function uploadRoutes(v1: FastifyInstance, context: ServiceContext, kind: DocumentKind): void {
  const base = `/${kind}s`, tags = [base.slice(1)], What = kind === 'model' ? 'Model' : 'Scenario', querystring = kind === 'model' ? ModelUploadQuery : ScenarioUploadQuery, response = { 200: Type.Ref('Document#'), 201: Type.Ref('Document#'), ...PROBLEMS };
  const options = (operationId: string, summary: string, params?: unknown): RouteShorthandOptions => ({
    config: { detail: false }, onRequest: async (request) => requireScope(request, 'run'),
    schema: { tags, operationId, summary, description: 'Every problem of all files comes back with its place (422). The same content is the same version: 200 instead of 201.', consumes: Object.keys(UPLOAD_BODY.content), ...(params === undefined ? {} : { params }), querystring, body: UPLOAD_BODY, response },
  });
  void v1.register((uploads, _options, done) => {
    useUploads(uploads, context);
    uploads.post<{ Querystring: UploadQuery }>(base, options(`upload${What}`, `Upload a ${kind} under the id it has`), async (request, reply) => {
      const { id, hash, created } = await keepUpload({ context, request, reply }, kind, uploadOf(request), request.query);
      return reply.code(created ? 201 : 200).header('location', `/v1/${kind}s/${id}`).send(viewOf(await documentOf(context.store, request, kind, `${id}@${hash}`), false));
    });
    uploads.put<{ Querystring: UploadQuery } & ReferenceParams>(`${base}/:id`, options(`put${What}`, `Upload a ${kind}, or a new version of it, under this id`, Type.Object({ id: Type.String({ pattern: DOCUMENT_ID, description: 'letters, digits, ".", "_" and "-"' }) })), async (request, reply) => {
      const { id, hash, created } = await keepUpload({ context, request, reply }, kind, uploadOf(request), request.query, { asId: request.params.id });
      return reply.code(created ? 201 : 200).header('location', `/v1/${kind}s/${id}`).send(viewOf(await documentOf(context.store, request, kind, `${id}@${hash}`), false));
    });
    done();
  });
}

const MEDIA: Readonly<Record<string, string>> = { yaml: 'application/yaml', yml: 'application/yaml', json: 'application/json', geojson: 'application/geo+json', csv: 'text/csv' };
const OTHER = 'application/octet-stream';
/** Uploaded bytes are never shown as a page of this site: whatever else they are is for saving. */
function mediaOf(path: string): string {
  const ending = path.split('.').at(-1)!;
  return Object.hasOwn(MEDIA, ending) ? MEDIA[ending]! : OTHER;
}

function fileRoutes(v1: FastifyInstance, context: ServiceContext, kind: DocumentKind): void {
  const base = `/${kind}s`, tags = [base.slice(1)], What = kind === 'model' ? 'Model' : 'Scenario', { store } = context, config = { detail: true };

  v1.get<ReferenceParams>(`${base}/:id/files`, { config, schema: { tags, operationId: `list${What}Files`, summary: 'Files of a version', params: Reference, response: { 200: Type.Ref('FileList#'), ...PROBLEMS } } }, async (request) => {
    requireScope(request, 'read');
    const { version } = await documentOf(store, request, kind, request.params.id);
    return { items: Object.entries(version.files).map(([path, sha256]) => ({ path, sha256 })) };
  });

  v1.get<{ Params: { id: string; '*': string } }>(`${base}/:id/files/*`, { config, schema: { tags, operationId: `get${What}File`, summary: 'One file, byte for byte', params: File, response: { ...fileAnswer(...new Set(Object.values(MEDIA)), OTHER), ...PROBLEMS } } }, async (request, reply) => {
    requireScope(request, 'read');
    const { bytes, sha256 } = await fileOf(store, await documentOf(store, request, kind, request.params.id), request.params['*']);
    return isFresh(reply, `"${sha256}"`) ? reply.send() : reply.type(mediaOf(request.params['*'])).send(bytes);
  });

  v1.get<ReferenceParams>(`${base}/:id/source`, { config, schema: { tags, operationId: `get${What}Source`, summary: 'The file itself, of what is one file', params: Reference, response: { ...fileAnswer('application/yaml', 'application/json'), ...PROBLEMS } } }, async (request, reply) => {
    requireScope(request, 'read');
    const found = await documentOf(store, request, kind, request.params.id);
    if (Object.keys(found.version.files).length > 1) throw new HttpError(409, 'SEVERAL_FILES', `${kind} "${found.document.id}" has several files; ${base}/ID/archive.zip has all of them`);
    const { bytes, sha256 } = await fileOf(store, found, found.version.main);
    return isFresh(reply, `"${sha256}"`) ? reply.send() : reply.type(mediaOf(found.version.main)).send(bytes);
  });

  v1.get<ReferenceParams>(`${base}/:id/archive.zip`, { config, schema: { tags, operationId: `get${What}Archive`, summary: 'All files of a version as a ZIP archive', params: Reference, response: { ...fileAnswer('application/zip'), ...PROBLEMS } } }, async (request, reply) => {
    requireScope(request, 'read');
    const { document, version } = await documentOf(store, request, kind, request.params.id);
    if (isFresh(reply, `"${version.hash}"`)) return reply.send();
    reply.header('content-disposition', `attachment; filename="${document.id}.zip"`);
    return sendSpooled(reply, 'application/zip', await ask(context, reply, 'pack-document', { kind, id: document.id, version: version.hash }));
  });
}
