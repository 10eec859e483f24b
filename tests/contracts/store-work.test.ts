/** What every store does with studies and rankings, and with what their owners may have. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { rankingMember } from '../../src/store/rankings.js';
import type { RankingRecord, SegmentRecord } from '../../src/store/records.js';
import type { Store } from '../../src/store/store.js';
import { onEveryStore } from '../fixtures/every-store.js';
import { raw } from '../fixtures/raw-store.js';
import { all, at, bytesOf, putDocument, step, studyMaker } from '../fixtures/store-records.js';

const everything = { subject: 'root' };
/** Of a long study. */
const SEGMENTS = 100_000;

onEveryStore((newPlace) => {
  let place: string;
  let store: Store;
  beforeEach(async () => { place = await newPlace(); store = await openStore(place); });
  afterEach(() => store.close());

  describe('studies', () => {
    it('come back as they were ordered, once for a key of its owner', async () => {
      const study = await studyMaker(store), one = study('s1', { idempotencyKey: 'k', request: { precision: null, 'ä': [1.5, '\0'] } });
      expect(await store.studies.create(one)).toBeUndefined();
      expect(await store.studies.get('s1')).toEqual(one);
      expect(await store.studies.create(study('s2', { idempotencyKey: 'k' }))).toEqual(one);
      expect(await store.studies.create(study('s3', { idempotencyKey: 'k', owner: 'bob' }))).toBeUndefined();
      expect(await store.studies.create(study('s4'))).toBeUndefined();
      expect(await store.studies.create(study('s5'))).toBeUndefined();
      expect(await store.studies.get('s2')).toBeUndefined();
      await expect(store.studies.create(study('s6', { modelVersion: 'x' }))).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
    });

    it('are listed newest first, by page and by what is asked', async () => {
      const study = await studyMaker(store);
      for (let i = 1; i <= 5; i++) await store.studies.create(study(`s${i}`, { owner: i % 2 ? 'ann' : 'bob' }));
      await store.studies.cancel('s3', at(1));
      const ids = async (visible: { subject: string; projects?: string[] }, query = {}): Promise<string[]> => (await store.studies.list(visible, { limit: 2, ...query })).items.map((found) => found.id);
      expect(await ids(everything)).toEqual(['s5', 's4']);
      expect(await ids(everything, { cursor: 's4' })).toEqual(['s3', 's2']);
      expect(await ids({ subject: 'bob', projects: [] })).toEqual(['s4', 's2']);
      expect(await ids(everything, { status: 'cancelled' })).toEqual(['s3']);
      expect(await ids(everything, { model: 'harbour', scenario: 'nowhere' })).toEqual([]);
      expect([await store.studies.count('queued'), await store.studies.count('queued', 'ann')]).toEqual([4, 2]);
    });

    it('are claimed oldest first, and again when the lease has ended', async () => {
      const study = await studyMaker(store);
      for (const id of ['s2', 's1']) await store.studies.create(study(id));
      const claimed = await store.studies.claim('one', at(10), at(40));
      expect(claimed).toEqual({ ...study('s1'), status: 'running', startedAt: at(10), lease: { holder: 'one', until: at(40) }, attempts: 1 });
      expect((await store.studies.claim('two', at(11), at(41)))!.id).toBe('s2');
      expect(await store.studies.claim('three', at(12), at(42))).toBeUndefined();
      expect(await store.studies.renew('s1', 'one', at(60))).toBe(true);
      expect(await store.studies.renew('s1', 'two', at(99))).toBe(false);
      expect((await store.studies.claim('three', at(45), at(75)))).toMatchObject({ id: 's2', startedAt: at(11), attempts: 2, lease: { holder: 'three' } });
      expect(await store.studies.renew('s2', 'two', at(99))).toBe(false);
      await store.studies.release('s2', 'two');
      expect((await store.studies.get('s2'))!.status).toBe('running');
      await store.studies.release('s2', 'three');
      expect(await store.studies.get('s2')).toMatchObject({ status: 'queued', lease: undefined, attempts: 2 });
    });

    it('end once: done, failed or cancelled', async () => {
      const study = await studyMaker(store);
      for (const id of ['s1', 's2', 's3']) { await store.studies.create(study(id)); await store.studies.claim('me', at(1), at(31)); }
      expect(await store.studies.finish('s1', 'you', 'digest', bytesOf('r'), at(2))).toBe(false);
      expect(await store.studies.finish('s1', 'me', 'digest', bytesOf('r'), at(2))).toBe(true);
      expect(await store.results.get('s1', 'results')).toEqual(bytesOf('r'));
      expect(await store.studies.get('s1')).toMatchObject({ status: 'done', digest: 'digest', finishedAt: at(2), lease: undefined });
      expect(await store.studies.fail('s2', 'you', { code: 'C', message: 'm' }, at(3))).toBe(false);
      expect(await store.studies.fail('s2', 'me', { code: 'C', message: 'm' }, at(3))).toBe(true);
      expect(await store.studies.get('s2')).toMatchObject({ status: 'failed', error: { code: 'C', message: 'm' } });
      expect(await store.studies.cancel('s3', at(4))).toBe(true);
      for (const id of ['s1', 's2', 's3']) {
        expect(await store.studies.cancel(id, at(5))).toBe(false);
        expect(await store.studies.fail(id, undefined, { code: 'C', message: '' }, at(5))).toBe(false);
        expect(await store.studies.finish(id, 'me', 'other', bytesOf('q'), at(5))).toBe(false);
        expect(await store.studies.renew(id, 'me', at(99))).toBe(false);
      }
      expect(await store.studies.claim('me', at(100), at(130))).toBeUndefined();
      expect(await store.studies.endedBefore(at(4), 10)).toEqual(['s1', 's2']);
      expect(await store.studies.endedBefore(at(100), 1)).toEqual(['s1']);
    });

    it('advance block by block, without a gap and without a double', async () => {
      const study = await studyMaker(store);
      await store.studies.create(study('s'));
      expect(await store.studies.advance('s', 'me', ...step(0, 2))).toBe(false);
      await store.studies.claim('me', at(1), at(31));
      expect(await store.studies.advance('s', 'you', ...step(0, 2))).toBe(false);
      expect(await store.studies.advance('s', 'me', ...step(1, 1))).toBe(false);
      expect(await store.studies.advance('s', 'me', ...step(0, 2))).toBe(true);
      expect(await store.studies.advance('s', 'me', ...step(0, 2))).toBe(false);
      expect(await store.studies.advance('s', 'me', ...step(0, 3, 'pumps'))).toBe(true);
      expect(await store.studies.advance('s', 'me', ...step(2, 1))).toBe(true);
      expect(await store.studies.advance('s', 'me', { ...step(3, 0)[0], done: true }, step(3, 0)[1])).toBe(true);
      expect((await store.studies.get('s'))!.done).toBe(192);
      expect(await store.studies.members('s')).toEqual([{ ...step(2, 1)[0], done: true }, step(0, 3, 'pumps')[0]]);
      expect(await all(store.studies.segments('s', ''))).toEqual([step(0, 2)[1], step(2, 1)[1]]);
      expect(() => store.studies.advance('s', 'me', step(0, 5)[0], step(3, 1)[1])).toThrow(/does not follow/);
      for (let block = 3; block < 20; block++) expect(await store.studies.advance('s', 'me', ...step(block, 1))).toBe(true);
      await store.studies.cancel('s', at(5));
      expect(await store.studies.advance('s', 'me', ...step(20, 1))).toBe(false);
      expect((await all(store.studies.segments('s', ''))).map(({ firstBlock }) => firstBlock)).toEqual([0, ...Array.from({ length: 18 }, (_, i) => i + 2)]);
    });

    it('that are removed take all their segments, and no others, with them, and what a crash has left of others', async () => {
      const study = await studyMaker(store);
      for (const id of ['a', 'b', 'c', 'd', 'e']) {
        await store.studies.create(study(id));
        await store.studies.claim('me', at(1), at(31));
        for (let block = 0; block < (id === 'b' ? 230 : 3); block++) expect(await store.studies.advance(id, 'me', ...step(block, 1))).toBe(true);
      }
      await raw(place, "delete from studies where id = 'e'");
      await store.studies.remove('b');
      await store.studies.remove('d');
      const counts = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(async (id) => (await all(store.studies.segments(id, ''))).length));
      expect(counts).toEqual([3, 0, 3, 0, 0]);
    });

    it('are removed in the same time beside another that has a thousand times the segments', async () => {
      const study = await studyMaker(store);
      const removed = async (id: string): Promise<number> => {
        await store.studies.create(study(id));
        const from = performance.now();
        await store.studies.remove(id);
        return performance.now() - from;
      };
      const shortest = async (name: string): Promise<number> => {
        const took: number[] = [];
        for (let i = 0; i < 7; i++) took.push(await removed(`${name}${i}`));
        return Math.min(...took);
      };
      await store.studies.create(study('long'));
      await store.studies.claim('me', at(1), at(31));
      await store.studies.advance('long', 'me', ...step(0, 1));
      const before = await shortest('a');
      await raw(place, `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${SEGMENTS})
        insert into segments (study, member, first_block, blocks, size, bytes) select study, member, i, blocks, size, bytes from segments cross join n where first_block = 0`);
      const after = await shortest('b');
      expect(after).toBeLessThan(10 * before + 5);
    });

    it('are removed with everything that belongs to them', async () => {
      const study = await studyMaker(store);
      await store.studies.create(study('s'));
      await store.studies.claim('me', at(1), at(31));
      await store.studies.advance('s', 'me', ...step(0, 2));
      await store.results.put('s', 'ranking', bytesOf('12345'));
      await store.results.put('s', 'ranking', bytesOf('123456'));
      expect(await store.usage()).toMatchObject({ studies: 207, results: 6 });
      await store.studies.remove('s');
      expect(await store.usage()).toMatchObject({ studies: 0, results: 0 });
      await store.results.put('s', 'ranking', bytesOf('late'));
      expect(await store.results.get('s', 'ranking')).toBeUndefined();
      expect(await store.studies.members('s')).toEqual([]);
    });
  });

  describe('what an owner may have', () => {
    it('holds for two who ask at once: of studies', async () => {
      const study = await studyMaker(store), codes = await Promise.all(['s1', 's2', 's3', 's4'].map((id) => store.studies.create(study(id, { idempotencyKey: id }), { studies: 2 }).then(() => 'created', (error: { code: string }) => error.code)));
      expect(codes.sort()).toEqual(['STUDIES_LIMIT', 'STUDIES_LIMIT', 'created', 'created']);
      expect(await store.studies.count('queued')).toBe(2);
      const [there] = (await store.studies.list(everything, { limit: 1 })).items;
      expect(await store.studies.create({ ...there!, id: 's9' }, { studies: 2 })).toEqual(there);
      expect(await store.studies.create(study('b1', { owner: 'bob' }), { studies: 2 })).toBeUndefined();
      await expect(store.studies.create(study('b2', { owner: 'bob' }), { bytes: 0 })).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    });

    it('holds for two who ask at once: of bytes', async () => {
      const put = (id: string, allowance: { bytes: number }): Promise<string> => putDocument(store, 'model', id, `id: ${id}`, { allowance }).then(() => 'kept', (error: { code: string }) => error.code);
      expect((await Promise.all([put('a', { bytes: 3 }), put('b', { bytes: 3 })])).sort()).toEqual(['QUOTA_EXCEEDED', 'kept']);
      expect((await store.usage('ann')).files).toBe(5);
      expect(await put('c', { bytes: 6 })).toBe('kept');
    });
  });

  describe('rankings', () => {
    const ranking = (id: string, more: Partial<RankingRecord> = {}): RankingRecord => ({ study: 's', id, status: 'queued', request: { question: { ask: 'shield' } }, planned: 40, done: 0, createdAt: at(0), at: at(0), attempts: 0, ...more });
    beforeEach(async () => { await store.studies.create((await studyMaker(store))('s')); });

    it('are there once for a question, and queued anew when they had failed or were cancelled', async () => {
      expect(await Promise.all([store.rankings.create(ranking('r'), 9), store.rankings.create(ranking('r'), 9)])).toContainEqual(ranking('r'));
      expect(await store.rankings.list('s')).toEqual([ranking('r')]);
      expect(await store.rankings.cancel('s', 'r', at(1))).toBe(true);
      expect(await store.rankings.cancel('s', 'r', at(1))).toBe(false);
      expect(await store.rankings.create(ranking('r', { createdAt: at(2) }), 9)).toBeUndefined();
      expect(await store.rankings.get('s', 'r')).toEqual(ranking('r', { createdAt: at(2) }));
      await expect(store.rankings.create(ranking('q'), 1)).rejects.toMatchObject({ code: 'JOBS_BUSY' });
      expect(await store.rankings.get('s', 'q')).toBeUndefined();
    });

    it('are leased to one at a time, and taken over when the lease has ended', async () => {
      await store.rankings.create(ranking('b', { createdAt: at(2) }), 9);
      await store.rankings.create(ranking('a', { createdAt: at(1) }), 9);
      expect(await Promise.all([store.rankings.claim('one', at(3), at(18)), store.rankings.claim('two', at(3), at(18))])).toEqual([expect.objectContaining({ id: 'a', lease: { holder: 'one', until: at(18) }, attempts: 1 }), expect.objectContaining({ id: 'b' })]);
      expect(await store.rankings.claim('three', at(4), at(19))).toBeUndefined();
      expect(await store.rankings.renew('s', 'a', 'one', at(40), 16)).toBe(true);
      expect(await store.rankings.renew('s', 'b', 'one', at(40), 16)).toBe(false);
      expect((await store.rankings.running()).map(({ id, done, lease }) => [id, done, lease!.holder])).toEqual([['a', 16, 'one'], ['b', 0, 'two']]);
      expect(await store.rankings.claim('three', at(20), at(35))).toMatchObject({ id: 'b', attempts: 2 });
      await store.rankings.release('s', 'a', 'two');
      expect((await store.rankings.get('s', 'a'))!.status).toBe('running');
      await store.rankings.release('s', 'a', 'one');
      expect(await store.rankings.get('s', 'a')).toMatchObject({ status: 'queued', done: 16, lease: undefined });
    });

    it('keep what they have come to, whole jobs in order, until they end', async () => {
      const member = rankingMember('a', '1.0'), part = (firstBlock: number, blocks: number): SegmentRecord => ({ member, firstBlock, blocks, bytes: bytesOf(`jobs from ${firstBlock}`) });
      for (const id of ['a', 'ab']) { await store.rankings.create(ranking(id), 9); await store.rankings.claim('me', at(1), at(31)); }
      expect(await store.rankings.advance('s', 'a', 'you', part(0, 2), 16)).toBe(false);
      expect(await store.rankings.advance('s', 'a', 'me', part(1, 1), 16)).toBe(false);
      expect(await store.rankings.advance('s', 'a', 'me', part(0, 2), 16)).toBe(true);
      expect(await store.rankings.advance('s', 'a', 'me', part(0, 2), 16)).toBe(false);
      await store.rankings.release('s', 'a', 'me');
      expect(await store.rankings.advance('s', 'a', 'me', part(2, 1), 24)).toBe(false);
      expect(await store.rankings.claim('other', at(2), at(32))).toMatchObject({ id: 'a', done: 16 });
      expect(await store.rankings.advance('s', 'a', 'other', part(2, 1), 24)).toBe(true);
      expect(await all(store.studies.segments('s', member))).toEqual([part(0, 2), part(2, 1)]);
      expect(await store.studies.members('s')).toEqual([]);
      const other = { ...part(0, 1), member: rankingMember('ab', '1.0') };
      expect(await store.rankings.advance('s', 'ab', 'me', other, 8)).toBe(true);
      expect(await store.rankings.finish('s', 'a', 'other', 40, bytesOf('entries'), at(3))).toBe(true);
      expect([await all(store.studies.segments('s', member)), await all(store.studies.segments('s', other.member))]).toEqual([[], [other]]);
      expect(await store.rankings.cancel('s', 'ab', at(4))).toBe(true);
      expect(await all(store.studies.segments('s', other.member))).toEqual([]);
    });

    it('end once, with their entries as a result of the study, and go with it', async () => {
      for (const id of ['a', 'b']) { await store.rankings.create(ranking(id), 9); await store.rankings.claim('me', at(1), at(31)); }
      expect(await store.rankings.finish('s', 'a', 'you', 40, bytesOf('entries'), at(2))).toBe(false);
      expect(await store.results.names('s')).toEqual([]);
      expect(await store.rankings.finish('s', 'a', 'me', 40, bytesOf('entries'), at(2))).toBe(true);
      expect(await store.results.get('s', 'ranking-a')).toEqual(bytesOf('entries'));
      expect(await store.rankings.fail('s', 'b', 'me', { code: 'C', message: 'm' }, at(3))).toBe(true);
      expect(await store.rankings.list('s')).toEqual([ranking('a', { status: 'done', done: 40, at: at(2), attempts: 1 }), ranking('b', { status: 'failed', at: at(3), attempts: 1, error: { code: 'C', message: 'm' } })]);
      for (const id of ['a', 'b']) expect([await store.rankings.cancel('s', id, at(4)), await store.rankings.finish('s', id, 'me', 1, bytesOf('x'), at(4))]).toEqual([false, false]);
      await store.studies.remove('s');
      expect(await store.rankings.list('s')).toEqual([]);
    });
  });
});
