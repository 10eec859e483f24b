/** Stores under real processes: claimed by many at once, killed at drawn moments, a server that goes away, a disk that is full. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom } from 'rxjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inProcessRunner } from '../../src/runners/in-process.js';
import { openStore } from '../../src/store/open.js';
import type { Store } from '../../src/store/store.js';
import { CheckpointCodec } from '../../src/study/checkpoint.js';
import { studyDigest } from '../../src/study/digest.js';
import { runStudy } from '../../src/study/run.js';
import { createReplicator } from '../fixtures/fake-replicator.mjs';
import { startHost } from '../fixtures/host-process.js';
import { OWN_POSTGRES_MISSING, ownPostgres, POSTGRES_MISSING, testPostgres, type OwnPostgres, type TestPostgres } from '../fixtures/postgres.js';
import { studyMaker } from '../fixtures/store-records.js';

const identity = { modelHash: 'm', scenarioHash: 's', seed: 'one' };
const packet = { throwAt: [7, 3000], failAt: [130] };
const REPLICATIONS = 64 * 1200 + 5;
const request = { identity, packet, replications: REPLICATIONS };

/** Draws of the moments of a test: the same in every run. */
function draws(seed: number): () => number {
  let x = seed;
  return () => { x = (Math.imul(x, 1664525) + 1013904223) >>> 0; return x / 2 ** 32; };
}

/** A store with the study `s` in its queue, and the digest it must come to. */
async function ordered(place: string): Promise<{ store: Store; digest: string; codec: CheckpointCodec }> {
  const runner = inProcessRunner(createReplicator(packet)), whole = await lastValueFrom(runStudy(runner, { replications: REPLICATIONS }));
  const store = await openStore(place), study = await studyMaker(store);
  await store.studies.create(study('s', { request, planned: REPLICATIONS }));
  return { store, digest: studyDigest(identity, whole.study), codec: new CheckpointCodec(identity, await runner.shape) };
}

/** Whether a small disk cannot be made. */
function mountFails(): boolean {
  const at = mkdtempSync(join(tmpdir(), 'hazcade-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' });
    execFileSync('umount', [at]);
    return false;
  } catch {
    return true;
  } finally {
    rmSync(at, { recursive: true });
  }
}

const mountMissing = mountFails();
if (mountMissing) console.log('skipped: a full disk (no right to mount one)');
if (POSTGRES_MISSING) console.log(`skipped: processes on PostgreSQL (${POSTGRES_MISSING})`);

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-store-')); });
afterEach(() => rmSync(folder, { recursive: true }));

describe('libsql', () => {
  suite(() => Promise.resolve(folder), 20);

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
    expect(await again.studies.segments('s', '')).toHaveLength(said.length);
    const free = startHost(folder, 'compute');
    await free.ended;
    expect(free.lines.at(-2)).toBe(`done ${digest}`);
    await again.close();
  });

  it.skipIf(mountMissing)('goes on in the same process when a full disk has room again', async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]);
    try {
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
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe.skipIf(POSTGRES_MISSING)('PostgreSQL', () => {
  let server: TestPostgres | undefined;
  beforeAll(async () => { server = await testPostgres(); });
  afterAll(() => server?.stop());
  suite(() => server!.newDatabase(), 8);
});

describe.skipIf(OWN_POSTGRES_MISSING)('a PostgreSQL server that goes away', () => {
  let server: OwnPostgres | undefined;
  beforeAll(async () => { server = await ownPostgres(true); });
  afterAll(() => server?.stop());

  it('is told, and when it is back the study goes on to the one digest', async () => {
    const place = await server!.newDatabase(), { store, digest } = await ordered(place);
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

function suite(newPlace: () => Promise<string>, kills: number): void {
  it('gives a study to one process only, however many ask at once', async () => {
    const place = await newPlace(), store = await openStore(place), study = await studyMaker(store);
    const ids = Array.from({ length: 60 }, (_, i) => `s${100 + i}`);
    for (const id of ids) await store.studies.create(study(id));
    const hosts = Array.from({ length: 4 }, () => startHost(place, 'claim'));
    await Promise.all(hosts.map((host) => host.ended));
    const claimed = hosts.map((host) => host.lines.filter((line) => line.startsWith('claimed ')).map((line) => line.slice(8)));
    expect(claimed.flat().sort()).toEqual(ids);
    for (const [i, host] of hosts.entries()) {
      expect(host.lines.at(-1)).toBe('none');
      for (const id of claimed[i]!) expect((await store.studies.get(id))!.lease!.holder).toBe(`process-${host.process.pid}`);
    }
    await store.close();
  });

  it(`ends with the one digest when its process is killed ${kills} times at drawn moments`, async () => {
    const place = await newPlace(), { store, digest, codec } = await ordered(place), draw = draws(kills);
    let blocks = 0;
    for (let kill = 0; kill < kills; kill++) {
      const host = startHost(place, 'compute');
      await host.says('claimed');
      // From before its first write to the middle of one some way on.
      await host.advanced(Math.floor(6 * draw()));
      await new Promise((resolve) => { setTimeout(resolve, 12 * draw()); });
      host.process.kill('SIGKILL');
      await host.ended;
      const said = host.lines.filter((line) => line.startsWith('advanced ')).map((line) => Number(line.slice(9))).at(-1) ?? 0;
      const [there] = await store.studies.members('s');
      // What was said is there; more may be, whole: a commit whose process was killed before it could say so.
      expect(there?.blocks ?? 0).toBeGreaterThanOrEqual(Math.max(said, blocks));
      blocks = there?.blocks ?? 0;
      expect((await store.studies.get('s'))!.status).toBe('running');
      if (there) expect(codec.restore(there.state, (await store.studies.segments('s', '')).map((segment) => segment.bytes)).blocks).toBe(blocks);
    }
    expect(blocks).toBeGreaterThan(0);
    const last = startHost(place, 'compute');
    await last.ended;
    expect(last.lines.at(-2)).toBe(`done ${digest}`);
    expect(await store.studies.get('s')).toMatchObject({ status: 'done', digest, done: REPLICATIONS, attempts: kills + 1 });
    await store.close();
  }, 180_000);
}
