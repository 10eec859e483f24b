/** Stores under real processes: claimed by many at once, killed at drawn moments, a server that goes away, a disk that is full. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom } from 'rxjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inProcessRunner } from '../../src/runners/in-process.js';
import { openStore } from '../../src/store/open.js';
import { CheckpointCodec } from '../../src/study/checkpoint.js';
import { studyDigest } from '../../src/study/digest.js';
import { runStudy } from '../../src/study/run.js';
import { createReplicator } from '../fixtures/fake-replicator.mjs';
import { startHost } from '../fixtures/host-process.js';
import { POSTGRES_MISSING, testPostgres, type TestPostgres } from '../fixtures/postgres.js';
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

if (POSTGRES_MISSING) console.log(`skipped: processes on PostgreSQL (${POSTGRES_MISSING})`);

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-store-')); });
afterEach(() => rmSync(folder, { recursive: true }));

describe('libsql', () => { suite(() => Promise.resolve(folder), 20); });

describe.skipIf(POSTGRES_MISSING)('PostgreSQL', () => {
  let server: TestPostgres | undefined;
  beforeAll(async () => { server = await testPostgres(); });
  afterAll(() => server?.stop());
  suite(() => server!.newDatabase(), 8);
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
    const whole = await lastValueFrom(runStudy(inProcessRunner(createReplicator(packet)), { replications: REPLICATIONS }));
    const place = await newPlace(), store = await openStore(place), study = await studyMaker(store), draw = draws(kills);
    const runner = inProcessRunner(createReplicator(packet)), codec = new CheckpointCodec(identity, await runner.shape);
    await store.studies.create(study('s', { request, planned: REPLICATIONS }));
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
    expect(last.lines.at(-2)).toBe(`done ${studyDigest(identity, whole.study)}`);
    expect(await store.studies.get('s')).toMatchObject({ status: 'done', digest: studyDigest(identity, whole.study), done: REPLICATIONS, attempts: kills + 1 });
    await store.close();
  });
}
