/**
 * Who wrote what: one entry for each request of a known principal that is not a read, also for those refused, but
 * for those beyond a rate: else the log would be what they fill. It is written before the answer leaves: of a client that does not wait for
 * its answer, `onResponse` never hears.
 */
import type { FastifyInstance } from 'fastify';
import type { ServiceContext } from '../context.js';
import { addressOf, subjectOf } from './logging.js';

const READS = ['GET', 'HEAD', 'OPTIONS'];

export function useAudit(app: FastifyInstance, { store, now }: ServiceContext): void {
  app.addHook('onSend', async (request, reply) => {
    const subject = subjectOf(request);
    if (subject === undefined || request.overRate || READS.includes(request.method)) return;
    const { route, id } = addressOf(request), made = reply.getHeader('location');
    const target = typeof made === 'string' ? made : id === undefined ? route : route.replace(':id', id);
    try {
      await store.audit.add({ at: now().toISOString(), subject, action: `${request.method} ${route}`, target, outcome: String(reply.statusCode), requestId: request.id });
    } catch (error) {
      // The write itself has happened; operators hear that its entry is missing.
      request.log.error({ err: error, subject, action: `${request.method} ${route}`, target }, 'audit entry not written');
    }
  });
}
