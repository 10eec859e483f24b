/** Problems of form, of meaning and of further files stand side by side, and what only follows from one is not told. */
import { describe, expect, it } from 'vitest';
import { ValidationError, type Problem } from '../../../src/errors.js';
import { openStudy } from '../../../src/cli/study.js';
import { checkInput } from '../../../src/study/check-input.js';
import { folderOf, KINDS, placed } from '../model/files.js';

const MODEL = `format: hazcade-model/1
id: town
kinds: ${JSON.stringify(KINDS)}
assets:
  - {id: plant, kind: plant, place: [4, 51], attributes: {floor: 1}}
  - {id: pump, kind: pump, needs: [{service: electricity, from: [plant]}]}
`;
const SCENARIO = `format: hazcade-scenario/1
id: flood
model: model.yaml
start: 2026-01-16T18:00:00Z
horizon: 3d
hazards:
  - {id: flood, type: river-flood, onset: 1h, measure: depth, unit: m, intensity: 1, footprint: {select: {kind: plant}}}
`;

async function found(files: Record<string, string>, main = 'scenario.yaml'): Promise<Problem[]> {
  const folder = folderOf({ 'model.yaml': MODEL, 'scenario.yaml': SCENARIO, ...files });
  return checkInput(`${folder}/${main}`).then(({ problems }) => problems, (error: unknown) => { if (error instanceof ValidationError) return error.problems; throw error; });
}
const errors = async (files: Record<string, string>, main?: string): Promise<string[]> => placed(await found(files, main));

describe('all problems at once', () => {
  it('a key that is none in the model, another unit in the scenario', async () => {
    const problems = await found({ 'model.yaml': MODEL.replace('kind: pump,', 'kind: pump, colour: red,'), 'scenario.yaml': SCENARIO.replace('unit: m', 'unit: ft') });
    expect([...placed(problems), ...placed(problems, 'warning')]).toEqual(['KEY_UNKNOWN model.yaml:6:28', 'UNIT_MISMATCH scenario.yaml:7:69']);
  });
  it('names of a scenario are held against a model with mistakes: kinds, attributes, sectors, needs', async () => {
    const scenario = `${SCENARIO.replace('kind: plant', 'kind: plannt, sector: powr, attribute: {flor: 1}')}plans: [{id: p, when: {buffer: {need: pump/electrcity, below: 1h}}, do: [{refill: [pmp/electricity]}]}]\n`;
    expect(await errors({ 'model.yaml': MODEL.replace('kind: pump,', 'kind: pump, colour: red,'), 'scenario.yaml': scenario })).toEqual([
      'KEY_UNKNOWN model.yaml:6:28', 'KIND_UNKNOWN scenario.yaml:7:113', 'SECTOR_UNKNOWN scenario.yaml:7:129', 'ATTRIBUTE_UNKNOWN scenario.yaml:7:146',
      'NEED_UNKNOWN scenario.yaml:8:39', 'NEED_UNKNOWN scenario.yaml:8:84',
    ]);
  });
  it('what a lost asset had is no unknown name', async () => {
    const scenario = `${SCENARIO.replace('kind: plant', 'kind: pump, attribute: {height: 1}')}plans: [{id: p, when: {buffer: {need: pump/electricity, below: 1h}}, do: [{refill: [pump/electricity]}]}]\n`;
    expect(await errors({ 'model.yaml': MODEL.replace('{id: pump, kind: pump,', '{id: pump, kind: 3, attributes: {height: 1},'), 'scenario.yaml': scenario })).toEqual(['TYPE_WRONG model.yaml:6:22']);
  });
  it('a lost hazard hides nothing in the others', async () => {
    const more = '  - {id: rain, type: rain-storm}\n  - {id: fire, type: wildfire, onset: 1h, duration: {lognormal: {median: 3x, sigma: 1}}, footprint: {assets: [plnt]}}\n';
    expect(await errors({ 'scenario.yaml': SCENARIO + more })).toEqual(['KEY_MISSING scenario.yaml:8:5', 'VALUE_INVALID scenario.yaml:9:74', 'ASSET_UNKNOWN scenario.yaml:9:101']);
  });
  it('variants are tried out although something is wrong, and those of lost things are left alone', async () => {
    const variants = `variants:
  - {id: a, changes: [{set: {select: {id: plant}, values: {peeple: 3}}}, {scenario: {values: {hazards.fload.intensity: 2}}}]}
  - {id: b, changes: [{add-asset: {id: shop, kind: 7}}, {set: {select: {id: shop}, values: {people: 3}}}]}
  - {id: c, changes: [{scenario: {values: {hazards.lost.intensity: 2}}}]}
`;
    expect(await errors({ 'scenario.yaml': `${SCENARIO}  - {id: lost}\n${variants}`, 'model.yaml': MODEL.replace('kind: pump,', 'kind: pump, colour: red,') })).toEqual([
      'KEY_UNKNOWN model.yaml:6:28', 'KEY_MISSING scenario.yaml:8:5', 'KEY_MISSING scenario.yaml:8:5', 'VARIANT_INVALID scenario.yaml:10:29', 'VARIANT_INVALID scenario.yaml:10:85', 'TYPE_WRONG scenario.yaml:11:52',
    ]);
  });
  it('errors of syntax: in a scenario, the model is read; in a model, the names inside the scenario', async () => {
    expect(await errors({ 'scenario.yaml': `${SCENARIO}triggers: [\n`, 'model.yaml': MODEL.replace('plant]', 'plnt]') })).toEqual(['SUPPLIER_UNKNOWN model.yaml:6:65', 'SYNTAX_YAML scenario.yaml:9:1']);
    expect(await errors({ 'scenario.yaml': `${SCENARIO}triggers: [{id: t, when: {hazard: flod}, hazard: flood}]\n`, 'model.yaml': `${MODEL}x: [\n` })).toEqual(['SYNTAX_YAML model.yaml:8:1', 'HAZARD_UNKNOWN scenario.yaml:8:35']);
  });
  it('a key that stands twice loses its first value, and hides nothing else', async () => {
    const twice = 'hazards:\n  - {id: fire, type: wildfire, onset: 1h, footprint: {assets: [plnt]}}\ntriggers: [{id: t, when: {hazard: flood}, hazard: fire}]\n';
    expect(await errors({ 'scenario.yaml': SCENARIO + twice })).toEqual(['SYNTAX_YAML scenario.yaml:8:1', 'ASSET_UNKNOWN scenario.yaml:9:54']);
  });
  it('files of footprints and layers are looked into whatever else is wrong', async () => {
    const scenario = `${SCENARIO.replace('horizon: 3d', 'horizon: 3')}  - {id: surge, type: storm-surge, onset: 1h, measure: depth, unit: m, footprint: {file: {path: none.asc, unit: m}}}\n`;
    expect(await errors({ 'scenario.yaml': scenario, 'model.yaml': `${MODEL}physics: [{id: net, sector: power, model: dc-powr-flow}]\n` })).toEqual([
      'SECTOR_MODEL_UNKNOWN model.yaml', 'FILE_NOT_FOUND scenario.yaml:8:90', 'TYPE_WRONG scenario.yaml:5:10',
    ]);
  });
  it('tables and places', async () => {
    const model = MODEL.replace(/assets:[^]*/, 'colour: red\ntables: {assets: assets.csv, needs: needs.csv, places: places.geojson}\n');
    const files = {
      'assets.csv': 'id,kind,people\nplant,plant,\npump,pump,many\nhome,hoome,\n', 'needs.csv': 'asset,service,from,colour\npump,electricity,plnt,\nhome,water,pump,\n',
      'places.geojson': JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { id: 'pump' }, geometry: { type: 'Point', coordinates: ['x', 1] } }, { type: 'Feature', properties: { id: 'plant' }, geometry: { type: 'Point', coordinates: [4, 151] } }] }),
    };
    expect(await errors({ ...files, 'model.yaml': model }, 'model.yaml')).toEqual([
      'CELL_INVALID assets.csv:3:11', 'KIND_UNKNOWN assets.csv:4:6', 'KEY_UNKNOWN model.yaml:4:1', 'COLUMN_UNKNOWN needs.csv:1:20', 'SUPPLIER_UNKNOWN needs.csv:2:18', 'GEOJSON_INVALID places.geojson:1:97', 'PLACE_INVALID places.geojson:1:194',
    ]);
  });
  it('a run is told the same', async () => {
    const files = { 'scenario.yaml': SCENARIO.replace('kind: plant', 'kind: plannt'), 'model.yaml': `${MODEL}physics: [{id: net, sector: power, model: dc-powr-flow}]\ncolour: red\n` };
    const folder = folderOf(files), problems = await openStudy(`${folder}/scenario.yaml`).then(() => [], (error: unknown) => (error as ValidationError).problems);
    expect(placed(problems)).toEqual(await errors(files));
    expect(problems.length).toBeGreaterThan(1);
  });
});

describe('what a planner stumbles over', () => {
  const warnings = async (files: Record<string, string>, main?: string): Promise<string[]> => placed(await found(files, main), 'warning');
  const TABLES = { 'model.yaml': MODEL.replace(/assets:[^]*/, 'tables: {assets: assets.csv, places: places.geojson}\n') };
  const places = (...at: [string, number, number][]) => JSON.stringify({ type: 'FeatureCollection', features: at.map(([id, x, y]) => ({ type: 'Feature', properties: { id }, geometry: { type: 'Point', coordinates: [x, y] } })) });
  const SPREAD = places(['plant', 4, 51], ['pump', 4.1, 51.1], ['home', 4.2, 51]);

  it('a file without a format, or with another, is told that alone, with the place', async () => {
    expect(await errors({ 'scenario.yaml': SCENARIO.replace(/format.*\n/, '') })).toEqual(['FORMAT_WRONG scenario.yaml:1:1']);
    expect(await errors({ 'scenario.yaml': '' })).toEqual(['FORMAT_WRONG scenario.yaml']);
    const [problem] = await found({ 'scenario.yaml': SCENARIO.replace('scenario/1', 'scenari/1') });
    expect(problem).toMatchObject({ code: 'FORMAT_WRONG', line: 1, message: 'expecting format: hazcade-scenario/1, or format: hazcade-model/1, or format: hazcade-catalogue/1, found "hazcade-scenari/1"' });
  });
  it('a model that is not there is told where the scenario names it, with the nearest name', async () => {
    const [problem] = await found({ 'scenario.yaml': SCENARIO.replace('model.yaml', 'modle.yaml') });
    expect(placed([problem!])).toEqual(['FILE_NOT_FOUND scenario.yaml:3:8']);
    expect(problem!.message).toBe('there is no "modle.yaml". Did you mean "model.yaml"?');
  });
  it('a column of assets that is nearly one of the format is no silent attribute', async () => {
    const files = { ...TABLES, 'places.geojson': SPREAD };
    expect(await warnings({ ...files, 'assets.csv': 'id,kind,peple,Critical,lift,skill,skills\nplant,plant,5,1,2,,\npump,pump,,,,,\nhome,home,,,,,\n' }, 'model.yaml')).toEqual(
      ['COLUMN_MISSPELT assets.csv:1:9', 'COLUMN_MISSPELT assets.csv:1:15', 'AREA_NEEDS_NOTHING assets.csv:4:1', 'AREA_EMPTY assets.csv:4:1']);
  });
  it('places without an asset are not told when the table of assets is lost', async () => {
    const problems = await found({ ...TABLES, 'places.geojson': SPREAD, 'assets.csv': 'id,kind\n"plant,plant\n' }, 'model.yaml');
    expect([...placed(problems), ...placed(problems, 'warning')]).toEqual(['SYNTAX_CSV assets.csv:2']);
    expect(await warnings({ ...TABLES, 'places.geojson': places(['plannt', 4, 51]), 'assets.csv': 'id,kind\nplant,plant\n' }, 'model.yaml')).toEqual(['PLACE_UNUSED places.geojson:1:41']);
  });
  it('longitude and latitude the wrong way round', async () => {
    const assets = { ...TABLES, 'assets.csv': 'id,kind\nplant,plant\npump,pump\nplant-2,plant\nplant-3,plant\n' };
    expect(await warnings({ ...assets, 'places.geojson': places(['plant', 4, 51], ['pump', 51.1, 4.1], ['plant-2', 4.2, 51], ['plant-3', 5.9, 52]) }, 'model.yaml')).toEqual(['PLACE_SWAPPED assets.csv:3:1']);
    // Far away, but no nearer the other way round.
    expect(await warnings({ ...assets, 'places.geojson': places(['plant', 4, 51], ['pump', 30, 20], ['plant-2', 4.2, 51]) }, 'model.yaml')).toEqual([]);
  });
});
