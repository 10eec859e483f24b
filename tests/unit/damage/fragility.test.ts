import { describe, expect, it } from 'vitest';
import { compileFragility, stateProbabilities } from '../../../src/damage/fragility.js';
import { damageState } from '../../../src/engine/fragility.js';
import type { Fragility } from '../../../src/model/types.js';
import { normalQuantile } from '../../../src/numerics/normal.js';
import { CounterDraws } from '../../../src/random/draws.js';

const kind = (...fragility: Fragility[]) => ({ fragility });
/** A substation: HAZUS-like lognormal curves in g. */
const substation = kind({ measure: 'pga', unit: 'g', form: 'lognormal', states: [
  { state: 'slight', median: 0.15, sigma: 0.7 }, { state: 'moderate', median: 0.29, sigma: 0.55 }, { state: 'extensive', median: 0.45, sigma: 0.45 }, { state: 'complete', median: 0.9, sigma: 0.45 },
] });
const house = kind({ measure: 'depth', unit: 'm', form: 'step', states: [{ state: 'moderate', at: 0.3 }, { state: 'complete', at: 1.5 }] });
/** Curves that cross: below 0.5 g `complete` is the likelier of the two. */
const crossing = kind({ measure: 'pga', unit: 'g', form: 'lognormal', states: [{ state: 'slight', median: 0.5, sigma: 0.2 }, { state: 'complete', median: 0.5, sigma: 0.8 }] });
const kinds = [substation, house, crossing];

describe('compileFragility', () => {
  it('a kind reacts to its own measure in its own unit only', () => {
    expect([...compileFragility(kinds, 'pga', 'g').reacts]).toEqual([1, 0, 1]);
    expect([...compileFragility(kinds, 'depth', 'm').reacts]).toEqual([0, 1, 0]);
    expect([...compileFragility(kinds, 'pga', 'm/s2').reacts]).toEqual([0, 0, 0]);
  });
  it('states without a curve are never entered', () => {
    expect([...compileFragility([house], 'depth', 'm').lnMedian]).toEqual([Infinity, -1.2039728043259361, Infinity, 0.4054651081081644]);
  });
});

describe('stateProbabilities', () => {
  const pga = compileFragility(kinds, 'pga', 'g');
  it('lognormal: P(at least j) is the lognormal distribution function', () => {
    const p = stateProbabilities(pga, 0, 0.3);
    // scipy.stats.lognorm.cdf(0.3, sigma, scale=median)
    const atLeast = [0.8389643, 0.5245749, 0.1837852, 0.007316];
    atLeast.forEach((expected, j) => expect(p.slice(j + 1).reduce((a, b) => a + b)).toBeCloseTo(expected, 6));
    expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
  });
  it('crossing curves: the worse state counts, no probability is negative', () => {
    for (const [intensity, expected] of [[0.25, [1 - 0.1931261, 0, 0, 0, 0.1931261]], [1, [1 - 0.9997356, 0.9997356 - 0.8068739, 0, 0, 0.8068739]]] as const) {
      stateProbabilities(pga, 2, intensity).forEach((p, state) => expect(p).toBeCloseTo(expected[state]!, 6));
    }
  });
  it('steps are certain, from the threshold itself on; nothing happens at intensity 0 or to kinds that do not react', () => {
    const depth = compileFragility(kinds, 'depth', 'm');
    expect(stateProbabilities(depth, 1, 0.3)).toEqual([0, 0, 1, 0, 0]);
    expect(stateProbabilities(depth, 1, 0.29)).toEqual([1, 0, 0, 0, 0]);
    expect(stateProbabilities(depth, 1, 2)).toEqual([0, 0, 0, 0, 1]);
    expect(stateProbabilities(depth, 1, 0)).toEqual([1, 0, 0, 0, 0]);
    expect(stateProbabilities(depth, 0, 100)).toEqual([1, 0, 0, 0, 0]);
  });
});

describe('damage states drawn by the engine', () => {
  const pga = compileFragility(kinds, 'pga', 'g');
  const n = 20_000;
  it.each([[0, 0], [0, 0.4], [0, 1], [2, 0], [2, 0.7]])('kind %d, common %d: frequencies are the closed form', (kindIndex, common) => {
    const draws = new CounterDraws([11, 12]);
    for (const intensity of [0.1, 0.3, 0.8]) {
      const count = [0, 0, 0, 0, 0];
      for (let k = 0; k < n; k++) {
        draws.select(k, 2, 0, 0);
        const z0 = normalQuantile(draws.uniform(5, 6, 0));
        draws.select(k, 1, 0, 0);
        count[damageState(pga, kindIndex, Math.log(intensity), Math.sqrt(common) * z0, Math.sqrt(1 - common), draws.uniform(7, 8, 0))]!++;
      }
      stateProbabilities(pga, kindIndex, intensity).forEach((p, state) => {
        expect(Math.abs(count[state]! / n - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n) + 1e-9);
      });
    }
  });
  it('two assets of one occurrence: correlation of their strengths is `common`', () => {
    const common = 0.4;
    const draws = new CounterDraws([3, 4]);
    let both = 0;
    let one = 0;
    // At the median of `complete` each is hit with 1/2; both with 1/4 + asin(common) / (2 pi) (Sheppard 1899).
    for (let k = 0; k < n; k++) {
      draws.select(k, 2, 0, 0);
      const shared = Math.sqrt(common) * normalQuantile(draws.uniform(5, 6, 0));
      draws.select(k, 1, 0, 0);
      const states = [7, 9].map((s) => damageState(pga, 0, Math.log(0.9), shared, Math.sqrt(1 - common), draws.uniform(s, 8, 0)));
      if (states[0] === 4) one++;
      if (states[0] === 4 && states[1] === 4) both++;
    }
    expect(Math.abs(one / n - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / n));
    expect(Math.abs(both / n - (0.25 + Math.asin(common) / (2 * Math.PI)))).toBeLessThan(4 * Math.sqrt(0.22 / n));
  });
});
