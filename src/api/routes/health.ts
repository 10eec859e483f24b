/** Is the process alive, and can it work? For whoever runs it; not part of /v1, and open to all, so that it says no more than that. */
import type { FastifyInstance } from 'fastify';
import { VERSION } from '../../version.js';
import type { ServiceContext } from '../context.js';
import { HttpError } from '../problem.js';

export function healthRoutes(app: FastifyInstance, { store, draining }: ServiceContext): void {
  const options = { schema: { hide: true }, config: { public: true } };
  app.get('/health', options, () => ({ status: 'ok', version: VERSION }));
  app.get('/ready', options, async () => {
    if (draining()) throw new HttpError(503, 'DRAINING', 'the service is ending');
    await store.ping();
    return { status: 'ok' };
  });
}
