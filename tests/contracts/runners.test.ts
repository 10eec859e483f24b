/** Every runner must give the same bits, survive what replications do to it, and end. Threads run the build: `npm run build` first. */
import { existsSync } from 'node:fs';
import { lastValueFrom, merge, take, toArray } from 'rxjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openRunner } from '../../src/runners/open-runner.js';
import { openRedisRunner } from '../../src/runners/redis/open.js';
import { startRedisWorker, type RedisWorker } from '../../src/runners/redis/worker.js';
import { threadRunner } from '../../src/runners/threads.js';
import { readStudyInput } from '../../src/model/read-scenario.js';
import { areaValues } from '../../src/study/areas.js';
import { blockJob } from '../../src/study/block.js';
import type { CourseJob } from '../../src/study/course-block.js';
import { compareFork } from '../../src/study/fork-comparison.js';
import { prepareFork } from '../../src/study/fork.js';
import { outageMatrix } from '../../src/study/outages.js';
import { packetParts } from '../../src/study/packet-parts.js';
import type { StudyPacket } from '../../src/study/packet.js';
import { prepareStudy } from '../../src/study/prepare.js';
import type { RankJob } from '../../src/study/rank-block.js';
import { runStudy, type StudyPlan } from '../../src/study/run.js';
import type { Runner } from '../../src/study/runner.js';
import { REDIS_MISSING, testRedis, type TestRedis } from '../fixtures/redis.js';

const built = existsSync(new URL('../../dist/runners/worker.js', import.meta.url));
const packet: StudyPacket = { replicatorModule: new URL('../fixtures/fake-replicator.mjs', import.meta.url).href };
const overRedis = built && REDIS_MISSING === undefined;
type Place = number | 'redis';
const runners: [string, Place][] = [['in process', 0], ...(built ? [['one thread', 1], ['two threads', 2]] as [string, Place][] : []), ...(overRedis ? [['two workers over Redis', 'redis']] as [string, Place][] : [])];
if (!overRedis) console.log(`skipped: the runner over Redis (${REDIS_MISSING ?? 'not built'})`);

let redis: TestRedis;
let workersThere: RedisWorker[] = [];
beforeAll(async () => {
  if (!overRedis) return;
  redis = await testRedis();
  workersThere = await Promise.all([1, 2].map(() => startRedisWorker({ url: redis.url, threads: 1, allowModules: true, lockMs: 2000 })));
});
afterAll(async () => {
  if (!overRedis) return;
  await Promise.all(workersThere.map((worker) => worker.close()));
  await redis.stop();
});

const open: Runner[] = [];
const using = async (place: Place, extra: StudyPacket = {}, fake = true): Promise<Runner> => {
  const whole = fake ? { ...packet, ...extra } : extra, runner = await (place === 'redis' ? openRedisRunner(whole, { url: redis.url }) : openRunner(whole, { workers: place }));
  open.push(runner);
  return runner;
};
const study = async (runner: Runner, plan: StudyPlan) => (await lastValueFrom(runStudy(runner, plan))).study;

afterEach(async () => { await Promise.all(open.splice(0).map((runner) => runner.close())); });

describe.each(runners)('runner: %s', (_, workers) => {
  it('gives the result of the in-process runner, bit for bit', async () => {
    const extra = { throwAt: [5, 200], failAt: [77] };
    const plan: StudyPlan = { replications: 1000, counterfactual: { shield: 19 } };
    const merged = await study(await using(workers, extra), plan);
    expect(merged).toEqual(await study(await using(0, extra), plan));
    expect(merged.failures.map((failure) => failure.replication)).toEqual([5, 77, 200]);
  });

  it('stops at the same block', async () => {
    const plan: StudyPlan = { replications: 6400, precision: { outcome: 'person-hours.total', relative: 0.08, maxReplications: 6400 } };
    expect((await study(await using(workers), plan)).blocks).toBe((await study(await using(0), plan)).blocks);
  });

  it('ranks with the same pairs', async () => {
    const job: RankJob = { kind: 'rank', index: 0, first: 0, count: 64, outcome: 0, question: { ask: 'buffer', bufferHours: 5 }, subjects: Int32Array.of(3, 4, 9) };
    expect(await lastValueFrom((await using(workers)).run(job))).toEqual(await lastValueFrom((await using(0)).run(job)));
  });

  it('runs courses with the same sums', async () => {
    const job: CourseJob = { kind: 'course', index: 0, first: 10, count: 3, outcome: 0, rows: [{ replication: 10, weight: 0.25 }, { replication: 11, weight: 1 }, { replication: 5, weight: 2 }] };
    expect(await lastValueFrom((await using(workers)).run(job))).toEqual(await lastValueFrom((await using(0)).run(job)));
  });

  it('tells outages, losses by area and what a fork avoids, as in process', async () => {
    const { model, scenario } = readStudyInput(new URL('../../scenarios/tutorial.yaml', import.meta.url).pathname), base = prepareStudy(model, scenario), { names, network, scenario: { horizonTicks, startHourOfWeek, ticksPerHour } } = packetParts(base.packet);
    const forked = prepareFork(base, { ...scenario, plans: [] }, 2), replications = 130;
    const told = async (place: Place) => {
      const [one, other] = await Promise.all([base.packet, forked.packet].map((each) => using(place, each, false))) as [Runner, Runner];
      return {
        outages: await outageMatrix(one, { replications, horizonHours: scenario.horizonHours, ticksPerHour, everyHours: 6 }), areas: await areaValues(one, { names, network, replications, horizonTicks, startHourOfWeek, ticksPerHour }),
        fork: await compareFork(one, other, replications),
      };
    };
    const found = await told(workers);
    expect(found).toEqual(await told(0));
    expect(found.outages.assets.length).toBeGreaterThan(0);
  });

  it('goes on after a study was cancelled, and runs two at once', async () => {
    const runner = await using(workers), plan = { replications: 640 };
    await lastValueFrom(runStudy(runner, { replications: 6400 }).pipe(take(2)));
    const [one, two] = await Promise.all([study(runner, plan), study(runner, { ...plan, counterfactual: { shield: 19 } })]);
    expect(one).toEqual(await study(await using(0), plan));
    expect(two).toEqual(await study(await using(0), { ...plan, counterfactual: { shield: 19 } }));
  });

  it('ends jobs under way when closed', async () => {
    const runner = await using(workers), job = lastValueFrom(runner.run(blockJob(0, 64)));
    await Promise.all([expect(job).rejects.toMatchObject({ code: 'RUNNER_CLOSED' }), runner.close()]);
  });

  it('refuses jobs once closed, and closes twice', async () => {
    const runner = await using(workers);
    await runner.close();
    await runner.close();
    await expect(lastValueFrom(runner.run(blockJob(0, 64)))).rejects.toMatchObject({ code: 'RUNNER_CLOSED' });
  });

  it('says why no replicator could be made', async () => {
    await expect((async () => (await using(workers, { brokenStart: true })).shape)()).rejects.toThrow('no replicator today');
    await expect((async () => (await using(workers, { replicatorModule: 'node:fs' })).shape)()).rejects.toMatchObject({ code: 'REPLICATOR_MODULE_INVALID' });
  });
});

describe.skipIf(!built)('threads (skipped without dist/runners/worker.js)', () => {
  it('replace a worker that dies and repeat its block', async () => {
    const lives = new Int32Array(new SharedArrayBuffer(4)).fill(2);
    const runner = await using(2, { exitAt: [70], lives: lives.buffer });
    expect(await study(runner, { replications: 640 })).toEqual(await study(await using(0), { replications: 640 }));
    expect(lives[0]).toBe(-1);
  });

  it('give up on a block that kills every worker, naming its replications', async () => {
    const lives = new Int32Array(new SharedArrayBuffer(4)).fill(1000);
    const runner = await using(2, { exitAt: [70], lives: lives.buffer });
    await expect(study(runner, { replications: 640 })).rejects.toMatchObject({
      code: 'WORKER_DIED', message: 'block 1 (replications 64 to 127) ended its worker 3 times: exit code 3',
    });
    // The job behind it in the same worker is repeated too, but is not the suspect.
    expect(lives[0]).toBe(997);
  });

  it('give up on workers that cannot start', async () => {
    const runner = await using(2, { replicatorModule: 'data:text/javascript,process.exit(4)' });
    await expect(study(runner, { replications: 640 })).rejects.toMatchObject({
      code: 'WORKER_START_FAILED', message: '3 workers in a row ended without doing a job: exit code 4',
    });
  });

  it('take more jobs than lanes', async () => {
    const runner = await using(1);
    const partials = await lastValueFrom(merge(...Array.from({ length: 9 }, (__, i) => runner.run(blockJob(i, 576)))).pipe(toArray()));
    expect(partials.map((partial) => partial.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('refuse an impossible number of workers', () => {
    expect(() => threadRunner(packet, { workers: 1.5 })).toThrow('expected a whole number of workers from 1 to 1024, found 1.5');
  });
});
