/** Progress of a study as a stream of events (WHATWG Server-Sent Events). */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { chosenForm } from '../accept.js';
import type { ServiceContext } from '../context.js';
import { HttpError, PROBLEMS } from '../problem.js';
import { ProgressHub } from '../progress/hub.js';
import { SseStream } from '../progress/sse.js';
import { StudyId, type StudyParams } from '../schemas/studies.js';
import { studyOf, toldHere, toldOf } from '../study-views.js';

/** Readers of all studies at once: each holds a connection. */
const MOST_READERS = 5_000;

const EVENTS = [{ name: 'events', mime: 'text/event-stream' }] as const;
const Again = Type.Object({ 'last-event-id': Type.Optional(Type.String({ maxLength: 500, description: 'id of the last event that was received: that state is not sent again' })) });

export function studyEventRoutes(app: FastifyInstance, context: ServiceContext): void {
  const { store, studies, now } = context;
  const hubFor = (redacted: boolean) => new ProgressHub({
    studies, now: () => performance.now(),
    async look(id) {
      const here = toldHere(id, studies, redacted);
      if (here !== undefined) return here;
      const row = await store.studies.get(id);
      return row && toldOf(row, studies, now().toISOString(), redacted);
    },
  });
  // Who may not see what is in the model hears the same without the ids of variants.
  const full = hubFor(false), short = hubFor(true);
  // Streams would keep the server from closing; readers come again, here or elsewhere.
  app.addHook('preClose', (done) => { full.close(); short.close(); done(); });

  app.get<StudyParams>('/studies/:id/events', {
    exposeHeadRoute: false, config: { detail: 'redacted' },
    schema: {
      tags: ['studies'], operationId: 'followStudy', summary: 'Progress of a study as Server-Sent Events',
      description: 'Events `progress` (data: StudyProgress), at most two a second, and `ended` (data: Study, its error without the text), after which the stream ends. Each is the whole state: who reads slowly gets fewer. A client that has seen `ended` and comes again gets 204, and need not come any more.',
      params: StudyId, headers: Again,
      response: { 200: { description: 'The stream', content: { 'text/event-stream': { schema: Type.String() } } }, 204: { type: 'null', description: 'The study has ended, and the client knows how' }, ...PROBLEMS },
    },
  }, async (request, reply) => {
    chosenForm(EVENTS, request.headers.accept);
    const row = await studyOf(context, request, request.params.id), { redacted } = request, told = toldOf(row, studies, now().toISOString(), redacted), seen = request.headers['last-event-id'];
    if (told.event === 'ended' && seen === told.id) return reply.code(204).send();
    if (full.readers + short.readers >= MOST_READERS) throw new HttpError(503, 'READERS_LIMIT', `${MOST_READERS} clients follow studies already; ask for the status instead`, 10);
    (redacted ? short : full).add(row.id, told, typeof seen === 'string' ? seen : undefined, (onClose) => new SseStream(reply, onClose));
    return reply;
  });
}
