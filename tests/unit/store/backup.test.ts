import Libsql from 'libsql';
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.js';
import { backupStore, restoreStore } from '../../../src/store/backup.js';
import { openStore } from '../../../src/store/open.js';
import { startHost } from '../../fixtures/host-process.js';
import { studyMaker } from '../../fixtures/store-records.js';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-store-')); });
afterEach(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);

const request = { identity: { modelHash: 'm', scenarioHash: 's', seed: 'one' }, packet: {}, replications: 64 * 600 };

async function withStudy(data: string): Promise<void> {
  const store = await openStore(data), study = await studyMaker(store);
  await store.studies.create(study('s', { request }));
  await store.close();
}

async function digestOf(data: string): Promise<string | undefined> {
  const host = startHost(data, 'compute');
  await host.ended;
  return host.lines.find((line) => line.startsWith('done'));
}

describe('a backup', () => {
  it('taken while a study runs goes on, once restored, to the same digest', async () => {
    await withStudy(path('data'));
    const host = startHost(path('data'), 'compute');
    await host.advanced(5);
    const bytes = await backupStore(path('data'), path('saved/one.db'));
    await host.ended;
    expect(statSync(path('saved/one.db')).size).toBe(bytes);
    expect(statSync(path('saved/one.db')).mode & 0o777).toBe(0o600);
    chmodSync(path('saved/one.db'), 0o644);
    await restoreStore(path('saved/one.db'), path('again'));
    expect(readdirSync(path('again'))).toEqual(['hazcade.db']);
    expect(statSync(path('again/hazcade.db')).mode & 0o777).toBe(0o600);
    const store = await openStore(path('again'));
    const [there] = await store.studies.members('s');
    expect(there!.blocks).toBeGreaterThanOrEqual(15);
    expect(await digestOf(path('again'))).toBe(host.lines.find((line) => line.startsWith('done')));
    expect((await store.studies.get('s'))!.status).toBe('done');
    await store.close();
    expect(readdirSync(path('saved'))).toEqual(['one.db']);
  });

  it('is whole where two are taken at once', async () => {
    await withStudy(path('data'));
    const sizes = await Promise.all([1, 2].map(() => backupStore(path('data'), path('saved/one.db'))));
    expect(sizes[0]).toBe(sizes[1]);
    await restoreStore(path('saved/one.db'), path('again'));
    expect(readdirSync(path('saved'))).toEqual(['one.db']);
  });

  it('replaces an older one, and is refused where there is no store, or one on PostgreSQL', async () => {
    await withStudy(path('data'));
    writeFileSync(path('one.db'), 'older');
    await backupStore(path('data'), path('one.db'));
    await restoreStore(path('one.db'), path('again'));
    await expect(backupStore(path('nowhere'), path('two.db'))).rejects.toMatchObject({ code: 'STORE_NOT_FOUND' });
    await expect(backupStore('postgres://host/db', path('two.db'))).rejects.toThrow(/pg_dump/);
    await expect(backupStore(path('data'), path('one.db/two.db'))).rejects.toMatchObject({ code: 'OUT_UNWRITABLE' });
  });

  it('is restored only where there is no store, and only if it is one', async () => {
    await withStudy(path('data'));
    await backupStore(path('data'), path('one.db'));
    await expect(restoreStore(path('one.db'), path('data'))).rejects.toMatchObject({ code: 'STORE_EXISTS' });
    await expect(restoreStore(path('two.db'), path('again'))).rejects.toMatchObject({ code: 'STORE_NOT_FOUND' });
    writeFileSync(path('text.db'), 'some text, long enough to be no database header at all '.repeat(20));
    await expect(restoreStore(path('text.db'), path('again'))).rejects.toThrow(/text\.db: this is no store/);
    new Libsql(path('other.db')).exec('create table a (b)');
    await expect(restoreStore(path('other.db'), path('again'))).rejects.toThrow(/other\.db is a database, but no store of Hazcade/);
    const cut = readFileSync(path('one.db'));
    writeFileSync(path('cut.db'), cut.fill(0x5a, cut.length >> 1));
    await expect(restoreStore(path('cut.db'), path('again'))).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    const newer = new Libsql(path('one.db'));
    newer.exec("insert into kysely_migration values ('999-later', '2030')");
    newer.close();
    await expect(restoreStore(path('one.db'), path('again'))).rejects.toMatchObject({ code: 'STORE_NEWER' });
    expect(readdirSync(path('again'))).toEqual([]);
  });

  it('is not restored beside the log of a database that was not closed: SQLite would play it into the copy', async () => {
    await withStudy(path('data'));
    await backupStore(path('data'), path('one.db'));
    const store = await openStore(path('data'));
    await store.studies.cancel('s', '2026');
    mkdirSync(path('again'));
    copyFileSync(path('data/hazcade.db-wal'), path('again/hazcade.db-wal'));
    await store.close();
    await expect(restoreStore(path('one.db'), path('again'))).rejects.toThrow(/again\/hazcade\.db-wal exists; .* move hazcade\.db away with all that begins with its name/);
    expect(readdirSync(path('again'))).toEqual(['hazcade.db-wal']);
  });

  it('is never put in the place of the store', async () => {
    await withStudy(path('data'));
    linkSync(path('data/hazcade.db'), path('linked.db'));
    const { ino } = statSync(path('data/hazcade.db'));
    for (const file of ['data/hazcade.db', 'data/../data/hazcade.db', 'linked.db']) await expect(backupStore(path('data'), path(file))).rejects.toMatchObject({ code: 'STORE_EXISTS' });
    expect(statSync(path('data/hazcade.db')).ino).toBe(ino);
  });

  it('by the command line', async () => {
    await withStudy(path('data'));
    const out: string[] = [], io = { out: (text: string) => { out.push(text); }, err: (text: string) => { out.push(text); } } as never;
    expect(await main(['backup', path('data'), path('one.db')], io)).toBe(0);
    expect(await main(['restore', path('one.db'), path('again')], io)).toBe(0);
    expect(await main(['restore', path('one.db'), path('again')], io)).toBe(1);
    expect(await main(['restore', path('none.db'), path('again')], io)).toBe(2);
    expect(out.join('')).toMatch(/one\.db: 0\.\d MB\n.*again: restored from .*one\.db\nhazcade: STORE_EXISTS: .*\nhazcade: FILE_NOT_FOUND: .*Did you mean ".*one\.db"/);
  });
});

describe.skipIf(!existsSync(new URL('../../../dist/store/backup.js', import.meta.url)))('saving and restoring', () => {
  it('take no more memory for a large store', { timeout: 60_000 }, () => {
    const peak = (megabytes: number): number => {
      mkdirSync(path(String(megabytes)));
      return Number(execFileSync(process.execPath, [new URL('../../fixtures/backup-memory.mjs', import.meta.url).pathname, path(String(megabytes)), String(megabytes)], { encoding: 'utf8' }));
    };
    const small = peak(4), large = peak(160);
    expect(statSync(path('160/again/hazcade.db')).size).toBeGreaterThan(160 << 20);
    expect(large - small).toBeLessThan(80);
  });
});
