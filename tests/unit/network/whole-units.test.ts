import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightUnits } from '../../../src/network/whole-units.js';

const group = (required: number, ...weights: number[]) => ({ required, combine: 'sum' as const, suppliers: weights.map((weight) => ({ asset: 'a', weight })) });

describe('weightUnits', () => {
  it('is the smallest power of ten that makes every decimal whole', () => {
    expect(weightUnits('x', group(2, 1, 3))).toBe(1);
    expect(weightUnits('x', group(1, 0.1, 0.7))).toBe(10);
    expect(weightUnits('x', group(0.1 + 0.2, 1))).toBe(10); // 0.30000000000000004
    expect(weightUnits('x', group(1, 1234.567891))).toBe(1e6);
  });

  it('finds the places of any decimal that fits', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 6 }), (digits, places) => {
      const units = weightUnits('x', group(Number(`${digits}e-${places}`)));
      expect(units).toBe(10 ** Math.max(0, places - (/0*$/.exec(String(digits))![0].length)));
    }));
  });
});
