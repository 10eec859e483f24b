/** Bearer tokens of an OpenID Connect issuer: JWTs for this audience, checked against the issuer's public keys (RFC 7519, RFC 9068; OpenID Connect Discovery 1.0). */
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { CascadeError } from '../../errors.js';
import type { OidcConfig } from '../config.js';
import { HttpError } from '../problem.js';
import { isLoopback } from './hosts.js';
import { isMembership, principalOf, type Principal, type Scope } from './principal.js';

/** An issuer that does not answer by then is not there. */
const TIMEOUT_MS = 5_000;
/** Public keys are fetched again after it; an unknown key id fetches them at most once in COOLDOWN. */
const CACHE_MS = 600_000, COOLDOWN_MS = 30_000;

export type VerifyToken = (token: string) => Promise<Principal | undefined>;

/** What checks tokens. Nothing is fetched before the first token comes. Errors: CONFIG_INVALID. */
export function oidcVerifier(config: OidcConfig, now: () => Date): VerifyToken {
  const { issuer, audience, algorithms, clockToleranceSeconds } = config;
  if (issuer === undefined || audience === undefined) throw new CascadeError('CONFIG_INVALID', 'access by OIDC needs access.oidc.issuer and access.oidc.audience');
  for (const url of [issuer, config.jwksUrl]) if (url !== undefined) requireSafe(url);
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (token) => {
    try {
      keys ??= keysOf(issuer, config.jwksUrl).catch((error: unknown) => { keys = undefined; throw error; });
      const { payload } = await jwtVerify(token, await keys, { issuer, audience, algorithms: [...algorithms], clockTolerance: clockToleranceSeconds, currentDate: now(), requiredClaims: ['exp', config.subjectClaim] });
      return principalIn(payload, config);
    } catch (error) {
      if (refused(error)) return undefined;
      throw new HttpError(503, 'ISSUER_UNAVAILABLE', 'the issuer of tokens cannot be asked for its keys now', 10);
    }
  };
}

/** The token is at fault; anything else is the issuer's. */
function refused(error: unknown): boolean {
  return error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && !(error instanceof errors.JWKSInvalid) && error.constructor !== errors.JOSEError;
}

async function keysOf(issuer: string, jwksUrl?: string): Promise<JWTVerifyGetKey> {
  const url = jwksUrl ?? await discovered(issuer);
  return createRemoteJWKSet(new URL(url), { timeoutDuration: TIMEOUT_MS, cacheMaxAge: CACHE_MS, cooldownDuration: COOLDOWN_MS });
}

async function discovered(issuer: string): Promise<string> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  const { jwks_uri: url, issuer: named } = await answer.json() as { jwks_uri?: unknown; issuer?: unknown };
  if (typeof url !== 'string' || named !== issuer) throw new Error('no discovery document of this issuer');
  requireSafe(url);
  return url;
}

/** Keys that came over an open line could be anybody's. */
function requireSafe(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))) throw new CascadeError('CONFIG_INVALID', `access.oidc: expected an https URL (http on loopback only), found "${text}"`);
}

/** Claims as the configuration reads them; a token without a usable subject or scope stands for nobody. */
function principalIn(payload: JWTPayload, config: OidcConfig): Principal | undefined {
  const subject = payload[config.subjectClaim], has = wordsOf(payload[config.scopesClaim]);
  const named: [Scope, string][] = [['read', config.readScope], ['run', config.runScope], ['admin', config.adminScope]];
  const scopes = named.filter(([, name]) => has.includes(name)).map(([scope]) => scope);
  if (typeof subject !== 'string' || subject === '') return undefined;
  // `*` is for keys alone: an issuer's group of that name must not mean all projects.
  return principalOf(`oidc:${subject}`, scopes, wordsOf(payload[config.projectsClaim]).filter((m) => m !== '*' && isMembership(m)));
}

function wordsOf(claim: unknown): string[] {
  return typeof claim === 'string' ? claim.split(' ').filter((w) => w !== '') : Array.isArray(claim) ? claim.filter((w): w is string => typeof w === 'string') : [];
}
