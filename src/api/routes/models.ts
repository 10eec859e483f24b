/** What is in a model: its assets, what depends on what, its shape, its graph and map. Worked out by jobs. All of it is the model's inside: `detail`. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { ModelSource } from '../../jobs/opened-models.js';
import type { Drawing } from '../../jobs/tasks/draw-model.js';
import { requireScope } from '../access/principal.js';
import { ask } from '../ask.js';
import type { ServiceContext } from '../context.js';
import { documentOf } from '../documents.js';
import { PROBLEMS } from '../problem.js';
import { Reference, type ReferenceParams } from '../schemas/documents.js';
import { AssetParams, AssetQuery, TraceQuery } from '../schemas/models.js';
import { fileAnswer, isFresh } from '../send-file.js';
import { sendSpooled } from '../send-spooled.js';

const tags = ['models'], config = { detail: true }, JSON_TYPE = 'application/json';

/** Drawings by address. */
const DRAWINGS: readonly { path: string; operationId: string; form: Drawing; mediaType: string; summary: string }[] = [
  { path: 'graph.graphml', operationId: 'getModelGraphMl', form: 'graphml', mediaType: 'application/graphml+xml', summary: 'Graph of assets and needs for yEd, igraph, NetworkX' },
  { path: 'graph.gexf', operationId: 'getModelGexf', form: 'gexf', mediaType: 'application/gexf+xml', summary: 'Graph of assets and needs for Gephi' },
  { path: 'map.geojson', operationId: 'getModelMap', form: 'geojson', mediaType: 'application/geo+json', summary: 'Assets as points, and who supplies whom as lines' },
];

export function modelRoutes(v1: FastifyInstance, context: ServiceContext): void {
  v1.get<ReferenceParams & { Querystring: AssetQuery }>('/models/:id/assets', { config, schema: { tags, operationId: 'listAssets', summary: 'Assets of a model, in the order of their ids', params: Reference, querystring: AssetQuery, response: { 200: Type.Ref('AssetPage#'), ...PROBLEMS } } }, async (request, reply) => {
    const { limit, cursor: after, ...filter } = request.query;
    return sendSpooled(reply, JSON_TYPE, await ask(context, reply, 'list-assets', { model: await modelOf(context, request), filter, limit, after }));
  });

  v1.get<AssetParams>('/models/:id/assets/:asset', { config, schema: { tags, operationId: 'getAsset', summary: 'An asset: what it needs, and what it supplies', params: AssetParams, response: { 200: Type.Ref('Asset#'), ...PROBLEMS } } },
    async (request, reply) => sendSpooled(reply, JSON_TYPE, await ask(context, reply, 'show-asset', { model: await modelOf(context, request), asset: request.params.asset })));

  for (const [direction, operationId, summary] of [['downstream', 'listDownstream', 'What depends on an asset, through any number of needs'], ['upstream', 'listUpstream', 'What an asset depends on, through any number of needs']] as const) {
    v1.get<AssetParams & { Querystring: TraceQuery }>(`/models/:id/assets/:asset/${direction}`, { config, schema: { tags, operationId, summary, params: AssetParams, querystring: TraceQuery, response: { 200: Type.Ref('Trace#'), ...PROBLEMS } } },
      async (request, reply) => sendSpooled(reply, JSON_TYPE, await ask(context, reply, 'trace-needs', { model: await modelOf(context, request), asset: request.params.asset, direction, ...request.query })));
  }

  v1.get<ReferenceParams>('/models/:id/criticality', { config, schema: { tags, operationId: 'getCriticality', summary: 'Shape of a model: loops, hubs, single points of failure, as `hazcade inspect --json`', params: Reference, response: { 200: Type.Record(Type.String(), Type.Unknown()), ...PROBLEMS } } },
    async (request, reply) => sendSpooled(reply, JSON_TYPE, await ask(context, reply, 'model-shape', { model: await modelOf(context, request) })));

  for (const { path, operationId, form, mediaType, summary } of DRAWINGS) {
    v1.get<ReferenceParams>(`/models/:id/${path}`, { config, schema: { tags, operationId, summary, params: Reference, response: { ...fileAnswer(mediaType), ...PROBLEMS } } }, async (request, reply) => sendDrawing(context, request, reply, form, mediaType));
  }
}

async function sendDrawing(context: ServiceContext, request: FastifyRequest<ReferenceParams>, reply: FastifyReply, form: Drawing, mediaType: string): Promise<FastifyReply> {
  const model = await modelOf(context, request);
  if (isFresh(reply, `"${model.version}-${form}"`)) return reply.send();
  const drawing = await ask(context, reply, 'draw-model', { model, form });
  return sendSpooled(reply, mediaType, drawing);
}

/** The version that is asked about. Throws NOT_ALLOWED, NOT_FOUND. */
export async function modelOf({ store }: ServiceContext, request: FastifyRequest<ReferenceParams>): Promise<ModelSource> {
  requireScope(request, 'read');
  const { document, version } = await documentOf(store, request, 'model', request.params.id);
  return { id: document.id, version: version.hash };
}
