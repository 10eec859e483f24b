/**
 * Rounds in which something dies at a drawn moment while a study runs over Redis, with real servers and real kills. Each must end with the
 * complete study and its one digest. Moments are drawn from the seed, so that a round can be repeated (the machine's own timing cannot).
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastValueFrom } from 'rxjs';
import { runStudy, studyDigest } from '../../dist/index.js';
import { openRedisRunner } from '../../dist/runners/redis/open.js';
import { assertWork } from './figure.mjs';
import { redisServer, workerProcess } from './redis.mjs';

/** What dies. */
export const KILLS = ['workers', 'redis restarted with its append-only file', 'redis lost', 'redis flushed'];

const LOCK_MS = 1500, AUDIT_MS = 500;

/** A number in [0, 1) from a text. */
const drawn = (text) => createHash('sha256').update(text).digest().readUInt32LE(0) / 2 ** 32;

/**
 * One round.
 * @param what one of KILLS
 * @param study packet and inputs
 * @returns digest, seconds, number of kills
 */
export async function killRound(what, { packet, inputs }, replications, seed, spanMs = 2500) {
  const server = await redisServer({ durable: what.includes('append-only') }), workers = [];
  try {
    for (let i = 0; i < 2; i++) workers.push(await workerProcess(server.url, { lockMs: LOCK_MS }));
    const runner = await openRedisRunner(packet, { url: server.url, auditMs: AUDIT_MS });
    let running = true, kills = 0;
    const startedAt = performance.now();
    const killing = (async () => {
      for (let n = 0; n < (what === 'workers' ? 3 : 2) && running; n++) {
        await sleep(50 + drawn(`${seed}/${what}/${n}`) * spanMs / 2);
        if (!running) return;
        kills++;
        await (what === 'workers' ? killWorker(workers, n % 2, server.url) : killRedis(what, server, drawn(`${seed}/${what}/${n}/away`) * 1000));
      }
    })();
    let study;
    try {
      ({ study } = await lastValueFrom(runStudy(runner, { replications })));
    } finally {
      running = false;
      await killing;
      await runner.close();
    }
    assertWork(study.replications === replications && study.failures.length === 0 && study.blocks === Math.ceil(replications / 64), `${study.replications} replications, ${study.failures.length} failed`);
    return { digest: studyDigest(inputs, study), seconds: (performance.now() - startedAt) / 1000, kills };
  } finally {
    for (const worker of workers) await worker.kill();
    await server.stop();
  }
}

async function killWorker(workers, i, url) {
  await workers[i].kill();
  workers[i] = await workerProcess(url, { lockMs: LOCK_MS });
}

async function killRedis(what, server, awayMs) {
  if (what === 'redis flushed') {
    const { connectRedis } = await import('../../dist/runners/redis/connection.js');
    const redis = await connectRedis(server.url);
    await redis.flushall();
    redis.disconnect();
    return;
  }
  await server.kill();
  await sleep(awayMs);
  await server.start();
}
