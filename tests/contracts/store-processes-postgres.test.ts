/** PostgreSQL under real processes: claims, kills, a server that goes away, a full disk, a copy taken while a study runs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { startHost } from '../fixtures/host-process.js';
import { OWN_POSTGRES_MISSING, ownPostgres, POSTGRES_MISSING, postgresProgram, testPostgres, type OwnPostgres, type TestPostgres } from '../fixtures/postgres.js';
import { all } from '../fixtures/store-records.js';
import { fill, onSmallDisk, SMALL_DISK_MISSING } from '../fixtures/small-disk.js';
import { ordered, processSuite } from '../fixtures/store-process-suite.js';

if (SMALL_DISK_MISSING) console.log('skipped: a full disk under PostgreSQL (no right to mount one)');
if (POSTGRES_MISSING) console.log(`skipped: processes on PostgreSQL (${POSTGRES_MISSING})`);

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-store-')); });
afterEach(() => rmSync(folder, { recursive: true }));

describe.skipIf(POSTGRES_MISSING)('PostgreSQL', () => {
  let server: TestPostgres | undefined;
  beforeAll(async () => { server = await testPostgres(); });
  afterAll(() => server?.stop());
  processSuite(() => server!.newDatabase(), 8);
});

describe.skipIf(OWN_POSTGRES_MISSING)('a PostgreSQL server of our own', () => {
  let server: OwnPostgres | undefined;
  beforeAll(async () => { server = await ownPostgres(true); });
  afterAll(() => server?.stop());

  it('is saved with pg_dump while a study runs; restored, the study goes on to the one digest', async () => {
    const place = await server!.newDatabase(), { store, digest } = await ordered(place, 64 * 300), host = startHost(place, 'compute');
    await host.advanced(5);
    execFileSync(postgresProgram('pg_dump'), ['--format=custom', `--file=${join(folder, 'saved')}`, place]);
    await host.ended;
    await store.close();
    const other = await server!.newDatabase();
    execFileSync(postgresProgram('pg_restore'), [`--dbname=${other}`, join(folder, 'saved')]);
    const restored = await openStore(other), [there] = await restored.studies.members('s');
    expect(there!.blocks).toBeGreaterThanOrEqual(15);
    const again = startHost(other, 'compute');
    await again.ended;
    expect(again.lines).toContain(`done ${digest}`);
    await restored.close();
  });

  it('may go away: that is told, and when it is back the study goes on to the one digest', async () => {
    const place = await server!.newDatabase(), { store, digest } = await ordered(place, 64 * 300);
    const host = startHost(place, 'compute');
    await host.advanced(5);
    await server!.crash();
    await host.ended;
    expect(host.lines.at(-1)).toMatch(/^error STORE_UNAVAILABLE /);
    await expect(store.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await server!.start();
    await store.ping();
    const [there] = await store.studies.members('s');
    expect(there!.blocks).toBeGreaterThanOrEqual(15);
    const again = startHost(place, 'compute');
    await again.ended;
    expect(again.lines.at(-2)).toBe(`done ${digest}`);
    await store.close();
  });

  it.skipIf(SMALL_DISK_MISSING)('says so when its disk is full, keeps what is there, and the study goes on when there is room again', () => onSmallDisk(20, async (disk) => {
    const place = await server!.newDatabase(disk), { store, digest } = await ordered(place, 64 * 300);
    const first = startHost(place, 'compute');
    await first.advanced(5);
    fill(join(disk, 'filler'));
    await first.ended;
    expect(first.lines.at(-1)).toMatch(/^error STORE_FULL .*there is no room left; nothing of this change is written/);
    const said = first.lines.filter((line) => line.startsWith('advanced'));
    expect((await store.studies.members('s'))[0]!.blocks).toBe(Number(said.at(-1)!.slice(9)));
    expect(await all(store.studies.segments('s', ''))).toHaveLength(said.length);
    rmSync(join(disk, 'filler'));
    const again = startHost(place, 'compute');
    await again.ended;
    expect(again.lines.at(-2)).toBe(`done ${digest}`);
    await store.close();
    await server!.drop(place);
  }));
});
