import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceedanceCurve, quantile, quantileInterval } from '../../../src/numerics/quantiles.js';

const sample = fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constant(Infinity)), { minLength: 1, maxLength: 300 }).map((xs) => Float64Array.from(xs).sort());

describe('quantiles', () => {
  it('are values that occurred (R: quantile(type = 1))', () => {
    const ten = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    expect([5, 10, 11, 25, 50, 75, 95, 99].map((percent) => quantile(ten, percent))).toEqual([1, 1, 2, 3, 5, 8, 10, 10]);
  });

  it('are the least value that enough of the sample do not exceed', () => {
    fc.assert(fc.property(sample, fc.integer({ min: 1, max: 99 }), (sorted, percent) => {
      const q = quantile(sorted, percent);
      const upTo = (x: number): number => sorted.filter((value) => value <= x).length;
      expect(upTo(q) * 100).toBeGreaterThanOrEqual(percent * sorted.length);
      const smaller = sorted.filter((value) => value < q);
      expect(smaller.length * 100).toBeLessThan(percent * sorted.length);
      const [low, high] = quantileInterval(sorted, percent);
      expect(low).toBeLessThanOrEqual(q);
      expect(high).toBeGreaterThanOrEqual(q);
    }));
  });
});

describe('exceedance curves', () => {
  it('state for each value the share above it', () => {
    fc.assert(fc.property(sample, (sorted) => {
      const curve = exceedanceCurve(sorted);
      expect(curve.length).toBeLessThanOrEqual(60);
      for (const [value, share] of curve) expect(share).toBe(sorted.filter((x) => x > value).length / sorted.length);
      expect(curve.map(([value]) => value)).toEqual([...new Set(curve.map(([value]) => value))].sort((a, b) => a - b));
    }));
  });

  it('reach into the tail', () => {
    const curve = exceedanceCurve(Float64Array.from({ length: 10_000 }, (_, i) => i));
    expect(curve.at(-1)).toEqual([9999, 0]);
    expect(curve.at(-2)).toEqual([9998, 1 / 10_000]);
    expect(curve[0]).toEqual([249, 0.975]);
  });
});
