/** Studies: asked for, looked at, ended, removed. They are computed elsewhere (src/jobs). */
import { createHash, randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { canonicalJson } from '../../model/canonical.js';
import { redactResults } from '../../study/redact.js';
import type { Results } from '../../study/results.js';
import type { StudyRecord } from '../../store/records.js';
import { maySee, PRIVATE, requireProject, requireScope } from '../access/principal.js';
import { requireRoom } from '../access/quota.js';
import type { ServiceContext } from '../context.js';
import { documentOf, modelNamed } from '../documents.js';
import { HttpError, notFound, ProblemDetails } from '../problem.js';
import { StudyBody, StudyView } from '../schemas/studies.js';

const Id = Type.Object({ id: Type.String({ maxLength: 100 }) });
type IdParams = { Params: { id: string } };

export function studyRoutes(app: FastifyInstance, context: ServiceContext): void {
  const { store, studies } = context, tags = ['studies'];

  app.post<{ Body: StudyBody }>('/studies', {
    config: { detail: 'redacted' },
    schema: { tags, summary: 'Ask for a study', body: StudyBody, headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) }), response: { 200: StudyView, 202: StudyView, '4xx': ProblemDetails, '5xx': ProblemDetails } },
  }, async (request, reply) => {
    requireScope(request, 'run');
    requireProject(request, request.body.project ?? PRIVATE);
    await requireRoom(context, request);
    const record = await recordOf(context, request);
    const there = await store.studies.create(record);
    if (there !== undefined && there.requestHash !== record.requestHash) throw new HttpError(409, 'IDEMPOTENCY_REUSED', `the Idempotency-Key was used for another request (study ${there.id})`);
    studies.wake();
    return reply.code(there === undefined ? 202 : 200).header('location', `/v1/studies/${(there ?? record).id}`).send(viewOf(there ?? record, request.redacted));
  });

  app.get<IdParams>('/studies/:id', { config: { detail: 'redacted' }, schema: { tags, summary: 'Status of a study', params: Id, response: { 200: StudyView, '4xx': ProblemDetails, '5xx': ProblemDetails } } },
    async (request) => viewOf(await studyOf(context, request, request.params.id), request.redacted));

  app.get<IdParams>('/studies/:id/results', { config: { detail: 'redacted' }, schema: { tags, summary: 'Results of a study', params: Id, response: { '4xx': ProblemDetails, '5xx': ProblemDetails } } },
    async (request, reply) => sendResults(context, reply, await studyOf(context, request, request.params.id)));
}

/** A study the principal may see. Throws NOT_FOUND. */
export async function studyOf({ store }: ServiceContext, request: FastifyRequest, id: string): Promise<StudyRecord> {
  const study = await store.studies.get(id);
  if (study === undefined || !maySee(request.principal, study)) throw notFound('study', id);
  return study;
}

async function recordOf({ store, config, now }: ServiceContext, request: FastifyRequest<{ Body: StudyBody }>): Promise<StudyRecord> {
  const { scenario: scenarioName, model: modelName, project = PRIVATE, ...asked } = request.body, { principal } = request;
  const scenario = await documentOf(store, request, 'scenario', scenarioName), model = await documentOf(store, request, 'model', modelName ?? modelNamed(scenario));
  const planned = asked.replications ?? (scenario.version.summary as { replications?: number }).replications ?? 1000;
  if (planned > config.limits.replications) throw new HttpError(422, 'REPLICATIONS_LIMIT', `at most ${config.limits.replications} replications are allowed here, found ${planned}`);
  const at = now().toISOString(), key = request.headers['idempotency-key'];
  return {
    id: `${at.replaceAll(/[-:T]/g, '').slice(0, 14)}-${randomBytes(6).toString('hex')}`, status: 'queued', request: asked,
    modelId: model.document.id, modelVersion: model.version.hash, scenarioId: scenario.document.id, scenarioVersion: scenario.version.hash,
    owner: principal.subject, project, planned, done: 0, createdAt: at, attempts: 0,
    ...(typeof key === 'string' ? { idempotencyKey: key } : {}), requestHash: createHash('sha256').update(canonicalJson(request.body)).digest('hex'),
  };
}

/** @param redacted why a study failed may name assets */
function viewOf({ modelId, scenarioId, request, idempotencyKey: _key, requestHash: _hash, lease: _lease, error, ...row }: StudyRecord, redacted: boolean): StudyView {
  const self = `/v1/studies/${row.id}`;
  return { ...row, ...(error === undefined ? {} : { error: redacted ? { code: error.code, message: '' } : error }), model: modelId, scenario: scenarioId, request: request as Record<string, unknown>, links: { self, ...(row.status === 'done' ? { results: `${self}/results` } : {}) } };
}

/** The stored bytes as they are, where the client takes gzip. */
async function sendResults({ store }: ServiceContext, reply: FastifyReply, { id, status }: StudyRecord): Promise<FastifyReply> {
  if (status !== 'done') throw new HttpError(409, 'STUDY_NOT_DONE', `study ${id} is ${status}: it has no results yet`);
  const bytes = await store.results.get(id, 'results');
  if (bytes === undefined) throw notFound('result of study', id);
  reply.type('application/json');
  if (reply.request.redacted) return reply.send(redactResults(JSON.parse(gunzipSync(bytes).toString('utf8')) as Results));
  return /\bgzip\b/.test(reply.request.headers['accept-encoding'] ?? '') ? reply.header('content-encoding', 'gzip').send(bytes) : reply.send(gunzipSync(bytes));
}
