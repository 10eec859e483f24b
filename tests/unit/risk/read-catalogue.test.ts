/** Wrong catalogues: every problem at once, each at its place. */
import { stringify } from 'yaml';
import { expect, test } from 'vitest';
import { readCatalogue } from '../../../src/model/read-catalogue.js';
import { BREAK, catalogueOf, exponentialModel, scenarioOf } from '../../fixtures/catalogue-files.js';
import { folderOf, placed, problemsOf } from '../model/files.js';

const CIRCLE = { id: 'storm', type: 'storm', measure: 'gust', unit: 'm/s', intensity: 30, footprint: { circle: { center: [0, 0], radius: '5km' } }, effects: [{ damage: { probability: 1, state: 'complete' } }] };
const files = (catalogue: string, more: Record<string, string> = {}): string => folderOf({ 'model.yaml': stringify(exponentialModel(1)), 's.yaml': stringify(scenarioOf([BREAK, CIRCLE])), 'c.yaml': catalogue, ...more });
const wrong = (catalogue: string, more: Record<string, string> = {}): string[] => { const folder = files(catalogue, more); return placed(problemsOf(() => readCatalogue(`${folder}/c.yaml`))); };

test('names, places, seasons, weights, samples', () => {
  expect(wrong(`format: hazcade-catalogue/1
id: c
scenario: s.yaml
seasons:
  dry: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
perils:
  volcano: {title: None}
events:
  - {id: a, rate: 1, hazard: brake}
  - {id: a, rate: 1, hazard: break, at: [1, 1]}
  - {id: b, rate: 1, hazard: storm, season: wet, footprint: none}
  - {id: d, rate: 1, intensity: 4}
  - {id: f, rate: 1, hazard: storm, scenario: s.yaml}
sampling: {target: {returnPeriod: 100, replications: 1000, bands: [0.5, 0.4]}}
years: {count: 10, timeline: 90d}
branches:
  - id: l
    branches: [{id: x, weight: 0.5}, {id: x, weight: 0.4, rates: {volcano: 2}, changes: [{scenario: {values: {hazards.none.intensity: 1}}}]}]
`).sort()).toEqual([
    'BRANCH_INVALID c.yaml:18:90', 'BRANCH_WEIGHTS c.yaml:18:15', 'EVENT_INVALID c.yaml:10:41', 'EVENT_INVALID c.yaml:12:33', 'EVENT_INVALID c.yaml:13:5', 'FOOTPRINT_UNKNOWN c.yaml:11:61', 'HAZARD_UNKNOWN c.yaml:9:30',
    'ID_DUPLICATE c.yaml:10:10', 'ID_DUPLICATE c.yaml:18:43', 'PERIL_UNKNOWN c.yaml:18:76', 'PERIL_UNKNOWN c.yaml:7:12', 'SAMPLING_INVALID c.yaml:14:73', 'SEASON_INVALID c.yaml:5:8', 'SEASON_UNKNOWN c.yaml:11:45', 'YEARS_INVALID c.yaml:12:5', 'YEARS_INVALID c.yaml:15:30',
  ]);
});

test('tables', () => {
  expect(wrong('format: hazcade-catalogue/1\nid: c\nscenario: s.yaml\ntable: t.csv\n', { 't.csv': 'id,rate,hazard,lon,lat,intensity\na,often,storm,,,\nb,1,storm,3,,\nd,1,strom,,,\ne,,storm,,,x\n' })).toEqual([
    'CELL_INVALID t.csv:2:3', 'CELL_INVALID t.csv:3:13', 'HAZARD_UNKNOWN t.csv:4:1', 'CELL_INVALID t.csv:5:3', 'CELL_INVALID t.csv:5:12',
  ]);
  expect(wrong('format: hazcade-catalogue/1\nid: c\nscenario: s.yaml\ntable: t.csv\n', { 't.csv': 'id,frequency\na,1\n' })).toEqual(['COLUMN_MISSING t.csv:1:1', 'COLUMN_UNKNOWN t.csv:1:4']);
});

test('other files: a scenario that is not there, one on another model', () => {
  expect(wrong('format: hazcade-catalogue/1\nid: c\nscenario: none.yaml\nevents: [{id: a, rate: 1}]\n')).toEqual(['FILE_NOT_FOUND none.yaml']);
  const other = { ...exponentialModel(1), id: 'other', title: 'other' };
  expect(wrong('format: hazcade-catalogue/1\nid: c\nscenario: s.yaml\nevents: [{id: a, rate: 1, scenario: o.yaml}]\n', { 'o.yaml': stringify({ ...scenarioOf([BREAK]), model: 'other.yaml' }), 'other.yaml': stringify(other) })).toEqual(['CATALOGUE_MODEL_OTHER c.yaml:4:37']);
});

test('the same catalogue has the same hash, wherever it lies and whatever its order', () => {
  const events = [{ id: 'a', rate: 1, hazard: 'storm' }, { id: 'b', rate: 2, hazard: 'break' }], hash = (list: object[]): string => readCatalogue(`${files(stringify(catalogueOf(list)))}/c.yaml`).catalogue.hash;
  expect(hash([...events].reverse())).toBe(hash(events));
  expect(hash([events[0]!])).not.toBe(hash(events));
});
