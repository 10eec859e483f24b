/** Clients that hang up before their answer: what they did is on record, and nothing of what was made for them stays. */
import { readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestService, type TestService } from '../fixtures/service.js';

let service: TestService & { url: string };
beforeAll(async () => { service = await startTestService(); });
afterAll(() => service.close());

/** Sends a request, and is gone after so long. */
function hangUp(head: string, { body = Buffer.alloc(0), after = 0 }: { body?: Buffer; after?: number } = {}): Promise<void> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  return new Promise((resolve, reject) => {
    socket.once('error', reject).once('close', () => resolve());
    socket.write(`${head}\r\nhost: localhost\r\ncontent-length: ${body.length}\r\n\r\n`);
    socket.write(body, () => { void wait(after).then(() => socket.resetAndDestroy()); });
  });
}

const spooled = (): string[] => readdirSync(join(service.folder, 'spool'));

it('a removal is in the audit log', async () => {
  const { id, etag } = (await service.ask('POST', '/v1/drafts', { body: { title: 'a', text: 'id: a' } })).json<{ id: string; etag: string }>();
  await hangUp(`DELETE /v1/drafts/${id} HTTP/1.1\r\nif-match: "${etag}"`);
  await vi.waitFor(async () => expect((await service.ask('GET', `/v1/drafts/${id}`)).status).toBe(404), 5_000);
  await vi.waitFor(async () => {
    const { items } = (await service.ask('GET', '/v1/audit')).json<{ items: { action: string; target: string; outcome: string }[] }>();
    expect(items[0]).toMatchObject({ action: 'DELETE /v1/drafts/:id', target: `/v1/drafts/${id}`, outcome: '204' });
  }, 5_000);
  expect((await service.app.inject({ url: '/metrics' })).body).toMatch(/hazcade_http_request_duration_seconds_count\{method="DELETE",route="\/v1\/drafts\/:id",status="(gone|204)"\} 1/);
});

it('an upload leaves nothing', async () => {
  const body = (await service.ask('GET', '/v1/models/tutorial/archive.zip')).bytes;
  for (const after of [0, 20, 100]) await hangUp('PUT /v1/models/mine HTTP/1.1\r\ncontent-type: application/zip', { body, after });
  await vi.waitFor(() => { expect(service.context.desk.load).toEqual({ running: 0, waiting: 0 }); expect(spooled()).toEqual([]); }, 20_000);
});

it('a replay that was ended by force leaves nothing', async () => {
  const { id } = await service.study({ scenario: 'tutorial', replications: 64 });
  // Its process is ended in the middle of the answer, as one that does not hear is.
  const gone = service.ask('GET', `/v1/studies/${id}/replications/1/events`);
  await vi.waitFor(() => expect(service.context.desk.load.running).toBe(1), 5_000);
  for (const pid of service.context.desk.pids) process.kill(pid, 'SIGKILL');
  expect((await gone).json()).toMatchObject({ code: 'JOB_DIED' });
  for (const after of [0, 5, 30, 80]) await hangUp(`GET /v1/studies/${id}/replications/2/events HTTP/1.1`, { after });
  await vi.waitFor(() => { expect(service.context.desk.load).toEqual({ running: 0, waiting: 0 }); expect(spooled()).toEqual([]); }, 20_000);
});

it('what waits for a process is given up with its client', async () => {
  const { id } = await service.study({ scenario: 'tutorial', replications: 64 });
  for (let i = 0; i < 8; i++) await hangUp(`GET /v1/studies/${id}/areas?replications=${64 - i} HTTP/1.1`, { after: 20 });
  await vi.waitFor(() => expect(service.context.desk.load.waiting).toBe(0), 2_000);
});

it('folders of unpacked and spooled files are for their owner only', () => {
  for (const name of ['spool', 'cache']) expect((statSync(join(service.folder, name)).mode & 0o777).toString(8)).toBe('700');
});
