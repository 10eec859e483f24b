/** Results of 100,000 assets: never read on the thread that answers requests. Judged by its CPU time, which does not depend on who else uses the machine. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Results } from '../../src/study/results.js';
import { openTestService, type TestService } from '../fixtures/service.js';

const ASSETS = 100_000;

let service: TestService, id: string, parsingMs: number;
beforeAll(async () => {
  service = await openTestService({ concurrentStudies: 1 });
  const { id: small } = await service.study({ scenario: 'tutorial', replications: 64 });
  const results = (await service.ask('GET', `/v1/studies/${small}/results`)).json<Results>(), { store } = service.context;
  const assets = Array.from({ length: ASSETS }, (_, i) => ({ ...results.assets[i % results.assets.length]!, id: `asset-${i}`, meanLostHours: i / 7 }));
  id = `${small}0`;
  // The same study once more, with results that are large. Leased from the start: one that is queued the service itself may take first.
  await store.studies.create({ ...(await store.studies.get(small))!, id, status: 'running', lease: { holder: 'test', until: '2999-01-01T00:00:00Z' }, digest: undefined, finishedAt: undefined });
  const text = JSON.stringify({ ...results, assets });
  const began = process.cpuUsage();
  JSON.parse(text);
  parsingMs = process.cpuUsage(began).user / 1000;
  expect(await store.studies.finish(id, 'test', results.study.digest, gzipSync(text, { level: 1 }), '2026-01-01T00:00:01Z')).toBe(true);
});
afterAll(() => service.close());

/** An answer, and the CPU time of this process for it. */
async function timed(path: string): Promise<{ text: string; ms: number }> {
  const began = process.cpuUsage(), { text } = await service.ask('GET', `/v1/studies/${id}${path}`), { user, system } = process.cpuUsage(began);
  return { text, ms: (user + system) / 1000 };
}

it('pages of its table cost this thread next to nothing', { timeout: 60_000 }, async () => {
  expect(parsingMs).toBeGreaterThan(100);
  await timed('/tables/assets?limit=1');
  const { text, ms } = await timed('/tables/assets?sort=-mean_lost_hours&limit=50'), { items, total } = JSON.parse(text) as { items: { id: string }[]; total: number };
  expect([total, items.length, items[0]!.id]).toEqual([ASSETS, 50, `asset-${ASSETS - 1}`]);
  expect(ms).toBeLessThan(parsingMs / 2);
});

it('its tables come as files, through the disk, and leave nothing there', { timeout: 60_000 }, async () => {
  const { text } = await timed('/tables/assets.csv');
  expect(text.split('\n').length).toBeGreaterThan(ASSETS);
  const { readdirSync } = await import('node:fs');
  expect(readdirSync(`${service.folder}/spool`)).toEqual([]);
});
