/** Single replications of a study, simulated again when asked for: their events, the chain of causes of one fall, forks. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { hoursOf } from '../../model/quantities.js';
import type { ForkAsked } from '../../jobs/fork-asked.js';
import type { ReplayEventsInput } from '../../jobs/tasks/replay-events.js';
import { ANONYMOUS, requireScope } from '../access/principal.js';
import { chosenForm } from '../accept.js';
import { ask } from '../ask.js';
import type { ServiceContext } from '../context.js';
import { HttpError, PROBLEMS } from '../problem.js';
import { ChainQuery, EventQuery, ForkBody, ForkQuery, ForksBody, ReplicationId, type ReplicationParams } from '../schemas/replays.js';
import { StudyId, type StudyParams } from '../schemas/studies.js';
import { sendSpooled } from '../send-spooled.js';
import { spooledEvents } from '../spooled.js';
import { StreamPlaces } from '../stream-places.js';
import { studyOf } from '../study-views.js';

const NDJSON = 'application/x-ndjson', SSE = 'text/event-stream';
const EVENTS = [{ name: 'ndjson', mime: NDJSON }, { name: 'sse', mime: SSE }] as const, FORK = [{ name: 'json', mime: 'application/json' }, ...EVENTS] as const;
const Again = Type.Object({ 'last-event-id': Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: 'id of the last event that was received' })) });
const streams = { content: { [NDJSON]: { schema: Type.String() }, [SSE]: { schema: Type.String() } } };

export function replicationRoutes(app: FastifyInstance, context: ServiceContext): void {
  const { workers } = context.config, tags = ['replays'];
  const read = { config: { detail: true } as const };
  const places = new StreamPlaces();

  /** Computes, then sends; a reader that leaves ends both. */
  async function send(request: FastifyRequest, reply: FastifyReply, input: ReplayEventsInput, pace?: number): Promise<FastifyReply> {
    const { name: form } = chosenForm(EVENTS, request.headers.accept), giveBack = places.take(request.principal === ANONYMOUS ? request.ip : request.principal.subject);
    try {
      const { path } = await ask(context, reply, 'replay-events', input), stream = await spooledEvents(path, { form, pace });
      stream.once('close', giveBack);
      return await reply.type(form === 'sse' ? SSE : `${NDJSON}; charset=utf-8`).header('cache-control', 'no-store').send(stream);
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  app.get<ReplicationParams & { Querystring: EventQuery }>('/studies/:id/replications/:k/events', {
    ...read, exposeHeadRoute: false,
    schema: {
      tags, operationId: 'replayEvents', summary: 'Events of a replication', description: 'The replication is simulated again; nothing is stored. NDJSON, or server-sent events by Accept, whose ids are those of the events: a client that comes again with Last-Event-ID goes on after it. Events of no asset (hazards, plans, crews) are left out by sector, asset and box.',
      params: ReplicationId, querystring: EventQuery, headers: Again, response: { 200: { description: 'The events', ...streams }, ...PROBLEMS },
    },
  }, async (request, reply) => {
    const study = await replayedStudy(context, request), { after, asset, box, fields, from, kind, limit, minDepth, pace, sector, to, variant } = request.query, again = request.headers['last-event-id'];
    return send(request, reply, {
      study, variant, replication: request.params.k, fields: namesIn(fields), limit,
      filter: { kinds: namesIn(kind), sectors: namesIn(sector), assets: namesIn(asset), box: box?.split(',').map(Number) as [number, number, number, number] | undefined, fromHours: hoursOf(from), toHours: hoursOf(to), minDepth, afterId: after ?? (typeof again === 'string' ? Number(again) : undefined) },
    }, pace);
  });

  app.get<ReplicationParams & { Querystring: ChainQuery }>('/studies/:id/replications/:k/chain', {
    ...read, schema: { tags, operationId: 'replayChain', summary: 'How it came to the fall of an asset', description: 'From the root hazard to the asset, with hours, needs and buffers, in words.', params: ReplicationId, querystring: ChainQuery, response: { 200: Type.Ref('CauseChain#'), ...PROBLEMS } },
  }, async (request, reply) => ask(context, reply, 'replay-chain', { study: await replayedStudy(context, request), replication: request.params.k, ...request.query }));

  app.post<ReplicationParams & { Body: ForkBody; Querystring: { variant?: string; limit?: number } }>('/studies/:id/replications/:k/forks', {
    ...read,
    schema: {
      tags, operationId: 'forkReplication', summary: 'Continue a replication from a time with other plans or another recovery', description: 'The same up to then, the same luck after for all that the change does not touch. JSON says what differs; as NDJSON or server-sent events (by Accept) all events of the fork.',
      params: ReplicationId, querystring: ForkQuery, body: ForkBody, response: { 200: { description: 'What differs, or all events', content: { 'application/json': { schema: Type.Ref('Fork#') }, ...streams.content } }, ...PROBLEMS },
    },
  }, async (request, reply) => {
    requireScope(request, 'run');
    const study = await replayedStudy(context, request), fork = forkOf(request.body), { limit, variant } = request.query, replication = request.params.k;
    if (chosenForm(FORK, request.headers.accept).name !== 'json') return send(request, reply, { study, variant, replication, fork, filter: {}, limit });
    return sendSpooled(reply, 'application/json', await ask(context, reply, 'replay-fork', { study, variant, replication, fork, limit: limit ?? 1000 }));
  });

  app.post<StudyParams & { Body: ForksBody; Querystring: { variant?: string } }>('/studies/:id/forks', {
    ...read, schema: { tags, operationId: 'compareFork', summary: 'The mean difference that a fork makes', description: 'Of replications 0 up to a number, each with and without the change, paired.', params: StudyId, querystring: Type.Object({ variant: ForkQuery.properties.variant }, { additionalProperties: false }), body: ForksBody, response: { 200: Type.Ref('ForkDifference#'), ...PROBLEMS } },
  }, async (request, reply) => {
    requireScope(request, 'run');
    const { id: study, planned } = await studyOf(context, request, request.params.id), { replications } = request.body;
    if (replications > planned) throw new HttpError(422, 'REPLICATIONS_LIMIT', `the study has ${planned} replications, found ${replications}`);
    return ask(context, reply, 'compare-fork', { study, variant: request.query.variant, replications, fork: forkOf(request.body), workers });
  });
}

/** Id of the study, if it has such a replication. Throws NOT_FOUND, REPLICATION_UNKNOWN. */
async function replayedStudy(context: ServiceContext, request: FastifyRequest<ReplicationParams>): Promise<string> {
  const { id, planned } = await studyOf(context, request, request.params.id), { k } = request.params;
  if (k >= planned) throw new HttpError(404, 'REPLICATION_UNKNOWN', `study ${id} has replications 0 to ${planned - 1}, found ${k}`);
  return id;
}

/** Throws FORK_CHANGE_MISSING. */
function forkOf({ at, byVariant, changes }: ForkBody): ForkAsked {
  if ((changes === undefined) === (byVariant === undefined)) throw new HttpError(422, 'FORK_CHANGE_MISSING', `expecting one of "changes" and "byVariant", found ${changes === undefined ? 'neither' : 'both'}`);
  return { changes: changes && { format: 'hazcade-fork/1', ...changes }, byVariant, atHours: hoursOf(at) };
}

const namesIn = (text: string | undefined): string[] | undefined => text?.split(',').map((name) => name.trim()).filter((name) => name !== '');
