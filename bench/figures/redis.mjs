/** The same study on two threads and on two workers over Redis, each with one thread: wall time, CPU time of all processes, the same digest. */
import { lastValueFrom } from 'rxjs';
import { runStudy, studyDigest, threadRunner } from '../../dist/index.js';
import { partialFromBytes, partialToBytes } from '../../dist/study/partial-bytes.js';
import { blockJob, BlockRunner } from '../../dist/study/block.js';
import { shapeOf } from '../../dist/study/shape.js';
import { openRedisRunner } from '../../dist/runners/redis/open.js';
import { pack } from '../../dist/runners/redis/packets.js';
import { assertWork, note, row } from '../lib/figure.mjs';
import { load } from '../lib/machine.mjs';
import { interleaved, perCall, ratios, secondsSince } from '../lib/measure.mjs';
import { redisProgram, redisServer, workerProcess } from '../lib/redis.mjs';
import { stormReplicator, stormStudy } from '../lib/storm.mjs';

export const title = 'Two workers over Redis and two threads';

export async function run({ rounds = 7, toy = false }) {
  if (redisProgram === undefined) return [note('skipped', 'neither redis-server nor valkey-server is installed')];
  const replications = toy ? 256 : 12_800, { packet, inputs } = stormStudy(), server = await redisServer(), workers = [];
  try {
    for (let i = 0; i < 2; i++) workers.push(await workerProcess(server.url));
    const runners = { threads: threadRunner(packet, { workers: 2 }), redis: await openRedisRunner(packet, { url: server.url }) };
    const measured = (name) => async () => {
      const own = process.cpuUsage(), others = [server, ...workers].map((one) => one.cpuSeconds()), startedAt = performance.now();
      const { study } = await lastValueFrom(runStudy(runners[name], { replications }));
      const wall = (performance.now() - startedAt) / 1000, ownCpu = secondsSince(own), [redisCpu, ...workerCpu] = [server, ...workers].map((one, i) => one.cpuSeconds() - others[i]);
      assertWork(study.replications === replications && study.failures.length === 0, `${study.replications} replications, ${study.failures.length} failed`);
      return { wall, ownCpu, redisCpu, cpu: ownCpu + redisCpu + workerCpu.reduce((sum, x) => sum + x, 0), digest: studyDigest(inputs, study) };
    };
    const threads = measured('threads'), redis = measured('redis');
    await threads();
    await redis();
    const taken = await interleaved(toy ? 1 : rounds, { threads, redis }), digests = new Set([...taken.threads, ...taken.redis].map((t) => t.digest));
    await Promise.all(Object.values(runners).map((runner) => runner.close()));
    assertWork(digests.size === 1, `${digests.size} different digests of the same study`);
    const of = (name, what) => taken[name].map((t) => t[what]), blocks = replications / 64;
    return [
      row('rate of two workers over Redis, over two threads (wall time)', ratios(of('threads', 'wall'), of('redis', 'wall')), { unit: 'x', least: 0.9 }),
      row('CPU time of owner, workers and Redis together, over two threads', ratios(of('redis', 'cpu'), of('threads', 'cpu')), { unit: 'x' }),
      row('CPU of the owner a block (fetch, unpack, check, merge)', of('redis', 'ownCpu').map((s) => (s * 1000) / blocks), { unit: ' ms' }),
      row('CPU of Redis a block', of('redis', 'redisCpu').map((s) => (s * 1000) / blocks), { unit: ' ms' }),
      ...await sizes(packet, toy),
      note('digest', `the same in ${2 * taken.redis.length} studies of ${replications} replications`), note('load meanwhile', load()),
    ];
  } finally {
    for (const worker of workers) await worker.stop();
    await server.stop();
  }
}

/** What travels, and what packing it costs. */
async function sizes(packet, toy) {
  const replicator = await stormReplicator(), blocks = new BlockRunner(replicator), partial = blocks.run(blockJob(3, 6400)), bytes = partialToBytes(partial), { compressed } = await pack(packet);
  const seconds = toy ? 0.01 : 1, block = perCall((i) => blocks.run(blockJob(i % 100, 6400)), seconds), packing = perCall(() => partialToBytes(partial), seconds), unpacking = perCall(() => partialFromBytes(bytes, blockJob(3, 6400), shapeOf(replicator)), seconds);
  return [
    note('a block of 64 replications', `${Math.round(bytes.length / 1000)} kB packed; the packet ${Math.round(compressed.length / 1000)} kB`),
    row('CPU of computing a block', [block.seconds * 1000], { unit: ' ms' }), row('CPU of packing its result', [packing.seconds * 1000], { unit: ' ms' }), row('CPU of unpacking and checking it', [unpacking.seconds * 1000], { unit: ' ms' }),
  ];
}
