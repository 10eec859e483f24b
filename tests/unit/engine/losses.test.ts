/** Cost by loss curves: the curve's, not the state's; once until repaired; split by sector and hazard. */
import { describe, expect, it } from 'vitest';
import { kind, reader, replicatorOf } from '../../validation/study.js';

const CURVE = { measure: 'depth', unit: 'm', lossRatio: { at: [0, 1, 3], ratio: [0, 0.4, 0.9], states: { slight: 0.1, extensive: 0.5 } } };
const flood = (id: string, onset: string, intensity: number, more: object = {}): object => ({ id, type: 'x', onset, measure: 'depth', unit: 'm', intensity, footprint: { select: { all: true } }, ...more });
const thing = (more: object = {}): Record<string, object> => ({ thing: kind('x', { fragility: [CURVE, { measure: 'gust', unit: 'm/s', step: { slight: 20, complete: 50 } }], replacementCost: 1000, lossRatio: { slight: 0.05, moderate: 0.25, extensive: 0.6, complete: 1 }, ...more }) });

async function costs(hazards: object[], kinds = thing(), horizon = '100h'): Promise<(name: string) => number> {
  const read = reader(await replicatorOf({ kinds, assets: [{ id: 'a', kind: 'thing' }, { id: 'b', kind: 'thing', sector: 'y' }] }, { horizon, hazards }));
  return (name) => read(name, 0);
}

describe('cost of damage', () => {
  it('follows the curve: 0.4 + 0.5 / 2 of 1000 at 2 m, whatever the state costs', async () => {
    const read = await costs([flood('f', '1h', 2)]);
    expect(read('damage-cost.all')).toBeCloseTo(2 * 650, 9);
    expect(read('damage-cost.x')).toBeCloseTo(650, 9);
    expect(read('damage-cost.y')).toBeCloseTo(650, 9);
    expect(read('damage-cost-by.f')).toBeCloseTo(1300, 9);
    expect(read('damage-cost-by.own-failures')).toBe(0);
  });

  it('is there without a state, where less is lost than the mildest asks for', async () => {
    const read = await costs([flood('f', '1h', 0.2)]);
    expect(read('damage-cost.all')).toBeCloseTo(2 * 80, 9);
    expect(read('assets-hit.all')).toBe(0);
  });

  it('of a second flood is what goes beyond the first, and goes to it', async () => {
    const read = await costs([flood('f', '1h', 1), flood('g', '2h', 2), flood('h', '3h', 1.5)]);
    expect(read('damage-cost-by.f')).toBeCloseTo(800, 9);
    expect(read('damage-cost-by.g')).toBeCloseTo(500, 9);
    expect(read('damage-cost-by.h')).toBe(0);
    expect(read('damage-cost.all')).toBeCloseTo(1300, 9);
  });

  it('by a state and by a curve: the most of both', async () => {
    const storm = { id: 's', type: 'x', onset: '1h', measure: 'gust', unit: 'm/s', intensity: 30, footprint: { select: { all: true } } };
    // slight: 5 % = 50 each; then 0.4 at 1 m: 350 more each.
    const read = await costs([storm, flood('f', '2h', 1)]);
    expect(read('damage-cost-by.s')).toBeCloseTo(100, 9);
    expect(read('damage-cost-by.f')).toBeCloseTo(700, 9);
  });

  it('comes again once the asset is repaired', async () => {
    const read = await costs([flood('f', '1h', 1), flood('g', '50h', 1)], thing({ repair: { slight: '10h' } }));
    expect(read('damage-cost.all')).toBeCloseTo(1600, 9);
  });

  it('under a profile is that of the peak reached before the horizon', async () => {
    const profile = [['0h', 0], ['10h', 0.25], ['20h', 0.5], ['30h', 0.1]];
    expect((await costs([flood('f', '0h', 2, { duration: '30h', profile })]))('damage-cost.all')).toBeCloseTo(800, 9);
    expect((await costs([flood('f', '0h', 2, { duration: '30h', profile })], thing(), '19h'))('damage-cost.all')).toBe(0);
  });

  it('under a profile that rises to its end is that of the peak', async () => expect((await costs([flood('f', '1h', 2, { duration: '10h', profile: [['0h', 0], ['10h', 1]] })]))('damage-cost.all')).toBeCloseTo(2 * 650, 9));

  it('of two that rise at the same time is that of each', async () => {
    const profile = [['0h', 0], ['10h', 1]], read = await costs([flood('f', '1h', 2, { duration: '10h', profile, footprint: { select: { id: 'a' } } }), flood('g', '2h', 1, { duration: '10h', profile, footprint: { select: { id: 'b' } } })]);
    expect(read('damage-cost-by.f')).toBeCloseTo(650, 9);
    expect(read('damage-cost-by.g')).toBeCloseTo(400, 9);
  });

  it('of a front that ends before it is there is none, as there is no damage', async () => {
    // 10 km downwind at 1 m/s: there after 2.8 h.
    const kinds = { thing: kind('x', { fragility: [{ measure: 'intensity', unit: '-', lossRatio: { at: [0, 1], ratio: [0, 1], states: { slight: 0.5 } } }], replacementCost: 1000 }) };
    const cost = async (duration: string): Promise<number> => reader(await replicatorOf({ kinds, assets: [{ id: 'a', kind: 'thing', place: [10, 60.09] }] }, {
      horizon: '10h', hazards: [{ id: 'p', type: 'x', onset: '1h', duration, measure: 'intensity', unit: '-', intensity: 1, footprint: { plume: { at: [10, 60], windFrom: 180, windSpeed: 1, sector: 60, bands: [['20km', 1]] } } }],
    }))('damage-cost.all', 0);
    expect(await cost('3h')).toBeCloseTo(1000, 9);
    expect(await cost('2h')).toBe(0);
  });

  it('with spread: its mean is the curve averaged over the strengths', async () => {
    const kinds = { thing: kind('x', { fragility: [{ measure: 'depth', unit: 'm', lossRatio: { at: [0, 1], ratio: [0, 1], states: { slight: 0.5 }, sigma: 0.5 } }], replacementCost: 1000 }) };
    const read = reader(await replicatorOf({ kinds, assets: [{ id: 'a', kind: 'thing' }] }, { horizon: '10h', hazards: [flood('f', '1h', 0.5)] })), n = 4000;
    let sum = 0;
    for (let k = 0; k < n; k++) sum += read('damage-cost.all', k);
    // E min(1, X), X lognormal(0.5, 0.5): 0.5 e^(1/8) Phi(2 ln 2 - 0.5) + 1 - Phi(2 ln 2) = 0.5665742 * 0.8122705 + 0.0828285 = 0.54304; its standard deviation is 0.2366
    const expected = 543.04;
    expect(Math.abs(sum / n - expected)).toBeLessThan((3 * 236.6) / Math.sqrt(n));
  });

  it('without curves has no outcomes of sectors and hazards', async () => {
    const replicator = await replicatorOf({ kinds: thing({ fragility: [] }), assets: [{ id: 'a', kind: 'thing' }] }, { horizon: '10h', hazards: [flood('f', '1h', 2)] });
    expect(replicator.outcomes.filter((o) => o.name.startsWith('damage-cost')).map((o) => o.name)).toEqual(['damage-cost.all']);
  });
});
