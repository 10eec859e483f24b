/** Years in timelines: what few timelines, or timelines that are all alike, cannot tell. */
import { expect, test } from 'vitest';
import { YearSample } from '../../../src/risk/year-sample.js';

/** Timelines of 10 years that each lose 100 in one of them. */
const alike = (timelines: number): YearSample => new YearSample(Float64Array.from({ length: 10 * timelines }, (_, i) => (i % 10 === 0 ? 100 : 0)), 10);

test('of few timelines the spread is unknown, not 0', () => {
  for (const timelines of [1, 2, 4]) {
    const sample = alike(timelines), { value, standardError, interval } = sample.average();
    expect(value).toBe(10);
    expect([standardError, ...interval]).toEqual([NaN, NaN, NaN]);
    expect(sample.exceedance(50)).toEqual({ probability: 0.1, interval: [0, 1] });
    expect(sample.loss(10)).toEqual({ years: 10, loss: 0, interval: [0, null] });
  }
});

test('of many that are alike it is that of independent years', () => {
  const [low, high] = alike(40).exceedance(50).interval;
  // 40 of 400: standard error 0.015.
  expect(low).toBeGreaterThan(0.06);
  expect(low).toBeLessThan(0.08);
  expect(high).toBeGreaterThan(0.125);
  expect(high).toBeLessThan(0.145);
});
