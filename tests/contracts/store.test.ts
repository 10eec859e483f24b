/** What every store does with documents, drafts, keys and its log. Studies and rankings: store-work.test.ts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import type { Store } from '../../src/store/store.js';
import { onEveryStore } from '../fixtures/every-store.js';
import { at, bytesOf, putDocument, sha256, studyMaker } from '../fixtures/store-records.js';

const everything = { subject: 'root' };

onEveryStore((newPlace) => {
  let store: Store;
  beforeEach(async () => { store = await openStore(await newPlace()); });
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
});
