import { describe, expect, it } from 'vitest';
import { normalizeModel, readModel } from '../../../src/model/read.js';
import { readStudyInput } from '../../../src/model/read-scenario.js';
import { folderOf, KINDS, placed, problemsOf, smallModel } from './files.js';

const MODEL = `format: hazcade-model/1
id: town
kinds: ${JSON.stringify(KINDS)}
assets:
  - {id: plant, kind: plant, peeple: 3}
  - {id: pump, kind: pump, people: many, needs: [{service: electricity, from: [plant]}]}
  - {id: home, kind: home, needs: [{service: water, from: [pmup]}, {service: electricity, from: [plant], impact: lots}]}
  - {id: shop, kind: shopp}
  - {id: mill, kindd: plant}
  - {id: dam, kind: plant, needs: [{service: electricity, from: [mill]}, {service: electricty, from: [plant]}]}
`;
const SCENARIO = `format: hazcade-scenario/1
id: flood
model: model.yaml
start: 2026-01-16T18:00:00Z
horizon: 3
hazards:
  - {id: flood, type: river-flood, onset: 1h, mesure: depth, unit: m, footprint: {assets: [plant, hoem, mill]}}
  - {id: fire, type: fire, onset: 1h, footprint: {assets: 7}}
triggers:
  - {id: a, when: {hazard: fire}, hazard: flood}
  - {id: b, when: {hazard: fire}, hazard: floood}
variants:
  - {id: v, changes: [{harden: {select: {id: dma}, factor: 2}}]}
`;

describe('a file with errors of form', () => {
  it('has its names checked all the same, with those of the other file, and nothing is said that only follows', () => {
    const folder = folderOf({ 'model.yaml': MODEL, 'scenario.yaml': SCENARIO });
    expect(placed(problemsOf(() => readStudyInput(`${folder}/scenario.yaml`)))).toEqual([
      'KEY_UNKNOWN model.yaml:5:30', 'TYPE_WRONG model.yaml:6:36', 'SUPPLIER_UNKNOWN model.yaml:7:59', 'TYPE_WRONG model.yaml:7:114', 'KIND_UNKNOWN model.yaml:8:22',
      'KEY_MISSING model.yaml:9:5', 'KEY_UNKNOWN model.yaml:9:16', 'SERVICE_UNKNOWN model.yaml:10:84',
      'TYPE_WRONG scenario.yaml:5:10', 'KEY_UNKNOWN scenario.yaml:7:47', expect.stringMatching(/^ASSET_UNKNOWN scenario\.yaml:7:/), 'TYPE_WRONG scenario.yaml:8:59',
      'HAZARD_UNKNOWN scenario.yaml:11:43', expect.stringMatching(/^ASSET_UNKNOWN scenario\.yaml:13:/),
    ]);
  });
  it('leaves plain data as it is', () => {
    const data = { ...smallModel(), colour: 'red' };
    const before = structuredClone(data);
    expect(placed(problemsOf(() => normalizeModel(data)))).toEqual(['KEY_UNKNOWN ']);
    expect(data).toEqual(before);
  });
  it.each<[string, object, string[]]>([
    ['the list of assets misspelt', { assets: undefined, asets: smallModel().assets }, ['KEY_UNKNOWN /asets']],
    ['kinds of a wrong type', { kinds: 3 }, ['TYPE_WRONG /kinds']],
    ['profiles of a wrong type', { profiles: 3, assets: [{ id: 'home', kind: 'home', people: 1, peopleProfile: 'work' }] }, ['TYPE_WRONG /profiles']],
    ['one of two profiles lost', { profiles: { work: { weekdays: [1], weekend: Array(24).fill(1) } } }, ['KEY_UNKNOWN /profiles/work/weekdays']],
    ['every asset lost', { assets: [{ id: 'a' }, { id: 'b' }] }, ['KEY_MISSING /assets/0', 'KEY_MISSING /assets/1']],
    ['a need lost before an unknown service', { assets: [{ id: 'a', kind: 'home', needs: [{ service: 'water' }, { service: 'watr', from: ['a'] }] }] }, ['KEY_MISSING /assets/0/needs/0', 'SERVICE_UNKNOWN /assets/0/needs/1/service']],
    ['a field of a kind lost, and an asset called like it', { kinds: { mill: { title: 'Mill', sector: { a: 1 }, services: ['electricity'] } }, assets: [{ id: 'mil', kind: 'mill' }, { id: 'home', kind: 'mill', needs: [{ service: 'electricity', from: ['mill'] }] }] }, ['TYPE_WRONG /kinds/mill/sector', 'SUPPLIER_UNKNOWN /assets/1/needs/0/from']],
    ['another format', { format: 'hazcade-model/9', assets: [{ id: 'a', kind: 'x' }] }, ['FORMAT_WRONG /format']],
  ])('%s', (_name, change, expected) => {
    expect(problemsOf(() => normalizeModel({ ...smallModel(), ...change })).map((p) => `${p.code} ${p.pointer}`)).toEqual(expected);
  });
});

describe('a table of assets that is not read whole', () => {
  const files = { 'model.yaml': `format: hazcade-model/1\nid: t\nkinds: ${JSON.stringify(KINDS)}\ntables: {assets: assets.csv, needs: needs.csv}\n`, 'needs.csv': 'asset,service,from\npump,electricty,plant\npump,electricity,plant\n' };
  it.each<[string, Record<string, string>, string[]]>([
    ['no file', {}, ['FILE_NOT_FOUND model.yaml:4:18']],
    ['a missing column', { 'assets.csv': 'id,people\npump,3\n' }, ['COLUMN_MISSING assets.csv:1:1']],
    ['a row too long', { 'assets.csv': 'id,kind\npump,pump\nplant,plant,7\n' }, ['SYNTAX_CSV assets.csv:3:13', 'SERVICE_UNKNOWN needs.csv:2:6']],
    ['a row without a kind', { 'assets.csv': 'id,kind\npump,pump\nplant,\n' }, ['CELL_INVALID assets.csv:3:7', 'SERVICE_UNKNOWN needs.csv:2:6']],
  ])('%s: its assets are no unknown names', (_name, table, expected) => {
    expect(placed(problemsOf(() => readModel(folderOf({ ...files, ...table }))))).toEqual(expected);
  });
});
