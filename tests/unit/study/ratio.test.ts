import { describe, expect, test } from 'vitest';
import { summarizeRatio } from '../../../src/study/ratio.js';

describe('ratio of sums', () => {
  test('replications with nothing hit do no harm', () => {
    const ratio = summarizeRatio('amplification', '1', Float64Array.of(0, 4, 8), Float64Array.of(0, 2, 2))!;
    expect(ratio.mean).toBe(3);
    // Residuals 0, -2, 2: sd = 2, mean of x = 4/3, se = 2 / sqrt(3) / (4/3) = sqrt(3) / 2.
    expect(ratio.standardError).toBeCloseTo(Math.sqrt(3) / 2, 12);
    expect([ratio.min, ratio.max]).toEqual([2, 4]);
  });

  test('of one replication with a denominator, alone or among others, nothing is known of the spread', () => {
    for (const [y, x] of [[[3], [2]], [[0, 3, 0], [0, 2, 0]]] as const) {
      const { interval, mean, standardError } = summarizeRatio('amplification', '1', Float64Array.from(y), Float64Array.from(x))!;
      expect([mean, standardError, ...interval]).toEqual([1.5, NaN, NaN, NaN]);
    }
  });

  test('a ratio of what cannot be negative is not negative', () => {
    const ratio = summarizeRatio('amplification', '1', Float64Array.of(0, 0, 9), Float64Array.of(2, 2, 2))!;
    expect(ratio.interval[0]).toBe(0);
  });

  test('no denominator, no ratio', () => {
    expect(summarizeRatio('amplification', '1', Float64Array.of(0, 0), Float64Array.of(0, 0))).toBeUndefined();
  });
});
