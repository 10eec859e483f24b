import { firstValueFrom, lastValueFrom, Observable, take, tap, toArray } from 'rxjs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { BLOCK_SIZE, BlockRunner, runBlock } from '../../../src/study/block.js';
import { MergedStudy } from '../../../src/study/merged-study.js';
import type { StudyPacket } from '../../../src/study/packet.js';
import { runStudy } from '../../../src/study/run.js';
import type { Job, PartialOf, Runner } from '../../../src/study/runner.js';
import { shapeOf } from '../../../src/study/shape.js';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';

const precise = { outcome: 'person-hours.total', relative: 0.08, maxReplications: 6400 };

/** A runner of several lanes whose jobs end after the given numbers of turns of the event loop, whatever their order. */
function shuffledRunner(lanes: number, turns: number[], packet: StudyPacket = {}): Runner & { started: number[] } {
  const blocks = new BlockRunner(createReplicator(packet));
  const started: number[] = [];
  return {
    lanes, started, shape: Promise.resolve(shapeOf(createReplicator(packet))), close: () => Promise.resolve(),
    run: <J extends Job>(job: J) => new Observable<PartialOf<J>>((subscriber) => {
      started.push(job.index);
      let left = turns[job.index % turns.length]!;
      const turn = (): void => {
        if (subscriber.closed) return;
        if (left-- > 0) { setImmediate(turn); return; }
        if (job.kind === 'block') subscriber.next(blocks.run(job) as PartialOf<J>);
        subscriber.complete();
      };
      setImmediate(turn);
    }),
  };
}

const finished = async (runner: Runner, replications: number): Promise<MergedStudy> =>
  (await lastValueFrom(runStudy(runner, { replications, precision: precise }))).study;

describe('runStudy', () => {
  it('gives one result, and stops at one block, for any number of lanes and any order of completion', async () => {
    const reference = await finished(inProcessRunner(createReplicator({})), 6400);
    expect(reference.replications % BLOCK_SIZE).toBe(0);
    expect(reference.replications).toBeLessThan(6400);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 7 }), fc.array(fc.nat(5), { minLength: 1, maxLength: 9 }), async (lanes, turns) => {
      expect(await finished(shuffledRunner(lanes, turns), 6400)).toEqual(reference);
    }), { numRuns: 12 });
  });

  it('never runs further ahead than its window', async () => {
    const runner = shuffledRunner(3, [40, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const delivered: number[] = [];
    await lastValueFrom(runStudy(runner, { replications: 64 * 30 }).pipe(tap(({ study }) => {
      delivered.push(study.blocks);
      expect(Math.max(...runner.started)).toBeLessThanOrEqual(study.blocks + 2 * 3);
    })));
    expect(delivered).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  });

  it('reports progress block by block and stops when unsubscribed', async () => {
    const runner = shuffledRunner(1, [0]);
    const seen = await firstValueFrom(runStudy(runner, { replications: 1000 }).pipe(take(3), toArray()));
    expect(seen.map((p) => [p.replications, p.planned, p.done])).toEqual([[64, 1000, false], [128, 1000, false], [192, 1000, false]]);
    await new Promise(setImmediate);
    expect(runner.started.length).toBeLessThanOrEqual(3);
  });

  it('ends with a short last block', async () => {
    const { study } = await lastValueFrom(runStudy(inProcessRunner(createReplicator({})), { replications: 100 }));
    expect([study.blocks, study.replications, study.completedCount]).toEqual([2, 100, 100]);
  });

  it('refuses what cannot be run', async () => {
    const runner = inProcessRunner(createReplicator({}));
    await expect(lastValueFrom(runStudy(runner, { replications: 0 }))).rejects.toMatchObject({ code: 'REPLICATIONS_INVALID' });
    await expect(lastValueFrom(runStudy(runner, { replications: 9, precision: { ...precise, outcome: 'person-hours.totl' } })))
      .rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', message: expect.stringContaining('Did you mean "person-hours.total"') });
    await runner.close();
    await expect(lastValueFrom(runStudy(runner, { replications: 9 }))).rejects.toMatchObject({ code: 'RUNNER_CLOSED' });
  });

  it('continues where a study stood, to the same bits', async () => {
    const whole = (await lastValueFrom(runStudy(inProcessRunner(createReplicator({})), { replications: 500 }))).study;
    const part = (await lastValueFrom(runStudy(inProcessRunner(createReplicator({})), { replications: 500 }).pipe(take(3)))).study;
    expect(part.replications).toBe(192);
    const runner = shuffledRunner(2, [2, 0]);
    expect((await lastValueFrom(runStudy(runner, { replications: 500, resume: part }))).study).toEqual(whole);
    expect(Math.min(...runner.started)).toBe(3);
    await expect(lastValueFrom(runStudy(runner, { replications: 400, resume: whole }))).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
  });
});

describe('blocks', () => {
  it('are merged in order only', () => {
    const replicator = createReplicator({});
    const study = new MergedStudy(shapeOf(replicator));
    expect(() => study.add(runBlock(replicator, 64, 64))).toThrow(/expected block 0 from replication 0, found block 1 from 64/);
  });

  it('record what went wrong, and keep it out of every sum', () => {
    const clean = runBlock(createReplicator({}), 0, 64);
    const partial = runBlock(createReplicator({ throwAt: [3], failAt: [10], nanAt: [11] }), 0, 64);
    expect(partial.failures).toEqual([
      { replication: 3, code: 'REPLICATION_THREW', message: 'thrown at 3' },
      { replication: 10, code: 'EVENT_BUDGET', message: 'flaps' },
      { replication: 11, code: 'OUTCOME_NOT_FINITE', message: 'outcome person-hours.total is NaN; expected a finite number' },
    ]);
    expect(Array.from(partial.completed).flatMap((ok, k) => (ok ? [] : [k]))).toEqual([3, 10, 11]);
    expect(partial.values.slice(9, 12)).toEqual(new Float64Array([NaN, NaN, NaN]));
    expect(partial.values.slice(12, 30)).toEqual(clean.values.slice(12, 30));
    const lost = (from: typeof clean): number => from.assets.lostHours.reduce((sum, hours) => sum + hours, 0);
    const three = [3, 10, 11].map((k) => createReplicator({}).replicate(k)).map((r) => r.touched.slice(0, r.touchedCount).reduce((sum, a) => sum + r.lostHours[a]!, 0));
    expect(lost(clean) - lost(partial)).toBeCloseTo(three.reduce((a, b) => a + b), 9);
  });

  it('tally assets and needs as the replications say', () => {
    const replicator = createReplicator({});
    const partial = runBlock(replicator, 64, 64);
    for (const [entry, asset] of partial.assets.asset.entries()) {
      let hit = 0;
      let hours = 0;
      for (let k = 64; k < 128; k++) {
        const record = replicator.replicate(k);
        if (!record.touched.subarray(0, record.touchedCount).includes(asset)) continue;
        hit += record.assetFlags[asset]! & 1;
        hours += record.lostHours[asset]!;
      }
      expect([partial.assets.hit[entry], partial.assets.lostHours[entry]]).toEqual([hit, hours]);
    }
    expect(partial.needs.transmissions.reduce((a, b) => a + b)).toBe(partial.assets.short.reduce((a, b) => a + b));
  });
});
