/** A service with a Redis address: what a screen asks for beside studies comes from its workers, and is what one without Redis answers. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedisWorker, type RedisWorker } from '../../src/runners/redis/worker.js';
import { REDIS_MISSING, testRedis, type TestRedis } from '../fixtures/redis.js';
import { openTestService, type TestService } from '../fixtures/service.js';

const missing = existsSync(new URL('../../dist/runners/worker.js', import.meta.url)) ? REDIS_MISSING : 'not built';
if (missing !== undefined) console.log(`skipped: a service with Redis (${missing})`);

describe.skipIf(missing !== undefined)('with Redis', () => {
  let server: TestRedis, worker: RedisWorker, services: TestService[];
  beforeAll(async () => {
    server = await testRedis();
    worker = await startRedisWorker({ url: server.url, threads: 1 });
    services = await Promise.all([openTestService({ redisUrl: server.url }), openTestService()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all(services.map((service) => service.close()));
    await worker.close();
    await server.stop();
  });

  it('studies, outages, losses by area and forks are those of a service without', { timeout: 120_000 }, async () => {
    const answers = await Promise.all(services.map(async (service) => {
      const { id, digest, status } = await service.study({ scenario: 'tutorial', replications: 256, seed: 'one' }), at = `/v1/studies/${id}`, fork = { at: '3h', replications: 40, changes: { set: { 'recovery.crews.works.count': 5 } } };
      const [outages, areas, forks] = await Promise.all([service.ask('GET', `${at}/outages?replications=70`), service.ask('GET', `${at}/areas?replications=70`), service.ask('POST', `${at}/forks`, { body: fork })]);
      return { status, digest, outages: [outages.status, outages.json()], areas: [areas.status, areas.json()], forks: [forks.status, forks.json()] };
    }));
    expect(answers[0]).toMatchObject({ status: 'done', outages: [200, {}], areas: [200, {}], forks: [200, {}] });
    expect(answers[0]).toEqual(answers[1]);
  });
});
