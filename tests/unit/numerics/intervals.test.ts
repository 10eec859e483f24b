import { describe, expect, it } from 'vitest';
import { cubeRoot, estimateMean } from '../../../src/numerics/mean-interval.js';
import { proportionInterval } from '../../../src/numerics/proportion.js';
import { studentT95 } from '../../../src/numerics/student-t.js';

describe("Student's t, 97.5 %", () => {
  // R: qt(0.975, df), also in any printed table.
  it.each([
    [1, 12.7062047361747], [2, 4.30265272974946], [3, 3.18244630528371], [4, 2.77644510519779], [5, 2.57058183563631], [10, 2.22813885198627],
    [30, 2.04227245630124], [100, 1.98397151852355], [500, 1.96471983746345], [1000, 1.96233908082641], [1e12, 1.959963984542],
  ])('df %d: %d', (df, value) => expect(studentT95(df)).toBeCloseTo(value, 9));

  it('falls with df and is convex, also where its two formulas meet', () => {
    for (let df = 2; df < 400; df++) {
      const step = studentT95(df) - studentT95(df + 1);
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThan(studentT95(df - 1) - studentT95(df));
    }
  });
});

describe('proportions', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
  it.each([[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718]])('%d of %d: %d to %d', (count, total, low, high) => {
    const found = proportionInterval(count, total);
    expect(found[0]).toBeCloseTo(low, 4);
    expect(found[1]).toBeCloseTo(high, 4);
  });

  it('say something where nothing or everything was seen', () => {
    expect(proportionInterval(0, 1000)[0]).toBe(0);
    expect(proportionInterval(0, 1000)[1]).toBeCloseTo(3.841459 / 1003.841459, 9);
    expect(proportionInterval(10, 10)[1]).toBe(1);
    expect(proportionInterval(0, 0)).toEqual([0, 1]);
  });
});

describe('means', () => {
  it("give Student's interval for symmetric samples", () => {
    const { mean, variance, standardError, interval } = estimateMean(Float64Array.of(1, 2, 3, 4, 5));
    expect([mean, variance, standardError]).toEqual([3, 2.5, Math.sqrt(0.5)]);
    expect(interval[0]).toBeCloseTo(3 - 2.776445105 * Math.sqrt(0.5), 8);
    expect(interval[1]).toBeCloseTo(3 + 2.776445105 * Math.sqrt(0.5), 8);
  });

  it('reach further to the side of the long tail, and never below 0 for losses', () => {
    const { mean, interval } = estimateMean(Float64Array.of(100), 99);
    expect(mean).toBe(1);
    expect(interval[0]).toBe(0);
    expect(interval[1]).toBeGreaterThan(1 + 2 * 1.98);
    const mirrored = estimateMean(Float64Array.of(-100), 99).interval;
    expect(mirrored[1]).toBeLessThan(1.98);
    expect(mirrored[0]).toBeCloseTo(-interval[1], 12);
  });

  it('count zeros the same, given or written out, to the last bit', () => {
    const values = [0.1, 0.7, 13.3, -2.2];
    expect(estimateMean(Float64Array.from([0, 0.1, 0, 0.7, 13.3, 0, -2.2]))).toEqual(estimateMean(Float64Array.from(values), 3));
  });

  it('say what is not known', () => {
    expect(estimateMean(Float64Array.of(4))).toEqual({ count: 1, mean: 4, variance: NaN, standardError: NaN, interval: [NaN, NaN] });
    expect(estimateMean(Float64Array.of(2, 2)).interval).toEqual([2, 2]);
  });

  it('take cube roots', () => {
    for (const x of [-3, -1, -0.001, 0, 1e-9, 0.5, 1, 2, 8, 27]) expect(cubeRoot(x)).toBeCloseTo(Math.cbrt(x), 14);
  });
});
