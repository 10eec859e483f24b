/** Importers of road files take any text: they give a network that hangs together, or problems, and never throw. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRoadsGeojson } from '../../src/imports/roads-geojson.js';
import type { Read, RoadNetwork, TripTable } from '../../src/imports/road-network.js';
import { readTntpNetwork, readTntpNodes, readTntpTrips } from '../../src/imports/tntp.js';

/** Pieces that such files are made of, in any order. */
const pieces = fc.array(fc.oneof(
  fc.constantFrom('<NUMBER OF ZONES> 2\n', '<NUMBER OF NODES> 3\n', '<FIRST THRU NODE> 1\n', '<NUMBER OF LINKS> 1\n', '<END OF METADATA>\n', '1 2 3 4 5 6 7 8 9 1 ;\n', '1 3 -3 4 1e5 6 0 8 9 1\n', 'Origin 1\n', '2 : 3;', '1: 1 ; 2 : x;\n', '~ note\n', ';', '<'),
  fc.string({ maxLength: 12 }),
), { maxLength: 14 }).map((list) => list.join(''));

const json = fc.oneof(fc.json(), fc.array(fc.record({
  type: fc.constant('Feature'), properties: fc.option(fc.dictionary(fc.constantFrom('capacity', 'from', 'to', 'freeFlowMinutes', 'zone', 'node', 'oneway', 'speedKmh', 'lengthKm'), fc.oneof(fc.integer({ min: -1, max: 3 }), fc.string({ maxLength: 2 }), fc.boolean()))),
  geometry: fc.option(fc.record({ type: fc.constantFrom('LineString', 'Point', 'Polygon'), coordinates: fc.oneof(fc.constant([[0, 1], [2, 3]]), fc.constant([0, 1]), fc.anything()) })),
}), { maxLength: 5 }).map((features) => JSON.stringify({ type: 'FeatureCollection', features })));

function holds({ value, problems }: Read<RoadNetwork>): void {
  if (value === undefined) { expect(problems.some((problem) => problem.severity === 'error')).toBe(true); return; }
  const { tail, head, capacity, freeFlowTime, nodeNames, zoneCount } = value;
  expect(new Set(nodeNames).size).toBe(nodeNames.length);
  expect(zoneCount).toBeLessThanOrEqual(nodeNames.length);
  tail.forEach((node, row) => {
    expect(node !== head[row] && node >= 0 && head[row]! >= 0 && Math.max(node, head[row]!) < nodeNames.length).toBe(true);
    expect(capacity[row]! >= 0 && freeFlowTime[row]! >= 0 && Number.isFinite(capacity[row]! + freeFlowTime[row]!)).toBe(true);
  });
}

it('TNTP', () => {
  fc.assert(fc.property(pieces, (text) => {
    holds(readTntpNetwork('n', text));
    const { value, problems } = readTntpTrips('t', text) satisfies Read<TripTable>;
    if (value === undefined) expect(problems).not.toEqual([]);
    else expect(value.trips.every((trips) => trips > 0 && Number.isFinite(trips))).toBe(true);
    readTntpNodes('x', text, 3);
  }), { numRuns: 3000 });
});

it('GeoJSON', () => {
  fc.assert(fc.property(json, (text) => holds(readRoadsGeojson('g', text))), { numRuns: 3000 });
});
