/** Every route says who may come in and what it shows of confidential models: read from the app itself, so that a new one cannot forget it. */
import { expect, it } from 'vitest';
import { testApp } from '../app.js';

const OPEN = /^\/(|health|ready|docs(\/.*)?|v1\/openapi\.json|v1\/schemas(\/.*)?|v1\/(formats|errors)\.md)$/;

it('each route below /v1 declares what it shows of models (src/api/access/redact.ts tells how)', async () => {
  const { app } = await testApp(), ours = app.declared.filter((route) => route.url.startsWith('/v1/') && !route.public);
  expect(ours.length).toBeGreaterThan(8);
  expect(ours.filter((route) => route.detail === undefined).map((route) => `${route.method} ${route.url}`)).toEqual([]);
});

it('each route but health, documentation and formats needs a token', async () => {
  const { app } = await testApp({ access: { by: ['keys'] }, limits: { failedLoginsPerMinute: 1_000_000 } }), open: string[] = [];
  for (const { method, url } of app.declared) {
    const { statusCode } = await app.inject({ method: method as 'GET', url: url.replaceAll(/:\w+/g, 'x').replace('*', 'x') });
    if (statusCode !== 401) open.push(url);
  }
  expect(app.declared.length).toBeGreaterThan(15);
  expect(open.filter((url) => !OPEN.test(url))).toEqual([]);
});

it('a route that declares nothing is for admin alone', async () => {
  const { app, key } = await testApp({ access: { by: ['keys'] } });
  app.get('/v1/forgotten', () => ({ name: 'secret' }));
  const [user, admin] = [await key({ projects: ['*'] }), await key({ scopes: ['admin'] })];
  const refused = await app.inject({ url: '/v1/forgotten', headers: user.headers });
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'CONFIDENTIAL']);
  expect((await app.inject({ url: '/v1/forgotten', headers: admin.headers })).json()).toEqual({ name: 'secret' });
});
