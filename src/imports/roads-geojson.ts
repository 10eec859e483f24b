/**
 * Roads from GeoJSON (RFC 7946) as drawn in a GIS: LineStrings are roads, Points make zones of nodes. Properties of a road:
 * `capacity` (trips an hour), `freeFlowMinutes` or `lengthKm` with `speedKmh`, and where wanted `from`, `to` (names of its ends; else their
 * coordinates), `oneway`, `b` (0.15), `power` (4), `toll` (0), `lengthKm` (0). Of a point: `zone` (1, 2, ...; row of the trip table), `node`
 * (name; else its coordinates), `through` (false: no trip passes through). Ends fall together by name or to a millionth of a degree.
 */
import type { Problem } from '../errors.js';
import { JsonTextError, locateJson, parseJson } from '../model/json-text.js';
import { show, type Path } from '../model/problems.js';
import { FileProblems, lineAt, tooLarge } from './file-problems.js';
import type { NodePlaces, Read, RoadNetwork } from './road-network.js';

/** Delay of the BPR function where a road names none (Traffic Assignment Manual, 1964). */
const DEFAULTS = { b: 0.15, power: 4 } as const;

interface Feature { geometry: Record<string, unknown>; properties: Record<string, unknown>; index: number }
interface Road { tail: string; head: string; ends: [unknown, unknown]; capacity: number; minutes: number; b: number; power: number; lengthKm: number; toll: number; index: number }
interface Zone { node: string; at: unknown; number: number; through: boolean; index: number }

/** Finding a line walks the text, so only the first problems get one. */
const PLACED = 50;

class RoadsFile {
  readonly problems: FileProblems;
  private placed = 0;
  constructor(readonly file: string, private readonly text: string) { this.problems = new FileProblems(file); }

  error(path: Path, message: string): void { this.problems.error('ROADS_GEOJSON', ++this.placed > PLACED ? 0 : lineAt(this.text, locateJson(this.text, path)), message); }

  /** A number of the properties; `otherwise` where there is none, and a problem where that is undefined too. */
  number({ properties, index }: Feature, name: string, fits: (x: number) => boolean, expected: string, otherwise?: number): number {
    const value = properties[name];
    if (value === undefined && otherwise !== undefined) return otherwise;
    if (typeof value === 'number' && fits(value)) return value;
    this.error(['features', index, 'properties', name], `${name}: expecting ${expected}, found ${value === undefined ? 'none' : show(value)}`);
    return NaN;
  }

  flag({ properties, index }: Feature, name: string, otherwise: boolean): boolean {
    const value = properties[name];
    if (typeof value === 'boolean') return value;
    if (value !== undefined) this.error(['features', index, 'properties', name], `${name}: expecting true or false, found ${show(value)}`);
    return otherwise;
  }

  /** Name of a node: a property, else the coordinates to a millionth of a degree. */
  node({ properties, index }: Feature, property: string, position: unknown): string {
    const name = properties[property];
    if ((typeof name === 'string' && name !== '') || typeof name === 'number') return String(name);
    if (name !== undefined) this.error(['features', index, 'properties', property], `${property}: expecting a name, found ${show(name)}`);
    const [lon, lat] = Array.isArray(position) ? position as unknown[] : [];
    if (typeof lon === 'number' && typeof lat === 'number') return `${Math.round(lon * 1e6) / 1e6},${Math.round(lat * 1e6) / 1e6}`;
    this.error(['features', index, 'geometry'], 'expecting coordinates [longitude, latitude]');
    return '';
  }
}

/**
 * Reads roads and zones; never throws.
 * @param file its name, for problems
 */
export function readRoadsGeojson(file: string, text: string): Read<RoadNetwork> {
  const large = tooLarge(file, text);
  if (large !== undefined) return { problems: [large] };
  let data: unknown;
  try {
    data = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    return { problems: [{ code: 'SYNTAX_JSON', severity: 'error', file, line: lineAt(text, error.offset), message: error.message } satisfies Problem] };
  }
  const source = new RoadsFile(file, text), features = featuresOf(data, source);
  const roads = features.filter(({ geometry }) => geometry['type'] === 'LineString').flatMap((feature) => roadsOf(feature, source));
  const zones = features.filter(({ geometry }) => geometry['type'] === 'Point').map((feature) => zoneOf(feature, source));
  if (roads.length === 0 && !source.problems.hasErrors) source.error([], 'expecting at least one LineString, found none');
  const sorted = zonesInOrder(zones, source);
  const value = source.problems.hasErrors ? undefined : networkOf(file, roads, sorted);
  return { ...(value === undefined ? {} : { value }), problems: source.problems.all() };
}

function featuresOf(data: unknown, source: RoadsFile): Feature[] {
  const collection = data as { type?: unknown; features?: unknown } | null;
  if (typeof collection !== 'object' || collection === null || collection.type !== 'FeatureCollection' || !Array.isArray(collection.features)) {
    source.error([], `expecting a FeatureCollection, found ${show((collection as { type?: unknown } | null)?.type ?? data)}`);
    return [];
  }
  return (collection.features as unknown[]).flatMap((feature, index): Feature[] => {
    const { geometry, properties } = (typeof feature === 'object' && feature !== null ? feature : {}) as { geometry?: unknown; properties?: unknown };
    const type = (geometry as { type?: unknown } | null | undefined)?.type;
    if (type === 'LineString' || type === 'Point') return [{ geometry: geometry as Record<string, unknown>, properties: (typeof properties === 'object' && properties !== null ? properties : {}) as Record<string, unknown>, index }];
    source.error(['features', index], `expecting a LineString or a Point, found ${show(type)}`);
    return [];
  });
}

const positive = (x: number): boolean => x > 0, notNegative = (x: number): boolean => x >= 0;

/** A road is one link, or two where it is no one-way street. */
function roadsOf(feature: Feature, source: RoadsFile): Road[] {
  const { geometry, properties, index } = feature, coordinates = geometry['coordinates'];
  const ends = Array.isArray(coordinates) && coordinates.length >= 2 ? [coordinates[0] as unknown, coordinates.at(-1) as unknown] : [];
  if (ends.length === 0) { source.error(['features', index, 'geometry'], 'expecting a LineString of at least two positions'); return []; }
  const tail = source.node(feature, 'from', ends[0]), head = source.node(feature, 'to', ends[1]);
  if (tail === head) source.error(['features', index], `expecting a road between two nodes, found both ends at ${tail}`);
  const lengthKm = source.number(feature, 'lengthKm', notNegative, 'a number of at least 0', properties['freeFlowMinutes'] === undefined ? undefined : 0);
  const minutes = properties['freeFlowMinutes'] === undefined
    ? (60 * lengthKm) / source.number(feature, 'speedKmh', positive, 'a number above 0 (or freeFlowMinutes)')
    : source.number(feature, 'freeFlowMinutes', notNegative, 'a number of at least 0');
  const road: Road = {
    tail, head, ends: [ends[0], ends[1]], minutes, lengthKm, capacity: source.number(feature, 'capacity', positive, 'trips an hour above 0'),
    b: source.number(feature, 'b', notNegative, 'a number of at least 0', DEFAULTS.b), power: source.number(feature, 'power', notNegative, 'a number of at least 0', DEFAULTS.power),
    toll: source.number(feature, 'toll', notNegative, 'a number of at least 0', 0), index,
  };
  return source.flag(feature, 'oneway', false) ? [road] : [road, { ...road, tail: head, head: tail, ends: [ends[1], ends[0]] }];
}

function zoneOf(feature: Feature, source: RoadsFile): Zone {
  return {
    node: source.node(feature, 'node', feature.geometry['coordinates']), at: feature.geometry['coordinates'], index: feature.index, through: source.flag(feature, 'through', true),
    number: source.number(feature, 'zone', (x) => Number.isInteger(x) && x >= 1, 'a whole number from 1 on'),
  };
}

/** Zones 1, 2, ... without a gap, each at a node of its own. */
function zonesInOrder(zones: readonly Zone[], source: RoadsFile): Zone[] {
  const sorted = [...zones].sort((a, b) => a.number - b.number), nodes = new Set<string>();
  if (zones.length === 0 && !source.problems.hasErrors) source.error([], 'expecting Points with a property "zone", found none');
  sorted.forEach((zone, i) => {
    if (Number.isInteger(zone.number) && zone.number !== i + 1) source.error(['features', zone.index], `zones are numbered 1, 2, ... once each: expecting ${i + 1}, found ${zone.number}`);
    if (nodes.has(zone.node)) source.error(['features', zone.index], `two zones at node ${zone.node}`);
    nodes.add(zone.node);
  });
  return sorted;
}

/** Zones come first, then the other nodes by name, so that the order of the file changes nothing. */
function networkOf(file: string, roads: readonly Road[], zones: readonly Zone[]): RoadNetwork {
  const zoneNodes = zones.map((zone) => zone.node), others = new Set(roads.flatMap((road) => [road.tail, road.head]));
  zoneNodes.forEach((node) => others.delete(node));
  const nodeNames = [...zoneNodes, ...[...others].sort()], indexOf = new Map(nodeNames.map((name, i) => [name, i]));
  const numbers = (get: (road: Road) => number): Float64Array => Float64Array.from(roads, get);
  return {
    file, nodeNames, zoneCount: zones.length, endsOnly: Uint8Array.from(nodeNames, (_, i) => (zones[i]?.through === false ? 1 : 0)),
    tail: Int32Array.from(roads, (road) => indexOf.get(road.tail)!), head: Int32Array.from(roads, (road) => indexOf.get(road.head)!),
    capacity: numbers((r) => r.capacity), freeFlowTime: numbers((r) => r.minutes), delayFactor: numbers((r) => r.b), power: numbers((r) => r.power),
    places: placesOf(nodeNames, roads, zones), length: numbers((r) => r.lengthKm), toll: numbers((r) => r.toll), row: Int32Array.from(roads, (r) => r.index + 1),
  };
}

/** A node is at its zone's point, else at the end of the first road that has it. */
function placesOf(nodeNames: readonly string[], roads: readonly Road[], zones: readonly Zone[]): NodePlaces {
  const at = new Map<string, unknown>(zones.map((zone) => [zone.node, zone.at]));
  for (const { tail, head, ends } of roads) {
    if (!at.has(tail)) at.set(tail, ends[0]);
    if (!at.has(head)) at.set(head, ends[1]);
  }
  const degree = (name: string, axis: number): number => { const place = at.get(name) as unknown[] | undefined; return typeof place?.[axis] === 'number' ? place[axis] : NaN; };
  return { x: Float64Array.from(nodeNames, (name) => degree(name, 0)), y: Float64Array.from(nodeNames, (name) => degree(name, 1)) };
}
