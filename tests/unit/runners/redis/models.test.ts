/** The packets that a worker has at hand: one that failed is made anew. */
import { existsSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { lastValueFrom } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { Models } from '../../../../src/runners/redis/models.js';
import { pack } from '../../../../src/runners/redis/packets.js';
import type { PackingThreads } from '../../../../src/runners/threads.js';
import { blockJob } from '../../../../src/study/block.js';

const built = existsSync(new URL('../../../../dist/runners/worker.js', import.meta.url));
if (!built) console.log('skipped: packets of a worker (not built)');

const { compressed, hash } = await pack({ replicatorModule: new URL('../../../fixtures/fake-replicator.mjs', import.meta.url).href });
let there = true;
/** As much of Redis as fetching a packet needs. */
const redis = { hget: () => Promise.resolve(there ? '1' : null), hgetBuffer: () => Promise.resolve(Buffer.from(compressed)) } as unknown as Redis;

describe.skipIf(!built)('packets of a worker', () => {
  let models: Models;
  afterEach(() => models.close());
  const block = async (threads: PackingThreads): Promise<number> => (await lastValueFrom(threads.run(blockJob(0, 64)))).bytes.length;

  it('one under which something failed is made anew, and stays when others fail with the old one later', async () => {
    models = new Models(redis, 1, true);
    const lent: PackingThreads[] = [];
    let fail!: () => void;
    const late = models.use(hash, (threads) => { lent.push(threads); return new Promise<never>((_, reject) => { fail = () => reject(new Error('late')); }); });
    await expect(models.use(hash, () => Promise.reject(new Error('early')))).rejects.toThrow('early');
    const done = models.use(hash, async (threads) => {
      lent.push(threads);
      fail();
      await expect(late).rejects.toThrow('late');
      return block(threads);
    });
    expect(await done).toBeGreaterThan(64);
    expect(lent[1]).not.toBe(lent[0]);
    expect(await models.use(hash, (threads) => { lent.push(threads); return block(threads); })).toBeGreaterThan(64);
    expect(lent[2]).toBe(lent[1]);
  });

  it('one that was not there is looked for again', async () => {
    models = new Models(redis, 1, true);
    there = false;
    await expect(models.use(hash, block)).rejects.toMatchObject({ code: 'PACKET_MISSING' });
    there = true;
    expect(await models.use(hash, block)).toBeGreaterThan(64);
  });
});
