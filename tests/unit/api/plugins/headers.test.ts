/** Security headers of every answer; CORS: pages of listed origins may read what answers say of themselves, and caches keep the origins apart. */
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

it('tells browsers on every answer, errors and open routes too, to load, frame, sniff and keep nothing', async () => {
  const { app } = await testApp();
  for (const url of ['/health', '/v1/studies', '/v1/nowhere']) {
    expect((await app.inject({ url })).headers, url).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/) as string, 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'strict-transport-security': expect.stringContaining('max-age') as string, 'cache-control': 'no-store',
    });
  }
});
