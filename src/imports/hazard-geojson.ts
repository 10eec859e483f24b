/**
 * GeoJSON (RFC 7946) with the intensity as a property: polygons (the greatest value of those that hold a place counts) or points (sites).
 * Positions are easting, northing, also where an old `crs` member names a system whose axes run otherwise.
 */
import { JsonTextError, locateJson, parseJson } from '../model/json-text.js';
import { Problems } from '../model/problems.js';
import { FILE_LIMITS, readText } from '../model/read-file.js';
import { lineAt, shown } from './file-problems.js';
import { invalid, type AreasFile, type HazardField, type HazardFile, type HazardFileFormat, type SitesFile } from './hazard-file.js';

export const hazardGeojsonFormat: HazardFileFormat = {
  format: 'geojson', extensions: ['.geojson', '.json'], limit: FILE_LIMITS.geojson,
  open: (file) => Promise.resolve(openGeojson(file)),
};

type Ring = readonly (readonly number[])[];
type Properties = Readonly<Record<string, unknown>>;
/** Rings of a polygon, the first its outline, and its box. */
interface Area { rings: readonly Ring[]; feature: number; west: number; south: number; east: number; north: number }

function openGeojson(file: string): HazardFile {
  const problems = new Problems(), text = readText(file, 'geojson', problems);
  problems.throwIfErrors();
  let data: { type?: unknown; features?: unknown; crs?: unknown };
  try {
    data = parseJson(text!) as typeof data;
  } catch (error) {
    throw error instanceof JsonTextError ? invalid(file, error.message, lineAt(text!, error.offset)) : error;
  }
  if (typeof data !== 'object' || data === null || data.type !== 'FeatureCollection' || !Array.isArray(data.features)) throw invalid(file, 'expecting a FeatureCollection');
  const collection = new Collection(file, text!);
  (data.features as unknown[]).forEach((feature, f) => { collection.add(feature, f); });
  return collection.opened(crsOf(file, data.crs));
}

/** WGS 84, unless an old `crs` member says otherwise (GeoJSON 2008, section 3). */
function crsOf(file: string, crs: unknown): string {
  if (crs === undefined || crs === null) return 'EPSG:4326';
  const name = (crs as { properties?: { name?: unknown } }).properties?.name;
  if (typeof name !== 'string') throw invalid(file, 'crs: expecting {type: name, properties: {name: ...}}, or none for WGS 84');
  if (/CRS84$/.test(name)) return 'EPSG:4326';
  const code = /EPSG:(?:[\d.]*:)?(\d+)$/.exec(name)?.[1];
  return code === undefined ? name : `EPSG:${code}`;
}

class Collection {
  private readonly areas: Area[] = [];
  private readonly points: { x: number; y: number; feature: number }[] = [];
  private readonly properties: Properties[] = [];
  private readonly names = new Map<string, HazardField>();

  constructor(private readonly file: string, private readonly text: string) {}

  add(data: unknown, f: number): void {
    const feature = (typeof data === 'object' && data !== null ? data : {}) as { properties?: unknown; geometry?: unknown };
    const properties = (typeof feature.properties === 'object' && feature.properties !== null ? feature.properties : {}) as Properties;
    this.properties.push(properties);
    for (const [name, value] of Object.entries(properties)) if (typeof value === 'number' && !this.names.has(name)) this.names.set(name, { name });
    const { type, coordinates } = (typeof feature.geometry === 'object' && feature.geometry !== null ? feature.geometry : {}) as { type?: unknown; coordinates?: unknown };
    if (type === 'Polygon') this.polygon(coordinates, f);
    else if (type === 'MultiPolygon' && Array.isArray(coordinates)) coordinates.forEach((part) => { this.polygon(part, f); });
    else if (type === 'Point' && isPosition(coordinates)) this.points.push({ x: coordinates[0]!, y: coordinates[1]!, feature: f });
    else this.wrong(f, `expecting a Polygon, MultiPolygon or Point with its coordinates, found ${typeof type === 'string' ? shown(type) : 'none'}`);
  }

  opened(crs: string): HazardFile {
    const { areas, points, file } = this, fields = [...this.names.values()], common = { ensemble: false, fields, crs, close: () => undefined };
    if (areas.length > 0 && points.length > 0) throw invalid(file, `expecting polygons or points, found ${areas.length} and ${points.length}: put them into two files`);
    if (areas.length === 0 && points.length === 0) throw invalid(file, 'the collection has no features');
    const value = (feature: number, field: number): number => { const v = this.properties[feature]![fields[field]!.name]; return typeof v === 'number' ? v : NaN; };
    if (areas.length > 0) return { ...common, shape: 'areas', read: (wanted, x, y) => inAreas(areas, wanted, value, x, y) } satisfies AreasFile;
    return {
      ...common, shape: 'sites', x: Float64Array.from(points, (p) => p.x), y: Float64Array.from(points, (p) => p.y),
      read: (wanted, sites) => Promise.resolve(wanted.map((f) => Float64Array.from(sites, (s) => value(points[s]!.feature, f)))),
    } satisfies SitesFile;
  }

  private polygon(data: unknown, feature: number): void {
    const sound = Array.isArray(data) && data.length > 0 && data.every((ring) => Array.isArray(ring) && ring.length >= 4 && ring.every(isPosition));
    if (!sound) { this.wrong(feature, 'expecting rings of at least four positions, which are lists of numbers'); return; }
    const rings = data as Ring[], box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
    for (const [x, y] of rings[0]! as [number, number][]) {
      box.west = Math.min(box.west, x); box.east = Math.max(box.east, x);
      box.south = Math.min(box.south, y); box.north = Math.max(box.north, y);
    }
    this.areas.push({ rings, feature, ...box });
  }

  private wrong(feature: number, message: string): never {
    throw invalid(this.file, `feature ${feature + 1}: ${message}`, lineAt(this.text, locateJson(this.text, ['features', feature])));
  }
}

function isPosition(data: unknown): data is number[] {
  return Array.isArray(data) && data.length >= 2 && data.every((v) => typeof v === 'number' && Number.isFinite(v));
}

/** Places are sorted by x once, so that an area looks only at those in its box. */
function inAreas(areas: readonly Area[], fields: readonly number[], value: (feature: number, field: number) => number, x: Float64Array, y: Float64Array): { values: Float64Array[]; inside: Uint8Array } {
  const order = Int32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]!), sorted = Float64Array.from(order, (i) => x[i]!);
  const values = fields.map(() => new Float64Array(x.length).fill(NaN)), inside = new Uint8Array(x.length);
  for (const { rings, feature, west, south, east, north } of areas) {
    for (let at = firstFrom(sorted, west); at < order.length && sorted[at]! <= east; at++) {
      const i = order[at]!;
      if (y[i]! < south || y[i]! > north || !holds(rings, x[i]!, y[i]!)) continue;
      inside[i] = 1;
      fields.forEach((field, n) => {
        const v = value(feature, field);
        if (!(values[n]![i]! >= v) && !Number.isNaN(v)) values[n]![i] = v;
      });
    }
  }
  return { values, inside };
}

/** First index of a sorted list whose value is not below. */
function firstFrom(sorted: Float64Array, value: number): number {
  let low = 0, high = sorted.length;
  while (low < high) { const middle = (low + high) >> 1; if (sorted[middle]! < value) low = middle + 1; else high = middle; }
  return low;
}

/** Even-odd rule over outline and holes; a place on a lower or left edge is inside. */
function holds(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i] as [number, number], [xj, yj] = ring[j] as [number, number];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}
