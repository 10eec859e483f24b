import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURVE_PARTS } from '../../../src/engine/contracts.js';
import { addCurves, BINS, binOf, binQuantiles, binValue } from '../../../src/study/curve-bins.js';

describe('histograms of curves', () => {
  it('have bins in order, without gaps, exact below 128 parts and within 0.8 % above', () => {
    for (let parts = 1; parts <= CURVE_PARTS; parts++) {
      expect(binOf(parts) - binOf(parts - 1)).toBeGreaterThanOrEqual(0);
      expect(binOf(parts) - binOf(parts - 1)).toBeLessThanOrEqual(1);
      const found = binValue(binOf(parts));
      if (parts < 128) expect(found).toBe(parts);
      expect(Math.abs(found - parts)).toBeLessThanOrEqual(parts * 0.008);
    }
    expect(binOf(CURVE_PARTS)).toBe(BINS - 1);
    expect(binValue(BINS - 1)).toBe(CURVE_PARTS);
  });

  it('give the quantiles of the values, to the width of a bin, and their exact sum', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: CURVE_PARTS }), { minLength: 1, maxLength: 200 }), (values) => {
      const bins = new Uint32Array(2 * BINS);
      const sums = new Float64Array(2);
      // The second of two cells, so that an offset that is wrong shows.
      for (const value of values) addCurves(bins, sums, Uint16Array.of(7, 0, value), 1);
      const sorted = [...values].sort((a, b) => a - b);
      const percents = [5, 25, 50, 75, 95];
      expect(binQuantiles(bins, 1, values.length, percents)).toEqual(percents.map((percent) => binValue(binOf(sorted[Math.ceil((percent * values.length) / 100) - 1]!))));
      expect(binQuantiles(bins, 0, values.length, percents)).toEqual([0, 0, 0, 0, 0]);
      expect(sums[1]).toBe(values.reduce((a, b) => a + b, 0));
    }));
  });
});
