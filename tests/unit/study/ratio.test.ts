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

  test('no denominator, no ratio', () => {
    expect(summarizeRatio('amplification', '1', Float64Array.of(0, 0), Float64Array.of(0, 0))).toBeUndefined();
  });
});
