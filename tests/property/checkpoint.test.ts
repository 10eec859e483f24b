/** Interrupted anywhere, written to the store's form and read back, a study goes on to the one digest. */
import fc from 'fast-check';
import { lastValueFrom, takeWhile } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { inProcessRunner } from '../../src/runners/in-process.js';
import { CheckpointCodec } from '../../src/study/checkpoint.js';
import { studyDigest } from '../../src/study/digest.js';
import type { MergedStudy } from '../../src/study/merged-study.js';
import { runStudy } from '../../src/study/run.js';
import { packNonZero, unpackNonZero } from '../../src/study/sparse-values.js';
import { bytesOf } from '../../src/study/study-arrays.js';
import { createReplicator } from '../fixtures/fake-replicator.mjs';

const identity = { modelHash: 'm', scenarioHash: 's', seed: 'one', variant: 'v' };

describe('checkpoints', () => {
  it('give back the study, wherever and however often it is interrupted', async () => {
    await fc.assert(fc.asyncProperty(
      fc.record({
        replications: fc.integer({ min: 1, max: 700 }),
        throwAt: fc.array(fc.integer({ min: 1, max: 699 }), { maxLength: 5 }), failAt: fc.array(fc.integer({ min: 1, max: 699 }), { maxLength: 5 }),
        // Blocks after which a checkpoint is written, and whether the process ends there.
        stops: fc.array(fc.record({ blocks: fc.integer({ min: 1, max: 4 }), dies: fc.boolean() }), { maxLength: 8 }),
      }),
      async ({ replications, stops, ...packet }) => {
        const runner = inProcessRunner(createReplicator(packet)), codec = new CheckpointCodec(identity, await runner.shape);
        const whole = await lastValueFrom(runStudy(runner, { replications }));
        const segments: { bytes: Uint8Array }[] = [];
        let resume: MergedStudy | undefined;
        for (const { blocks, dies } of stops) {
          const from: number = resume?.blocks ?? 0;
          const { study } = await lastValueFrom(runStudy(runner, { replications, resume }).pipe(takeWhile((progress) => progress.study.blocks < from + blocks, true)));
          if (study.blocks > from) segments.push({ bytes: codec.segment(study, from) });
          resume = dies ? await codec.restore(codec.state(study), segments) : study;
        }
        const end = await lastValueFrom(runStudy(runner, { replications, resume }));
        expect(studyDigest(identity, end.study)).toBe(studyDigest(identity, whole.study));
        expect([end.study.events, end.study.completedCount, end.study.failures]).toEqual([whole.study.events, whole.study.completedCount, whole.study.failures]);
      },
    ), { numRuns: 60 });
  });
});

describe('values without their zeros', () => {
  it('come back bit for bit', () => {
    const any = fc.oneof(fc.constant(0), fc.constant(-0), fc.constant(NaN), fc.constant(Infinity), fc.double());
    fc.assert(fc.property(fc.array(any, { maxLength: 100 }), fc.integer({ min: 0, max: 7 }), (list, odd) => {
      const values = Float64Array.from(list), [bits, kept] = packNonZero(values);
      expect(kept.length).toBe(8 * list.filter((x) => !Object.is(x, 0)).length);
      // The packed form need not begin at a multiple of anything.
      const packed = Buffer.concat([Buffer.alloc(odd), bits, kept]).subarray(odd), back = new Float64Array(values.length);
      expect(unpackNonZero(packed, back)).toBe(true);
      expect(Buffer.compare(bytesOf(back), bytesOf(values))).toBe(0);
      if (kept.length > 0) expect(unpackNonZero(packed.subarray(0, -8), new Float64Array(values.length))).toBe(false);
    }));
  });
});
