/** Is the process alive, and can it work? For whoever runs it; not part of /v1. */
import type { FastifyInstance } from 'fastify';
import { VERSION } from '../../version.js';
import type { ServiceContext } from '../context.js';

export function healthRoutes(app: FastifyInstance, { store, desk, studies }: ServiceContext): void {
  app.get('/health', { schema: { hide: true } }, () => ({ status: 'ok', version: VERSION }));
  app.get('/ready', { schema: { hide: true } }, async () => {
    await store.ping();
    return { status: 'ok', desk: desk.load, studies: studies.here.length };
  });
}
