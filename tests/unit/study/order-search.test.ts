/** The best order of repairs: exact against every permutation, on systems where orders matter. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareStudy } from '../../../src/study/prepare.js';
import { compareOrders } from '../../../src/study/compare-orders.js';
import { bruteForceOrder, exactOrder, rollingOrder, type Replay } from '../../../src/study/order-search.js';
import { hazard, asset, need, system, type Extras } from '../engine/system.js';
import { modelOf, scenarioOf, assetId } from '../../oracle/build.js';
import type { Hazard } from '../../../src/model/types.js';
import type { SpecAsset } from '../../oracle/spec.js';
import type { Simulation } from '../../../src/study/simulation.js';

const replayOf = (simulation: Simulation, name = 'person-hours.all'): Replay => {
  const index = simulation.outcomes.findIndex((o) => o.name === name);
  return (order) => { const record = simulation.replicate(0, { repairOrder: order }); return { value: record.values[index]!, starts: record.repairStarts! }; };
};

/** Plants, each with homes of its own, some behind another plant; all hit at one of two times. */
interface Town { plants: { repair: number; people: number; behind: boolean; late: boolean; skill: number }[]; crews: number }

function townOf({ plants, crews }: Town, more: Extras['scenario'] = {}): Simulation {
  const assets: SpecAsset[] = [
    ...plants.map((p, i) => asset({ repair: [1, 1, 1, p.repair], skill: p.skill, needs: p.behind && i > 0 ? [need([i - 1])] : [] })),
    ...plants.map((p, i) => asset({ area: true, people: p.people, needs: [need([i])] })),
  ];
  const at = (late: boolean): number[] => plants.flatMap((p, i) => (p.late === late ? [i] : []));
  const hazards = [hazard('h', 1, at(false)), hazard('i', 4, at(true))].filter((h) => h.footprint.form === 'select' && (h.footprint.select.id?.length ?? 0) > 0);
  return system(assets, hazards, { spec: { pools: [{ skills: [], count: crews, from: 0 }, { skills: [1], count: 1, from: 2 }] }, scenario: more });
}

const towns = (most: number): fc.Arbitrary<Town> => fc.record({
  plants: fc.array(fc.record({ repair: fc.integer({ min: 1, max: 9 }), people: fc.constantFrom(0, 10, 50, 200, 1000), behind: fc.boolean(), late: fc.boolean(), skill: fc.constantFrom(0, 0, 1, 2) }), { minLength: 2, maxLength: most }),
  crews: fc.integer({ min: 1, max: 2 }),
});
const jobsOf = ({ plants }: Town): number[] => plants.map((_, i) => i);

describe('exact order', () => {
  test('equals the best of all permutations, with fewer replays', () => {
    let searched = 0, permuted = 0;
    fc.assert(fc.property(towns(6), (town) => {
      const simulation = townOf(town), exact = exactOrder(replayOf(simulation), jobsOf(town)), brute = bruteForceOrder(replayOf(simulation), jobsOf(town));
      expect(exact.value).toBe(brute.value);
      expect(replayOf(simulation)(exact.order).value).toBe(exact.value);
      searched += exact.replays;
      permuted += brute.replays;
    }), { numRuns: 60, seed: 7 });
    expect(searched).toBeLessThan(permuted / 2);
  });

  test('eight jobs, one crew: all 40,320 sequences can be had', () => {
    const town: Town = { plants: [7, 2, 5, 1, 9, 3, 8, 4].map((repair, i) => ({ repair, people: [100, 900, 300, 50, 2000, 700, 20, 400][i]!, behind: i % 3 === 1, late: false, skill: 2 })), crews: 1 };
    const replay = replayOf(townOf(town)), exact = exactOrder(replay, jobsOf(town));
    expect(exact.replays).toBe(40_320);
    expect(exact.value).toBe(bruteForceOrder(replay, jobsOf(town)).value);
  });

  test('independent jobs of one crew: by people per hour of work (W. E. Smith 1956)', () => {
    const plants = [[4, 100], [1, 50], [6, 900], [2, 30], [3, 450]].map(([repair, people]) => ({ repair: repair!, people: people!, behind: false, late: false, skill: 2 }));
    const exact = exactOrder(replayOf(townOf({ plants, crews: 1 })), [0, 1, 2, 3, 4]);
    // 150 and 150 people an hour tie; then 50, 25, 15.
    expect([exact.order.slice(2), exact.order.slice(0, 2).sort()]).toEqual([[1, 0, 3], [2, 4]]);
    // Weighted sum of completion times, from the damage on: 3 x 450 + 9 x 900 + 10 x 50 + 14 x 100 + 16 x 30.
    expect(exact.value).toBe(3 * 450 + 9 * 900 + 10 * 50 + 14 * 100 + 16 * 30);
  });

  test('with inspections, whose two begins share a place in the list, too', () => {
    const resources = { stocks: [], parts: [], scenes: [], slowdowns: [], tankers: [], inspections: [{ select: { all: true as const }, state: 'slight' as const, hours: 2 }] };
    fc.assert(fc.property(towns(4), (town) => {
      const replay = replayOf(townOf(town, { resources }));
      expect(exactOrder(replay, jobsOf(town)).value).toBe(bruteForceOrder(replay, jobsOf(town)).value);
    }), { numRuns: 25, seed: 8 });
  });
});

test('a rolling horizon is never worse than where it begins, and exact where it sees all jobs', () => {
  fc.assert(fc.property(towns(6), (town) => {
    const replay = replayOf(townOf(town)), jobs = jobsOf(town), exact = exactOrder(replay, jobs).value;
    const rolled = rollingOrder(replay, jobs, 3).value;
    expect(rolled).toBeLessThanOrEqual(replay(jobs).value);
    expect(rolled).toBeGreaterThanOrEqual(exact);
    expect(rollingOrder(replay, jobs, jobs.length).value).toBe(exact);
  }), { numRuns: 30, seed: 9 });
});

test('compareOrders: rules by their value, the gap of each to the best', async () => {
  // One crew. First come (by key) takes the long job first, shortest-job the one without people; people-served and cascade-value know better.
  const spec = {
    assets: [asset({ repair: [1, 1, 1, 8] }), asset({ repair: [1, 1, 1, 4] }), asset({ repair: [1, 1, 1, 2] }), asset({ area: true, people: 10, needs: [need([0])] }), asset({ area: true, people: 500, needs: [need([1])] })],
    hazards: [], pools: [{ skills: [], count: 1, from: 0 }], order: 'first-come' as const, horizon: 100,
  };
  const study = prepareStudy(modelOf(spec), { ...scenarioOf(spec), repairList: [], hazards: [hazard('h', 1, [0, 1, 2])] });
  const compared = await compareOrders(study, 0);
  expect(compared).toMatchObject({ outcome: 'person-hours.all', method: 'exact', jobs: [0, 1, 2].map(assetId) });
  // a01 first (4 h x 500), then a00 (12 h x 10); a02 serves nobody.
  expect(compared.best).toEqual({ value: 2120, order: [1, 0, 2].map(assetId) });
  expect(Object.fromEntries(compared.rules.map(({ rule, gap }) => [rule, gap]))).toEqual({
    'people-served': 0, 'cascade-value': 0, 'first-come': 8 * 10 + 12 * 500 - 2120, 'critical-first': 8 * 10 + 12 * 500 - 2120, 'shortest-job': 6 * 500 + 14 * 10 - 2120,
  });
  expect(await compareOrders(study, 0, { exact: 2, window: 2 })).toMatchObject({ method: 'rolling-horizon', best: { value: 2120 } });
  await expect(compareOrders(study, 0, { outcome: 'person-hours.al' })).rejects.toThrow(/Did you mean "person-hours.all"/);
});

test('compareOrders: jobs that take no crew have no place in an order', async () => {
  const spec = { assets: [asset({ repair: [1, 1, 1, 8], elapsed: true }), asset({ repair: [1, 1, 1, 4] }), asset({ area: true, people: 10, needs: [need([0, 1])] })], hazards: [], pools: [{ skills: [], count: 1, from: 0 }], order: 'first-come' as const, horizon: 100 };
  const of = (fields: Partial<Hazard>) => compareOrders(prepareStudy(modelOf(spec), { ...scenarioOf(spec), repairList: [], hazards: [hazard('h', 1, [0, 1], fields)] }), 0);
  expect(await of({})).toMatchObject({ jobs: [assetId(1)], best: { order: [assetId(1)] } });
  expect(await of({ effects: [{ effect: 'damage', select: { id: [assetId(0)] }, probability: 1, state: 'complete' }] })).toMatchObject({ jobs: [], replays: 1 });
});
