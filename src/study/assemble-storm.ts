/** The track of a storm -> steps close enough for its wind field, with strength and shape of the wind at each. */
import type { StormData } from '../hazards/field-data.js';
import { estimatedRadiusKm, shapeOf, strengthOfPressure, strengthOfWind, windOverLand } from '../hazards/holland.js';
import { FARTHEST_SD } from '../hazards/random-offset.js';
import { KM_PER_DEGREE } from '../hazards/shifted.js';
import type { Landfall } from '../model/types-fields.js';
import type { StormFootprint, StormPoint } from '../model/types.js';
import { distanceTo } from '../numerics/sphere.js';
import { cosDegrees } from '../numerics/trigonometry.js';
import { reachable, type FieldReach } from './field-reach.js';
import type { ScenarioNames } from './scenario-names.js';

/** Shape where neither it nor both pressure and wind are given: the middle of Holland's 1 .. 2.5. */
const USUAL_SHAPE = 1.5, LEAST_SHAPE = 0.5, LARGEST_SHAPE = 3;
/** Steps: a quarter of the radius of the largest wind, at most 30 minutes apart, and no more than so many. */
const PART_OF_RADIUS = 0.25, LONGEST_HOURS = 0.5, MOST_STEPS = 2000;

interface Moment { hours: number; lon: number; lat: number; eastMs: number; northMs: number; strength: number; shape: number; radiusKm: number }

export function stormReach(at: ScenarioNames, footprint: StormFootprint): FieldReach {
  const { track, maxKm, crossTrackKm } = footprint, { assetLon, assetLat } = at.network, distance = distanceTo(track.map((p) => [p.lon, p.lat]));
  const { assets, skipped } = reachable(at, (lon, lat) => distance(lon, lat) <= maxKm + FARTHEST_SD * crossTrackKm);
  const steps = stepsOf(footprint), column = (of: (m: Moment) => number) => Float64Array.from(steps, of);
  const field: StormData = {
    form: 'storm', hours: column((m) => m.hours), lon: column((m) => m.lon), lat: column((m) => m.lat), eastMs: column((m) => m.eastMs), northMs: column((m) => m.northMs),
    strength: column((m) => m.strength), shape: column((m) => m.shape), radiusKm: column((m) => m.radiusKm),
    surfaceFactor: footprint.surfaceFactor, gustFactor: footprint.gustFactor, asymmetry: footprint.asymmetry, crossTrackKm, pace: footprint.pace, maxKm,
    assetLon: Float64Array.from(assets, (a) => assetLon[a]!), assetLat: Float64Array.from(assets, (a) => assetLat[a]!),
  };
  return { assets, skipped, field };
}

/** Moments along the track, the last point included. */
export function stepsOf(footprint: StormFootprint): Moment[] {
  const { track } = footprint, motions = track.map((_, i) => motionOf(track, Math.min(i, track.length - 2)));
  const points = track.map((point, i) => momentOf(point, motions[i]!, footprint));
  const counts = points.slice(1).map((next, i) => {
    const here = points[i]!, { eastMs, northMs } = motions[i]!, hours = next.hours - here.hours, km = 3.6 * hours * Math.sqrt(eastMs * eastMs + northMs * northMs);
    return Math.max(1, Math.ceil(hours / LONGEST_HOURS), Math.ceil(km / (PART_OF_RADIUS * Math.min(here.radiusKm, next.radiusKm))));
  });
  const coarser = Math.max(1, counts.reduce((sum, n) => sum + n, 0) / MOST_STEPS);
  const steps: Moment[] = [];
  counts.forEach((count, i) => {
    const here = points[i]!, next = points[i + 1]!, n = Math.max(1, Math.ceil(count / coarser));
    for (let j = 0; j < n; j++) {
      const share = j / n, mix = (of: (m: Moment) => number) => of(here) + share * (of(next) - of(here));
      steps.push({ hours: mix((m) => m.hours), lon: mix((m) => m.lon), lat: mix((m) => m.lat), ...motions[i]!, strength: mix((m) => m.strength), shape: mix((m) => m.shape), radiusKm: mix((m) => m.radiusKm) });
    }
  });
  steps.push(points.at(-1)!);
  return footprint.landfall === undefined ? steps : decayed(steps, footprint.landfall, footprint.surfaceFactor);
}

/** The steps after landfall by the decay over land, from the wind at landfall; without the forward motion, which is added as before. */
function decayed(steps: readonly Moment[], landfall: Landfall, surfaceFactor: number): Moment[] {
  const next = Math.max(1, steps.findIndex(({ hours }) => hours >= landfall.hours)), a = steps[next - 1]!, b = steps[next]!;
  const strength = a.strength + (Math.min(1, Math.max(0, (landfall.hours - a.hours) / (b.hours - a.hours)))) * (b.strength - a.strength), factor = Math.max(0.1, surfaceFactor), coastMs = factor * Math.sqrt(strength / Math.E);
  return steps.map((step) => (step.hours <= landfall.hours ? step : { ...step, strength: strengthOfWind(windOverLand(coastMs, step.hours - landfall.hours, landfall) / factor) }));
}

/** Forward motion on the way from point i to the next, m/s. */
function motionOf(track: readonly StormPoint[], i: number): { eastMs: number; northMs: number } {
  const a = track[i]!, b = track[i + 1]!, seconds = 3600 * (b.hours - a.hours);
  return { eastMs: (1000 * KM_PER_DEGREE * cosDegrees((a.lat + b.lat) / 2) * (b.lon - a.lon)) / seconds, northMs: (1000 * KM_PER_DEGREE * (b.lat - a.lat)) / seconds };
}

/** What the wind needs, from what is given. The largest wind of a track holds the forward motion, so its share is taken off. */
function momentOf(point: StormPoint, motion: { eastMs: number; northMs: number }, { ambientHpa, hollandB, surfaceFactor, asymmetry }: StormFootprint): Moment {
  const { hours, lon, lat, pressureHpa, windMs } = point, dropHpa = pressureHpa === undefined ? undefined : (point.ambientHpa ?? ambientHpa) - pressureHpa;
  let shape = hollandB ?? USUAL_SHAPE, strength: number;
  if (windMs !== undefined) {
    const gradientMs = Math.max(1, windMs - asymmetry * Math.sqrt(motion.eastMs ** 2 + motion.northMs ** 2)) / Math.max(0.1, surfaceFactor);
    strength = strengthOfWind(gradientMs);
    if (hollandB === undefined && dropHpa !== undefined) shape = Math.min(LARGEST_SHAPE, Math.max(LEAST_SHAPE, shapeOf(strength, dropHpa)));
  } else {
    strength = strengthOfPressure(shape, dropHpa!);
  }
  const radiusKm = point.radiusKm ?? estimatedRadiusKm(Math.sqrt(strength / Math.E), lat);
  return { hours, lon, lat, ...motion, strength, shape, radiusKm };
}
