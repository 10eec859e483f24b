/** A real issuer (oidc-provider) on loopback, whose clients get JWT access tokens (RFC 9068) with the scopes they ask for. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import Provider from 'oidc-provider';
import { onTestFinished } from 'vitest';

export const AUDIENCE = 'https://hazcade.test';
const ALL = 'hazcade:read hazcade:run hazcade:admin';

export interface Issuer {
  url: string;
  /** Private keys that it signs with now, by algorithm. */
  keys: Map<string, CryptoKey>;
  /** Requests for its public keys so far. */
  keysAsked: () => number;
  token(options?: { scope?: string; audience?: string; client?: string }): Promise<string>;
  /** The same issuer with new keys, as after a rotation. */
  rotate(): Promise<void>;
  stop(): Promise<void>;
}

/** Ends with the test. @param groups of each client, as the claim `groups` */
export async function startIssuer(groups: Record<string, string[]> = {}): Promise<Issuer> {
  const keys = new Map<string, CryptoKey>();
  let asked = 0, handle: ReturnType<Provider['callback']> | undefined;
  const server: Server = createServer((request, response) => {
    if (request.url === '/jwks') asked++;
    void handle!(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rotate = async (): Promise<void> => { handle = new Provider(url, { ...settings(groups), jwks: { keys: await newKeys(keys) } }).callback(); };
  const stop = (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); });
  await rotate();
  onTestFinished(stop);
  return { url, keys, keysAsked: () => asked, rotate, stop, token: (options) => tokenOf(url, options) };
}

async function newKeys(keys: Map<string, CryptoKey>): Promise<JWK[]> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  keys.set('RS256', privateKey);
  return [{ ...await exportJWK(privateKey), alg: 'RS256', use: 'sig', kid: `key-${Date.now()}-${keys.size}` }];
}

function settings(groups: Record<string, string[]>): Record<string, unknown> {
  const client = (client_id: string) => ({ client_id, client_secret: 'secret', grant_types: ['client_credentials'], redirect_uris: [], response_types: [], token_endpoint_auth_method: 'client_secret_post' });
  return {
    clients: ['planner', ...Object.keys(groups)].filter((c, i, all) => all.indexOf(c) === i).map(client), scopes: ALL.split(' '),
    features: {
      devInteractions: { enabled: false }, clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true, defaultResource: () => AUDIENCE,
        getResourceServerInfo: (_: unknown, audience: string) => ({ scope: ALL, audience, accessTokenFormat: 'jwt', accessTokenTTL: 300, jwt: { sign: { alg: 'RS256' } } }),
      },
    },
    extraTokenClaims: (_: unknown, token: { clientId: string }) => ({ groups: groups[token.clientId] ?? [] }),
  };
}

async function tokenOf(url: string, { scope = ALL, audience = AUDIENCE, client = 'planner' }: { scope?: string; audience?: string; client?: string } = {}): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: client, client_secret: 'secret', scope, resource: audience });
  const answer = await fetch(`${url}/token`, { method: 'POST', body }), { access_token: token } = await answer.json() as { access_token?: string };
  if (token === undefined) throw new Error(`the issuer gave no token: ${answer.status}`);
  return token;
}
