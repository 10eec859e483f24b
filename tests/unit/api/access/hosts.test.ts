/** Without access control: this machine only, and no page of another site in its browser. */
import { describe, expect, it } from 'vitest';
import { isLoopback, requireClosed } from '../../../../src/api/access/hosts.js';
import { testApp, withChanges } from '../app.js';

describe('addresses', () => {
  it.each(['127.0.0.1', '127.9.9.9', 'localhost', 'LOCALHOST', 'a.localhost', '::1', '[::1]'])('%s is loopback', (host) => { expect(isLoopback(host)).toBe(true); });
  it.each(['0.0.0.0', '::', '10.0.0.1', '128.0.0.1', 'localhost.example', '127.0.0.1.example', 'example', ''])('"%s" is not', (host) => { expect(isLoopback(host)).toBe(false); });
});

describe('a service without access control', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', 'example'])('does not listen on %s unless told so', (host) => {
    expect(() => requireClosed(withChanges({ host }))).toThrow('refuses to listen on');
    requireClosed(withChanges({ host, access: { allowAnonymous: true } }));
    requireClosed(withChanges({ host, access: { by: ['keys'] } }));
  });

  it('beyond loopback lets all read and run, and nobody be admin', async () => {
    const { app } = await testApp({ host: '0.0.0.0', access: { allowAnonymous: true } });
    expect((await app.inject({ url: '/v1/studies/x', headers: { host: 'planner.example' } })).statusCode).toBe(404);
    expect((await app.inject({ url: '/v1/keys' })).statusCode).toBe(403);
  });

  it.each(['localhost:8090', '127.0.0.1', '[::1]:8090', 'my.localhost'])('on loopback answers to %s', async (host) => {
    const { app } = await testApp();
    expect((await app.inject({ url: '/v1/keys', headers: { host } })).statusCode).toBe(200);
  });

  it.each(['evil.example', 'evil.example:8090', '127.0.0.1.evil.example', '192.0.2.1', 'a b', '@'])('but not to "%s" (DNS rebinding), not even with its health', async (host) => {
    const { app } = await testApp();
    for (const url of ['/v1/keys', '/health', '/docs']) {
      const answer = await app.inject({ url, headers: { host } });
      expect([answer.statusCode, answer.json().code]).toEqual([421, 'HOST_UNKNOWN']);
    }
  });

  it('answers to names that are listed', async () => {
    const { app } = await testApp({ access: { hosts: ['planner.example'] } });
    expect((await app.inject({ url: '/v1/keys', headers: { host: 'planner.example:80' } })).statusCode).toBe(200);
  });

  it('does nothing for pages of other sites', async () => {
    const { app } = await testApp(), post = (headers: Record<string, string>) => app.inject({ method: 'POST', url: '/v1/keys', headers: { host: 'localhost:8090', ...headers }, payload: {} });
    for (const headers of [{ origin: 'https://evil.example' } as Record<string, string>, { origin: 'null' }, { origin: 'http://localhost:3000' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await post(headers);
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'ORIGIN_UNKNOWN']);
    }
    for (const headers of [{} as Record<string, string>, { origin: 'http://localhost:8090', 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }]) expect((await post(headers)).statusCode).toBe(400);
  });
});

describe('CORS', () => {
  const preflight = { method: 'OPTIONS' as const, url: '/v1/studies', headers: { host: 'localhost', origin: 'https://planner.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } };

  it('is off by default', async () => {
    const { app } = await testApp({ access: { by: ['keys'] } }), answer = await app.inject(preflight);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  });

  it('lets in the origins that are listed, and no others', async () => {
    const { app } = await testApp({ access: { by: ['keys'] }, http: { corsOrigins: ['https://planner.example'] } });
    const answer = await app.inject(preflight);
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([204, 'https://planner.example']);
    const other = await app.inject({ ...preflight, headers: { ...preflight.headers, origin: 'https://evil.example' } });
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
    expect((await app.inject({ url: '/v1/keys', headers: { origin: 'https://planner.example' } })).headers['access-control-allow-origin']).toBe('https://planner.example');
  });
});
