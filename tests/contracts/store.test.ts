/** What every store does: the same suite on libsql and on PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import type { RankingRecord } from '../../src/store/records.js';
import type { Store } from '../../src/store/store.js';
import { POSTGRES_MISSING, testPostgres, type TestPostgres } from '../fixtures/postgres.js';
import { all, at, bytesOf, putDocument, sha256, step, studyMaker } from '../fixtures/store-records.js';

const everything = { subject: 'root' };

if (POSTGRES_MISSING) console.log(`skipped: stores on PostgreSQL (${POSTGRES_MISSING})`);

describe('libsql', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-store-')); });
  afterEach(() => rmSync(folder, { recursive: true }));
  suite(() => Promise.resolve(folder));
});

describe.skipIf(POSTGRES_MISSING)('PostgreSQL', () => {
  let server: TestPostgres | undefined;
  beforeAll(async () => { server = await testPostgres(); });
  afterAll(() => server?.stop());
  suite(() => server!.newDatabase());
});

function suite(newPlace: () => Promise<string>): void {
  let place: string;
  let store: Store;
  beforeEach(async () => { place = await newPlace(); store = await openStore(place); });
  afterEach(() => store.close());

  describe('documents', () => {
    it('come back as they were put', async () => {
      const hash = await putDocument(store, 'model', 'harbour', 'id: harbour # ä', { owner: 'ann', project: 'coast' });
      expect(await store.documents.get('model', 'harbour')).toEqual({ kind: 'model', id: 'harbour', title: 'harbour', confidential: false, shipped: false, owner: 'ann', project: 'coast', createdAt: at(0), latest: hash });
      const version = await store.documents.version('model', 'harbour', hash);
      expect(version).toMatchObject({ main: 'model.yaml', bytes: 16, summary: { assets: 3 } });
      expect(Buffer.from((await store.documents.file(version!.files['model.yaml']!))!).toString()).toBe('id: harbour # ä');
      expect(await store.documents.get('scenario', 'harbour')).toBeUndefined();
      expect(await store.documents.file('0')).toBeUndefined();
    });

    it('have versions; the one put last is the latest, and putting it again changes nothing', async () => {
      const put = (text: string, seconds: number): Promise<string> => putDocument(store, 'scenario', 'storm', text, { createdAt: at(seconds) });
      const one = await put('1', 1), two = await put('2', 2);
      expect(two).not.toBe(one);
      await put('2', 3);
      expect((await store.documents.versions('scenario', 'storm', { limit: 5 })).items).toEqual([{ hash: two, main: 'scenario.yaml', bytes: 1, fileCount: 1, createdAt: at(2) }, { hash: one, main: 'scenario.yaml', bytes: 1, fileCount: 1, createdAt: at(1) }]);
      expect((await store.documents.get('scenario', 'storm'))!.latest).toBe(two);
      await put('1', 4);
      expect((await store.documents.get('scenario', 'storm'))!.latest).toBe(one);
    });

    it('list their versions in pages', async () => {
      const hashes: string[] = [], seen: string[] = [];
      for (const n of [0, 1, 1, 2, 3]) hashes.push(await putDocument(store, 'scenario', 'storm', `text ${hashes.length}`, { createdAt: at(n) }));
      let cursor: string | undefined;
      do {
        const page = await store.documents.versions('scenario', 'storm', { limit: 2, cursor });
        seen.push(...page.items.map(({ hash }) => hash));
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(seen).toEqual([hashes[4], hashes[3], ...[hashes[1]!, hashes[2]!].sort(), hashes[0]]);
      await expect(store.documents.versions('scenario', 'storm', { limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
    });

    it('of scenarios tell which models they are about', async () => {
      const one = await putDocument(store, 'scenario', 'storm', '1', { summary: { model: '../models/harbour-city' } });
      await putDocument(store, 'scenario', 'storm', '2', { summary: { model: 'town@0a' } });
      await putDocument(store, 'scenario', 'storm', '3', { summary: {} });
      expect((await store.documents.modelsOf('storm')).sort()).toEqual(['harbour-city', 'town']);
      expect(await store.documents.modelsOf('storm', one)).toEqual(['harbour-city']);
    });

    it('refuse files that are missing, or are not what their hash says, and keep nothing of them', async () => {
      const document = { kind: 'model' as const, id: 'm', title: 'm', confidential: false, shipped: false, owner: 'ann', project: '', createdAt: at(0) };
      const version = { hash: 'h', main: 'model.yaml', files: { 'model.yaml': sha256(bytesOf('a')), 'assets.csv': sha256(bytesOf('b')) }, bytes: 2, createdAt: at(0), summary: {} };
      await expect(store.documents.put(document, version, new Map([[sha256(bytesOf('a')), bytesOf('a')]]))).rejects.toThrow(/file assets\.csv .* is neither given nor in the store/);
      await expect(store.documents.put(document, version, new Map([[sha256(bytesOf('a')), bytesOf('x')]]))).rejects.toMatchObject({ code: 'DOCUMENT_INCOMPLETE' });
      expect(await store.documents.get('model', 'm')).toBeUndefined();
      expect(await store.usage()).toEqual({ files: 0, studies: 0, results: 0 });
    });

    it('are one owner\'s: nobody else adds a version, whatever was checked before', async () => {
      const hash = await putDocument(store, 'model', 'harbour', 'of ann');
      await expect(putDocument(store, 'model', 'harbour', 'of bob', { owner: 'bob' })).rejects.toMatchObject({ code: 'ID_TAKEN' });
      expect((await store.documents.versions('model', 'harbour', { limit: 5 })).items.map((version) => version.hash)).toEqual([hash]);
    });

    it('become confidential with a version that is, and never cease to be with one that is not', async () => {
      const put = (text: string, confidential: boolean): Promise<string> => putDocument(store, 'model', 'harbour', text, { confidential });
      const marks: boolean[] = [];
      for (const [text, confidential] of [['1', false], ['2', true], ['3', false]] as const) {
        await put(text, confidential);
        marks.push((await store.documents.get('model', 'harbour'))!.confidential);
      }
      expect(marks).toEqual([false, true, true]);
    });

    it('that came with the package are everybody\'s to see and nobody\'s to change', async () => {
      const hash = await putDocument(store, 'model', 'city', 'x', { shipped: true, owner: '' });
      await expect(putDocument(store, 'model', 'city', 'y')).rejects.toMatchObject({ code: 'DOCUMENT_SHIPPED' });
      await expect(store.documents.remove('model', 'city', hash)).rejects.toMatchObject({ code: 'DOCUMENT_SHIPPED' });
      expect(await putDocument(store, 'model', 'city', 'newer', { shipped: true, owner: '' })).not.toBe(hash);
      expect((await store.documents.list('model', { subject: 'bob', projects: [] }, { limit: 10 })).items).toHaveLength(1);
    });

    it('are listed by page, to those who may see them', async () => {
      for (const [id, owner, project] of [['b', 'ann', ''], ['a', 'bob', 'coast'], ['B', 'ann', 'coast'], ['c', 'bob', 'inland']] as const) await putDocument(store, 'model', id, id, { owner, project });
      const ids = async (subject: string, projects?: string[]): Promise<string[]> => (await store.documents.list('model', { subject, projects }, { limit: 10 })).items.map((document) => document.id);
      expect(await ids('root')).toEqual(['B', 'a', 'b', 'c']);
      expect(await ids('ann', [])).toEqual(['B', 'b']);
      expect(await ids('ann', ['coast'])).toEqual(['B', 'a', 'b']);
      expect(await ids('eve', ['inland', 'coast'])).toEqual(['B', 'a', 'c']);
      const first = await store.documents.list('model', everything, { limit: 3 });
      expect(first.items).toHaveLength(3);
      const rest = await store.documents.list('model', everything, { limit: 3, cursor: first.cursor });
      expect(rest.items.map((document) => document.id)).toEqual(['c']);
      expect(rest.cursor).toBeUndefined();
      const found = async (search: string): Promise<string[]> => (await store.documents.list('model', { subject: '' }, { limit: 10, search })).items.map((d) => d.id);
      // What means any text in SQL is meant as it is written.
      expect([await found('A'), await found('b'), await found('%'), await found('_'), await found('\\')]).toEqual([['a'], ['B', 'b'], [], [], []]);
    });

    it('are removed with the files that only they use', async () => {
      const one = await putDocument(store, 'model', 'a', 'one'), two = await putDocument(store, 'model', 'a', 'two', { createdAt: at(1) });
      await putDocument(store, 'model', 'b', 'one');
      await store.documents.remove('model', 'a', two);
      expect((await store.documents.get('model', 'a'))!.latest).toBe(one);
      expect(await store.documents.file(sha256(bytesOf('two')))).toBeUndefined();
      await store.documents.remove('model', 'a');
      expect(await store.documents.get('model', 'a')).toBeUndefined();
      expect(await store.documents.file(sha256(bytesOf('one')))).toEqual(bytesOf('one'));
      await store.documents.remove('model', 'b');
      expect(await store.usage()).toEqual({ files: 0, studies: 0, results: 0 });
      await store.documents.remove('model', 'never-there');
    });

    it('stay while a study uses them', async () => {
      const study = await studyMaker(store);
      await store.studies.create(study('s1'));
      const newer = await putDocument(store, 'model', 'harbour', 'newer', { createdAt: at(9) });
      await expect(store.documents.remove('model', 'harbour', study('').modelVersion)).rejects.toThrow(/is used by study s1/);
      await expect(store.documents.remove('scenario', 'storm')).rejects.toMatchObject({ code: 'DOCUMENT_IN_USE' });
      await store.documents.remove('model', 'harbour', newer);
      await store.studies.remove('s1');
      await store.documents.remove('scenario', 'storm');
    });

    it('can be confidential', async () => {
      await putDocument(store, 'model', 'a');
      await store.documents.setConfidential('a', true);
      expect((await store.documents.get('model', 'a'))!.confidential).toBe(true);
      await putDocument(store, 'model', 'a', 'newer');
      expect((await store.documents.get('model', 'a'))!.confidential).toBe(true);
    });
  });

  it('drafts are within what their owner may have', async () => {
    const draft = (id: string, text: string, owner = 'ann') => ({ id, title: 'T', text, etag: '1', owner, project: '', createdAt: at(0), updatedAt: at(0) }), refused = { code: 'QUOTA_EXCEEDED' };
    await store.drafts.create(draft('a', 'model: ä'), { drafts: 2, bytes: 20 });
    await expect(store.drafts.create(draft('b', 'x'.repeat(12)), { drafts: 2, bytes: 20 })).rejects.toMatchObject(refused);
    await store.drafts.create(draft('b', 'x'.repeat(11)), { drafts: 2, bytes: 20 });
    await expect(store.drafts.create(draft('c', ''), { drafts: 2, bytes: 20 })).rejects.toMatchObject(refused);
    await store.drafts.create(draft('c', '', 'bob'), { drafts: 2, bytes: 20 });
    await expect(store.drafts.update({ ...draft('b', 'x'.repeat(12)), etag: '2' }, '1', { drafts: 2, bytes: 20 })).rejects.toMatchObject(refused);
    expect(await store.drafts.update({ ...draft('b', 'y'.repeat(11)), etag: '2' }, '1', { drafts: 2, bytes: 20 })).toBe(true);
    expect((await store.drafts.list({ subject: 'ann', projects: [] }, { limit: 5 })).items.map(({ models }) => models)).toEqual([['ä'], []]);
    const both = await Promise.allSettled(['d', 'e'].map((id) => store.drafts.create(draft(id, '', 'bob'), { drafts: 2 })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('drafts change and go only from the state that was seen', async () => {
    const draft = { id: 'd', title: 'T', text: 'a: 1', etag: '1', owner: 'ann', project: '', createdAt: at(0), updatedAt: at(0) };
    await store.drafts.create(draft);
    expect(await store.drafts.get('d')).toEqual(draft);
    expect(await store.drafts.update({ ...draft, text: 'a: 2', etag: '2', updatedAt: at(1) }, '1')).toBe(true);
    expect(await store.drafts.update({ ...draft, text: 'a: 3', etag: '3' }, '1')).toBe(false);
    expect((await store.drafts.get('d'))!.text).toBe('a: 2');
    expect((await store.drafts.list({ subject: 'bob', projects: [] }, { limit: 5 })).items).toEqual([]);
    const { text: _text, ...line } = { ...draft, etag: '2', updatedAt: at(1), models: [] };
    expect((await store.drafts.list({ subject: 'ann', projects: [] }, { limit: 5 })).items).toEqual([line]);
    expect(await store.drafts.remove('d', '1')).toBe(false);
    expect(await store.drafts.remove('d', '2')).toBe(true);
    expect(await store.drafts.get('d')).toBeUndefined();
    await expect(store.drafts.create({ ...draft, text: 'a\0b' })).rejects.toMatchObject({ code: 'TEXT_INVALID' });
  });

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
      for (const id of ['a', 'b', 'c', 'd']) {
        await store.studies.create(study(id));
        await store.studies.claim('me', at(1), at(31));
        for (let block = 0; block < (id === 'b' ? 230 : 3); block++) expect(await store.studies.advance(id, 'me', ...step(block, 1))).toBe(true);
      }
      await store.studies.remove('b');
      await store.studies.remove('d');
      const counts = await Promise.all(['a', 'b', 'c', 'd'].map(async (id) => (await all(store.studies.segments(id, ''))).length));
      expect(counts).toEqual([3, 0, 3, 0]);
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
      expect(await store.rankings.get('s', 'a')).toMatchObject({ status: 'queued', done: 0, lease: undefined });
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

  it('keys are found by hash, and revoked once', async () => {
    const key = { id: 'k', name: 'script', subject: 'ann', hash: 'h', scopes: ['read', 'run'] as const, projects: ['*'], createdAt: at(0), expiresAt: at(9), revokedAt: undefined };
    await store.keys.create(key);
    expect(await store.keys.byHash('h')).toEqual(key);
    expect(await store.keys.byHash('x')).toBeUndefined();
    expect(await store.keys.revoke('x', at(1))).toBe(false);
    expect(await store.keys.revoke('k', at(1))).toBe(true);
    expect(await store.keys.revoke('k', at(2))).toBe(false);
    expect(await store.keys.list()).toEqual([{ ...key, revokedAt: at(1) }]);
  });

  it('the log is read newest first', async () => {
    const record = (i: number) => ({ at: at(i), subject: 'ann', action: 'study.create', target: `s${i}`, outcome: 'ok', requestId: `r${i}` });
    for (let i = 1; i <= 5; i++) await store.audit.add(record(i));
    const first = await store.audit.list({ limit: 3 });
    expect(first.items).toEqual([record(5), record(4), record(3)]);
    expect(await store.audit.list({ limit: 3, cursor: first.cursor })).toEqual({ items: [record(2), record(1)], cursor: undefined });
    await expect(store.audit.list({ limit: 3, cursor: '1; drop' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });

  it('a large result comes back bit for bit', async () => {
    const study = await studyMaker(store), big = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i) % 251);
    await store.studies.create(study('s'));
    await store.results.put('s', 'results', big.subarray(1));
    expect(Buffer.compare((await store.results.get('s', 'results'))!, big.subarray(1))).toBe(0);
    await store.results.put('s', 'empty', new Uint8Array(0));
    expect(await store.results.get('s', 'empty')).toEqual(new Uint8Array(0));
  });

  it('is opened by many at once, and again', async () => {
    const fresh = await newPlace();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(fresh)));
    await Promise.all(stores.map((opened, i) => opened.audit.add({ at: at(i), subject: 'ann', action: 'a', target: 't', outcome: 'ok', requestId: 'r' })));
    await Promise.all(stores.map((opened) => opened.close()));
    const again = await openStore(fresh);
    await again.ping();
    expect((await again.audit.list({ limit: 9 })).items).toHaveLength(4);
    await again.close();
    await expect(again.ping()).rejects.toThrow();
  });
}
