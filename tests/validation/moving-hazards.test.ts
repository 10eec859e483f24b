/**
 * Hazards that move: storms, floods, plumes, fires.
 *
 * Wind: G. J. Holland, Monthly Weather Review 108 (1980) 1212-1218: largest wind sqrt(B dp / (rho e)) at the radius Rm (eq. 6), profile by eq. 4; a moving storm
 * adds and takes away a share of its forward speed. Floods: a hydrograph of straight pieces against the ground. Plume: a sector. Fire: C. E. Van Wagner, Forestry
 * Chronicle 45 (1969) 103-104: an ellipse whose rear focus is the ignition, so that all its points burn at the same time; a line of ignition by Huygens' principle (G. D.
 * Richards, Int. J. Numerical Methods in Engineering 30 (1990) 1163-1179). All expected values are computed here with the platform's functions.
 */
import { lastValueFrom, toArray } from 'rxjs';
import { describe, test } from 'vitest';
import type { FireData } from '../../src/hazards/field-data.js';
import { FireField } from '../../src/hazards/fire.js';
import { coriolis, gradientWind, Slot, strengthOfPressure } from '../../src/hazards/holland.js';
import { EARTH_RADIUS_KM } from '../../src/numerics/sphere.js';
import { seededGenerator } from '../../src/random/seeded.js';
import { kind, replicatorOf, type ScenarioParts } from './study.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('moving-hazards', 'closed form');
const DEGREE_KM = (EARTH_RADIUS_KM * Math.PI) / 180;

/** Wind of the gradient at a distance, m/s. */
function wind(km: number, { drop = 50, shape = 1.5, radiusKm = 40, lat = 0 } = {}): number {
  const slots = new Float64Array(Slot.Count);
  slots.set([strengthOfPressure(shape, drop), shape, radiusKm, coriolis(lat), km]);
  gradientWind(slots);
  return slots[Slot.Wind]!;
}

describe('the wind of a storm', () => {
  const reference = 'Holland 1980';
  test('profile', () => {
    const largest = Math.sqrt((1.5 * 5000) / (1.15 * Math.E));
    table.near('B 1.5, dp 50 hPa, Rm 40 km, equator: wind at Rm, m/s', largest, wind(40), 1e-12, 'rounding', { reference: `${reference}, eq. 6` });
    const distances = Array.from({ length: 4000 }, (_, i) => 0.1 * (i + 1));
    table.exact('the same: distance of the largest wind, km', 40, distances.reduce((best, r) => (wind(r) > wind(best) ? r : best)), `${reference}, eq. 6`);
    for (const [km, lat] of [[10, 0], [100, 0], [40, 30], [200, 30]] as const) {
      const q = (40 / km) ** 1.5, turn = (km * 1000 * 2 * 7.292115e-5 * Math.sin((lat * Math.PI) / 180)) / 2;
      table.near(`the same at ${km} km, latitude ${lat}`, Math.sqrt(((1.5 * 5000) / 1.15) * q * Math.exp(-q) + turn * turn) - turn, wind(km, { lat }), 1e-10, 'rounding', { reference: `${reference}, eq. 4` });
    }
    table.exact('the same: distances from 40 to 400 km, every 100 m, at which the wind is higher than before', 0, distances.filter((r) => r > 40 && wind(r) > wind(r - 0.1)).length, reference);
  });
});

/** Hours at which assets first fall, by id. */
async function falls(places: Record<string, [number, number]>, threshold: Record<string, number>, measure: string, unit: string, scenario: Omit<ScenarioParts, 'horizon'>, attributes: Record<string, object> = {}): Promise<Record<string, number>> {
  const replicator = await replicatorOf({
    kinds: Object.fromEntries(Object.entries(threshold).map(([id, complete]) => [id, kind(id, { fragility: [{ measure, unit, step: { complete } }] })])),
    assets: Object.entries(places).map(([id, place]) => ({ id, kind: id, place, ...(attributes[id] && { attributes: attributes[id] }) })),
  }, { horizon: '10d', ...scenario });
  const events = await lastValueFrom(replicator.events(0).pipe(toArray()));
  return Object.fromEntries(events.filter((e) => e.kind === 'fall').map((e) => [e.asset!, e.hours]));
}

test('a storm going north: both sides of its track', async () => {
  // 8 m/s northwards along the meridian of Greenwich, past assets 40 km (Rm) to the east and to the west, at 20 degrees north.
  const hours = 24, degrees = (8 * 3.6 * hours) / DEGREE_KM, east = 40 / (DEGREE_KM * Math.cos((20 * Math.PI) / 180)), lat = 20;
  const track = [0, hours].map((h) => ({ time: `${h}h`, at: [0, lat - degrees / 2 + (h / hours) * degrees], pressure: 963, radius: '40km' }));
  /** Gust x km east of the track (40 or -40) when the storm is so many km south, the rotation counterclockwise. */
  const gust = (x: number, y: number): number => {
    const r = Math.hypot(x, y), q = (40 / r) ** 1.5, f = 2 * 7.292115e-5 * Math.sin((lat * Math.PI) / 180), turn = (r * 1000 * f) / 2;
    const rotation = 0.9 * (Math.sqrt(((1.5 * 5000) / 1.15) * q * Math.exp(-q) + turn * turn) - turn), forward = 0.55 * 8 * Math.sqrt(q * Math.exp(1 - q));
    return 1.23 * Math.hypot((-y / r) * rotation, (x / r) * rotation + forward);
  };
  /** Hour of the first time it reaches a share of its peak, at 1 h + track time; and the peak. */
  const course = (x: number, share: number): { peak: number; hour: number } => {
    const steps = Array.from({ length: 24_001 }, (_, i) => ({ hour: 1 + i / 1000, gust: gust(x, 28.8 * (12 - i / 1000)) })), peak = Math.max(...steps.map((s) => s.gust));
    return { peak, hour: steps.find((s) => s.gust >= share * peak)!.hour };
  };
  const hazards = [{ id: 'storm', type: 'tropical-cyclone', onset: '1h', footprint: { storm: { track, hollandB: 1.5 } } }];
  const right = course(40, 0.95), left = course(-40, 0.95), reference = 'trying 24,001 times';
  const found = await falls({ right: [east, lat], left: [-east, lat], never: [east, lat] }, { right: 0.95 * right.peak, left: 0.95 * left.peak, never: 1.003 * right.peak }, 'gust', 'm/s', { hazards });
  table.near('largest gust 40 km right of a track at 8 m/s: 1.23 (0.9 V + 0.55 c), m/s', 1.23 * (0.9 * wind(40, { lat }) + 0.55 * 8), right.peak, 0.01, 'largest a little beside the closest approach', { digits: 3 });
  table.near('95 % of its largest gust reached 40 km right of the track, h', right.hour, found.right!, 0.05, 'steps of 0.35 h, latitude of the storm', { digits: 3, reference });
  table.near('the same to its left, h', left.hour, found.left!, 0.05, 'steps of 0.35 h, latitude of the storm', { digits: 3, reference });
  table.exact('1.003 of the largest gust: reached', 'never', String(found.never ?? 'never'), reference);
});

test('a flood against the ground', async () => {
  const flood = (more: object) => ({ hazards: [{ id: 'flood', type: 'river-flood', onset: '1h', footprint: { flood: { level: [['0h', 1], ['10h', 4], ['20h', 2]], ...more } } }] });
  const places: Record<string, [number, number]> = { low: [0, 0], high: [0.1, 0], dry: [0.2, 0] }, ground = { low: { elevationM: 1 }, high: { elevationM: 3 }, dry: { elevationM: 4.5 } };
  const found = await falls(places, { low: 0.9, high: 0.5, dry: 0.1 }, 'depth', 'm', flood({}), ground);
  // 0.3 m an hour from 1 m.
  table.near('level 1 to 4 m in 10 h, ground 1 m, threshold 0.9 m: h', 1 + 0.9 / 0.3, found.low!, 1e-5, 'a tick');
  table.near('ground 3 m, threshold 0.5 m: h', 1 + 2.5 / 0.3, found.high!, 1e-5, 'a tick');
  table.exact('ground 4.5 m: flooded', 'never', String(found.dry ?? 'never'));
  const later = await falls(places, { low: 0.9, high: 0.5, dry: 0.1 }, 'depth', 'm', flood({ travel: { from: [[-0.1, 0]], speed: 2 } }), ground);
  table.near('the same going on at 2 m/s, ground 3 m, 22.2 km on: h', 1 + 2.5 / 0.3 + (0.2 * DEGREE_KM) / 7.2, later.high!, 1e-5, 'a tick');
});

test('a plume', async () => {
  const plume = (windFrom: number | object) => ({ hazards: [{ id: 'gas', type: 'toxic-release', onset: '1h', duration: '8h', measure: 'dose', unit: '1', footprint: { plume: { at: [0, 0], windFrom, windSpeed: 3, sector: 60, bands: [['5km', 1], ['20km', 0.4]] } } }] });
  const at = (km: number, bearing: number): [number, number] => [(km * Math.sin((bearing * Math.PI) / 180)) / DEGREE_KM, (km * Math.cos((bearing * Math.PI) / 180)) / DEGREE_KM];
  const places = { near: at(4, 100), edge: at(4, 121), far: at(15, 80), beyond: at(21, 90) };
  const found = await falls(places, { near: 0.9, edge: 0.1, far: 0.3, beyond: 0.1 }, 'dose', '1', plume(270));
  table.near('wind of 3 m/s from the west: at 4 km, 10 degrees off the axis, h', 1 + 4 / 10.8, found.near!, 1e-4, 'the plane of the source');
  table.near('at 15 km in the outer band, h', 1 + 15 / 10.8, found.far!, 1e-4, 'the plane of the source');
  table.exact('31 degrees off the axis of a sector of 60, beyond the last band: reached', 'never, never', `${found.edge ?? 'never'}, ${found.beyond ?? 'never'}`);
  const replicator = await replicatorOf({ kinds: { near: kind('near', { fragility: [{ measure: 'dose', unit: '1', step: { complete: 0.9 } }] }) }, assets: [{ id: 'near', kind: 'near', place: at(4, 100) }] }, { horizon: '2d', ...plume({ uniform: { min: 0, max: 360 } }) });
  const hit = Float64Array.from({ length: 4000 }, (_, r) => replicator.replicate(r).assetFlags[0]! & 1);
  table.sampled('wind from anywhere: share of occurrences that reach an asset', 60 / 360, hit, { reference: 'sector / 360' });
});

describe('a fire', () => {
  const uniform = seededGenerator('fire'), rateMs = 0.5, ratio = 3, e = Math.sqrt(1 - 1 / 9), kmh = rateMs * 3.6;
  const field = (east: number[], north: number[], ignition: [number[], number[]]): ((at: number) => number) => {
    const data: FireData = { form: 'fire', east: Float64Array.from(east), north: Float64Array.from(north), shiftKm: 0, ignition: { form: 'path', east: Float64Array.from(ignition[0]), north: Float64Array.from(ignition[1]) }, windFrom: 180, rateMs, ratio, barriers: [], maxKm: 1e6 };
    const fire = new FireField(data), cell = new Float64Array(1), all = Int32Array.from(data.east.keys());
    fire.begin({ uniform: () => 0.5, value: (numeric) => numeric as number, normals: () => undefined });
    fire.peaks(all, new Float64Array(all.length));
    return (at) => { cell[0] = 1; fire.reach(at, cell); return cell[0]; };
  };

  test('all of an ellipse burns at once', () => {
    const hours = 5, a = (kmh * hours) / (1 + e), angles = Array.from({ length: 1000 }, () => 2 * Math.PI * uniform());
    // Wind from the south: the long axis points north, the rear focus is the origin.
    const reached = field(angles.map((t) => (a / ratio) * Math.cos(t)), angles.map((t) => a * e + a * Math.sin(t)), [[0], [0]]);
    table.near('1,000 points of the ellipse of 5 h, 0.5 m/s, length 3 times breadth: largest error, h', 0, Math.max(...angles.map((_, i) => Math.abs(reached(i) - hours))), 1e-11, 'rounding', { digits: 6, reference: 'Van Wagner 1969' });
    const sides = field([0, 0], [10, -10], [[0], [0]]);
    table.near('10 km with and against the wind: ratio of the times', (1 + e) / (1 - e), sides(1) / sides(0), 1e-12, 'rounding', { reference: 'Van Wagner 1969' });
  });

  test('a line of ignition', () => {
    const line: [number[], number[]] = [[-3, 1, 4], [0, 2, -1]], n = 100, east = Array.from({ length: n }, () => 20 * (uniform() - 0.5)), north = Array.from({ length: n }, () => 20 * (uniform() - 0.5)), reached = field(east, north, line);
    let worst = 0;
    for (let i = 0; i < n; i++) {
      let least = Infinity;
      for (let p = 0; p < 2; p++) {
        for (let s = 0; s <= 4000; s++) {
          const x = east[i]! - line[0][p]! - (s / 4000) * (line[0][p + 1]! - line[0][p]!), y = north[i]! - line[1][p]! - (s / 4000) * (line[1][p + 1]! - line[1][p]!);
          least = Math.min(least, (Math.hypot(x, y) - e * y) / (kmh * (1 - e)));
        }
      }
      worst = Math.max(worst, Math.abs(least - reached(i)));
    }
    table.near('100 places, ignition along two straight pieces: largest difference from trying 8,002 points, h', 0, worst, 0.01, 'points 1.3 m apart', { digits: 5, reference: 'Huygens, Richards 1990' });
  });
});

test('docs/validation.md says so', () => table.compareWithDocument());
