/** Where a hazard acts: which assets it reaches, and with what share of its peak intensity. Same bits on every platform. */
import { CascadeError } from '../errors.js';
import { isInside } from '../model/geo.js';
import type { PlainFootprint, Selector } from '../model/types.js';
import { exp, log } from '../numerics/elementary.js';
import { distanceTo, EARTH_RADIUS_KM } from '../numerics/sphere.js';

/** Places of all assets in degrees, by asset index; NaN: no place. A CompiledNetwork's assetLon and assetLat fit. */
export interface Places { lon: ArrayLike<number>; lat: ArrayLike<number> }

export interface FootprintIntensities {
  /** Asset indices, ascending. */
  assets: Int32Array;
  /** Share of the peak intensity at each of them, in (0, 1]. */
  factor: Float64Array;
  /** Assets without a place, which no spatial footprint reaches (none for selections), ascending. */
  skipped: Int32Array;
}

/**
 * The assets in a footprint. A circle falls linearly from 1 at its center to `rim` at its radius; attenuation is
 * (1 + r / scaleKm)^-exponent up to maxKm; selections and polygons are uniform.
 * @param selected asset indices a selector means
 * @throws CascadeError FOOTPRINT_DATE_LINE: a polygon that crosses the 180th meridian (split it in two hazards)
 */
export function footprintIntensities(footprint: PlainFootprint, places: Places, selected: (select: Selector) => readonly number[]): FootprintIntensities {
  if (footprint.form !== 'select') return collect(places, factorOf(footprint));
  const assets = Int32Array.from(selected(footprint.select)).sort();
  return { assets, factor: new Float64Array(assets.length).fill(1), skipped: new Int32Array(0) };
}

/** A footprint on the map. */
type MapFootprint = Exclude<PlainFootprint, { form: 'select' }>;

/** The share of the peak intensity at a place; 0: not reached. @throws CascadeError as footprintIntensities */
export function factorOf(footprint: MapFootprint): Field {
  switch (footprint.form) {
    case 'circle': {
      const { center, radiusKm, rim } = footprint;
      const slope = radiusKm > 0 ? (1 - rim) / radiusKm : 0;
      return within([[center.lon, center.lat]], radiusKm, (km) => 1 - slope * km);
    }
    case 'polygon': {
      const { polygon } = footprint;
      checkDateLine(polygon);
      return (lon, lat) => (isInside({ lon, lat }, polygon) ? 1 : 0);
    }
    case 'attenuation': {
      const { from, scaleKm, exponent, maxKm } = footprint;
      return within(from, maxKm, (km) => exp(-exponent * log(1 + km / scaleKm)));
    }
  }
}

/** The first place a footprint names, [lon, lat]. */
export function firstPoint(footprint: MapFootprint): readonly [number, number] {
  return footprint.form === 'circle' ? [footprint.center.lon, footprint.center.lat] : footprint.form === 'polygon' ? footprint.polygon[0]! : footprint.from[0]!;
}

/** Places that a footprint may reach when it moves by up to so many kilometres. */
export function mayReach(footprint: MapFootprint, byKm: number): (lon: number, lat: number) => boolean {
  if (footprint.form === 'polygon') {
    const { polygon } = footprint, edge = distanceTo([...polygon, polygon[0]!]);
    return (lon, lat) => isInside({ lon, lat }, polygon) || edge(lon, lat) <= byKm;
  }
  const [points, reachKm] = footprint.form === 'circle' ? [[firstPoint(footprint)], footprint.radiusKm] : [footprint.from, footprint.maxKm], distance = distanceTo(points);
  return (lon, lat) => distance(lon, lat) <= reachKm + byKm;
}

type Field = (lon: number, lat: number) => number;

/** The factor as a function of the distance to a path, 0 beyond maxKm. */
function within(path: readonly [number, number][], maxKm: number, factor: (km: number) => number): Field {
  const distance = distanceTo(path);
  // From a point nothing is nearer than the difference in latitude: this spares most assets of a large model the sines.
  // Not so from a line, whose arcs bulge towards the pole. 1e-9 is beyond any rounding.
  const only = path.length === 1 ? path[0]! : undefined;
  const maxDegrees = (maxKm / EARTH_RADIUS_KM) * (180 / 3.141592653589793) + 1e-9;
  return (lon, lat) => {
    if (only !== undefined && Math.abs(lat - only[1]) > maxDegrees) return 0;
    const km = distance(lon, lat);
    return km <= maxKm ? factor(km) : 0;
  };
}

/** All assets where the field is above 0. */
function collect({ lon, lat }: Places, field: Field): FootprintIntensities {
  const assets: number[] = [];
  const factors: number[] = [];
  const skipped: number[] = [];
  for (let i = 0; i < lon.length; i++) {
    if (Number.isNaN(lon[i]!) || Number.isNaN(lat[i]!)) { skipped.push(i); continue; }
    const factor = field(lon[i]!, lat[i]!);
    if (factor > 0) { assets.push(i); factors.push(factor); }
  }
  return { assets: Int32Array.from(assets), factor: Float64Array.from(factors), skipped: Int32Array.from(skipped) };
}

function checkDateLine(polygon: readonly [number, number][]): void {
  const corner = polygon.findIndex(([lon], i) => Math.abs(lon) > 180 || Math.abs(lon - polygon[(i + 1) % polygon.length]![0]) > 180);
  if (corner < 0) return;
  throw new CascadeError('FOOTPRINT_DATE_LINE', `corner ${corner + 1} of the polygon is at longitude ${polygon[corner]![0]}, where it crosses the 180th meridian. `
    + 'Expecting longitudes from -180 to 180 and edges shorter than 180 degrees: give one hazard for each side');
}
