import { lastValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { compareStudies, compareSummaries, pairedDifference } from '../../../src/study/compare.js';
import { runStudy } from '../../../src/study/run.js';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';

const run = async (packet: object, counterfactual?: { shield: number }, replications = 512) =>
  (await lastValueFrom(runStudy(inProcessRunner(createReplicator({ ...packet })), { replications, counterfactual }))).study;

describe('paired differences', () => {
  it('follow the arithmetic of a worked example', () => {
    // Differences 1, 2, 3, 2: mean 2, variance 2/3; variances of a and b: 20/3 and 14/3; so the gain is (34/3) / (2/3) = 17.
    const found = pairedDifference(Float64Array.of(2, 4, 6, 8), Float64Array.of(1, 2, 3, 6), 500_000);
    expect(found.mean).toBe(2);
    expect(found.standardError).toBeCloseTo(Math.sqrt(2 / 3 / 4), 15);
    expect(found.varianceGain).toBeCloseTo(17, 12);
    expect(found.perMillionEuro).toBe(4);
    // Symmetric differences: Student's interval, t(3) = 3.182446.
    expect(found.interval[1] - 2).toBeCloseTo(3.182446 * Math.sqrt(1 / 6), 5);
  });

  it('have no gain and no price where there is nothing to divide by', () => {
    const found = pairedDifference(Float64Array.of(1, 2), Float64Array.of(1, 2));
    expect(found).toEqual({ mean: 0, standardError: 0, interval: [0, 0], varianceGain: null, perMillionEuro: null });
  });

  it('gain from common luck', async () => {
    const avoided = compareStudies(await run({}), await run({}, { shield: 19 }))['person-hours.total']!;
    expect(avoided.interval[0]).toBeGreaterThan(0);
    expect(avoided.varianceGain).toBeGreaterThan(1.5);
  });

  it('leave out what failed on either side, and count censored values as the limit', async () => {
    const base = await run({ throwAt: [3] });
    const variant = await run({ failAt: [5] }, { shield: 19 });
    const found = compareStudies(base, variant)['recovery-hours.total']!;
    const by = (study: typeof base, k: number): number => Math.min(72, study.value(k, 1));
    const differences = Array.from({ length: 512 }, (_, k) => k).filter((k) => k !== 3 && k !== 5).map((k) => by(base, k) - by(variant, k));
    expect(found.mean).toBeCloseTo(differences.reduce((a, b) => a + b) / 510, 12);
  });

  it('need as many replications on both sides', async () => {
    const [base, shorter] = [await run({}), await run({}, undefined, 64)];
    expect(() => compareStudies(base, shorter)).toThrow('found 512 and 64');
  });
});

describe('independent studies', () => {
  const summary = (replications: number, mean: number, standardError: number, failed = 0) => ({
    study: { replications }, outcomes: { loss: { mean, standardError } }, failures: Array.from({ length: failed }, () => ({})),
  }) as unknown as Parameters<typeof compareSummaries>[0];

  it('are compared by Welch: standard errors add as squares, degrees of freedom by hand', () => {
    // (1 + 0.25)^2 / (1 / 9 + 0.0625 / 19) = 13.66, so t(13) = 2.160369; one of 21 replications failed.
    const { loss } = compareSummaries(summary(10, 5, 1), summary(21, 3, 0.5, 1));
    expect(loss!.mean).toBe(2);
    expect(loss!.standardError).toBeCloseTo(Math.sqrt(1.25), 12);
    expect(loss!.interval[0]).toBeCloseTo(2 - 2.160369 * Math.sqrt(1.25), 5);
    expect(loss!.interval[1]).toBeCloseTo(2 + 2.160369 * Math.sqrt(1.25), 5);
  });

  it('that do not vary have an interval of no width; outcomes of one alone are left out', () => {
    expect(compareSummaries(summary(10, 5, 0), summary(10, 5, 0))['loss']!.interval).toEqual([0, 0]);
    expect(compareSummaries(summary(10, 5, 1), { ...summary(10, 5, 1), outcomes: {} })).toEqual({});
  });
});
