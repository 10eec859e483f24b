/** The packets that a worker has at hand: one that failed is made anew. */
import { existsSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { lastValueFrom } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { Models } from '../../../../src/runners/redis/models.js';
import { pack } from '../../../../src/runners/redis/packets.js';
import { blockJob } from '../../../../src/study/block.js';
import type { Runner } from '../../../../src/study/runner.js';

const built = existsSync(new URL('../../../../dist/runners/worker.js', import.meta.url));
if (!built) console.log('skipped: packets of a worker (not built)');

const { compressed, hash } = await pack({ replicatorModule: new URL('../../../fixtures/fake-replicator.mjs', import.meta.url).href });
let there = true;
/** As much of Redis as fetching a packet needs. */
const redis = { hget: () => Promise.resolve(there ? '1' : null), hgetBuffer: () => Promise.resolve(Buffer.from(compressed)) } as unknown as Redis;

describe.skipIf(!built)('packets of a worker', () => {
  let models: Models;
  afterEach(() => models.close());
  const block = async (runner: Runner): Promise<number> => (await lastValueFrom(runner.run(blockJob(0, 64)))).count;

  it('one under which something failed is made anew, and stays when others fail with the old one later', async () => {
    models = new Models(redis, 1, true);
    const lent: Runner[] = [];
    let fail!: () => void;
    const late = models.use(hash, (runner) => { lent.push(runner); return new Promise<never>((_, reject) => { fail = () => reject(new Error('late')); }); });
    await expect(models.use(hash, () => Promise.reject(new Error('early')))).rejects.toThrow('early');
    const done = models.use(hash, async (runner) => {
      lent.push(runner);
      fail();
      await expect(late).rejects.toThrow('late');
      return block(runner);
    });
    expect(await done).toBe(64);
    expect(lent[1]).not.toBe(lent[0]);
    expect(await models.use(hash, (runner) => { lent.push(runner); return block(runner); })).toBe(64);
    expect(lent[2]).toBe(lent[1]);
  });

  it('one that was not there is looked for again', async () => {
    models = new Models(redis, 1, true);
    there = false;
    await expect(models.use(hash, block)).rejects.toMatchObject({ code: 'PACKET_MISSING' });
    there = true;
    expect(await models.use(hash, block)).toBe(64);
  });
});
