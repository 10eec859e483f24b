/** Studies: asked for, listed, looked at, ended, removed. They are computed elsewhere (src/jobs). */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { requireChange } from '../access/changes.js';
import { requireScope, visibilityOf } from '../access/principal.js';
import { roomOf } from '../access/quota.js';
import type { ServiceContext } from '../context.js';
import { StudyMaker } from '../new-study.js';
import { HttpError, PROBLEMS } from '../problem.js';
import { StudyBody, StudyId, StudyList, type StudyParams } from '../schemas/studies.js';
import { studyOf, viewOf } from '../study-views.js';

const Study = Type.Ref('Study#');
const Key = Type.Object({ 'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'the same key with the same body is the same study, however often it is sent' })) });

export function studyRoutes(app: FastifyInstance, context: ServiceContext): void {
  const { store, studies, now } = context, tags = ['studies'], maker = new StudyMaker(context);

  app.post<{ Body: StudyBody }>('/studies', {
    config: { detail: 'redacted' },
    schema: { tags, operationId: 'createStudy', summary: 'Ask for a study', description: 'Answers as soon as it is clear that the study would run; 200 for an Idempotency-Key that was used before.', body: StudyBody, headers: Key, response: { 200: Study, 202: Study, ...PROBLEMS } },
  }, async (request, reply) => {
    requireScope(request, 'run');
    const { record, warnings } = await maker.make(request), there = await store.studies.create(record, roomOf(context));
    if (there !== undefined && there.requestHash !== record.requestHash) throw new HttpError(409, 'IDEMPOTENCY_REUSED', `the Idempotency-Key was used for another request (study ${there.id})`);
    studies.wake();
    return reply.code(there === undefined ? 202 : 200).header('location', `/v1/studies/${(there ?? record).id}`).send(viewOf(there ?? record, studies, request.redacted, warnings));
  });

  app.get<{ Querystring: StudyList }>('/studies', {
    config: { detail: false },
    schema: { tags, operationId: 'listStudies', summary: 'Studies, the newest first', querystring: StudyList, response: { 200: Type.Ref('StudyPage#'), ...PROBLEMS } },
  }, async (request) => {
    const { items, cursor } = await store.studies.list(visibilityOf(request), request.query);
    return { items: items.map((row) => viewOf(row, studies, true)), ...(cursor === undefined ? {} : { cursor }) };
  });

  app.get<StudyParams>('/studies/:id', { config: { detail: 'redacted' }, schema: { tags, operationId: 'getStudy', summary: 'Status of a study', params: StudyId, response: { 200: Study, ...PROBLEMS } } },
    async (request) => viewOf(await studyOf(context, request, request.params.id), studies, request.redacted));

  app.post<StudyParams>('/studies/:id/cancel', {
    config: { detail: 'redacted' },
    schema: { tags, operationId: 'cancelStudy', summary: 'End a study that waits or runs', description: 'What was computed is dropped. Again: the same answer.', params: StudyId, response: { 200: Study, ...PROBLEMS } },
  }, async (request) => {
    requireScope(request, 'run');
    const study = await studyOf(context, request, request.params.id), { id } = study;
    requireChange(request, study);
    const cancelled = await store.studies.cancel(id, now().toISOString());
    if (cancelled) studies.stop(id);
    const after = await studyOf(context, request, id);
    if (!cancelled && after.status !== 'cancelled') throw new HttpError(409, 'STUDY_ENDED', `study ${id} has ended already: ${after.status}`);
    return viewOf(after, studies, request.redacted);
  });

  app.delete<StudyParams>('/studies/:id', {
    config: { detail: false },
    schema: { tags, operationId: 'deleteStudy', summary: 'Remove a study with all that belongs to it', description: 'One that waits or runs is ended first.', params: StudyId, response: { 204: { type: 'null', description: 'It is gone' }, ...PROBLEMS } },
  }, async (request, reply) => {
    requireScope(request, 'run');
    const study = await studyOf(context, request, request.params.id), { id } = study;
    requireChange(request, study);
    await store.studies.cancel(id, now().toISOString());
    studies.stop(id);
    await store.studies.remove(id);
    return reply.code(204).send();
  });
}
