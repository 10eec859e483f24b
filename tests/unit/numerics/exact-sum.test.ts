import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSum, exactSum } from '../../../src/numerics/exact-sum.js';

/** A double as mantissa x 2^exponent, so that a sum can be checked in whole numbers; Number(bigint) rounds to nearest, ties to even. */
const term = fc.tuple(fc.bigInt(-(2n ** 53n), 2n ** 53n), fc.integer({ min: -40, max: 30 }));
const valueOf = ([mantissa, exponent]: [bigint, number]): number => Number(mantissa) * 2 ** exponent;
const reference = (terms: [bigint, number][]): number => Number(terms.reduce((sum, [mantissa, exponent]) => sum + (mantissa << BigInt(exponent + 40)), 0n)) * 2 ** -40;

describe('exact sums', () => {
  it('keep what floats lose', () => {
    expect(exactSum([1e100, 1, -1e100])).toBe(1);
    expect(exactSum(new Array<number>(10).fill(0.1))).toBe(1);
    expect(exactSum([])).toBe(0);
  });

  it('round half-way cases by what lies below', () => {
    expect(exactSum([1, 2 ** -53, 2 ** -106])).toBe(1 + 2 ** -52);
    expect(exactSum([1, 2 ** -53, -(2 ** -106)])).toBe(1);
    expect(exactSum([1, 2 ** -53])).toBe(1);
  });

  it('do not depend on order, and are the nearest float', () => {
    fc.assert(fc.property(fc.array(term, { minLength: 1, maxLength: 40 }).chain((terms) => fc.tuple(fc.constant(terms), fc.shuffledSubarray(terms, { minLength: terms.length }))), ([terms, shuffled]) => {
      const sum = new ExactSum();
      for (const one of terms) sum.add(valueOf(one));
      expect(exactSum(shuffled.map(valueOf)) + 0).toBe(sum.value() + 0);
      expect(sum.value() + 0).toBe(reference(terms) + 0);
    }), { numRuns: 500 });
  });
});
