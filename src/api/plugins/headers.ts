/** Security headers (OWASP secure headers; CSP level 3), and CORS where origins are listed. */
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { PROVENANCE_HEADERS } from '../send-spooled.js';

/** For answers that are data: nothing in them is a page. */
const NOTHING = ["'none'"];

/**
 * The documentation page needs its own scripts and styles, and nothing from elsewhere; swagger-ui draws its icons from data: URLs and sets
 * styles on elements.
 */
const CSP = {
  defaultSrc: NOTHING, scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], connectSrc: ["'self'"], fontSrc: ["'self'"],
  baseUri: NOTHING, formAction: NOTHING, frameAncestors: NOTHING, upgradeInsecureRequests: null,
};

export async function useHeaders(app: FastifyInstance, corsOrigins: readonly string[]): Promise<void> {
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: CSP }, crossOriginResourcePolicy: { policy: corsOrigins.length > 0 ? 'cross-origin' : 'same-origin' }, frameguard: { action: 'deny' }, referrerPolicy: { policy: 'no-referrer' } });
  if (corsOrigins.length > 0) {
    await app.register(cors, {
      origin: [...corsOrigins], methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], maxAge: 600, strictPreflight: true,
      allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'if-range', 'last-event-id', 'range'],
      exposedHeaders: [...PROVENANCE_HEADERS, 'accept-ranges', 'content-disposition', 'etag', 'location', 'retry-after', 'x-request-id', 'content-range', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
    });
  }
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    // What somebody may see is theirs: no proxy keeps it. A route that serves unchanging bytes says otherwise.
    reply.header('cache-control', 'no-store');
    done();
  });
}
