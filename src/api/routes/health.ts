/** Is the process alive, and can it work? For whoever runs it; not part of /v1, and open to all, so that it says no more than that. */
import type { FastifyInstance } from 'fastify';
import { VERSION } from '../../version.js';
import type { ServiceContext } from '../context.js';
import { HttpError } from '../problem.js';
import { Recent } from '../recent-reads.js';

/** However often it is asked, the store is asked once a second; one that takes longer to answer than this is away. */
const RECENT_MS = 1_000, PATIENCE_MS = 2_000;

export function healthRoutes(app: FastifyInstance, { store, draining }: ServiceContext): void {
  const options = { schema: { hide: true }, config: { public: true } }, pings = new Recent<void>(RECENT_MS);
  app.get('/health', options, () => ({ status: 'ok', version: VERSION }));
  app.get('/ready', options, async () => {
    if (draining()) throw new HttpError(503, 'DRAINING', 'the service is ending');
    await pings.get('', () => inTime(store.ping()));
    return { status: 'ok' };
  });
}

async function inTime(ping: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new HttpError(503, 'STORE_UNAVAILABLE', `the store has not answered for ${PATIENCE_MS / 1000} s`)), PATIENCE_MS); });
  await Promise.race([ping, late]).finally(() => clearTimeout(timer));
}
