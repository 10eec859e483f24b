/** The audit log has every write of somebody known, also those refused, and nothing else. */
import { expect, it } from 'vitest';
import { testApp } from '../app.js';

it('says who, when, what, on what, how it ended', async () => {
  const { app, key } = await testApp({ access: { by: ['keys'] } }), chief = await key({ scopes: ['admin'], subject: 'chief' }), anna = await key({ subject: 'anna' });
  const made = await app.inject({ method: 'POST', url: '/v1/keys', headers: chief.headers, payload: { name: 'n', subject: 's', scopes: ['read'] } });
  const refused = await app.inject({ method: 'DELETE', url: `/v1/keys/${chief.id}`, headers: anna.headers });
  await app.inject({ url: '/v1/keys', headers: chief.headers });
  await app.inject({ method: 'DELETE', url: `/v1/keys/${chief.id}` });
  const log = await app.inject({ url: '/v1/audit', headers: chief.headers });
  const at = '2026-01-01T00:00:00.000Z';
  expect(log.json()).toEqual({ items: [
    { at, subject: 'anna', action: 'DELETE /v1/keys/:id', target: `/v1/keys/${chief.id}`, outcome: '403', requestId: refused.headers['x-request-id'] },
    { at, subject: 'chief', action: 'POST /v1/keys', target: `/v1/keys/${(made.json() as { id: string }).id}`, outcome: '201', requestId: made.headers['x-request-id'] },
  ] });
  expect(log.body).not.toContain('hzk_');
});

it('comes in pages, the newest first', async () => {
  const { app } = await testApp(), page = async (query: string) => (await app.inject({ url: `/v1/audit?${query}` })).json() as { items: { target: string }[]; cursor?: string };
  for (let i = 0; i < 5; i++) await app.inject({ method: 'DELETE', url: `/v1/keys/00000000000${i}` });
  const first = await page('limit=2'), second = await page(`limit=2&cursor=${first.cursor!}`), last = await page(`limit=2&cursor=${second.cursor!}`);
  expect([first, second, last].map((p) => p.items.map((i) => i.target.at(-1)))).toEqual([['4', '3'], ['2', '1'], ['0']]);
  expect(last.cursor).toBeUndefined();
  expect((await app.inject({ url: '/v1/audit?limit=0' })).statusCode).toBe(400);
});
