/** Security headers (OWASP secure headers; CSP level 3), and CORS where origins are listed. */
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { PROVENANCE_HEADERS } from '../send-spooled.js';

/**
 * The documentation page needs its own scripts and styles, and nothing from elsewhere; swagger-ui draws its icons from data: URLs and sets
 * styles on elements. Answers that are data need nothing.
 */
const CSP = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "connect-src 'self'", "font-src 'self'",
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join(';');

/** The same for every answer, so they are made once. */
const SECURITY = {
  'content-security-policy': CSP, 'cross-origin-opener-policy': 'same-origin', 'origin-agent-cluster': '?1', 'referrer-policy': 'no-referrer', 'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff', 'x-dns-prefetch-control': 'off', 'x-download-options': 'noopen', 'x-frame-options': 'DENY', 'x-permitted-cross-domain-policies': 'none', 'x-xss-protection': '0',
  // What somebody may see is theirs: no proxy keeps it. A route that serves unchanging bytes says otherwise.
  'cache-control': 'no-store',
};

export async function useHeaders(app: FastifyInstance, corsOrigins: readonly string[]): Promise<void> {
  const headers = { ...SECURITY, 'cross-origin-resource-policy': corsOrigins.length > 0 ? 'cross-origin' : 'same-origin' };
  if (corsOrigins.length > 0) {
    await app.register(cors, {
      origin: [...corsOrigins], methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], maxAge: 600, strictPreflight: true,
      allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'if-range', 'last-event-id', 'range'],
      exposedHeaders: [...PROVENANCE_HEADERS, 'accept-ranges', 'content-disposition', 'etag', 'location', 'retry-after', 'x-request-id', 'content-range', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
    });
  }
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
}
