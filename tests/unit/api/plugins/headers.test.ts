/** CORS: pages of listed origins may read what answers say of themselves, and caches keep the origins apart. */
import { expect, it } from 'vitest';
import { varyBy } from '../../../../src/api/send-file.js';
import { testApp } from '../app.js';

it('shows provenance, and keeps its part of Vary', async () => {
  const { app } = await testApp({ http: { corsOrigins: ['https://a.example', 'https://b.example'] } });
  app.get('/v1/tagged', { config: { detail: false } }, (_request, reply) => { varyBy(reply, 'accept'); return reply.send({}); });
  const { headers } = await app.inject({ url: '/v1/tagged', headers: { origin: 'https://a.example' } });
  expect(headers['access-control-allow-origin']).toBe('https://a.example');
  expect(headers['vary']).toBe('Origin, accept');
  expect(headers['access-control-expose-headers']).toMatch(/hazcade-digest.*content-disposition/);
});
