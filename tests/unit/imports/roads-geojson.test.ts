import { expect, it } from 'vitest';
import { readRoadsGeojson } from '../../../src/imports/roads-geojson.js';

const road = (from: unknown, to: unknown, more: object = {}) => ({ type: 'Feature', properties: { from, to, capacity: 900, freeFlowMinutes: 3, ...more }, geometry: { type: 'LineString', coordinates: [[4, 51], [4.1, 51]] } });
const zone = (number: unknown, node: unknown, more: object = {}) => ({ type: 'Feature', properties: { zone: number, node, ...more }, geometry: { type: 'Point', coordinates: [4, 51] } });
const text = (...features: object[]): string => JSON.stringify({ type: 'FeatureCollection', features }, null, 1);
const messages = (source: string): string[] => readRoadsGeojson('r.geojson', source).problems.map((p) => `${p.code} ${p.line ?? 0} ${p.message}`);
const columns = (source: string) => {
  const { value, problems } = readRoadsGeojson('r.geojson', source);
  expect(problems).toEqual([]);
  return { ...value!, tail: [...value!.tail], head: [...value!.head], freeFlowTime: [...value!.freeFlowTime], endsOnly: [...value!.endsOnly], power: [...value!.power], row: [...value!.row] };
};

it('gives two links a road, one for one-way streets; zones first, then nodes by name', () => {
  const network = columns(text(road('z', 'a'), road('a', 7, { oneway: true, power: 2.5 }), zone(2, 'a', { through: false }), zone(1, 'z')));
  expect(network).toMatchObject({ zoneCount: 2, nodeNames: ['z', 'a', '7'], endsOnly: [0, 1, 0], tail: [0, 1, 1], head: [1, 0, 2], freeFlowTime: [3, 3, 3], power: [4, 4, 2.5], row: [1, 1, 2] });
});

it('takes the time from length and speed, and ends by their coordinates to a millionth of a degree', () => {
  const feature = { type: 'Feature', properties: { capacity: 500, lengthKm: 5, speedKmh: 50 }, geometry: { type: 'LineString', coordinates: [[4.00000004, 51], [4.1, 51], [4.2, 51.5]] } };
  const network = columns(text(feature, zone(1, undefined)));
  expect(network).toMatchObject({ nodeNames: ['4,51', '4.2,51.5'], freeFlowTime: [6, 6] });
  expect([...network.length]).toEqual([5, 5]);
  expect([[...network.places!.x], [...network.places!.y]]).toEqual([[4, 4.2], [51, 51.5]]);
});

it('the order of features changes no node', () => {
  const features = [road('b', 'c'), road('a', 'b'), zone(1, 'c')];
  expect(columns(text(...features)).nodeNames).toEqual(columns(text(...features.reverse())).nodeNames);
});

it('says what is wrong, with lines', () => {
  expect(messages('{"type": "FeatureCollection",\n "features": [}')).toEqual([expect.stringMatching(/^SYNTAX_JSON 2 /)]);
  expect(messages('[1]')).toEqual(['ROADS_GEOJSON 1 expecting a FeatureCollection, found a list of 1']);
  expect(messages(text())).toEqual(['ROADS_GEOJSON 1 expecting at least one LineString, found none']);
  expect(messages(text(road('a', 'b')))).toEqual(['ROADS_GEOJSON 1 expecting Points with a property "zone", found none']);
  expect(messages(text(road('a', 'b', { capacity: 0, oneway: 'yes' }), zone(1, 'a')))).toEqual(['ROADS_GEOJSON 9 capacity: expecting trips an hour above 0, found 0', 'ROADS_GEOJSON 11 oneway: expecting true or false, found "yes"']);
  expect(messages(text(road('a', 'a', { freeFlowMinutes: undefined }), zone(1, 'a')))).toEqual([
    expect.stringContaining('found both ends at a') as string, expect.stringContaining('lengthKm: expecting a number of at least 0, found none') as string, expect.stringContaining('speedKmh: expecting a number above 0 (or freeFlowMinutes), found none') as string,
  ]);
  expect(messages(text(road('a', 'b'), zone(1, 'a'), zone(3, 'b'), zone(1.5, 'b')))).toEqual([
    expect.stringContaining('zone: expecting a whole number from 1 on, found 1.5') as string, expect.stringContaining('expecting 2, found 3') as string, expect.stringContaining('two zones at node b') as string,
  ]);
  expect(messages(text({ type: 'Feature', properties: null, geometry: { type: 'Polygon' } }))).toEqual(['ROADS_GEOJSON 4 expecting a LineString or a Point, found "Polygon"']);
  expect(messages(text({ type: 'Feature', properties: { capacity: 1, freeFlowMinutes: 1 }, geometry: { type: 'LineString', coordinates: [[1, 2]] } }))).toEqual([expect.stringContaining('at least two positions') as string]);
});
