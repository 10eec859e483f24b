import Libsql from 'libsql';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ThreadConnection } from '../../../src/store/libsql/connection.js';
import { openStore } from '../../../src/store/open.js';
import { withoutPassword } from '../../../src/store/postgres/dialect.js';
import { at, putDocument } from '../../fixtures/store-records.js';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-store-')); });
afterEach(() => rmSync(folder, { recursive: true }));

describe('a store in a folder', () => {
  it('is made where there is none, for its owner only, and leaves one file', async () => {
    const place = join(folder, 'a/b'), store = await openStore(place);
    await store.audit.add({ at: at(0), subject: 'ann', action: 'a', target: 't', outcome: 'ok', requestId: 'r' });
    for (const file of readdirSync(place)) expect([file, statSync(join(place, file)).mode & 0o777]).toEqual([file, 0o600]);
    await store.close();
    expect(readdirSync(place)).toEqual(['hazcade.db']);
  });

  it('is refused when it is none, damaged, or of a later version', async () => {
    writeFileSync(join(folder, 'hazcade.db'), 'some text, and no database at all '.repeat(100));
    await expect(openStore(folder)).rejects.toThrow(/hazcade\.db: this is no store, or a damaged one; restore a backup/);
    rmSync(join(folder, 'hazcade.db'));
    await (await openStore(folder)).close();
    const database = new Libsql(join(folder, 'hazcade.db'));
    database.exec("insert into kysely_migration values ('999-later', '2030')");
    database.close();
    await expect(openStore(folder)).rejects.toThrow(/later version of Hazcade \(its schema has step 999-later\)/);
  });

  it('is as it was when bringing its schema up to date ends half-way, and opens the next time', async () => {
    const file = join(folder, 'hazcade.db'), database = new Libsql(file), tables = (): unknown[] => database.prepare("select name from sqlite_master where type = 'table' and name not like 'kysely%'").pluck().all();
    // In the way of the second step, after it has made other tables.
    database.exec('create table results (a)');
    await expect(openStore(folder)).rejects.toThrow(/table results already exists/);
    expect(tables()).toEqual(['results']);
    database.exec('drop table results');
    await (await openStore(folder)).close();
    expect(tables()).toContain('studies');
    database.close();
  });

  it('of an earlier version gets what lists need, from what is kept', async () => {
    const store = await openStore(folder), draft = { id: 'd', title: 'T', text: 'model: town # ä', etag: '1', owner: 'ann', project: '', createdAt: at(0), updatedAt: at(0) };
    await store.drafts.create(draft);
    await putDocument(store, 'scenario', 'storm', '1', { summary: { model: 'town' } });
    const lists = (of: typeof store) => Promise.all([of.drafts.list({ subject: 'ann' }, { limit: 5 }), of.documents.versions('scenario', 'storm', { limit: 5 }), of.documents.modelsOf('storm')]), before = await lists(store);
    await store.close();
    const database = new Libsql(join(folder, 'hazcade.db'));
    database.exec("drop index drafts_by_owner; drop index files_by_size; drop index members_by_size; drop index segments_by_size; drop index results_by_size; alter table drafts drop column size; alter table drafts drop column models; alter table versions drop column file_count; alter table versions drop column model; delete from kysely_migration where name = '005-derived'");
    database.close();
    const again = await openStore(folder);
    expect(await lists(again)).toEqual(before);
    expect(before[2]).toEqual(['town']);
    await expect(again.drafts.create({ ...draft, id: 'e', text: '' }, { bytes: 15 })).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    await again.close();
  });

  it('answers a ping while a change waits for that of another', async () => {
    const store = await openStore(folder), other = new Libsql(join(folder, 'hazcade.db'));
    await store.ping();
    other.exec('begin immediate');
    let written = false;
    const write = store.audit.add({ at: at(0), subject: 'ann', action: 'a', target: 't', outcome: 'ok', requestId: 'r' }).then(() => { written = true; });
    await store.ping();
    expect(written).toBe(false);
    other.exec('commit');
    await write;
    other.close();
    await store.close();
  });

  it('says where it cannot be', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(openStore(join(folder, 'file'))).rejects.toMatchObject({ code: 'OUT_UNWRITABLE' });
    mkdirSync(join(folder, 'hazcade.db'));
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

it('a PostgreSQL that does not answer is told without its password', async () => {
  const failure = await openStore('postgres://ann:secret@127.0.0.1:1/hazcade').catch((error: Error) => error) as Error & { code: string };
  expect(failure.code).toBe('STORE_UNAVAILABLE');
  expect(failure.message).toMatch(/^postgres:\/\/127\.0\.0\.1:1\/hazcade: the server cannot be reached/);
  expect(failure.message).not.toContain('secret');
  expect(withoutPassword('postgres://ann:sec/ret@host/hazcade')).toBe('the PostgreSQL URL');
  await expect(openStore('postgres://ann:sec/ret@host:5432/hazcade')).rejects.toThrow(/^the URL of PostgreSQL cannot be read|^the PostgreSQL URL: the server cannot be reached/);
  const unreadable = await openStore('postgres://ann:secret@[host/hazcade').catch((error: Error) => error);
  expect(inspect(unreadable)).not.toContain('secret');
  expect(unreadable).toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

describe('the database thread', () => {
  it('answers in order, tells errors by SQLite\'s names, and ends with the queries that were sent', async () => {
    const connection = new ThreadConnection(join(folder, 'x.db'), false), ask = (sql: string, ...parameters: unknown[]) => connection.executeQuery<Record<string, unknown>>({ sql, parameters });
    await ask('create table t (a, b)');
    const answers = Promise.all([ask('insert into t values (?, ?)', 1.5, Uint8Array.of(1, 2)), ask('select * from t'), ask('insert into t values (?, ?)', 'ä', null)]);
    await expect(ask('select c from t')).rejects.toMatchObject({ code: 'SQLITE_ERROR', message: 'no such column: c' });
    expect((await answers)[1].rows).toEqual([{ a: 1.5, b: Uint8Array.of(1, 2) }]);
    expect((await answers)[2].numAffectedRows).toBe(1n);
    // What would end the process inside libsql does not reach it.
    await expect(ask('insert into t values (?, ?)', true, 1)).rejects.toThrow('found boolean');
    const last = ask('select count(*) as n from t');
    await connection.close();
    expect((await last).rows).toEqual([{ n: 2 }]);
    await expect(ask('select 1')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('for reading refuses changes, and sees those of others', async () => {
    const file = join(folder, 'x.db'), writes = new ThreadConnection(file, false);
    await writes.executeQuery({ sql: 'create table t (a)', parameters: [] });
    const reads = new ThreadConnection(file, true), count = async () => (await reads.executeQuery<{ n: number }>({ sql: 'select count(*) as n from t', parameters: [] })).rows[0]!.n;
    await expect(reads.executeQuery({ sql: 'insert into t values (1)', parameters: [] })).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
    await writes.executeQuery({ sql: 'begin immediate', parameters: [] });
    await writes.executeQuery({ sql: 'insert into t values (1)', parameters: [] });
    expect(await count()).toBe(0);
    await writes.executeQuery({ sql: 'commit', parameters: [] });
    expect(await count()).toBe(1);
    await reads.close();
    await writes.close();
  });
});
