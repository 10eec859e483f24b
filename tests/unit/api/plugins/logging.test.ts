/** Log lines: what happened, to whom it can be joined, and nothing secret. */
import { expect, it } from 'vitest';
import { CascadeError } from '../../../../src/errors.js';
import { errorInLog } from '../../../../src/api/plugins/logging.js';
import { testApp } from '../app.js';

it('have the id of the request, the route and who asked; neither tokens, bodies, queries nor names in addresses', async () => {
  const { app, lines, key } = await testApp({ access: { by: ['keys'] } }), { secret, headers } = await key({ subject: 'anna' });
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const answer = await app.inject({ method: 'POST', url: '/v1/studies?q=zz-query', headers: { ...headers, cookie: 'session=zz-cookie', 'idempotency-key': 'zz-idempotency', traceparent }, payload: { scenario: 'zz-scenario', model: 'zz-model' } });
  await app.inject({ url: '/v1/studies/x', headers: { authorization: 'Bearer zz-wrong-token' } });
  await app.inject({ url: '/v1/zz-address/zz-asset?access_token=zz-query-token', headers });
  await app.inject({ url: '/v1/studies/zz%20name%2F', headers });
  const line = JSON.parse(lines.find((l) => l.includes('"POST"'))!) as Record<string, unknown>;
  expect(line).toMatchObject({ reqId: answer.headers['x-request-id'], method: 'POST', route: '/v1/studies', status: 404, subject: 'anna', trace: '0af7651916cd43dd8448eb211c80319c' });
  const all = lines.join('');
  expect(lines.length).toBeGreaterThanOrEqual(4);
  expect(all).not.toContain(secret.slice(0, 12));
  expect(all).not.toContain('zz-');
  expect(all).not.toContain('zz ');
});

it('of an internal error have its place, and not its message, which could name an asset', async () => {
  const { app, lines } = await testApp();
  app.get('/v1/broken', { config: { detail: false } }, () => { throw new Error('no such asset "zz-asset"'); });
  const answer = await app.inject({ url: '/v1/broken' });
  expect([answer.statusCode, answer.json().code]).toEqual([500, 'INTERNAL']);
  expect(answer.body).not.toContain('zz-asset');
  const line = JSON.parse(lines.find((l) => l.includes('internal error'))!) as { err: { stack: string; message: string }; reqId: string };
  expect(line.err.stack).toContain('logging.test.ts');
  expect(line.reqId).toBe(answer.headers['x-request-id']);
  expect(lines.join('')).not.toContain('zz-asset');
});

it('say of the machine what went wrong with it, of models only the code', () => {
  expect(errorInLog(new CascadeError('STORE_FULL', 'the disk is full'))).toEqual({ type: 'CascadeError', code: 'STORE_FULL', message: 'the disk is full', stack: '' });
  expect(errorInLog(new CascadeError('ASSET_UNKNOWN', 'no asset "zz"'))).toEqual({ type: 'CascadeError', code: 'ASSET_UNKNOWN', message: '(not logged)', stack: '' });
  expect(errorInLog(new CascadeError('WORKER_THREW', 'no asset "zz"')).message).toBe('(not logged)');
  expect(errorInLog(Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' })).message).toContain('10.0.0.1');
  expect(JSON.stringify(errorInLog(new Error('zz\n    at zz (zz.js:1:1)')))).toContain('logging.test.ts');
});

it('tells who runs the service that an entry of the audit log is missing', async () => {
  const { app, lines, context } = await testApp();
  context.store.audit.add = () => Promise.reject(new CascadeError('STORE_FULL', 'the disk is full'));
  await app.inject({ method: 'DELETE', url: '/v1/keys/0123456789ab' });
  expect(lines.some((l) => l.includes('audit entry not written') && l.includes('STORE_FULL') && l.includes('DELETE /v1/keys/:id'))).toBe(true);
});
