import { expect, it } from 'vitest';
import { readEconomy, type Economy } from '../../../../src/imports/economy-json.js';
import { log } from '../../../../src/numerics/elementary.js';
import { EconomyRun } from '../../../../src/sectors/economy/run.js';
import { resilienceOf, stepResilience } from '../../../../src/sectors/economy/table.js';

const economy = (...sectors: object[]): Economy => readEconomy('e', JSON.stringify({ format: 'hazcade-economy/1', sectors, matrix: sectors.map(() => sectors.map(() => 0)) }));

it('a sector alone recovers in the time it was given', () => {
  const alone = economy({ id: 'a', recovery: { days: 10, to: 0.01 } });
  expect(resilienceOf(alone, [[0]])[0]).toBeCloseTo(log(100) / 10, 14);
  expect(resilienceOf(alone, [[0.5]])[0]).toBeCloseTo(log(100) / 5, 14);
  expect(() => resilienceOf(alone, [[1]])).toThrowError(expect.objectContaining({ code: 'ECONOMY_RESILIENCE' }));
  const run = new EconomyRun(alone, 1);
  run.advance(24 * 100, Float64Array.of(0.5));
  expect(run.q[0]).toBeCloseTo(0.5, 9);
  run.advance(24 * 110, Float64Array.of(0));
  // exp(-k t) in steps of an hour: (1 - k / 24)^240, a little below one part in a hundred
  expect(run.q[0]! / 0.5).toBeGreaterThan(0.0088);
  expect(run.q[0]! / 0.5).toBeLessThan(0.01);
});

it('adds up what is lost, and costs nothing when nothing is struck', () => {
  const run = new EconomyRun(economy({ id: 'a', output: 24 }, { id: 'b', output: 72 }), 1);
  expect(stepResilience([Infinity, 12], 1)).toEqual([1, 0.5]);
  run.advance(1000, Float64Array.of(0, 0));
  expect(run.loss()).toBe(0);
  // Follows within a step: up over hour 1000, half of the output for 9 hours, down over hour 1010.
  run.advance(1010, Float64Array.of(0.5, 0));
  run.advance(1020, Float64Array.of(0, 0));
  expect(run.inoperabilityDays[0]).toBeCloseTo((10 * 0.5) / 24, 12);
  expect(run.loss()).toBeCloseTo(5, 12);
  expect(run.peakShare).toBeCloseTo(0.125, 12);
  expect(Array.from(run.q)).toEqual([0, 0]);
  run.reset();
  expect(run.loss()).toBe(0);
});

it('what strikes for a part of a step counts by that part, wherever in the step it lies', () => {
  for (const [from, to] of [[100.2, 100.7], [100, 100.5], [99.75, 100.25], [100.5, 103]] as const) {
    const run = new EconomyRun(economy({ id: 'a', output: 24 }), 1);
    run.advance(from, Float64Array.of(0));
    // Asked on the way of something else, too.
    run.advance((from + to) / 2, Float64Array.of(0.8));
    run.advance(to, Float64Array.of(0.8));
    run.advance(200, Float64Array.of(0));
    expect(run.loss()).toBeCloseTo(0.8 * (to - from), 9);
  }
});
