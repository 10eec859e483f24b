/** Metrics of what studies compute: each replication and event once, whoever computed it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openService, type OpenService } from '../../src/api/service.js';
import { CheckpointCodec, stateOwner } from '../../src/study/checkpoint.js';
import { testConfig } from '../fixtures/service.js';

const folder = mkdtempSync(join(tmpdir(), 'hazcade-metrics-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Study { id: string; status: string; done: number; progress?: { member: string; done: number } }

async function figures({ app }: OpenService): Promise<{ replications: number; events: number }> {
  const { body } = await app.inject({ url: '/metrics' }), of = (name: string): number => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(body)![1]);
  return { replications: of('hazcade_replications_total'), events: of('hazcade_events_total') };
}

async function until({ app }: OpenService, id: string, when: (study: Study) => boolean): Promise<Study> {
  for (;;) {
    const study = (await app.inject({ url: `/v1/studies/${id}` })).json<Study>();
    if (when(study)) return study;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Events in the states that the store keeps. */
async function kept({ context: { store } }: OpenService, id: string): Promise<number> {
  let events = 0;
  for (const { member, state } of await store.studies.members(id)) {
    const { identity, shape } = stateOwner(state);
    events += (await new CheckpointCodec(identity, shape).restore(state, store.studies.segments(id, member))).events;
  }
  return events;
}

it('counts the replications and events of a study and its variants, also over a restart', { timeout: 240_000 }, async () => {
  const ask = { method: 'POST' as const, url: '/v1/studies', payload: { scenario: 'tutorial', replications: 1_500, variants: true } };
  const first = await openService(testConfig(folder)), { id } = (await first.app.inject(ask)).json<Study>();
  await until(first, id, ({ progress }) => (progress?.done ?? 0) > 0);
  await first.context.studies.close();
  const before = await figures(first), had = await kept(first, id);
  expect(before.events).toBe(had);
  await first.close();
  expect(before.events).toBeGreaterThan(0);
  const second = await openService(testConfig(folder));
  await until(second, id, ({ status }) => status === 'done');
  const after = await figures(second), whole = await kept(second, id), members = await second.context.store.studies.members(id);
  await second.close();
  expect(whole).toBeGreaterThan(had);
  expect(before.events + after.events).toBe(whole);
  expect(before.replications + after.replications).toBe(1_500 * members.length);
});
