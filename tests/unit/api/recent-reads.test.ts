/** Rows that were read a moment ago. The store behind is one that counts. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withRecentReads } from '../../../src/api/recent-reads.js';
import type { StudyRecord } from '../../../src/store/records.js';
import type { Store } from '../../../src/store/store.js';

beforeEach(() => { vi.useFakeTimers({ toFake: ['performance'] }); });
afterEach(() => { vi.useRealTimers(); });

/** @returns the store with recent reads, and how often the one behind was asked */
function counting(): { store: ReturnType<typeof withRecentReads>; reads: { study: number; document: number }; fails: { next: boolean } } {
  const reads = { study: 0, document: 0 }, fails = { next: false };
  const studies = {
    get: (id: string) => { reads.study++; return fails.next ? Promise.reject(new Error('away')) : Promise.resolve({ id, done: reads.study } as StudyRecord); },
    cancel: () => Promise.resolve(true), claim: () => Promise.resolve({ id: 'a' } as StudyRecord), list: () => Promise.resolve({ items: [] }),
  };
  const documents = { get: () => { reads.document++; return Promise.resolve({ id: 'm' }); }, setConfidential: () => Promise.resolve(), remove: () => Promise.resolve() };
  return { store: withRecentReads({ studies, documents } as unknown as Store), reads, fails };
}

describe('a study', () => {
  it('is read once for all who ask together, and a moment later', async () => {
    const { store, reads } = counting();
    const all = await Promise.all(Array.from({ length: 100 }, () => store.studies.get('a')));
    expect(new Set(all).size).toBe(1);
    vi.advanceTimersByTime(150);
    await store.studies.get('a');
    expect(reads.study).toBe(1);
    vi.advanceTimersByTime(51);
    await store.studies.get('a');
    await store.studies.get('b');
    expect(reads.study).toBe(3);
  });

  it('is read anew after what this process has changed, and when it is told of a change', async () => {
    const { store, reads } = counting();
    await store.studies.get('a');
    await store.studies.cancel('a', '');
    await store.studies.get('a');
    expect(reads.study).toBe(2);
    await store.studies.claim('', '', '');
    await store.studies.get('a');
    store.forgetStudy('a');
    await store.studies.get('a');
    expect(reads.study).toBe(4);
    await store.studies.list({ subject: '' }, { limit: 1 });
    await store.studies.cancel('b', '');
    await store.studies.get('a');
    expect(reads.study).toBe(4);
  });

  it('that could not be read is asked for again', async () => {
    const { store, reads, fails } = counting();
    fails.next = true;
    await expect(store.studies.get('a')).rejects.toThrow('away');
    fails.next = false;
    expect(await store.studies.get('a')).toMatchObject({ done: 2 });
    expect(reads.study).toBe(2);
  });
});

it('a model that has become confidential is so at once', async () => {
  const { store, reads } = counting();
  await store.documents.get('model', 'm');
  await store.documents.get('model', 'm');
  expect(reads.document).toBe(1);
  await store.documents.setConfidential('m', true);
  await store.documents.get('model', 'm');
  await store.documents.get('scenario', 'm');
  expect(reads.document).toBe(3);
});

it('hands on whose use of the store is asked for', async () => {
  const asked: (string | undefined)[] = [], usage = (owner?: string) => { asked.push(owner); return Promise.resolve({ files: 0, studies: 0, results: 0 }); };
  const store = withRecentReads({ studies: {}, documents: {}, usage } as unknown as Store);
  await store.usage('ann');
  await store.usage();
  expect(asked).toEqual(['ann', undefined]);
});
