/** Places from GeoJSON (RFC 7946): points as they are, lines and areas by their centroid. */
import { show, type Problems, type Where } from './problems.js';
import { readData } from './read-data.js';
import type { ModelBuilder } from './model-builder.js';
import type { Place } from './types.js';

type Position = readonly number[];

/** Gives assets the places of a FeatureCollection, by property `id` or feature id. */
export function readPlaces(file: string, builder: ModelBuilder, problems: Problems): void {
  const source = readData(file, problems);
  if (!source) return;
  const collection = source.data as { type?: unknown; features?: unknown } | null;
  if (typeof collection !== 'object' || collection === null || collection.type !== 'FeatureCollection' || !Array.isArray(collection.features)) {
    problems.error('GEOJSON_INVALID', `expecting a FeatureCollection, found ${show(collection?.type ?? source.data)}`, source.locate([]));
    return;
  }
  const crs = otherCrs(source.data);
  if (crs !== undefined) problems.error('GEOJSON_INVALID', `expecting WGS 84 (the only system of GeoJSON), found ${show(crs)}: export as EPSG:4326`, source.locate(['crs']));
  const seen = new Set<string>();
  (collection.features as unknown[]).forEach((data, i) => {
    const where: Where = (path = []) => source.locate(['features', i, ...path]);
    const feature = (typeof data === 'object' && data !== null ? data : {}) as { id?: unknown; properties?: { id?: unknown } | null; geometry?: unknown };
    const id = feature.properties?.id ?? feature.id;
    if (typeof id !== 'string' && typeof id !== 'number') { problems.error('GEOJSON_INVALID', 'a feature without an id: expecting property "id" or a feature id', where()); return; }
    const place = placeOf(feature.geometry);
    if (typeof place === 'string') { problems.error('GEOJSON_INVALID', `feature "${id}": ${place}`, where(['geometry'])); return; }
    const asset = builder.asset(String(id));
    if (seen.has(String(id))) problems.error('PLACE_DUPLICATE', `feature "${id}" stands twice`, where());
    else if (asset) builder.addPlace(asset, place, where(['geometry']));
    else if (!problems.forgives('PLACE_UNUSED', String(id))) problems.warn('PLACE_UNUSED', `feature "${id}" is no asset of the model`, where());
    seen.add(String(id));
  });
}

/** The coordinate system of the old `crs` member, if it is or may be another than WGS 84: its name, else (a link, say) all of it. Null: not said. */
function otherCrs(data: unknown): unknown {
  const { crs } = data as { crs?: { properties?: { name?: unknown } } | null }, name = crs?.properties?.name;
  if (crs === undefined || crs === null || (typeof name === 'string' && /CRS84$|EPSG:*:?4326$/.test(name))) return undefined;
  return name ?? JSON.stringify(crs);
}

/** The place of a geometry, or what is wrong with it. */
function placeOf(geometry: unknown): Place | string {
  const { type, coordinates } = (typeof geometry === 'object' && geometry !== null ? geometry : {}) as { type?: unknown; coordinates?: unknown };
  const depth = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }[String(type)];
  if (depth === undefined) return `expecting a Point, LineString or Polygon, found ${show(type)}`;
  const parts = flatten(coordinates, depth);
  if (!parts) return 'the coordinates do not have the form of their type, or are no finite numbers';
  if (depth === 0) return { lon: parts[0]![0]!, lat: parts[0]![1]! };
  return String(type).endsWith('Polygon') ? areaCentroid(type === 'Polygon' ? [coordinates as Position[][]] : coordinates as Position[][][]) : meanOf(parts);
}

/** All positions below a nesting depth; undefined when the form is wrong. */
function flatten(data: unknown, depth: number): Position[] | undefined {
  if (!Array.isArray(data)) return undefined;
  if (depth === 0) return data.length >= 2 && data.every((x) => typeof x === 'number' && Number.isFinite(x)) ? [data as number[]] : undefined;
  const all: Position[] = [];
  for (const part of data as unknown[]) {
    const positions = flatten(part, depth - 1);
    if (!positions) return undefined;
    all.push(...positions);
  }
  return all.length > 0 ? all : undefined;
}

function meanOf(positions: readonly Position[]): Place {
  let lon = 0;
  let lat = 0;
  for (const p of positions) { lon += p[0]!; lat += p[1]!; }
  return { lon: lon / positions.length, lat: lat / positions.length };
}

/** Centroid by area (shoelace formula, degrees as plane): outer rings count, holes are taken off. */
function areaCentroid(polygons: readonly (readonly (readonly Position[])[])[]): Place {
  const [x0, y0] = polygons[0]![0]![0]! as [number, number];
  let area = 0;
  let lon = 0;
  let lat = 0;
  for (const polygon of polygons) {
    polygon.forEach((ring, r) => {
      let ringArea = 0;
      let ringLon = 0;
      let ringLat = 0;
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [ax, ay, bx, by] = [ring[j]![0]! - x0, ring[j]![1]! - y0, ring[i]![0]! - x0, ring[i]![1]! - y0];
        const cross = ax * by - bx * ay;
        ringArea += cross / 2;
        ringLon += ((ax + bx) * cross) / 6;
        ringLat += ((ay + by) * cross) / 6;
      }
      const sign = Math.sign(ringArea) * (r === 0 ? 1 : -1);
      area += sign * ringArea;
      lon += sign * ringLon;
      lat += sign * ringLat;
    });
  }
  return Math.abs(area) < 1e-18 ? meanOf(polygons.flatMap((p) => p[0]!)) : { lon: x0 + lon / area, lat: y0 + lat / area };
}
