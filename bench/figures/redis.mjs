/**
 * The same study on two threads and on two workers over Redis, each with one thread: wall time, the same digest, and where CPU time goes. Studies of
 * two lengths tell what a block costs from what a study costs whatever its length. What computes is told from what carries by thread: of each
 * worker, and of the process with two threads, those that are busiest compute.
 */
import { lastValueFrom } from 'rxjs';
import { runStudy, studyDigest, threadRunner } from '../../dist/index.js';
import { partialFromBytes, partialToBytes } from '../../dist/study/partial-bytes.js';
import { blockJob, BlockRunner } from '../../dist/study/block.js';
import { shapeOf } from '../../dist/study/shape.js';
import { openRedisRunner } from '../../dist/runners/redis/open.js';
import { pack } from '../../dist/runners/redis/packets.js';
import { assertWork, note, row } from '../lib/figure.mjs';
import { load } from '../lib/machine.mjs';
import { interleaved, perCall, ratios } from '../lib/measure.mjs';
import { redisProgram, redisServer, workerProcess } from '../lib/redis.mjs';
import { stormReplicator, stormStudy } from '../lib/storm.mjs';
import { threadClock } from '../lib/thread-cpu.mjs';

export const title = 'Two workers over Redis and two threads';

export async function run({ rounds = 7, toy = false }) {
  if (redisProgram === undefined) return [note('skipped', 'neither redis-server nor valkey-server is installed')];
  const lengths = toy ? [128, 256] : [1920, 12_800], { packet, inputs } = stormStudy(), server = await redisServer(), workers = [];
  try {
    for (let i = 0; i < 2; i++) workers.push(await workerProcess(server.url));
    const runners = { threads: threadRunner(packet, { workers: 2 }), redis: await openRedisRunner(packet, { url: server.url }) };
    const computing = { threads: [2, 0, 0, 0], redis: [0, 0, 1, 1] };
    const measured = (name, replications) => async () => {
      const clocks = [process.pid, server.pid, ...workers.map(({ pid }) => pid)].map((pid) => threadClock(pid)), startedAt = performance.now();
      const { study } = await lastValueFrom(runStudy(runners[name], { replications }));
      const wall = (performance.now() - startedAt) / 1000, taken = clocks.map((clock, i) => clock(computing[name][i]));
      assertWork(study.replications === replications && study.failures.length === 0, `${study.replications} replications, ${study.failures.length} failed`);
      const sum = (part) => taken.reduce((total, of) => total + of[part], 0);
      return { wall, computing: sum('busiest'), helpers: sum('helpers'), owner: taken[0].main, redis: taken[1].main, workers: taken[2].main + taken[3].main, digest: studyDigest(inputs, study) };
    };
    const takers = Object.fromEntries(['threads', 'redis'].flatMap((name) => lengths.map((length, i) => [`${name}${i}`, measured(name, length)])));
    for (const take of [takers.threads0, takers.redis0]) await take();
    const taken = await interleaved(toy ? 1 : rounds, takers);
    await Promise.all(Object.values(runners).map((runner) => runner.close()));
    for (const i of [0, 1]) assertWork(new Set([...taken[`threads${i}`], ...taken[`redis${i}`]].map((t) => t.digest)).size === 1, 'different digests of the same study');
    return [...await costs(taken, lengths.map((length) => length / 64), packet, toy), note('digest', `the same in ${2 * taken.redis1.length} studies each of ${lengths.join(' and ')} replications`), note('load meanwhile', load())];
  } finally {
    for (const worker of workers) await worker.stop();
    await server.stop();
  }
}

/** What a block costs from one length to the other, and what is left over whatever the length. */
async function costs({ threads0, threads1, redis0, redis1 }, [few, many], packet, toy) {
  const of = (values, what) => values.map((t) => t[what]), rounds = [...redis1.keys()];
  /** Milliseconds a block; both, of Redis or threads, of one round. */
  const slope = (short, long, what) => (round) => ((long[round][what] - short[round][what]) * 1000) / (many - few);
  const carried = (round) => ['owner', 'redis', 'workers'].reduce((sum, what) => sum + slope(redis0, redis1, what)(round), 0) - slope(threads0, threads1, 'owner')(round);
  const total = (t) => t.computing + t.helpers + t.owner + t.redis + t.workers, constant = (round) => (redis0[round].owner + redis0[round].redis + redis0[round].workers - threads0[round].owner) * 1000 - few * carried(round);
  const travel = await travelling(packet, toy), computing = slope(threads0, threads1, 'computing');
  return [
    row('rate of two workers over Redis, over two threads (wall time)', ratios(of(threads1, 'wall'), of(redis1, 'wall')), { unit: 'x', least: 0.9 }),
    row('CPU time of all processes and threads, over two threads', ratios(redis1.map(total), threads1.map(total)), { unit: 'x' }),
    row('CPU of computing a block, on two threads', rounds.map(computing), { unit: ' ms' }),
    row('overhead a block (carrying and packing), over computing it', rounds.map((round) => (100 * (carried(round) + travel.packMs)) / computing(round)), { unit: ' %', most: 2 }),
    row('of it: owner (fetch, unpack, check), beyond what it does with threads', rounds.map((round) => slope(redis0, redis1, 'owner')(round) - slope(threads0, threads1, 'owner')(round)), { unit: ' ms' }),
    row('of it: Redis', rounds.map(slope(redis0, redis1, 'redis')), { unit: ' ms' }),
    row('of it: main threads of workers', rounds.map(slope(redis0, redis1, 'workers')), { unit: ' ms' }),
    ...travel.rows,
    row('overhead a study, whatever its length', rounds.map(constant), { unit: ' ms' }),
  ];
}

/** What travels, and what packing it costs. */
async function travelling(packet, toy) {
  const replicator = await stormReplicator(), blocks = new BlockRunner(replicator), partial = blocks.run(blockJob(3, 6400)), bytes = partialToBytes(partial, 'block'), { compressed } = await pack(packet);
  const seconds = toy ? 0.01 : 1, packing = perCall(() => partialToBytes(partial, 'block'), seconds), unpacking = perCall(() => partialFromBytes(bytes, blockJob(3, 6400), shapeOf(replicator)), seconds), packMs = packing.seconds * 1000;
  return {
    packMs,
    rows: [
      row('of it: packing its result, by what computes', [packMs], { unit: ' ms' }), row('unpacking and checking it (part of the owner)', [unpacking.seconds * 1000], { unit: ' ms' }),
      note('a block of 64 replications', `${Math.round(bytes.length / 1000)} kB packed; the packet ${Math.round(compressed.length / 1000)} kB`),
    ],
  };
}
