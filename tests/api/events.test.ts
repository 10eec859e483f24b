/** Progress as Server-Sent Events, over a socket. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService } from '../../src/api/service.js';
import { readEvents, type ServerEvent } from '../fixtures/events.js';
import { startTestService, testConfig, type TestService } from '../fixtures/service.js';

let service: TestService & { url: string };
beforeAll(async () => { service = await startTestService(); });
afterAll(() => service.close());

const ask = async (replications: number): Promise<string> => (await service.ask('POST', '/v1/studies', { body: { scenario: 'tutorial', replications } })).json<{ id: string }>().id;
const events = (id: string): string => `${service.url}/v1/studies/${id}/events`;
const data = ({ data: text }: ServerEvent) => JSON.parse(text) as { id?: string; status: string; done: number; planned: number; digest?: string };

describe('the stream', () => {
  it('tells progress at most twice a second, then the end, and ends', { timeout: 240_000 }, async () => {
    const id = await ask(20_000), { events: seen } = await readEvents(events(id)), last = seen.at(-1)!, progress = seen.slice(0, -1);
    expect(seen.map((e) => e.event)).toEqual([...progress.map(() => 'progress'), 'ended']);
    expect(data(last)).toEqual((await service.ask('GET', `/v1/studies/${id}`)).json());
    expect(data(last)).toMatchObject({ id, status: 'done', done: 20_000 });
    const done = progress.map((e) => data(e).done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(new Set(seen.map((e) => e.id)).size).toBe(seen.length);
    // The first state comes at once, whenever the last one was told to others.
    const gaps = progress.slice(2).map((e, i) => e.at - progress[i + 1]!.at);
    expect(Math.min(...gaps, 500)).toBeGreaterThan(400);
  });

  it('goes on where a client left it, and tells nobody to come again who knows the end', { timeout: 240_000 }, async () => {
    const id = await ask(20_000), controller = new AbortController();
    let first: ServerEvent | undefined;
    await readEvents(events(id), { signal: controller.signal, onEvent: (e) => { if (data(e).done > 0) { first = e; controller.abort(); } } }).catch(() => undefined);
    const { events: further } = await readEvents(events(id), { lastEventId: first!.id });
    expect(further.map((e) => e.id)).not.toContain(first!.id);
    expect(further.every((e) => data(e).done >= data(first!).done)).toBe(true);
    expect(further.at(-1)!.event).toBe('ended');
    expect(await readEvents(events(id), { lastEventId: further.at(-1)!.id })).toEqual({ status: 204, events: [] });
    expect((await readEvents(events(id), { lastEventId: 'something.old' })).events.map((e) => e.event)).toEqual(['ended']);
  });

  it('ends when the study is cancelled, or removed', { timeout: 240_000 }, async () => {
    const [cancelled, removed] = [await ask(200_000), await ask(200_000)], streams = [readEvents(events(cancelled)), readEvents(events(removed))];
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await service.ask('POST', `/v1/studies/${cancelled}/cancel`);
    await service.ask('DELETE', `/v1/studies/${removed}`);
    const [one, two] = await Promise.all(streams);
    expect(data(one!.events.at(-1)!)).toMatchObject({ status: 'cancelled' });
    expect(two!.events.every((e) => e.event === 'progress')).toBe(true);
  });

  it('of a study that there is not: 404', async () => { expect((await readEvents(events('nothing'))).status).toBe(404); });
});

it('follows a study that another instance computes', { timeout: 240_000 }, async () => {
  // Two services on one store; the second only answers.
  const second = await startService(testConfig(service.folder, { concurrentStudies: 0, desks: 1 }));
  try {
    const id = await ask(20_000), { events: seen } = await readEvents(`${second.url}/v1/studies/${id}/events`);
    expect(seen.filter((e) => e.event === 'progress' && data(e).status === 'running').length).toBeGreaterThan(0);
    expect(data(seen.at(-1)!)).toMatchObject({ status: 'done', done: 20_000 });
  } finally {
    await second.close();
  }
});
