/** Delay of states that last, by hand; and what it misses in the storm on the harbour city. */
import { describe, expect, it } from 'vitest';
import { createReplicator, prepareStudy, readStudyInput } from '../../../../src/index.js';
import { SampledFlows } from '../../../../src/sectors/transport/sampled-flows.js';

describe('sampled flows', () => {
  /** Rates of delay in force, one after another; what has been assigned. */
  function course() {
    let rate = 0;
    const assigned: number[] = [], flows = new SampledFlows(0.5, () => { assigned.push(rate); return { delay: rate, time: new Float64Array(), open: new Uint8Array() }; });
    return { flows, assigned, last: (of: number, hours: number) => { rate = of; flows.pass(hours); } };
  }

  it('a state that is in force when half an hour has gathered stands for all of it', () => {
    const { flows, assigned, last } = course();
    last(10, 0.2);
    last(20, 0.2);
    expect(flows.last).toBeUndefined();
    last(30, 0.2);
    expect(assigned).toEqual([30]);
    expect(flows.delay).toBeCloseTo(30 * 0.6, 12);
    last(40, 5);
    expect(flows.delay).toBeCloseTo(18 + 200, 12);
  });

  it('the one that ends stands for what is left; then all begins anew', () => {
    const { flows, assigned, last } = course();
    last(10, 0.1);
    last(20, 0.1);
    flows.end();
    expect(assigned).toEqual([20]);
    expect(flows.delay).toBeCloseTo(4, 12);
    expect(flows.last).toBeUndefined();
    flows.end();
    flows.judge();
    expect(assigned).toEqual([20]);
  });

  it('is read at the horizon as often as one likes', () => {
    const { flows, last } = course();
    last(8, 0.25);
    flows.judge();
    flows.judge();
    expect(flows.delay).toBe(2);
    flows.reset();
    expect([flows.delay, flows.last]).toEqual([0, undefined]);
  });
});

it('in the winter storm delay errs by at most 2 % in the mean, and by 4 % of it in a replication; who arrives, by the minutes of crews on their way', async () => {
  const { model, scenario } = readStudyInput(new URL('../../../../scenarios/winter-storm-physics.yaml', import.meta.url).pathname);
  const sample = async (roads: 'exact' | 'surrogate'): Promise<number[][]> => {
    const replicator = await createReplicator(prepareStudy(model, { ...scenario, physics: { all: 'off', layers: { roads } } }).packet);
    const at = ['delay-hours.roads', 'unreachable-trips.roads'].map((name) => replicator.outcomes.findIndex((outcome) => outcome.name === name));
    return Array.from({ length: 40 }, (_, k) => { const { values } = replicator.replicate(k); return at.map((i) => values[i]!); });
  };
  const exact = await sample('exact'), fast = await sample('surrogate'), mean = (values: number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [delay, unreachable] = [0, 1].map((i) => mean(exact.map((values) => values[i]!))), errors = [0, 1].map((i) => exact.map((values, k) => fast[k]![i]! - values[i]!));
  expect(delay).toBeGreaterThan(1000);
  expect(unreachable).toBeGreaterThan(1000);
  expect(Math.abs(mean(errors[0]!)) / delay!).toBeLessThanOrEqual(0.02);
  expect(mean(errors[0]!.map(Math.abs)) / delay!).toBeLessThanOrEqual(0.04);
  expect(mean(errors[1]!.map(Math.abs)) / unreachable!).toBeLessThanOrEqual(1e-4);
}, 60_000);
