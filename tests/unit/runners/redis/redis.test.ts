/** The runner and the worker over a real Redis: what they refuse, what they survive, what they leave behind. Kills are in tests/contracts/redis-kills.test.ts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { existsSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { lastValueFrom } from 'rxjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { redisServer, workerProcess } from '../../../../bench/lib/redis.mjs';
import { openRunner } from '../../../../src/runners/open-runner.js';
import { buildId } from '../../../../src/runners/redis/build.js';
import { connectRedis } from '../../../../src/runners/redis/connection.js';
import { packetKey, PREFIX, queueName, studyKey, WORKERS_KEY } from '../../../../src/runners/redis/keys.js';
import { openRedisRunner, type RedisOptions } from '../../../../src/runners/redis/open.js';
import { pack } from '../../../../src/runners/redis/packets.js';
import { signOn } from '../../../../src/runners/redis/roll.js';
import { keepAlive, putResults } from '../../../../src/runners/redis/study-board.js';
import { startRedisWorker, type RedisWorker, type WorkerOptions } from '../../../../src/runners/redis/worker.js';
import { runBlock } from '../../../../src/study/block.js';
import { loadReplicator } from '../../../../src/study/load-replicator.js';
import { partialToBytes } from '../../../../src/study/partial-bytes.js';
import type { StudyPacket } from '../../../../src/study/packet.js';
import { toBytes } from '../../../../src/study/plain-bytes.js';
import { runStudy } from '../../../../src/study/run.js';
import type { Runner } from '../../../../src/study/runner.js';
import { OWN_REDIS_MISSING, REDIS_MISSING, testRedis, type TestRedis } from '../../../fixtures/redis.js';

const missing = existsSync(new URL('../../../../dist/runners/worker.js', import.meta.url)) ? REDIS_MISSING : 'not built';
if (missing !== undefined) console.log(`skipped: runner and worker over Redis (${missing})`);

const packet: StudyPacket = { replicatorModule: new URL('../../../fixtures/fake-replicator.mjs', import.meta.url).href };

describe.skipIf(missing !== undefined)('over Redis', () => {
  let server: TestRedis, redis: Redis;
  const runners: Runner[] = [], workers: RedisWorker[] = [];
  beforeAll(async () => { server = await testRedis(); });
  afterAll(() => server.stop());
  beforeEach(async () => { redis = await connectRedis(server.url); });
  afterEach(async () => {
    await Promise.all([...runners.splice(0), ...workers.splice(0)].map((one) => one.close()));
    await redis.del(WORKERS_KEY);
    redis.disconnect();
  });

  const open = async (extra: StudyPacket = {}, options: Partial<RedisOptions> = {}): Promise<Runner> => {
    const runner = await openRedisRunner({ ...packet, ...extra }, { url: server.url, auditMs: 200, ...options });
    runners.push(runner);
    return runner;
  };
  const work = async (options: Partial<WorkerOptions> = {}): Promise<RedisWorker> => {
    const worker = await startRedisWorker({ url: server.url, threads: 1, allowModules: true, lockMs: 2000, ...options });
    workers.push(worker);
    return worker;
  };
  const study = async (runner: Runner, replications: number) => (await lastValueFrom(runStudy(runner, { replications }))).study;
  const expected = async (replications: number) => study(await openRunner(packet, { workers: 0 }), replications);
  const ownKeys = (): Promise<string[]> => redis.keys(`${PREFIX}:*`);

  it('a study waits for workers, says so once, and ends when one comes', async () => {
    const told: string[] = [], runner = await open({}, { notice: (text) => told.push(text) }), merged = study(runner, 640);
    await sleep(700);
    await work();
    expect(await merged).toEqual(await expected(640));
    expect(told).toEqual(['no worker is there yet: start some with "hazcade worker"']);
  });

  it('a worker that is told to end finishes its jobs; the others do the rest', async () => {
    const [first] = [await work(), await work()], runner = await open(), merged = study(runner, 6400);
    await sleep(300);
    await first.close();
    expect(await merged).toEqual(await expected(6400));
    expect(first.count.blocks).toBeGreaterThan(0);
    expect(workers[1]!.count.blocks + first.count.blocks).toBe(100);
  });

  it('nothing stays that has no end: everything of a closed study goes, everything else expires', async () => {
    await work();
    const runner = await open(), before = (await redis.keys(`${PREFIX}:results:*`)).length;
    await study(runner, 640);
    await runner.close();
    expect((await redis.keys(`${PREFIX}:study:*`)).length).toBe(0);
    expect((await redis.keys(`${PREFIX}:results:*`)).length).toBe(before);
    await workers.splice(0)[0]!.close();
    for (const key of await ownKeys()) expect([key, (await redis.pttl(key)) !== -1]).toEqual([key, true]);
  });

  it('a study that is closed while its owner says that it lives does not live on', async () => {
    for (let i = 0; i < 30; i++) {
      const runner = await open({}, { auditMs: 1 });
      await sleep(i % 5);
      await runner.close();
    }
    await sleep(50);
    expect(await redis.keys(`${PREFIX}:study:*`)).toEqual([]);
  });

  it('results of a study that is over are not kept', async () => {
    expect(await putResults(redis, 'gone', [{ order: 3, bytes: Uint8Array.of(1), milliseconds: 1 }])).toBe(false);
    expect(await redis.exists(`${PREFIX}:results:gone`)).toBe(0);
  });

  it('a result that comes twice, or that nobody ordered, changes nothing', async () => {
    await work();
    const runner = await open(), merged = study(runner, 1280);
    const id = (await redis.keys(`${PREFIX}:study:*`))[0]!.slice(studyKey('').length);
    for (let n = 0; n < 40; n++) { await putResults(redis, id, [{ order: 999_999 + n, bytes: Uint8Array.of(1), milliseconds: 1 }]); await sleep(5); }
    expect(await merged).toEqual(await expected(1280));
  });

  it('a result that is not of this study is refused, not merged', async () => {
    const other = runBlock(await loadReplicator(packet), 64, 64), runner = await open(), merged = study(runner, 128), refused = expect(merged).rejects.toMatchObject({ code: 'PARTIAL_FOREIGN' });
    const id = (await redis.keys(`${PREFIX}:study:*`))[0]!.slice(studyKey('').length);
    await putResults(redis, id, [{ order: 0, bytes: partialToBytes(other, 'block'), milliseconds: 1 }]);
    await refused;
  });

  it('workers of another build only: refused after a while, with both named', async () => {
    await signOn(redis, { id: 'x', build: '0.0.9-abc', threads: 4, host: 'old' });
    const told: string[] = [], runner = await open({}, { otherBuildMs: 300, notice: (text) => told.push(text) });
    await expect(study(runner, 64)).rejects.toMatchObject({ code: 'WORKER_BUILD_OTHER', message: expect.stringMatching(new RegExp(`this is build ${buildId()}, .*0\\.0\\.9-abc`)) as string });
    expect(told).toEqual([`no worker of build ${buildId()} is there yet, only of 0.0.9-abc`]);
  });

  it('modules that a study names are imported only where that was allowed', async () => {
    await work({ allowModules: false });
    await expect(study(await open(), 64)).rejects.toMatchObject({ code: 'PACKET_NAMES_MODULE', message: expect.stringContaining('--allow-modules') as string });
  });

  it('a packet that is not what its name says ends the study', async () => {
    const { hash } = await pack({ ...packet, mark: 'spoilt' }), runner = await open({ mark: 'spoilt' });
    await redis.hset(packetKey(hash), '0', brotliCompressSync(toBytes({ ...packet, mark: 'other' })));
    await work();
    await expect(study(runner, 64)).rejects.toMatchObject({ code: 'PACKET_CORRUPT' });
    await redis.del(packetKey(hash));
  });

  it('a packet that was evicted is put back', async () => {
    const { hash } = await pack({ ...packet, mark: 'evicted' }), runner = await open({ mark: 'evicted' });
    await redis.del(packetKey(hash));
    await work();
    expect(await study(runner, 640)).toEqual(await expected(640));
  });

  it('what blocks do to their worker thread is told with its code', async () => {
    await work();
    const lives = new Int32Array(new SharedArrayBuffer(4)).fill(1000);
    await expect(study(await open({ exitAt: [70], lives: lives.buffer }), 640)).rejects.toMatchObject({ code: 'WORKER_DIED', message: expect.stringContaining('replications 64 to 127') as string });
    expect(await study(await open(), 640)).toEqual(await expected(640));
  });

  it('jobs that take longer than their lock stay with their worker: none is done twice', async () => {
    const all = [await work({ lockMs: 600 }), await work({ lockMs: 600 })];
    await study(await open({ milliseconds: 25 }), 384);
    expect(all.map(({ count }) => count.blocks).reduce((sum, blocks) => sum + blocks, 0)).toBe(6);
  });

  it('a job that is none of ours fails by itself, and the worker goes on', async () => {
    await work();
    const queue = new Queue(queueName(buildId()), { connection: redis, prefix: PREFIX });
    for (const data of [{}, { study: '../x', packet: 'y', orders: '' }, { study: 'a', packet: 'f'.repeat(64), orders: 'AAAA' }]) await queue.add('blocks', data, { removeOnFail: true });
    expect(await study(await open(), 640)).toEqual(await expected(640));
    await queue.close();
  });

  it('an owner that dies leaves jobs that workers drop', async () => {
    await keepAlive(redis, 'dying', 'f'.repeat(64));
    const runner = await open(), merged = lastValueFrom(runStudy(runner, { replications: 640 })).catch(() => undefined);
    await sleep(300);
    const id = (await redis.keys(`${PREFIX}:study:*`)).map((key) => key.slice(studyKey('').length)).find((name) => name !== 'dying')!;
    runners.splice(0);
    await redis.del(studyKey(id), studyKey('dying'));
    const worker = await work();
    await sleep(700);
    expect(worker.count.blocks).toBeLessThanOrEqual(10);
    await runner.close();
    await merged;
  });
});

describe.skipIf(missing !== undefined || OWN_REDIS_MISSING !== undefined)('a worker that is killed', () => {
  it('is followed by another within 8 seconds, with the settings of the command', { timeout: 40_000 }, async () => {
    const server = await redisServer(), killed = await workerProcess(server.url, { allowModules: true }), runner = await openRedisRunner({ ...packet, milliseconds: 60 }, { url: server.url });
    const merged = lastValueFrom(runStudy(runner, { replications: 64 })), redis = await connectRedis(server.url), active = `${PREFIX}:${queueName(buildId())}:active`;
    while ((await redis.llen(active)) === 0) await sleep(20);
    const other = await startRedisWorker({ url: server.url, threads: 1, allowModules: true }), job = (await redis.lrange(active, 0, 0))[0]!;
    await sleep(1000);
    await killed.kill();
    const since = performance.now();
    while ((await redis.hget(`${PREFIX}:${queueName(buildId())}:${job}`, 'stc')) === null) await sleep(50);
    expect(performance.now() - since).toBeLessThan(9000);
    await merged;
    expect(other.count.blocks).toBe(1);
    await Promise.all([runner.close(), other.close()]);
    redis.disconnect();
    await server.stop();
  });
});

describe.skipIf(missing !== undefined || OWN_REDIS_MISSING !== undefined)('a worker that Redis lets take no job', () => {
  it('says so', async () => {
    const server = await redisServer({ options: ['--user', 'default', 'on', 'nopass', '~*', '&*', '+@all', '-bzpopmin'] });
    try {
      let tell!: (text: string) => void;
      const told = new Promise<string>((resolve) => { tell = resolve; }), worker = await startRedisWorker({ url: server.url, threads: 1, notice: tell });
      expect(await told).toMatch(/^Redis refused: NOPERM .*bzpopmin/);
      await worker.close();
    } finally {
      await server.stop();
    }
  });
});

describe.skipIf(OWN_REDIS_MISSING !== undefined)('connecting', () => {
  it('says what is wrong, and never a password', async () => {
    const server = await redisServer({ options: ['--requirepass', 'right'] });
    try {
      for (const user of [':s3cret@', 'ann:s3cret@', '']) {
        const failed = connectRedis(server.url.replace('//', `//${user}`));
        await expect(failed).rejects.toMatchObject({ code: 'REDIS_UNREACHABLE', message: expect.stringMatching(/WRONGPASS|NOAUTH|invalid/) as string });
        await failed.catch((error: Error) => expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain('s3cret'));
      }
      (await connectRedis(server.url.replace('//', '//:right@'))).disconnect();
    } finally {
      await server.stop();
    }
    await expect(connectRedis(server.url.replace('//', '//:s3cret@'))).rejects.toMatchObject({ code: 'REDIS_UNREACHABLE', message: expect.stringMatching(/^cannot use Redis at redis:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/) as string });
  });
});
