/** Parts of intensity fields: uncertain places, barriers, areas by level, the measures of ground motion. */
import { describe, expect, it } from 'vitest';
import { BINDI14_COEFFICIENTS } from '../../../src/hazards/bindi14-coefficients.js';
import { BSSA14_COEFFICIENTS } from '../../../src/hazards/bssa14-coefficients.js';
import type { FireData, StormData } from '../../../src/hazards/field-data.js';
import { FireField } from '../../../src/hazards/fire.js';
import { estimatedRadiusKm, windOverLand } from '../../../src/hazards/holland.js';
import { stepsOf } from '../../../src/study/assemble-storm.js';
import { drawOffset } from '../../../src/hazards/random-offset.js';
import { StormField } from '../../../src/hazards/storm.js';
import { lastReach } from '../../../src/numerics/last-reach.js';
import { ShiftedField } from '../../../src/hazards/shifted.js';
import type { FieldDraws } from '../../../src/engine/contracts.js';
import { GROUND_MOTION_MODELS, groundMotionMeasure } from '../../../src/model/ground-motion-models.js';
import { greatCircleKm } from '../../../src/numerics/sphere.js';
import { localPlane } from '../../../src/numerics/local-plane.js';
import { seededGenerator } from '../../../src/random/seeded.js';

/** Uniforms by number; numbers stand for themselves. */
const given = (...uniforms: number[]): FieldDraws => ({ uniform: (n) => uniforms[n]!, value: (numeric) => numeric as number, normals: () => undefined });

it('the measures that scenarios may name are those the models have coefficients for', () => {
  for (const [model, coefficients, length] of [['bssa14', BSSA14_COEFFICIENTS, 28], ['bindi14', BINDI14_COEFFICIENTS, 15]] as const) {
    expect([...GROUND_MOTION_MODELS[model].measures].sort()).toEqual(Object.keys(coefficients).sort());
    for (const row of Object.values(coefficients)) expect(row).toHaveLength(length);
  }
  for (const row of Object.values(BINDI14_COEFFICIENTS)) expect(row[10]! + row[11]! + row[12]!).toBeCloseTo(row[9]!, 5);
  expect(['sa03', 'sa0.3', 'sa005', 'sa1', 'pgv', 'sa12', 'pgd'].map((name) => groundMotionMeasure(name))).toEqual(['sa0.3', 'sa0.3', 'sa0.05', 'sa1', 'pgv', undefined, undefined]);
  expect(['sa03', 'sa005', 'sa026'].map((name) => groundMotionMeasure(name, 'bindi14'))).toEqual(['sa0.3', undefined, 'sa0.26']);
});

describe('a random offset', () => {
  it('is normal each way, and ends at four standard deviations', () => {
    const uniform = seededGenerator('offset'), out = new Float64Array(2), n = 20_000;
    let east = 0, squares = 0, product = 0, farthest = 0;
    for (let i = 0; i < n; i++) {
      drawOffset(given(uniform(), uniform()), 5, out);
      east += out[0]!;
      squares += out[0]! ** 2;
      product += out[0]! * out[1]!;
      farthest = Math.max(farthest, Math.hypot(out[0]!, out[1]!));
    }
    // Standard errors: 5 / sqrt n = 0.035, 25 sqrt(2 / n) = 0.25, 25 / sqrt n = 0.18; cutting off takes 0.3 % of the variance.
    expect(Math.abs(east / n)).toBeLessThan(0.14);
    expect(Math.abs(squares / n - 25)).toBeLessThan(1);
    expect(Math.abs(product / n)).toBeLessThan(0.72);
    expect(farthest).toBeLessThanOrEqual(20);
  });
  it('moves a circle as a whole', () => {
    const data = { form: 'shifted' as const, shiftKm: 10, footprint: { form: 'circle' as const, center: { lon: 4, lat: 51 }, radiusKm: 5, rim: 0 }, lon: Float64Array.of(4, 4.2), lat: Float64Array.of(51, 51) };
    const field = new ShiftedField(data), ln = new Float64Array(2);
    // A quarter turn is east; the radius so that the offset is 14.0 km, as far as the second place is from the centre.
    const km = greatCircleKm(4, 51, 4.2, 51), inside = 1 - Math.exp(-8), u = (1 - Math.exp(-0.5 * (km / 10) ** 2)) / inside;
    field.begin(given(u, 0.25));
    field.peaks(Int32Array.of(0, 1), ln);
    expect(ln[0]).toBe(-Infinity);
    expect(Math.exp(ln[1]!)).toBeCloseTo(1, 3);
    field.begin(given(1e-12, 0.25));
    field.peaks(Int32Array.of(0, 1), ln);
    expect([Math.exp(ln[0]!), ln[1]]).toEqual([expect.closeTo(1, 4), -Infinity]);
  });
});

describe('a fire', () => {
  const path = (...points: [number, number][]) => ({ form: 'path' as const, east: Float64Array.from(points, (p) => p[0]), north: Float64Array.from(points, (p) => p[1]) });
  it('does not cross a barrier, nor go farther than it may', () => {
    const data: FireData = { form: 'fire', east: Float64Array.of(0, 0, 5, 0), north: Float64Array.of(2, 6, 6, 40), shiftKm: 0, ignition: path([0, 0]), windFrom: 180, rateMs: 1, ratio: 2, barriers: [path([-1, 4], [1, 4])], maxKm: 30 };
    const field = new FireField(data), ln = new Float64Array(4);
    field.begin(given());
    field.peaks(Int32Array.of(0, 1, 2, 3), ln);
    // Behind the barrier; beside it; too far.
    expect([...ln]).toEqual([0, -Infinity, 0, -Infinity]);
  });
});

describe('the plane about a place', () => {
  it('keeps distances from the place, and others to a thousandth within 100 km', () => {
    const plane = localPlane(4, 51), a = new Float64Array(2), b = new Float64Array(2);
    plane.toKm(5, 51.5, a);
    expect(Math.hypot(a[0]!, a[1]!)).toBeCloseTo(greatCircleKm(4, 51, 5, 51.5), 9);
    plane.toKm(4.3, 50.2, b);
    expect(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!) / greatCircleKm(5, 51.5, 4.3, 50.2)).toBeCloseTo(1, 3);
    plane.toKm(4, 51, a);
    expect([...a]).toEqual([0, 0]);
  });
});

it('radius of the largest wind where none is given: Willoughby, Darling, Rahn 2006, 30.7 km at 40 m/s and 12 degrees', () => {
  expect(estimatedRadiusKm(40, 12)).toBeCloseTo(46.4 * Math.exp(-0.62 + 0.2028), 10);
  expect(estimatedRadiusKm(40, -12)).toBe(estimatedRadiusKm(40, 12));
});

describe('last times', () => {
  it('of a curve: the last crossing, its end, or never', () => {
    const at = (share: number): number => { const cell = Float64Array.of(share); lastReach(Float64Array.of(0, 2, 4, 6), Float64Array.of(0, 1, 0.2, 0.6), 0, 4, cell); return cell[0]!; };
    expect([0.8, 0.6, 0.1, 1.5].map(at)).toEqual([2.5, Infinity, Infinity, -Infinity]);
  });
  it('of a storm that passes: as long after its nearest point as the first was before it', () => {
    // Without forward motion in the wind the gust depends on the distance alone.
    const steps = 81, lon = Float64Array.from({ length: steps }, (_, s) => 4 - 1 + s / 40), still = (value: number) => new Float64Array(steps).fill(value);
    const data: StormData = {
      form: 'storm', hours: Float64Array.from({ length: steps }, (_, s) => s / 4), lon, lat: still(0), eastMs: still(3), northMs: still(0), strength: still(2000), shape: still(1.5), radiusKm: still(20),
      assetLon: Float64Array.of(4), assetLat: Float64Array.of(0.3), surfaceFactor: 0.9, gustFactor: 1.2, asymmetry: 0, crossTrackKm: 0, pace: 1, maxKm: 500,
    };
    const field = new StormField(data), ln = new Float64Array(1), first = Float64Array.of(0.7), last = Float64Array.of(0.7);
    field.begin(given());
    field.peaks(Int32Array.of(0), ln);
    field.reach(0, first);
    field.sink(0, last);
    expect(first[0]).toBeLessThan(9);
    expect(first[0]! + last[0]!).toBeCloseTo(20, 9);
  });
});

describe('a storm over land', () => {
  it('decays as Kaplan and DeMaria (1995) have it: 100 kt at landfall are 90 kt at once and 46.9 kt after 12 h', () => {
    const knots = 1852 / 3600, land = { reduction: 0.9, decayPerHour: 0.095, backgroundMs: 26.7 * knots };
    expect([0, 6, 12, 24].map((hours) => windOverLand(100 * knots, hours, land) / knots)).toEqual([90, 26.7 + 63.3 * Math.exp(-0.57), 26.7 + 63.3 * Math.exp(-1.14), 26.7 + 63.3 * Math.exp(-2.28)].map((kt) => expect.closeTo(kt, 9) as number));
    expect(windOverLand(100 * knots, 12, land) / knots).toBeCloseTo(46.9, 1);
    // Weaker than what storms decay to: it stays.
    expect([0, 50].map((hours) => windOverLand(20 * knots, hours, land) / knots)).toEqual([expect.closeTo(18, 9), expect.closeTo(18, 9)]);
  });
  it('along a track: before landfall as the track says, after it by the decay whatever that says', () => {
    const track = [0, 12].map((hours) => ({ hours, lon: 0, lat: 20 + hours / 4, pressureHpa: 940 })), base = { form: 'storm' as const, track, ambientHpa: 1010, hollandB: 1.5, surfaceFactor: 0.9, gustFactor: 1, asymmetry: 0, crossTrackKm: 0, pace: 1, maxKm: 500 };
    const plain = stepsOf(base), decayed = stepsOf({ ...base, landfall: { hours: 4, reduction: 0.9, decayPerHour: 0.1, backgroundMs: 10 } }), wind = (strength: number): number => 0.9 * Math.sqrt(strength / Math.E);
    expect(decayed.map(({ hours }) => hours)).toEqual(plain.map(({ hours }) => hours));
    plain.forEach((step, s) => {
      const expected = step.hours <= 4 ? wind(step.strength) : 10 + (0.9 * wind(plain[0]!.strength) - 10) * Math.exp(-0.1 * (step.hours - 4));
      expect(wind(decayed[s]!.strength)).toBeCloseTo(expected, 9);
    });
  });
});
