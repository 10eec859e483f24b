/** The client against a service on a real socket: a study asked for, followed and read; what is refused is an error with its code. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiError, createClient, type HazcadeClient } from '../../src/client/index.js';
import { startTestService, type TestService } from '../fixtures/service.js';

let service: TestService & { url: string }, client: HazcadeClient;
beforeAll(async () => {
  service = await startTestService({ concurrentStudies: 1 });
  client = createClient({ url: `${service.url}/` });
});
afterAll(() => service.close());

it('follows a study to its end, and reads its results', async () => {
  const { data: asked } = await client.http.POST('/v1/studies', { body: { scenario: 'tutorial', replications: 200, seed: 'client' } });
  const seen: number[] = [], ended = await client.finished(asked!.id, { onProgress: ({ done }) => { seen.push(done); } });
  expect(ended).toMatchObject({ id: asked!.id, status: 'done', done: 200 });
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  const { data: results } = await client.http.GET('/v1/studies/{id}/results', { params: { path: { id: asked!.id } } });
  expect((results as { study: { digest: string } }).study.digest).toBe(ended.digest);
  // Who comes after the end hears it at once.
  expect((await client.finished(asked!.id)).digest).toBe(ended.digest);
});

it('takes a stream up again that broke off', async () => {
  let broken = 0;
  const flaky = createClient({
    url: service.url,
    fetch: async (input, init) => {
      const response = await fetch(input as Request, init);
      if (!response.headers.get('content-type')?.startsWith('text/event-stream') || broken++ > 0) return response;
      await response.body!.cancel();
      return new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) }), { headers: response.headers });
    },
  });
  const { data: asked } = await flaky.http.POST('/v1/studies', { body: { scenario: 'winter-storm', replications: 256 } });
  expect((await flaky.finished(asked!.id)).status).toBe('done');
  expect(broken).toBeGreaterThan(0);
});

it('throws what is refused, with code and places', async () => {
  const refused = await client.http.POST('/v1/studies', { body: { scenario: 'winter-storm', replications: -1 } }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiError);
  expect(refused).toMatchObject({ status: 400, code: 'REQUEST_INVALID', problems: [{ pointer: '/replications' }] });
  await expect(client.study('20990101000000-000000000000')).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' });
  await expect(client.follow('20990101000000-000000000000').next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('comes again when the service is busy, and gives up in the end', async () => {
  const sent: string[] = [], busy = (times: number) => createClient({
    url: service.url, retries: 2,
    fetch: async (input) => {
      sent.push(await (input as Request).text());
      return sent.length <= times ? Response.json({ code: 'JOBS_BUSY', detail: 'later', status: 503 }, { status: 503, headers: { 'retry-after': '0.01' } }) : Response.json({ id: 'a' }, { status: 202 });
    },
  });
  expect((await busy(2).http.POST('/v1/studies', { body: { scenario: 'tutorial' } })).data).toEqual({ id: 'a' });
  expect(sent).toEqual(Array.from({ length: 3 }, () => '{"scenario":"tutorial"}'));
  sent.length = 0;
  await expect(busy(9).http.POST('/v1/studies', { body: { scenario: 'tutorial' } })).rejects.toMatchObject({ code: 'JOBS_BUSY' });
  expect(sent).toHaveLength(3);
});

it('says so when somebody else answers', async () => {
  const proxy = createClient({ url: service.url, fetch: () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502, statusText: 'Bad Gateway' })) });
  await expect(proxy.study('x')).rejects.toMatchObject({ code: 'NOT_HAZCADE', status: 502 });
});
