import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestSite } from '../../../src/hazards/nearest-site.js';
import { greatCircleKm } from '../../../src/numerics/sphere.js';

const place = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }));

it('finds what looking at every site finds: at poles and date line too', () => {
  fc.assert(fc.property(fc.array(place, { minLength: 1, maxLength: 60 }), place, fc.constantFrom(1, 500, 5000, 30_000), (sites, [lon, lat], within) => {
    let best = -1, least = Infinity;
    sites.forEach(([x, y], i) => { const km = greatCircleKm(lon, lat, x, y); if (km <= within && km < least) { least = km; best = i; } });
    expect(nearestSite(Float64Array.from(sites, (s) => s[0]), Float64Array.from(sites, (s) => s[1]), within)(lon, lat)).toBe(best);
  }), { numRuns: 300 });
});

it('of equally near ones the first; those without a place never', () => {
  const find = nearestSite(Float64Array.of(NaN, 1, 1, 3), Float64Array.of(0, 0, 0, 0), 100);
  expect([find(1, 0), find(2.2, 0), find(2, 0)]).toEqual([1, 3, -1]);
});
