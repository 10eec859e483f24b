/** Who sends a request: the one hook before all routes. A route is open only if it says so: `config: { public: true }`. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServiceContext } from '../context.js';
import { HttpError } from '../problem.js';
import { isLoopback, isOpen, requireLocal } from './hosts.js';
import { looksLikeKey, principalOfKey } from './keys.js';
import { oidcVerifier, type VerifyToken } from './oidc.js';
import { ANONYMOUS, LOCAL, type Principal } from './principal.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Needs no token and is not counted: health, the documentation page. */
    public?: boolean;
  }
  interface FastifyRequest {
    /** Refused because there are too many of its principal: nothing is written because of it. */
    overRate: boolean;
  }
}

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;
const MINUTE_MS = 60_000;

export async function useAccess(app: FastifyInstance, context: ServiceContext): Promise<void> {
  const { config: { limits }, config } = context, open = isOpen(config), local = open && isLoopback(config.host);
  await app.register(rateLimit, { global: false });
  const ofAddress = app.createRateLimit({ max: limits.failedLoginsPerMinute, timeWindow: MINUTE_MS, keyGenerator: ({ ip }) => ip });
  const ofSubject = app.createRateLimit({ max: limits.requestsPerMinute, timeWindow: MINUTE_MS, keyGenerator: (request) => (open ? request.ip : request.principal.subject) });
  const known = knower(context);
  app.decorateRequest('principal');
  app.decorateRequest('overRate', false);
  app.addHook('onRequest', async (request, reply) => {
    if (local) requireLocal(request, config);
    if (request.routeOptions.config.public === true || isDocumentation(request)) return;
    request.principal = local ? LOCAL : open ? ANONYMOUS : await withToken(request, reply, known, ofAddress);
    if (request.principal.scopes.length === 0) throw new HttpError(403, 'NOT_ALLOWED', 'the token has none of the scopes of this service');
    // Somebody alone on their own machine is not held back.
    if (!local) await count(request, reply, ofSubject, 'RATE_LIMITED', 'too many requests');
  });
}

/** The pages of the plugin, whose routes are not ours to mark. */
const isDocumentation = ({ routeOptions: { url } }: FastifyRequest): boolean => url === '/docs' || url?.startsWith('/docs/') === true;

function knower({ config: { access }, store, now }: ServiceContext): VerifyToken {
  const oidc = access.by.includes('oidc') ? oidcVerifier(access.oidc, now) : undefined, keys = access.by.includes('keys');
  return async (token) => {
    if (looksLikeKey(token)) return keys ? principalOfKey(store.keys, token, now()) : undefined;
    return oidc?.(token);
  };
}

/** Throws TOKEN_MISSING, TOKEN_INVALID (401), LOGINS_LIMITED (429). */
async function withToken(request: FastifyRequest, reply: FastifyReply, known: VerifyToken, limiter: Limiter): Promise<Principal> {
  const token = /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const principal = token === undefined ? undefined : await known(token);
  if (principal !== undefined) return principal;
  await count(request, reply, limiter, 'LOGINS_LIMITED', 'too many requests without a valid token');
  reply.header('www-authenticate', `Bearer realm="hazcade"${token === undefined ? '' : ', error="invalid_token"'}`);
  throw token === undefined ? new HttpError(401, 'TOKEN_MISSING', 'this needs "Authorization: Bearer TOKEN" with a key or a token of the issuer') : new HttpError(401, 'TOKEN_INVALID', 'the token is not known here, has expired or was revoked');
}

/** Throws the code with 429 and Retry-After. Valid tokens from an address that also sends wrong ones are never held back for those. */
async function count(request: FastifyRequest, reply: FastifyReply, limiter: Limiter, code: string, what: string): Promise<void> {
  const state = await limiter(request);
  if (state.isAllowed) return;
  request.overRate = state.isExceeded;
  reply.headers({ 'ratelimit-limit': state.max, 'ratelimit-remaining': state.remaining, 'ratelimit-reset': state.ttlInSeconds });
  if (state.isExceeded) throw new HttpError(429, code, `${what}: at most ${state.max} a minute`, Math.max(1, state.ttlInSeconds));
}
