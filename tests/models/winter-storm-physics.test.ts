import { expect, test } from 'vitest';
import { readStudyInput } from '../../src/model/read-scenario.js';
import { outcomesOf, replicatorOf } from './replicate.js';

const { model, scenario } = readStudyInput('scenarios/winter-storm-physics.yaml');
const LAYERS = model.physics.map(({ id }) => id);

test('with all layers: nothing unsolved, and a replication gives the same whatever ran before it', async () => {
  const [first, second] = [await replicatorOf(model, scenario), await replicatorOf(model, scenario)];
  const values = (replicator: typeof first, k: number): number[] => {
    const { failure, mark, values: all } = replicator.replicate(k);
    expect([failure, mark]).toEqual([undefined, undefined]);
    return Array.from(all);
  };
  const inOrder = [0, 1, 2].map((k) => values(first, k));
  for (const k of [2, 0, 1, 2]) expect(values(second, k)).toEqual(inOrder[k]);
});

test('every layer notices the storm: load shed, trips late, payments late; the reservoirs outlast it', async () => {
  const replicator = await replicatorOf(model, scenario), sums: Record<string, number> = {};
  for (let k = 0; k < 5; k++) for (const [name, value] of Object.entries(outcomesOf(replicator, replicator.replicate(k)))) sums[name] = (sums[name] ?? 0) + value;
  for (const name of ['unserved-energy.grid', 'branches-tripped.grid', 'delay-hours.roads', 'unsettled-value-hours.payments', 'cannot-pay-hours.payments']) expect(sums[name], name).toBeGreaterThan(0);
  expect(sums['undelivered-water.pipes']).toBeLessThan(1);
  expect(sums['person-hours.water']).toBe(0);
});

test('with the layers off it is the winter storm of a week, to the last bit', async () => {
  const { scenario: plain } = readStudyInput('scenarios/winter-storm.yaml');
  const off = await replicatorOf(model, { ...scenario, physics: { all: 'off', layers: {} } }), week = await replicatorOf({ ...model, physics: [] }, { ...plain, horizonHours: scenario.horizonHours });
  for (let k = 0; k < 10; k++) {
    const known = outcomesOf(week, week.replicate(k));
    expect(outcomesOf(off, off.replicate(k))).toEqual(known);
    expect(Object.keys(known).some((name) => LAYERS.some((id) => name === `unserved-energy.${id}`))).toBe(false);
  }
});
