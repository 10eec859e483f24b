/** Context layers of a model: what is drawn beneath its assets. From the model's own files, and from the data folder for what is too large to upload. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Manifest } from '../../store/records.js';
import { layerOf, pathOfLayer, type ContextLayer } from '../../jobs/upload/context-layers.js';
import { requireScope } from '../access/principal.js';
import { ask } from '../ask.js';
import type { ServiceContext } from '../context.js';
import { documentOf } from '../documents.js';
import { keepChanged, requireChangeable, viewOf } from '../keep.js';
import { notFound, PROBLEMS } from '../problem.js';
import { Reference, type ReferenceParams } from '../schemas/documents.js';
import { partAnswer, sendFile } from '../send-file.js';
import { LAYER_BODY, LAYER_TYPES, uploadOf, useUploads } from '../uploads.js';
import { modelOf } from './models.js';

const tags = ['models'], config = { detail: true };

const LayerParams = Type.Object({ ...Reference.properties, layer: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.(geojson|pmtiles|mbtiles)$' }) });
interface LayerParams { Params: { id: string; layer: string } }

/** A layer and the file it is read from. */
interface FoundLayer extends ContextLayer { path: string; bytes: number; etag: string; from: 'model' | 'data-folder' }

export function layerRoutes(v1: FastifyInstance, context: ServiceContext): void {
  v1.get<ReferenceParams>('/models/:id/layers', { config, schema: { tags, operationId: 'listLayers', summary: 'Context layers of a model', params: Reference, response: { 200: Type.Ref('LayerList#'), ...PROBLEMS } } }, async (request, reply) => {
    const { id, version } = await modelOf(context, request), { version: { files } } = await documentOf(context.store, request, 'model', `${id}@${version}`);
    const own = Object.keys(files).flatMap((path) => layerOf(path)?.name ?? []), names = [...new Set([...own, ...await namesInDataFolder(context, id)])].sort();
    const folder = own.length === 0 ? undefined : await ask(context, reply, 'unpack-document', { kind: 'model', id, version });
    const found = await Promise.all(names.map((name) => findLayer(context, id, name, folder === undefined ? undefined : ownFile(files, folder, name))));
    return { items: found.flatMap((layer) => (layer === undefined ? [] : [{ name: layer.name, mediaType: layer.mediaType, bytes: layer.bytes, from: layer.from, href: `/v1/models/${id}@${version}/layers/${layer.name}` }])) };
  });

  // HEAD comes with it: viewers of tiles ask for the size first.
  v1.get<LayerParams>('/models/:id/layers/:layer', { config, schema: { tags, operationId: 'getLayer', summary: 'A context layer; parts of it by Range', params: LayerParams, response: { ...partAnswer('application/geo+json', 'application/vnd.pmtiles', 'application/vnd.sqlite3'), ...PROBLEMS } } }, async (request, reply) => {
    const { id, version } = await modelOf(context, request), { layer: name } = request.params, { version: { files } } = await documentOf(context.store, request, 'model', `${id}@${version}`);
    const own = Object.hasOwn(files, pathOfLayer(name)) ? ownFile(files, await ask(context, reply, 'unpack-document', { kind: 'model', id, version }), name) : undefined;
    const layer = await findLayer(context, id, name, own);
    if (layer === undefined) throw notFound(`layer of model "${id}"`, name);
    return sendFile(reply.type(layer.mediaType), layer.path, layer.etag);
  });

  changeRoutes(v1, context);
}

/** A layer is a file of the model, so adding or removing one makes a new version; what the model means, and its hash in results, stays. */
function changeRoutes(v1: FastifyInstance, context: ServiceContext): void {
  const schema = { tags, params: LayerParams, response: { 200: Type.Ref('Document#'), 201: Type.Ref('Document#'), ...PROBLEMS } };
  void v1.register((uploads, _options, done) => {
    useUploads(uploads, context, LAYER_TYPES);
    uploads.put<LayerParams>('/models/:id/layers/:layer', { config, onRequest: async (request) => requireScope(request, 'run'), schema: { ...schema, operationId: 'putLayer', summary: 'Add or replace a context layer: a new version of the model', consumes: Object.keys(LAYER_BODY.content), body: LAYER_BODY } }, async (request, reply) => {
      const found = await documentOf(context.store, request, 'model', request.params.id);
      requireChangeable(request, found.document);
      const { hash, created } = await keepChanged({ context, request, reply }, found, { path: pathOfLayer(request.params.layer), upload: uploadOf(request).path });
      return reply.code(created ? 201 : 200).send(viewOf(await documentOf(context.store, request, 'model', `${found.document.id}@${hash}`), false));
    });
    done();
  });
  v1.delete<LayerParams>('/models/:id/layers/:layer', { config, schema: { ...schema, operationId: 'removeLayer', summary: 'Remove a context layer: a new version of the model' } }, async (request, reply) => {
    requireScope(request, 'run');
    const found = await documentOf(context.store, request, 'model', request.params.id), path = pathOfLayer(request.params.layer);
    requireChangeable(request, found.document);
    if (!Object.hasOwn(found.version.files, path)) throw notFound(`layer of model "${found.document.id}" among its files`, request.params.layer);
    const { hash, created } = await keepChanged({ context, request, reply }, found, { path });
    return reply.code(created ? 201 : 200).send(viewOf(await documentOf(context.store, request, 'model', `${found.document.id}@${hash}`), false));
  });
}

/** Where operators put layers: `layers/MODEL/NAME` below the data folder. */
const dataFolderOf = ({ config: { dataFolder } }: ServiceContext, id: string): string => join(dataFolder, 'layers', id);

async function namesInDataFolder(context: ServiceContext, id: string): Promise<string[]> {
  const names = await readdir(dataFolderOf(context, id)).catch(() => []);
  return names.filter((name) => layerOf(pathOfLayer(name)) !== undefined);
}

interface OwnFile { path: string; sha256: string }

/** The file of a version that is this layer; undefined: it has none. */
function ownFile(files: Manifest, folder: string, name: string): OwnFile | undefined {
  const sha256 = Object.hasOwn(files, pathOfLayer(name)) ? files[pathOfLayer(name)] : undefined;
  return sha256 === undefined ? undefined : { path: join(folder, pathOfLayer(name)), sha256 };
}

/** @param own the model's file of this name, if it has one; else the data folder may have one */
async function findLayer(context: ServiceContext, id: string, name: string, own: OwnFile | undefined): Promise<FoundLayer | undefined> {
  const layer = layerOf(pathOfLayer(name)), path = own?.path ?? join(dataFolderOf(context, id), name), found = await stat(path).catch(() => undefined);
  if (layer === undefined || found === undefined || !found.isFile()) return undefined;
  return { ...layer, path, bytes: found.size, etag: `"${own?.sha256 ?? `${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}`}"`, from: own === undefined ? 'data-folder' : 'model' };
}
