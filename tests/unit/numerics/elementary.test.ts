import { describe, expect, it } from 'vitest';
import { betaCdf, betaQuantile, lnGamma } from '../../../src/numerics/beta.js';
import { exp, log, pow } from '../../../src/numerics/elementary.js';
import { normalCdf, normalQuantile } from '../../../src/numerics/normal.js';
import { seededGenerator } from '../../../src/random/seeded.js';

const uniform = seededGenerator('elementary');
const bits = new DataView(new ArrayBuffer(8));
/** Distance of two doubles of one sign in units of the last place. */
const ulps = (a: number, b: number): number => {
  bits.setFloat64(0, a);
  const x = bits.getBigInt64(0);
  bits.setFloat64(0, b);
  return Number(x > bits.getBigInt64(0) ? x - bits.getBigInt64(0) : bits.getBigInt64(0) - x);
};
const relative = (found: number, expected: number): number => Math.abs(found / expected - 1);

describe('pow', () => {
  it('differs from Math.pow by less than 1e-15, more only in proportion to the exponent of the result', () => {
    for (let i = 0; i < 20_000; i++) {
      const x = 10 ** ((uniform() - 0.5) * 6), y = (uniform() - 0.5) * 6;
      expect(relative(pow(x, y), Math.pow(x, y))).toBeLessThan(1e-15 * (1 + Math.abs(y * Math.log(x)) / 4));
    }
    expect([pow(0, 0), pow(0, 2), pow(0, -1), pow(1, 7), pow(-2, 2)]).toEqual([1, 0, Infinity, 1, NaN]);
  });
});

describe('log and exp', () => {
  it('differ from Math.log by at most 1 ulp over the whole range (Math.log itself errs by up to 1)', () => {
    for (let i = 0; i < 50_000; i++) {
      const wide = 2 ** ((uniform() - 0.5) * 2044) * (1 + uniform());
      const close = 0.5 + 1.5 * uniform();
      expect(ulps(log(wide), Math.log(wide))).toBeLessThanOrEqual(1);
      expect(ulps(log(close), Math.log(close))).toBeLessThanOrEqual(1);
    }
  });
  it('differ from Math.exp by at most 1 ulp', () => {
    for (let i = 0; i < 50_000; i++) {
      const x = (uniform() - 0.5) * 1416;
      expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(1);
      expect(ulps(exp(x / 700), Math.exp(x / 700))).toBeLessThanOrEqual(1);
    }
  });
  it('limits', () => {
    expect([log(0), log(-1), log(1), log(Infinity), log(NaN)]).toEqual([-Infinity, NaN, 0, Infinity, NaN]);
    expect(log(Number.MIN_VALUE)).toBe(-744.4400719213812);
    expect([exp(0), exp(-Infinity), exp(Infinity), exp(NaN), exp(-746), exp(710)]).toEqual([1, 0, Infinity, NaN, 0, Infinity]);
    expect(exp(-745.1332191019411)).toBe(Number.MIN_VALUE);
    expect(relative(exp(709.782712893384), Number.MAX_VALUE)).toBeLessThan(1e-12);
  });
  it('bits that must be the same on every platform (exp(1) errs by 0.67 ulp)', () => {
    expect([log(2), log(10), log(0.1), exp(1), exp(-1), exp(0.5)]).toEqual([0.6931471805599453, 2.302585092994046, -2.3025850929940455, 2.7182818284590455, 0.36787944117144233, 1.6487212707001282]);
  });
});

describe('normal distribution', () => {
  // Wichura (1988), table of test values of AS 241.
  it.each([[0.25, -0.6744897501960817], [0.001, -3.090232306167814], [1e-20, -9.262340089798408]])('quantile of %d', (p, z) => {
    expect(relative(normalQuantile(p), z)).toBeLessThan(1e-15);
  });
  // mpmath.ncdf with 40 digits
  it.each([[-8, 6.220960574271785e-16], [-3, 0.0013498980316300946], [-1.96, 0.024997895148220435], [0, 0.5], [0.5, 0.6914624612740131], [2.5, 0.9937903346742239], [-30, 4.906713927148187e-198]])('probability below %d', (z, p) => {
    expect(relative(normalCdf(z), p)).toBeLessThan(3e-14);
  });
  it('limits, symmetry and inverse', () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(-1), normalCdf(Infinity), normalCdf(-Infinity), normalCdf(NaN)]).toEqual([-Infinity, Infinity, NaN, 1, 0, NaN]);
    for (let i = 0; i < 2000; i++) {
      const p = uniform();
      expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(2e-15);
    }
  });
});

describe('gamma and beta', () => {
  it('lnGamma: factorials and Gamma(1/2) = sqrt(pi)', () => {
    expect(Math.abs(lnGamma(1))).toBeLessThan(2e-15);
    expect(relative(lnGamma(0.5), 0.5 * Math.log(Math.PI))).toBeLessThan(1e-14);
    expect(relative(lnGamma(11), Math.log(3_628_800))).toBeLessThan(1e-15);
  });
  it('betaCdf: closed form for whole shape parameters', () => {
    // I_x(2, 3) = 6x^2 - 8x^3 + 3x^4
    for (const x of [1e-6, 0.1, 0.4, 0.7, 0.999]) expect(relative(betaCdf(x, 2, 3), 6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4)).toBeLessThan(1e-13);
    expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1]);
  });
  // scipy.stats.beta.ppf, scipy 1.x
  it.each([
    [1, 5, 1e-15, 2.0000000000000012e-16], [1, 5, 0.5, 0.12944943670387585], [1.3, 4.7, 1e-6, 5.635310017179135e-6], [1.3, 4.7, 0.3, 0.11009991048556841],
    [2.2, 3.8, 0.01, 0.043930331711178494], [3, 3, 1e-15, 4.641599605841229e-6], [3, 3, 0.3, 0.38981835053095837], [4.1, 1.9, 1e-15, 0.0001523825257472687], [5, 1, 0.01, 0.39810717055349726],
  ])('betaQuantile(%d, %d) of %d', (a, b, p, x) => {
    expect(relative(betaQuantile(p, a, b), x)).toBeLessThan(1e-13);
  });
});
