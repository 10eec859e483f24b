/** API keys: their form, their life, and what they open. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isKey } from '../../../../src/api/access/keys.js';
import { testApp } from '../app.js';

const withKeys = { access: { by: ['keys' as const] } };
const study = { method: 'POST' as const, url: '/v1/studies', payload: { scenario: 'winter-storm' } };

describe('the secret of a key', () => {
  it('has a prefix, 256 bits and a checksum', async () => {
    const { key } = await testApp(withKeys), { secret } = await key();
    expect(secret).toMatch(/^hzk_[A-Za-z0-9_-]{49}$/);
    expect(Buffer.from(secret.slice(4, 47), 'base64url')).toHaveLength(32);
    expect(isKey(secret)).toBe(true);
  });

  it('with any one character changed is no key', async () => {
    const { key } = await testApp(withKeys), { secret } = await key();
    for (let i = 0; i < secret.length; i++) expect(isKey(secret.slice(0, i) + (secret[i] === 'A' ? 'B' : 'A') + secret.slice(i + 1)), `character ${i}`).toBe(false);
  });

  it('is nowhere in the data folder, its SHA-256 is', async () => {
    const { key, context, app } = await testApp(withKeys), { secret, headers } = await key();
    await app.inject({ url: '/v1/keys', headers });
    const bytes = readdirSync(context.config.dataFolder).filter((f) => f.startsWith('hazcade.db')).map((f) => readFileSync(join(context.config.dataFolder, f)).toString('latin1')).join('');
    expect(bytes).not.toContain(secret);
    expect(bytes).toContain(createHash('sha256').update(secret).digest('hex'));
  });
});

describe('a request', () => {
  it('without a token gets 401 and is told how', async () => {
    const { app } = await testApp(withKeys), answer = await app.inject({ url: '/v1/studies/x' });
    expect([answer.statusCode, answer.json().code, answer.headers['www-authenticate'], answer.headers['content-type']]).toEqual([401, 'TOKEN_MISSING', 'Bearer realm="hazcade"', 'application/problem+json; charset=utf-8']);
  });

  it('with a wrong one is not told why it is wrong', async () => {
    const { app, key, clock } = await testApp(withKeys);
    const [expired, revoked, good] = [await key({ expiresAt: '2026-02-01T00:00:00Z' }), await key(), await key({ scopes: ['admin'] })];
    expect((await app.inject({ method: 'DELETE', url: `/v1/keys/${revoked.id}`, headers: good.headers })).statusCode).toBe(204);
    clock.now = new Date('2026-02-01T00:00:00Z');
    const wrong = [`Bearer ${expired.secret}`, `Bearer ${revoked.secret}`, `Bearer ${good.secret.slice(0, -1)}x`, 'Bearer hzk_', 'Bearer a.b.c', 'Bearer x'];
    for (const authorization of wrong) {
      const answer = await app.inject({ url: '/v1/studies/x', headers: { authorization } });
      expect([answer.statusCode, answer.json().code, answer.headers['www-authenticate'], answer.json().detail]).toEqual([401, 'TOKEN_INVALID', 'Bearer realm="hazcade", error="invalid_token"', 'the token is not known here, has expired or was revoked']);
    }
    for (const authorization of ['Basic YTpi', 'Bearer', good.secret, `Bearer ${good.secret} x`, '']) expect((await app.inject({ url: '/v1/studies/x', headers: { authorization } })).json().code, authorization).toBe('TOKEN_MISSING');
  });

  it('with a good one comes in; a token in the query does not', async () => {
    const { app, key } = await testApp(withKeys), { secret, headers } = await key();
    expect((await app.inject({ url: '/v1/studies/x', headers })).statusCode).toBe(404);
    expect((await app.inject({ url: `/v1/studies/x?access_token=${secret}` })).statusCode).toBe(401);
  });

  it('needs the scope that its route asks for', async () => {
    const { app, key } = await testApp(withKeys), reader = await key({ scopes: ['read'] }), runner = await key({ scopes: ['run'] });
    const refused = await app.inject({ ...study, headers: reader.headers });
    expect([refused.statusCode, refused.json().code, refused.json().detail]).toEqual([403, 'NOT_ALLOWED', 'this needs the scope "run"; yours: read']);
    expect((await app.inject({ url: '/v1/keys', headers: runner.headers })).statusCode).toBe(403);
    expect((await app.inject({ url: '/metrics', headers: runner.headers })).statusCode).toBe(403);
    expect((await app.inject({ url: '/v1/audit', headers: runner.headers })).statusCode).toBe(403);
  });

  it('is not needed for health, documentation and the description of the API', async () => {
    const { app } = await testApp(withKeys);
    for (const url of ['/health', '/ready', '/docs', '/docs/json', '/v1/openapi.json']) expect((await app.inject({ url })).statusCode, url).toBeLessThan(400);
  });
});

describe('/v1/keys', () => {
  it('makes, lists, rotates and revokes; the secret is in the first answer only', async () => {
    const { app, key, clock } = await testApp(withKeys), { headers } = await key({ scopes: ['admin'], subject: 'chief' });
    const made = await app.inject({ method: 'POST', url: '/v1/keys', headers, payload: { name: 'for Anna', subject: 'anna', scopes: ['read'], projects: ['harbour', 'grid:totals'] } });
    expect(made.statusCode).toBe(201);
    const { secret, id } = made.json() as { secret: string; id: string };
    const listed = await app.inject({ url: '/v1/keys', headers });
    expect(listed.json().items).toHaveLength(2);
    expect(listed.body).not.toContain('hzk_');
    expect(listed.body).not.toContain('"hash"');
    const rotated = await app.inject({ method: 'POST', url: `/v1/keys/${id}/rotate`, headers, payload: { overlapSeconds: 60 } });
    const next = rotated.json() as { secret: string; id: string; projects: string[] };
    expect([rotated.statusCode, next.projects]).toEqual([201, ['harbour', 'grid:totals']]);
    const statusOf = async (s: string) => (await app.inject({ url: '/v1/studies/x', headers: { authorization: `Bearer ${s}` } })).statusCode;
    expect([await statusOf(secret), await statusOf(next.secret)]).toEqual([404, 404]);
    clock.now = new Date(clock.now.getTime() + 60_000);
    expect([await statusOf(secret), await statusOf(next.secret)]).toEqual([401, 404]);
    expect((await app.inject({ method: 'POST', url: `/v1/keys/${id}/rotate`, headers, payload: {} })).json().code).toBe('KEY_GONE');
    expect((await app.inject({ method: 'DELETE', url: `/v1/keys/${next.id}`, headers })).statusCode).toBe(204);
    expect(await statusOf(next.secret)).toBe(401);
  });

  it('ends an old key at once that still has its overlap', async () => {
    const { app, key } = await testApp(withKeys), { headers } = await key({ scopes: ['admin'] }), old = await key();
    await app.inject({ method: 'POST', url: `/v1/keys/${old.id}/rotate`, headers, payload: { overlapSeconds: 3600 } });
    expect((await app.inject({ method: 'DELETE', url: `/v1/keys/${old.id}`, headers })).statusCode).toBe(204);
    expect((await app.inject({ url: '/v1/studies/x', headers: old.headers })).statusCode).toBe(401);
  });

  it('keeps times of expiry in UTC', async () => {
    const { app, key } = await testApp(withKeys), { headers } = await key({ scopes: ['admin'] });
    const expiryOf = async (expiresAt: string) => ((await app.inject({ method: 'POST', url: '/v1/keys', headers, payload: { name: 'a', subject: 'a', scopes: ['read'], expiresAt } })).json() as { expiresAt: string }).expiresAt;
    expect(await expiryOf('2030-01-31T01:00+02:00')).toBe('2030-01-30T23:00:00.000Z');
    expect(await expiryOf('2030-01-31')).toBe('2030-01-31T00:00:00.000Z');
  });

  it('refuses what makes no sense', async () => {
    const { app, key } = await testApp(withKeys), { headers } = await key({ scopes: ['admin'] });
    const codeOf = async (payload: object) => { const answer = await app.inject({ method: 'POST', url: '/v1/keys', headers, payload }); return [answer.statusCode, (answer.json() as { code: string }).code]; };
    const good = { name: 'a', subject: 'a', scopes: ['read'] };
    expect(await codeOf({ ...good, scopes: ['root'] })).toEqual([400, 'REQUEST_INVALID']);
    expect(await codeOf({ ...good, scopes: [] })).toEqual([400, 'REQUEST_INVALID']);
    expect(await codeOf({ ...good, subject: 'a b' })).toEqual([422, 'KEY_INVALID']);
    expect(await codeOf({ ...good, name: ' ' })).toEqual([422, 'KEY_INVALID']);
    expect(await codeOf({ ...good, projects: ['a/b'] })).toEqual([422, 'KEY_INVALID']);
    expect(await codeOf({ ...good, expiresAt: '2020-01-01' })).toEqual([422, 'KEY_INVALID']);
    for (const expiresAt of ['soon', '2030-01-31T12:00', 'Jan 1 2030', '2030-13-01']) expect(await codeOf({ ...good, expiresAt }), expiresAt).toEqual([422, 'KEY_INVALID']);
  });
});

describe('rates', () => {
  it('of a key: 429 with Retry-After, others go on', async () => {
    const { app, key } = await testApp({ ...withKeys, limits: { requestsPerMinute: 3 } }), one = await key(), other = await key({ subject: 'bert' });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await app.inject({ url: '/v1/studies/x', headers: one.headers })).statusCode);
    expect(statuses).toEqual([404, 404, 404, 429]);
    const refused = await app.inject({ url: '/v1/studies/x', headers: one.headers });
    expect(refused.json().code).toBe('RATE_LIMITED');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await app.inject({ url: '/v1/studies/x', headers: other.headers })).statusCode).toBe(404);
  });

  it('of an address without valid tokens; valid ones from there still come in', async () => {
    const { app, key } = await testApp({ ...withKeys, limits: { failedLoginsPerMinute: 2 } }), { headers } = await key(), statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await app.inject({ url: '/v1/studies/x', headers: { authorization: 'Bearer x' } })).statusCode);
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect((await app.inject({ url: '/v1/studies/x', headers })).statusCode).toBe(404);
  });
});
