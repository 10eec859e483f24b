import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linear, pathOf, roundTicks, timeTicks } from '../../../../src/report/html/scale.js';

describe('axes', () => {
  it.each([
    [0, 1, 4, [0, 0.5, 1]], [0, 100, 5, [0, 20, 40, 60, 80, 100]], [3, 17, 5, [5, 10, 15]], [0, 62_800, 4, [0, 20_000, 40_000, 60_000]], [5, 5, 4, [5]],
  ])('round ticks of [%d, %d]', (low, high, wanted, ticks) => expect(roundTicks(low, high, wanted)).toEqual(ticks));

  it('round ticks lie inside, ascend, and are not too many', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.integer({ min: 2, max: 8 }), (low, width, wanted) => {
      const high = low + width;
      fc.pre(width > high * 1e-6);
      const ticks = roundTicks(low, high, wanted);
      expect(ticks.length).toBeLessThanOrEqual(wanted + 2);
      ticks.forEach((t, i) => {
        expect(t).toBeGreaterThanOrEqual(low - width * 1e-6);
        expect(t).toBeLessThanOrEqual(high + width * 1e-6);
        if (i > 0) expect(t).toBeGreaterThan(ticks[i - 1]!);
      });
    }));
  });

  it('time is told in hours, days or years', () => {
    expect(timeTicks(24, 8).map((t) => t.label)).toEqual(['0 h', '3 h', '6 h', '9 h', '12 h', '15 h', '18 h', '21 h', '24 h']);
    expect(timeTicks(336, 8).map((t) => t.label)).toEqual(['0 d', '2 d', '4 d', '6 d', '8 d', '10 d', '12 d', '14 d']);
    expect(timeTicks(87_600, 10).map((t) => t.label)).toEqual(['0 y', '1 y', '2 y', '3 y', '4 y', '5 y', '6 y', '7 y', '8 y', '9 y']);
  });

  it('maps linearly, and a single value to the start', () => {
    expect(linear(0, 10, 100, 0)(2.5)).toBe(75);
    expect(linear(4, 4, 7, 9)(4)).toBe(7);
  });

  it('paths have one decimal', () => expect(pathOf([[0, 1.26], [3.14159, 2]])).toBe('M0 1.3L3.1 2'));
});
