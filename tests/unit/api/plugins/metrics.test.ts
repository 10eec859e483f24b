/** Figures for Prometheus: where they are, and that no name is in them. */
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { listenForMetrics } from '../../../../src/api/plugins/metrics.js';
import { testApp } from '../app.js';

it('count requests by route, and studies by status; addresses and methods that somebody made up are one', async () => {
  const { app } = await testApp();
  for (const id of ['zz-one', 'zz-two']) await app.inject({ url: `/v1/studies/${id}` });
  await app.inject({ url: '/zz-nowhere' });
  await app.inject({ method: 'PROPFIND' as 'GET', url: '/zz-nowhere' });
  const { body, headers } = await app.inject({ url: '/metrics' });
  expect(headers['content-type']).toContain('text/plain');
  expect(body).toContain('hazcade_http_request_duration_seconds_count{method="GET",route="/v1/studies/:id",status="404"} 2');
  expect(body).toContain('method="GET",route="(none)",status="404"');
  expect(body).toContain('hazcade_studies{status="queued"} 0');
  expect(body).toContain('hazcade_desk_jobs{state="waiting"} 0');
  expect(body).toMatch(/hazcade_store_bytes{kind="files"} \d+/);
  expect(body).toContain('process_resident_memory_bytes');
  expect(body).not.toContain('zz-');
});

it('ask the store once for many scrapes', async () => {
  const { app, context: { store } } = await testApp();
  let asked = 0;
  const usage = store.usage.bind(store);
  store.usage = (owner) => { asked++; return usage(owner); };
  for (const answer of await Promise.all(Array.from({ length: 5 }, () => app.inject({ url: '/metrics' })))) expect(answer.body).toContain('hazcade_store_bytes');
  await app.inject({ url: '/metrics' });
  expect(asked).toBe(1);
});

it('are on a port of their own where one is set, and nothing else is there', async () => {
  const { app } = await testApp({ metrics: { port: 0 } });
  expect((await app.inject({ url: '/metrics' })).statusCode).toBe(404);
  const server = await listenForMetrics(app.metrics, 0, '127.0.0.1'), url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('hazcade_studies');
    expect((await fetch(`${url}/v1/keys`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
