import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/open.js';
import { requireQuota, totalOf } from '../../../src/store/quota.js';
import { retain } from '../../../src/store/retention.js';
import type { Store } from '../../../src/store/store.js';
import { at, putDocument, step, studyMaker } from '../../fixtures/store-records.js';

const DAY = 86_400;
let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hazcade-store-'));
  store = await openStore(folder);
  const study = await studyMaker(store);
  // Four that have ended, a day after each other, of 1,007 bytes each (ten blocks, and the state); one that runs, one that waits.
  for (const [i, id] of ['s1', 's2', 's3', 's4', 's5', 's6'].entries()) {
    await store.studies.create(study(id, { owner: i % 2 === 0 ? 'ann' : 'bob' }));
    if (i === 5) continue;
    await store.studies.claim('me', at(0), at(1e9));
    await store.studies.advance(id, 'me', { ...step(0, 10)[0], state: new Uint8Array(7) }, step(0, 10)[1]);
    if (i < 4) await store.studies.fail(id, 'me', { code: 'C', message: 'm' }, at((i + 1) * DAY));
  }
});
afterEach(async () => { await store.close(); rmSync(folder, { recursive: true }); });

const left = async (): Promise<string[]> => (await store.studies.list({ subject: 'root' }, { limit: 10 })).items.map((study) => study.id).reverse();
const when = (seconds: number): Date => new Date(at(seconds));

describe('retention', () => {
  it('removes what ended before the days that are kept', async () => {
    expect(await retain(store, {}, when(99 * DAY))).toEqual([]);
    expect(await retain(store, { keepDays: 7 }, when(9.5 * DAY))).toEqual(['s1', 's2']);
    expect(await left()).toEqual(['s3', 's4', 's5', 's6']);
    expect(await store.studies.segments('s1', '')).toEqual([]);
    expect(await retain(store, { keepDays: 0 }, when(99 * DAY))).toEqual(['s3', 's4']);
    expect(await left()).toEqual(['s5', 's6']);
  });

  it('removes what ended first when there is too much, and never what runs or waits', async () => {
    const { files } = await store.usage();
    expect(await store.studies.ended(2)).toEqual([{ id: 's1', owner: 'ann', bytes: 1007 }, { id: 's2', owner: 'bob', bytes: 1007 }]);
    expect(await retain(store, { storeBytes: files + 5 * 1007 }, when(0))).toEqual([]);
    expect(await retain(store, { storeBytes: files + 4 * 1007 - 1 }, when(0))).toEqual(['s1', 's2']);
    expect(totalOf(await store.usage())).toBe(files + 3 * 1007);
    expect(await retain(store, { storeBytes: 0 }, when(0))).toEqual(['s3', 's4']);
    expect(await left()).toEqual(['s5', 's6']);
  });

  it('counts an owner\'s studies and files, and takes no order beyond their quota', async () => {
    await putDocument(store, 'model', 'of-bob', 'x'.repeat(500), { owner: 'bob' });
    expect(await store.usage('bob')).toEqual({ files: 500, studies: 2 * 1007, results: 0 });
    expect((await store.usage('ann')).studies).toBe(3 * 1007);
    expect(await store.usage('eve')).toEqual({ files: 0, studies: 0, results: 0 });
    await requireQuota(store, {}, 'bob');
    await requireQuota(store, { bytes: 2515 }, 'bob');
    await expect(requireQuota(store, { bytes: 2514 }, 'bob')).rejects.toThrow(/0\.0 MB of 0\.0 MB are used; delete studies/);
  });

  it('shortens the log of changes', async () => {
    for (const day of [1, 2, 3]) await store.audit.add({ at: at(day * DAY), subject: 'ann', action: 'a', target: String(day), outcome: 'ok', requestId: 'r' });
    await retain(store, { auditDays: 1 }, when(3.5 * DAY));
    expect((await store.audit.list({ limit: 9 })).items.map((record) => record.target)).toEqual(['3']);
  });
});
