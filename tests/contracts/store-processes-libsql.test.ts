/** libsql under real processes: claims, kills, a disk that is full. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { startHost } from '../fixtures/host-process.js';
import { onSmallDisk, SMALL_DISK_MISSING } from '../fixtures/small-disk.js';
import { ordered, processSuite } from '../fixtures/store-process-suite.js';
import { all, studyMaker } from '../fixtures/store-records.js';

if (SMALL_DISK_MISSING) console.log('skipped: a full disk (no right to mount one)');

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-store-')); });
afterEach(() => rmSync(folder, { recursive: true }));

describe('libsql', () => {
  processSuite(() => Promise.resolve(folder), 20);

  it('says so when files may not grow, keeps what is there, and goes on when they may again', async () => {
    const { store, digest } = await ordered(folder);
    await store.close();
    // In blocks of 512 bytes: enough for the schema and some tens of segments.
    const limited = startHost(folder, 'compute', ['sh', '-c', 'ulimit -f 2400; exec "$@"', 'sh']);
    await limited.ended;
    expect(limited.lines.at(-1)).toMatch(/^error STORE_FULL .*hazcade\.db: there is no room left; nothing of this change is written/);
    const said = limited.lines.filter((line) => line.startsWith('advanced'));
    expect(said.length).toBeGreaterThan(2);
    const again = await openStore(folder);
    expect((await again.studies.members('s'))[0]!.blocks).toBe(Number(said.at(-1)!.slice(9)));
    expect(await all(again.studies.segments('s', ''))).toHaveLength(said.length);
    const free = startHost(folder, 'compute');
    await free.ended;
    expect(free.lines.at(-2)).toBe(`done ${digest}`);
    await again.close();
  });

  it.skipIf(SMALL_DISK_MISSING)('goes on in the same process when a full disk has room again', () => onSmallDisk(6, async (disk) => {
    writeFileSync(join(disk, 'filler'), new Uint8Array(3 << 20));
    const store = await openStore(join(disk, 'data')), study = await studyMaker(store), bytes = new Uint8Array(300_000).map((_, i) => i * i);
    await store.studies.create(study('s'));
    let kept = 0;
    const put = async (): Promise<void> => { await store.results.put('s', `r${kept}`, bytes); kept++; };
    await expect((async () => { for (let i = 0; i < 20; i++) await put(); })()).rejects.toMatchObject({ code: 'STORE_FULL' });
    expect(kept).toBeGreaterThan(0);
    expect(await store.usage()).toMatchObject({ results: 300_000 * kept });
    expect(await store.results.get('s', `r${kept}`)).toBeUndefined();
    rmSync(join(disk, 'filler'));
    await put();
    expect(await store.results.get('s', `r${kept - 1}`)).toEqual(bytes);
    await store.close();
  }));
});
