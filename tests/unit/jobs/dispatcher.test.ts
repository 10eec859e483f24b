/** Leases of studies, on a store of its own; what computes is a stand-in that ends when it is told to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CascadeError } from '../../../src/errors.js';
import { StudyDispatcher } from '../../../src/jobs/study-dispatcher.js';
import type { JobPool, RunOptions } from '../../../src/jobs/pool.js';
import { openStore } from '../../../src/store/open.js';
import { studyMaker } from '../../fixtures/store-records.js';

it('whose lease ran out while this process stood still runs on, and is not begun a second time beside itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hazcade-dispatcher-')), store = await openStore(folder), study = await studyMaker(store), begun: string[] = [];
  let now = Date.parse('2026-01-01T00:00:00Z');
  const run = (_task: string, { id }: { id: string }, { signal }: RunOptions): Promise<never> => {
    begun.push(id);
    return new Promise((_resolve, reject) => signal!.addEventListener('abort', () => reject(new CascadeError('JOB_CANCELLED', 'ended'))));
  };
  const dispatcher = new StudyDispatcher({ store, pool: { run } as unknown as JobPool, concurrent: 2, workers: 1, now: () => new Date(now) });
  onTestFinished(async () => { await dispatcher.close(); await store.close(); rmSync(folder, { recursive: true }); });
  await store.studies.create(study('s1'));
  dispatcher.wake();
  await expect.poll(() => begun).toEqual(['s1']);
  now += 60_000;
  await store.studies.create(study('s2'));
  await expect.poll(() => { dispatcher.wake(); return begun; }).toContain('s2');
  expect(begun).toEqual(['s1', 's2']);
  expect(dispatcher.here).toEqual(['s1', 's2']);
  expect((await store.studies.get('s1'))!.lease).toEqual({ holder: dispatcher.holder, until: new Date(now + 15_000).toISOString() });
});
