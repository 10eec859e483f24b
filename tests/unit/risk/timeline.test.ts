/** Arrivals of simulated years: seasons, order, counts. */
import { expect, test } from 'vitest';
import { hourOfYear, poissonQuantile, Timelines } from '../../../src/risk/timeline.js';
import { movedTo } from '../../../src/risk/event-courses.js';
import { BREAK, catalogueFrom, catalogueOf, exponentialModel, scenarioOf } from '../../fixtures/catalogue-files.js';

test('quantiles of Poisson counts, small and large means', () => {
  expect([poissonQuantile(0.3, 0), poissonQuantile(0.36, 1), poissonQuantile(0.37, 1), poissonQuantile(0.735, 1), poissonQuantile(0.736, 1)]).toEqual([0, 0, 1, 1, 2]);
  // P(N <= 1000) for mean 1000 is 0.508409 (NIST: normal limit with correction), so the median is 1000.
  expect(poissonQuantile(0.5, 1000)).toBe(1000);
  // Sum and bisection meet: mean 100 against 100 + 1e-9.
  for (const u of [0.001, 0.2, 0.5, 0.9, 0.9999]) expect(poissonQuantile(u, 100)).toBe(poissonQuantile(u, 100 + 1e-9));
});

test('hours of the year', () => {
  expect([hourOfYear('2026-01-01T00:00:00Z'), hourOfYear('2026-03-01T06:30:00+01:00'), hourOfYear('2028-02-29T00:00:00Z')]).toEqual([0, 59 * 24 + 6.5, 59 * 24]);
});

test('seasons say in which months events come, wherever the year begins', () => {
  const read = catalogueFrom(exponentialModel(1), scenarioOf([BREAK]), catalogueOf([{ id: 'e', rate: 20, hazard: 'break', season: 'summer' }], { seasons: { summer: [0, 0, 0, 0, 0, 1, 3, 0, 0, 0, 0, 0] } }));
  const timelines = new Timelines(read.catalogue, 'seed', '2026-10-01T00:00:00Z', 10, 3600, (e) => e.ratePerYear);
  const hours = Array.from({ length: 20 }, (_, t) => timelines.arrivals(t)).flat().map((a) => (a.hours + hourOfYear('2026-10-01T00:00:00Z')) % 8760);
  const june = hours.filter((h) => h >= 151 * 24 && h < 181 * 24).length, july = hours.filter((h) => h >= 181 * 24 && h < 212 * 24).length;
  expect(june + july).toBe(hours.length);
  // A quarter of about 4,000 (binomial, 4 standard errors).
  expect(Math.abs(june / hours.length - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / hours.length));
  expect(Math.abs(hours.length - 4000)).toBeLessThan(4 * Math.sqrt(4000));
});

test('a timeline is the same whenever it is asked for, and in order of time', () => {
  const read = catalogueFrom(exponentialModel(1), scenarioOf([BREAK]), catalogueOf([{ id: 'e', rate: 5, hazard: 'break' }, { id: 'f', rate: 5, hazard: 'break', peril: 'other' }], { perils: { other: { clustering: { selfExciting: { offspring: 0.4, lag: { exponential: { mean: '20d' } } } } } } }));
  const make = () => new Timelines(read.catalogue, 'seed', '2026-01-01T00:00:00Z', 10, 3600, (e) => e.ratePerYear), first = make(), other = make();
  other.arrivals(3);
  const ticks = first.arrivals(7).map((a) => [a.event.id, a.tick]);
  expect(other.arrivals(7).map((a) => [a.event.id, a.tick])).toEqual(ticks);
  expect(ticks.map(([, tick]) => tick)).toEqual(ticks.map(([, tick]) => tick as number).sort((a, b) => a - b));
});

test('moved footprints keep their form', () => {
  const to = { lon: 5, lat: 50 };
  expect(movedTo({ form: 'circle', center: { lon: 1, lat: 1 }, radiusKm: 3, rim: 1 }, to)).toMatchObject({ center: to, radiusKm: 3 });
  expect(movedTo({ form: 'attenuation', from: [[1, 1], [2, 1.5]], scaleKm: 1, exponent: 1, maxKm: 9 }, to)).toMatchObject({ from: [[5, 50], [6, 50.5]] });
});
