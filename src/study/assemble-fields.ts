/** Footprints computed by a model of the hazard -> the data of intensity fields, on the assets that they may reach. */
import { correlationRangeKm } from '../hazards/ground-motion.js';
import type { FireData, FloodData, GroundMotionData, PathData, PlaneData, PlumeData, ShiftedData } from '../hazards/field-data.js';
import { mayReach } from '../hazards/footprint.js';
import { FARTHEST_SD } from '../hazards/random-offset.js';
import { isInside } from '../model/geo.js';
import { groundMotionMeasure, USUAL_GROUND_MOTION_MODEL } from '../model/ground-motion-models.js';
import type { FieldFootprint, FireFootprint, FloodFootprint, GroundMotionFootprint, Hazard, Place, PlumeFootprint, QuakeSource } from '../model/types.js';
import { log } from '../numerics/elementary.js';
import { localPlane, type LocalPlane } from '../numerics/local-plane.js';
import { distanceTo } from '../numerics/sphere.js';
import { stormReach } from './assemble-storm.js';
import { reachable, type FieldReach } from './field-reach.js';
import type { ScenarioNames } from './scenario-names.js';

/** Longest half of a rupture that is sized by its magnitude, km: of magnitude 8.5. */
const LARGEST_RUPTURE_KM = 200;

/** @returns undefined where the footprint is the same in each occurrence */
export function compileField(at: ScenarioNames, hazard: Hazard): FieldReach | undefined {
  const { footprint } = hazard, shiftKm = hazard.shiftKm ?? 0;
  switch (footprint.form) {
    case 'ground-motion': return groundMotion(at, hazard, footprint, shiftKm);
    case 'storm': return stormReach(at, footprint);
    case 'flood': return flood(at, hazard, footprint);
    case 'plume': return plume(at, hazard, footprint, shiftKm);
    case 'fire': return fire(at, hazard, footprint, shiftKm);
    case 'select': case 'file': return undefined;
    default: return shiftKm === 0 ? undefined : shifted(at, footprint, shiftKm);
  }
}

/** A number that an asset has as attribute; NaN: none. */
function attribute(at: ScenarioNames, a: number, name: string): number {
  const { attributes } = at.model.assets[a]!, value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return typeof value === 'number' ? value : NaN;
}

function inPlane(at: ScenarioNames, plane: LocalPlane, assets: Int32Array, shiftKm: number): PlaneData {
  const { assetLon, assetLat } = at.network;
  return { ...pathIn(plane, Array.from(assets, (a) => [assetLon[a]!, assetLat[a]!])), shiftKm };
}

function pathIn(plane: LocalPlane, points: readonly (readonly [number, number])[]): { east: Float64Array; north: Float64Array } {
  const out = new Float64Array(2), east = new Float64Array(points.length), north = new Float64Array(points.length);
  points.forEach(([lon, lat], i) => { plane.toKm(lon, lat, out); east[i] = out[0]!; north[i] = out[1]!; });
  return { east, north };
}

const path = (plane: LocalPlane, points: readonly (readonly [number, number])[]): PathData => ({ form: 'path', ...pathIn(plane, points) });

/** Measures of ground motion of a hazard's further perils, each once, in their order; none under other footprints, and not the hazard's own. */
export function furtherMeasures({ footprint, measure, unit, effects }: Hazard): { name: string; measure: string; unit: string }[] {
  if (footprint.form !== 'ground-motion') return [];
  const found = new Map<string, { name: string; measure: string; unit: string }>(), own = groundMotionMeasure(measure, footprint.model);
  for (const effect of effects) {
    const peril = effect.effect === 'damage' ? effect.peril : undefined, known = peril && groundMotionMeasure(peril.measure, footprint.model);
    if (peril !== undefined && known !== undefined && !(known === own && peril.unit === unit)) found.set(`${peril.measure} ${peril.unit}`, { name: `${peril.measure} ${peril.unit}`, measure: known, unit: peril.unit });
  }
  return [...found.values()];
}

/** ln of one cm/s (PGV) or one g in a unit. */
const lnUnitOf = (measure: string, unit: string): number => (measure === 'pgv' && unit === 'm/s' ? log(0.01) : 0);

function groundMotion(at: ScenarioNames, hazard: Hazard, quake: GroundMotionFootprint, shiftKm: number): FieldReach {
  const measure = groundMotionMeasure(hazard.measure, quake.model)!, further = furtherMeasures(hazard), rangeOf = (of: string): number => (quake.residuals === 'none' ? 0 : correlationRangeKm(of, quake.clusteredSites)), { source } = quake, points = pointsOf(source), origin = points[0]!, plane = localPlane(...origin), distance = distanceTo(points);
  const size = source.form !== 'rectangle' ? 0 : 2 * LARGEST_RUPTURE_KM + (source.lengthKm ?? 0) + (source.widthKm ?? 0);
  const { assets, skipped } = reachable(at, (lon, lat) => distance(lon, lat) <= quake.maxKm + FARTHEST_SD * shiftKm + size);
  const field: GroundMotionData = {
    ...inPlane(at, plane, assets, shiftKm), form: 'ground-motion', model: quake.model ?? USUAL_GROUND_MOTION_MODEL, measure, lnUnit: lnUnitOf(measure, hazard.unit), magnitude: quake.magnitude, mechanism: quake.mechanism, region: quake.region, maxKm: quake.maxKm,
    source: source.form === 'rectangle' ? { form: 'rectangle', strike: source.strike, dip: source.dip, lengthKm: source.lengthKm, widthKm: source.widthKm, topKm: source.topKm } : path(plane, points),
    vs30: Float64Array.from(assets, (a) => { const own = attribute(at, a, 'vs30'); return own > 0 ? own : quake.vs30; }), z1Km: Float64Array.from(assets, (a) => attribute(at, a, 'z1Km')),
    rangeKm: rangeOf(measure), ...(further.length === 0 ? {} : { further: further.map((f) => ({ measure: f.measure, lnUnit: lnUnitOf(f.measure, f.unit), rangeKm: rangeOf(f.measure) })) }),
  };
  return { assets, skipped, field };
}

function pointsOf(source: QuakeSource): [number, number][] {
  const point = ({ lon, lat }: Place): [number, number] => [lon, lat];
  return source.form === 'point' ? [point(source.at)] : source.form === 'line' ? source.line : [point(source.trace)];
}

function flood(at: ScenarioNames, { id }: Hazard, footprint: FloodFootprint): FieldReach {
  const { ground, areas, within, travel } = footprint, { assetLon, assetLat } = at.network;
  const heightOf = (lon: number, lat: number, a: number): number => (areas === undefined ? attribute(at, a, ground)
    : areas.reduce((least, area) => (isInside({ lon, lat }, area.polygon) ? Math.min(least, area.fromM) : least), Infinity));
  let unknown = 0;
  const { assets, skipped } = reachable(at, (lon, lat, a) => {
    if (within !== undefined && !isInside({ lon, lat }, within)) return false;
    const height = heightOf(lon, lat, a);
    if (Number.isNaN(height)) unknown++;
    return height < Infinity;
  });
  if (unknown > 0) at.warn('GROUND_UNKNOWN', `hazard "${id}": ${unknown} asset${unknown === 1 ? '' : 's'} in reach without a number "${ground}" cannot be flooded`);
  const distance = travel && distanceTo(travel.from);
  const field: FloodData = {
    form: 'flood', hours: Float64Array.from(footprint.level, (p) => p[0]), level: Float64Array.from(footprint.level, (p) => p[1]), offset: footprint.offset,
    ground: Float64Array.from(assets, (a) => heightOf(assetLon[a]!, assetLat[a]!, a)),
    delayHours: Float64Array.from(assets, (a) => (distance === undefined ? 0 : distance(assetLon[a]!, assetLat[a]!) / (3.6 * travel!.speedMs))),
  };
  return { assets, skipped, field };
}

const profileOf = ({ profile }: Hazard) => profile && { hours: Float64Array.from(profile, (p) => p[0]), factors: Float64Array.from(profile, (p) => p[1]) };

function plume(at: ScenarioNames, hazard: Hazard, footprint: PlumeFootprint, shiftKm: number): FieldReach {
  const { lon, lat } = footprint.at, { bands } = footprint, distance = distanceTo([[lon, lat]]), far = Math.max(...bands.map((band) => band[0]), footprint.nearKm);
  const { assets, skipped } = reachable(at, (x, y) => distance(x, y) <= far + FARTHEST_SD * shiftKm);
  const field: PlumeData = {
    ...inPlane(at, localPlane(lon, lat), assets, shiftKm), form: 'plume', windFrom: footprint.windFrom, windMs: footprint.windMs, sector: footprint.sector, nearKm: footprint.nearKm,
    bandKm: Float64Array.from(bands, (band) => band[0]), bandShare: Float64Array.from(bands, (band) => band[1]), profile: profileOf(hazard),
  };
  return { assets, skipped, field };
}

function fire(at: ScenarioNames, hazard: Hazard, footprint: FireFootprint, shiftKm: number): FieldReach {
  const { from, maxKm } = footprint, plane = localPlane(...from[0]!), distance = distanceTo(from);
  const { assets, skipped } = reachable(at, (lon, lat) => distance(lon, lat) <= maxKm + FARTHEST_SD * shiftKm);
  const field: FireData = {
    ...inPlane(at, plane, assets, shiftKm), form: 'fire', ignition: path(plane, from), windFrom: footprint.windFrom, rateMs: footprint.rateMs, ratio: footprint.ratio,
    barriers: footprint.barriers.map((line) => path(plane, line)), maxKm, profile: profileOf(hazard),
  };
  return { assets, skipped, field };
}

function shifted(at: ScenarioNames, footprint: Exclude<Hazard['footprint'], FieldFootprint | { form: 'select' | 'file' }>, shiftKm: number): FieldReach {
  const { assetLon, assetLat } = at.network, near = mayReach(footprint, FARTHEST_SD * shiftKm), { assets, skipped } = reachable(at, near);
  const field: ShiftedData = { form: 'shifted', footprint, shiftKm, lon: Float64Array.from(assets, (a) => assetLon[a]!), lat: Float64Array.from(assets, (a) => assetLat[a]!) };
  return { assets, skipped, field };
}
