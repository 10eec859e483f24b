/**
 * What every form of fragility holds to: probabilities rise with the intensity, states are nested, the closed form is what is drawn (within three standard
 * errors, through files and the whole engine), and the way to the peak does not matter. A form added to FORMS inherits all of it.
 */
import { describe, expect, it } from 'vitest';
import { compileFragility, stateProbabilities } from '../../src/damage/fragility.js';
import { normalizeModel } from '../../src/index.js';
import { DAMAGE_STATES } from '../../src/model/types.js';
import { replicatorOf } from '../validation/study.js';

/** Each form with what P(at least j) is by hand at some intensities: [intensity, slight, moderate, extensive, complete]. */
const FORMS: Record<string, { fragility: object; byHand: number[][] }> = {
  // scipy.stats.lognorm.cdf(x, sigma, scale=median)
  lognormal: { fragility: { lognormal: { slight: [0.15, 0.7], moderate: [0.29, 0.55], extensive: [0.45, 0.45], complete: [0.9, 0.45] } }, byHand: [[0.3, 0.8389643, 0.5245749, 0.1837852, 0.007316]] },
  step: { fragility: { step: { moderate: 0.3, complete: 1.5 } }, byHand: [[0.29, 0, 0, 0, 0], [0.3, 1, 1, 0, 0], [2, 1, 1, 1, 1]] },
  table: {
    fragility: { table: { at: [0.1, 0.3, 0.7], slight: [0.05, 0.4, 0.9], extensive: [0, '10%', 0.5] } },
    byHand: [[0.05, 0, 0, 0, 0], [0.1, 0.05, 0, 0, 0], [0.2, 0.225, 0.05, 0.05, 0], [0.5, 0.65, 0.3, 0.3, 0], [3, 0.9, 0.5, 0.5, 0]],
  },
  classes: {
    fragility: { classes: { from: [1, 2, 3], slight: [0.1, 0.4, 0.8], complete: [0, 0, 0.25] } },
    byHand: [[0.9, 0, 0, 0, 0], [1, 0.1, 0, 0, 0], [1.99, 0.1, 0, 0, 0], [2, 0.4, 0, 0, 0], [7, 0.8, 0.25, 0.25, 0.25]],
  },
  // Medians where the curve reaches 5 %, 25 % and 80 %: 0.1, 0.5 and 2.5. Phi(ln(0.5 / median) / 0.5) = Phi(3.2189), Phi(0), Phi(-3.2189).
  lossRatio: {
    fragility: { lossRatio: { at: [0, 1, 3], ratio: [0, 0.5, 0.9], states: { slight: 0.05, moderate: 0.25, complete: 0.8 }, sigma: 0.5 } },
    byHand: [[0.5, 0.9993565, 0.5, 0.0006435, 0.0006435]],
  },
  'lossRatio without spread': { fragility: { lossRatio: { at: [0, 1, 3], ratio: ['0%', '50%', '90%'], states: { slight: '5%', complete: '80%' } } }, byHand: [[0.09, 0, 0, 0, 0], [0.11, 1, 0, 0, 0], [2.6, 1, 1, 1, 1]] },
};

const kinds = (fragility: object): Record<string, object> => ({ thing: { sector: 'x', fragility: [{ measure: 'm', unit: 'u', ...fragility }], replacementCost: 100 } });
const tablesOf = (fragility: object) => compileFragility([normalizeModel({ format: 'hazcade-model/1', id: 'm', kinds: kinds(fragility), assets: [{ id: 'a', kind: 'thing' }] }).model.assets[0]!.kind], 'm', 'u');
const atLeast = (p: readonly number[]): number[] => [1, 2, 3, 4].map((state) => p.slice(state).reduce((a, b) => a + b, 0));

describe.each(Object.entries(FORMS))('%s', (_, { fragility, byHand }) => {
  const tables = tablesOf(fragility), intensities = Array.from({ length: 80 }, (_x, i) => 0.05 * (i + 1));

  it('is what the formula gives by hand', () => {
    for (const [intensity, ...expected] of byHand) atLeast(stateProbabilities(tables, 0, intensity!)).forEach((p, j) => expect(p, `${j + 1} at ${intensity}`).toBeCloseTo(expected[j]!, 6));
  });

  it('never falls with the intensity; states are nested and add up to one', () => {
    let before = [0, 0, 0, 0];
    for (const intensity of intensities) {
      const p = stateProbabilities(tables, 0, intensity), now = atLeast(p);
      now.forEach((share, j) => { expect(share).toBeGreaterThanOrEqual(before[j]! - 1e-15); expect(share).toBeLessThanOrEqual((now[j - 1] ?? 1) + 1e-15); });
      expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
      before = now;
    }
    expect(stateProbabilities(tables, 0, 0)).toEqual([1, 0, 0, 0, 0]);
  });

  it.each([[0, 'at once'], [0.4, 'at once'], [0, 'under a profile'], [0.4, 'under a profile']])('is drawn as often as it says, common part %d, %s', async (common, how) => {
    const profile = how === 'at once' ? undefined : [['0h', 0], ['1h', 0.4], ['2h', 0.3], ['3h', 1], ['4h', 0]];
    const assets = Array.from({ length: 10 }, (_x, i) => ({ id: `a${i}`, kind: 'thing' })), replications = 300;
    for (const intensity of [0.2, 0.6, 2.2]) {
      const hazard = { id: 'h', type: 'x', onset: '0h', duration: '5h', measure: 'm', unit: 'u', intensity, common, profile, footprint: { select: { all: true } } };
      const replicator = await replicatorOf({ kinds: kinds(fragility), assets }, { horizon: '12h', hazards: [hazard] });
      const sums = [0, 0, 0, 0, 0], squares = [0, 0, 0, 0, 0];
      for (let k = 0; k < replications; k++) {
        const worst = new Map<string, number>();
        replicator.events(k).subscribe((e) => { if (e.kind === 'damage') worst.set(e.asset!, DAMAGE_STATES.indexOf(e.state as 'slight')); });
        for (let state = 1; state <= 4; state++) {
          const share = [...worst.values()].filter((w) => w === state).length / assets.length;
          sums[state]! += share;
          squares[state]! += share * share;
        }
      }
      stateProbabilities(tables, 0, intensity).slice(1).forEach((p, i) => {
        const mean = sums[i + 1]! / replications, variance = Math.max(squares[i + 1]! / replications - mean * mean, (p * (1 - p)) / assets.length);
        // Whole replications are the sample: with a common part assets of one are not independent.
        expect(Math.abs(mean - p), `state ${i + 1} at ${intensity}`).toBeLessThan(3.5 * Math.sqrt(variance / replications) + 1e-12);
      });
    }
  });
});

describe('what is refused', () => {
  it.each([
    ['no form', {}, /has no form: expecting exactly one of lognormal, step, table, classes, lossRatio/],
    ['two forms', { step: { slight: 1 }, lognormal: { slight: [1, 1] } }, /has lognormal and step/],
    ['intensities that do not rise', { table: { at: [1, 1], slight: [0, 1] } }, /intensities in `at` must rise: 1 follows 1/],
    ['too few probabilities', { classes: { from: [1, 2], slight: [0.1] } }, /slight has 1 probabilities for 2 intensities in `from`/],
    ['a probability that falls', { table: { at: [1, 2], slight: [0.5, 0.4] } }, /the probability of slight or worse falls from 0.5 to 0.4 where the intensity rises to 2/],
    ['states that are not nested', { table: { at: [1, 2], slight: [0.1, 0.4], complete: [0.2, 0.4] } }, /at 1 complete or worse has the probability 0.2, slight or worse only 0.1/],
    ['a loss that falls', { lossRatio: { at: [1, 2], ratio: [0.5, 0.4], states: { slight: 0.1 } } }, /the loss ratio falls from 0.5 to 0.4/],
    ['states whose shares fall', { lossRatio: { at: [1, 2], ratio: [0, 1], states: { slight: 0.3, moderate: 0.2 } } }, /a worse state is entered from a smaller share lost/],
    ['curves for a state without perils: cumulative', { step: { slight: 1 }, given: 'slight' }, /curves given slight need "perils: cumulative"/],
  ])('%s', (_, fragility, message) => { expect(() => tablesOf(fragility)).toThrow(message); });
});
