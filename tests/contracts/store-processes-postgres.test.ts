/** PostgreSQL under real processes: claims, kills, a server that goes away, a copy taken while a study runs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { startHost } from '../fixtures/host-process.js';
import { OWN_POSTGRES_MISSING, ownPostgres, POSTGRES_MISSING, postgresProgram, testPostgres, type OwnPostgres, type TestPostgres } from '../fixtures/postgres.js';
import { ordered, processSuite } from '../fixtures/store-process-suite.js';

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
});
