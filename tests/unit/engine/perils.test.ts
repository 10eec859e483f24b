/** Several perils on one asset, in one occurrence and one after the other, against closed forms. */
import { describe, expect, it } from 'vitest';
import { compileFragility, stateProbabilities } from '../../../src/damage/fragility.js';
import { normalizeModel } from '../../../src/index.js';
import { DAMAGE_STATES, type Kind } from '../../../src/model/types.js';
import { kind, reader, replicatorOf } from '../../validation/study.js';

const WIND = { measure: 'gust', unit: 'm/s', lognormal: { slight: [30, 0.3], complete: [45, 0.3] } }, SURGE = { measure: 'depth', unit: 'm', table: { at: [0, 2], slight: [0, 0.8], extensive: [0, 0.4] } };
const storm = (more: object = {}): object => ({
  id: 'storm', type: 'x', onset: '1h', measure: 'gust', unit: 'm/s', intensity: 33, footprint: { select: { all: true } },
  effects: ['damage', { damage: { measure: 'depth', unit: 'm', intensity: 1 } }], ...more,
});
const shock = (id: string, onset: string, intensity: number, more: object = {}): object => ({ id, type: 'x', onset, measure: 'pga', unit: 'g', intensity, footprint: { select: { all: true } }, ...more });
const many = (n: number): object[] => Array.from({ length: n }, (_, i) => ({ id: `a${i}`, kind: 'thing' }));

/** Shares of the states none to complete at the end, over assets and replications. */
async function sharesOf(changes: object, hazards: object[], assets = 40, replications = 150): Promise<{ shares: number[]; n: number }> {
  const replicator = await replicatorOf({ kinds: { thing: kind('x', changes) }, assets: many(assets) }, { horizon: '20h', hazards });
  const count = [0, 0, 0, 0, 0];
  for (let k = 0; k < replications; k++) {
    const worst = new Map<string, number>();
    replicator.events(k).subscribe((e) => { if (e.kind === 'damage') worst.set(e.asset!, DAMAGE_STATES.indexOf(e.state as 'slight')); });
    for (const state of worst.values()) count[state]!++;
    count[0]! += assets - worst.size;
  }
  const n = assets * replications;
  return { shares: count.map((c) => c / n), n };
}

/** Within three and a half standard errors: 40 assertions of this file then fail by chance once in 50 sets of draws. */
function expectShares({ shares, n }: { shares: number[]; n: number }, expected: readonly number[]): void {
  shares.forEach((share, state) => { expect(Math.abs(share - expected[state]!), `state ${state}: ${share} for ${expected[state]}`).toBeLessThan(3.5 * Math.sqrt((expected[state]! * (1 - expected[state]!)) / n) + 1e-12); });
}

const kindOf = (changes: object): Kind => normalizeModel({ format: 'hazcade-model/1', id: 'm', services: [{ id: 'supply', title: 'Supply', unit: '1', quantity: 'h' }], kinds: { thing: kind('x', changes) }, assets: [{ id: 'a', kind: 'thing' }] }).model.assets[0]!.kind;
const atLeast = (p: readonly number[], state: number): number => p.slice(state).reduce((a, b) => a + b, 0);
const statesOf = (worse: (state: number) => number): number[] => [0, 1, 2, 3, 4].map((state) => (state === 0 ? 1 : worse(state)) - (state === 4 ? 0 : worse(state + 1)));

describe('in one occurrence', () => {
  const by = { fragility: [WIND, SURGE] }, wind = stateProbabilities(compileFragility([kindOf(by)], 'gust', 'm/s'), 0, 33), surge = stateProbabilities(compileFragility([kindOf(by)], 'depth', 'm'), 0, 1);

  it.each([0, 0.5])('worst: one strength for both, so the larger probability (common part %d)', async (common) => {
    const expected = statesOf((state) => Math.max(atLeast(wind, state), atLeast(surge, state)));
    if (common === 0) expectShares(await sharesOf(by, [storm()]), expected);
    // With a common part assets are no sample; each is one over replications.
    else expectShares(await sharesOf(by, [storm({ common })], 1, 3000), expected);
  });

  it('independent: one strength each', async () => {
    expectShares(await sharesOf({ ...by, perils: 'independent' }, [storm()]), statesOf((state) => 1 - (1 - atLeast(wind, state)) * (1 - atLeast(surge, state))));
  });

  it('cumulative: the second peril finds what the first has done', async () => {
    const given = { ...SURGE, given: 'slight', table: { at: [0, 2], slight: [1, 1], complete: [0, 1] } };
    const changes = { perils: 'cumulative', fragility: [WIND, SURGE, given] };
    // By hand: undamaged by wind -> surge at 1 m: slight or worse 0.4, extensive 0.2. Slight -> complete with 0.5, else it stays. Complete stays.
    const [none, slight, , , complete] = wind;
    expectShares(await sharesOf(changes, [storm()]), [none! * 0.6, none! * 0.2 + slight! * 0.5, 0, none! * 0.2, slight! * 0.5 + complete!]);
  });

  it('the surge is drawn for itself: its intensity may be uncertain, and without the measure nothing reacts', async () => {
    const effects = ['damage', { damage: { measure: 'depth', unit: 'm', intensity: { uniform: { min: 0, max: 2 } } } }];
    // Mean of a table that is linear: that at the mean intensity.
    const { shares, n } = await sharesOf({ fragility: [SURGE] }, [storm({ effects })], 1, 4000);
    expectShares({ shares, n }, surge);
    expect((await sharesOf({ fragility: [WIND] }, [storm({ intensity: 1, effects })], 5, 20)).shares[0]).toBe(1);
  });
});

describe('one after the other', () => {
  const BASE = { measure: 'pga', unit: 'g', table: { at: [0, 1], slight: [0, 0.8], moderate: [0, 0.5], extensive: [0, 0.3], complete: [0, 0.1] } };
  const given = (state: string, columns: object): object => ({ measure: 'pga', unit: 'g', given: state, table: { at: [0, 1], ...columns } });
  const CUMULATIVE = { perils: 'cumulative', fragility: [BASE, given('slight', { moderate: [0, 0.9], extensive: [0, 0.6], complete: [0, 0.2] }), given('extensive', { complete: [0, 0.8] })] };

  it('cumulative: the product of two matrices of transition, multiplied out by hand', async () => {
    // At 0.5 g. Rows: from none, slight, moderate (as slight, its nearest milder with curves), extensive, complete; columns: to none ... complete.
    const M = [[0.6, 0.15, 0.1, 0.1, 0.05], [0, 0.55, 0.15, 0.2, 0.1], [0, 0, 0.7, 0.2, 0.1], [0, 0, 0, 0.6, 0.4], [0, 0, 0, 0, 1]];
    const twice = [0, 1, 2, 3, 4].map((to) => M[0]!.reduce((sum, p, from) => sum + p * M[from]![to]!, 0));
    // none 0.36; slight 0.6 * 0.15 + 0.15 * 0.55 = 0.1725; moderate 0.06 + 0.0225 + 0.07 = 0.1525; extensive 0.06 + 0.03 + 0.02 + 0.06 = 0.17; complete 0.03 + 0.015 + 0.01 + 0.04 + 0.05 = 0.145
    [0.36, 0.1725, 0.1525, 0.17, 0.145].forEach((p, state) => expect(twice[state]).toBeCloseTo(p, 12));
    expectShares(await sharesOf(CUMULATIVE, [shock('main', '1h', 0.5), shock('after', '5h', 0.5)]), twice);
  });

  it('cumulative under a profile: the state at the beginning decides', async () => {
    const profile = [['0h', 0], ['1h', 0.5], ['2h', 1]];
    expectShares(await sharesOf(CUMULATIVE, [shock('main', '1h', 0.5, { duration: '2h', profile }), shock('after', '5h', 0.5, { duration: '2h', profile })]), [0.36, 0.1725, 0.1525, 0.17, 0.145]);
  });

  it('worst: damage of the first is still there, and the strengths are new: 1 - (1 - p)^2', async () => {
    expectShares(await sharesOf({ fragility: [BASE] }, [shock('main', '1h', 0.5), shock('after', '5h', 0.5)]), statesOf((state) => 1 - (1 - [1, 0.4, 0.25, 0.15, 0.05][state]!) ** 2));
  });

  it('persistent: what survived an intensity survives it again, and a larger one finds the same asset weak', async () => {
    const lasting = { fragility: [BASE], persistent: true };
    expectShares(await sharesOf(lasting, [shock('main', '1h', 0.5), shock('after', '5h', 0.5)]), [0.6, 0.15, 0.1, 0.1, 0.05]);
    expectShares(await sharesOf(lasting, [shock('main', '1h', 0.3), shock('after', '5h', 0.6), shock('last', '7h', 0.2)]), [0.52, 0.18, 0.12, 0.12, 0.06]);
    // With a common part the occurrences differ again.
    const mixed = await sharesOf(lasting, [shock('main', '1h', 0.5, { common: 0.5 }), shock('after', '5h', 0.5, { common: 0.5 })], 1, 3000);
    expect(mixed.shares[0]).toBeLessThan(0.58);
  });

  it('a flood during unfinished storm repair is no milder than the same flood on an intact system (seed-systems 4.5, 8)', async () => {
    const thing = kind('x', { fragility: [WIND, { measure: 'depth', unit: 'm', lossRatio: { at: [0, 1, 2], ratio: [0, 0.4, 0.9], states: { slight: 0.1, extensive: 0.5 }, sigma: 0.4 } }], replacementCost: 1000, capacityLeft: { slight: 0.7 }, repair: { slight: '6h', moderate: '12h', extensive: '30h', complete: '60h' } });
    const flood = { id: 'flood', type: 'x', onset: '10h', measure: 'depth', unit: 'm', intensity: 1, footprint: { select: { all: true } } };
    const model = { kinds: { thing }, assets: many(20) }, horizon = '200h', gale = { id: 'gale', type: 'x', onset: '1h', measure: 'gust', unit: 'm/s', intensity: 38, footprint: { select: { all: true } } };
    const both = reader(await replicatorOf(model, { horizon, hazards: [gale, flood] })), alone = reader(await replicatorOf(model, { horizon, hazards: [flood] }));
    let worse = 0;
    for (let k = 0; k < 100; k++) {
      for (const outcome of ['lost-asset-hours.all', 'assets-lost.all', 'damage-cost.all']) expect(both(outcome, k), `${outcome}, replication ${k}`).toBeGreaterThanOrEqual(alone(outcome, k) - 1e-9);
      if (both('lost-asset-hours.all', k) > alone('lost-asset-hours.all', k)) worse++;
    }
    expect(worse).toBe(100);
  });
});
