import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeModel, readModel } from '../../../src/model/read.js';
import type { Model } from '../../../src/model/types.js';
import { folderOf, KINDS, placed, problemsOf, smallModel } from './files.js';

const changed = (change: (m: ReturnType<typeof smallModel> & Record<string, unknown>) => void) => {
  const data = structuredClone(smallModel()) as ReturnType<typeof smallModel> & Record<string, unknown>;
  change(data);
  return data;
};
const asset = (model: Model, id: string) => model.assets.find((a) => a.id === id)!;

describe('a model from plain data', () => {
  const { model, warnings } = normalizeModel(smallModel());
  it('has its assets in order of keys, with the values of their kinds', () => {
    expect(model.assets.map((a) => a.id)).toEqual(['home', 'plant', 'plant-2', 'pump']);
    expect(asset(model, 'plant').kind).toMatchObject({ id: 'plant', restart: 1, capacityLeft: [1, 1, 0.5, 0, 0], repair: [24, 72, 168, 720] });
    expect(asset(model, 'plant').kind.fragility).toEqual([{ measure: 'depth', unit: 'm', form: 'lognormal', states: [{ state: 'slight', median: 0.5, sigma: 0.4 }, { state: 'complete', median: 2, sigma: 0.4 }] }]);
    expect(warnings).toEqual([]);
  });
  it('gives needs their ids, defaults and the buffer of the kind', () => {
    expect(asset(model, 'pump').needs).toEqual([{
      id: 'pump/electricity', asset: 'pump', service: 'electricity', type: 'physical', suppliers: [{ asset: 'plant', weight: 1 }, { asset: 'plant-2', weight: 0.5 }], required: 1, combine: 'sum',
      impact: 1, delayHours: 0, buffer: { hours: 8, refillHours: 2, cover: 1, initial: 1, drain: 'always' }, role: 'function', demand: 0, demandProfile: undefined,
    }]);
    expect(asset(model, 'home').needs.map((n) => [n.id, n.buffer])).toEqual([['home/electricity', undefined], ['home/water', undefined]]);
  });
  it('lists the sectors and services that are used', () => {
    expect(model.sectors.map((s) => s.id)).toEqual(['power', 'water', 'population']);
    expect(model.services.map((s) => [s.id, s.unit])).toEqual([['electricity', 'MW'], ['water', 'm3/h']]);
  });
  it('numbers several needs of one service by content', () => {
    const two = (needs: unknown[]) => asset(normalizeModel(changed((m) => { m.assets[3]!.needs = needs; })).model, 'home').needs.map((n) => [n.id, n.suppliers[0]!.asset]);
    const needs = [{ service: 'electricity', from: 'plant-2' }, { service: 'water', from: 'pump' }, { service: 'electricity', from: 'plant' }];
    expect(two(needs)).toEqual([['home/electricity', 'plant'], ['home/electricity#2', 'plant-2'], ['home/water', 'pump']]);
    expect(two([...needs].reverse())).toEqual(two(needs));
  });
  it('assets override their kind; buffer: none refuses that of the kind', () => {
    const { model: m } = normalizeModel(changed((d) => Object.assign(d.assets[2]!, { restart: { uniform: { min: '1h', max: '2h' } }, repair: { slight: '6h' }, cutOff: '30%', needs: [{ service: 'electricity', from: 'plant', buffer: 'none' }] })));
    expect(asset(m, 'pump').kind).toMatchObject({ id: 'pump', cutOff: 0.3, restart: { dist: 'uniform', min: 1, max: 2 }, repair: [6, 72, 168, 720] });
    expect(asset(m, 'pump').needs[0]!.buffer).toBeUndefined();
  });
  it('spreads profiles over the week', () => {
    const day = Array.from({ length: 24 }, (_, h) => h);
    const { model: m } = normalizeModel(changed((d) => { d.profiles = { office: { weekday: day, weekend: Array(24).fill(0) } }; }));
    expect([m.profiles.office!.length, m.profiles.office![23], m.profiles.office![24 * 4 + 9], m.profiles.office![24 * 5 + 9]]).toEqual([168, 23, 9, 0]);
  });
});

describe('the hash', () => {
  const hash = (data: unknown) => normalizeModel(data).model.hash;
  it('does not depend on the order of assets, needs and suppliers', () => {
    const data = smallModel();
    data.assets[3]!.needs = [...data.assets[3]!.needs as unknown[], { service: 'electricity', from: ['plant-2', 'pump'], required: 2 }];
    fc.assert(fc.property(fc.shuffledSubarray(data.assets, { minLength: 4 }), fc.infiniteStream(fc.boolean()), (assets, flips) => {
      const flip = <T>(list: T[]) => (flips.next().value ? [...list].reverse() : list);
      const shuffled = assets.map((a) => ('needs' in a ? { ...a, needs: flip((a.needs as { from: unknown }[]).map((n) => ({ ...n, from: Array.isArray(n.from) ? flip(n.from) : n.from }))) } : a));
      expect(hash({ ...data, assets: shuffled })).toBe(hash(data));
    }), { numRuns: 30, seed: 5 });
  });
  it('changes with every value', () => {
    const hashes = [smallModel(), changed((m) => { m.assets[3]!.people = 101; }), changed((m) => { m.assets[0]!.key = 'p'; }), changed((m) => { m.assets[0]!.restart = '2h'; }), changed((m) => { m.title = 'x'; }),
      changed((m) => { (m.assets[3]!.needs as Record<string, unknown>[])[0]!.demand = 2; })].map(hash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

const MODEL = `format: hazcade-model/1
id: small
kinds: kinds.yaml
tables: {assets: assets.csv, needs: needs.csv, places: places.geojson}
`;
const kindsFile = JSON.stringify({ format: 'hazcade-kinds/1', kinds: Object.entries(KINDS).map(([id, kind]) => ({ id, ...kind })) });
const point = (id: string, lon: number, lat: number) => ({ type: 'Feature', properties: { id }, geometry: { type: 'Point', coordinates: [lon, lat] } });
const places = (features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
const FILES = {
  'model.yaml': MODEL, 'kinds.yaml': kindsFile,
  'assets.csv': '\uFEFFid;kind;people;vendor;elevationM\r\nplant;plant;;acme;2\r\nplant-2;plant;;other;8,0\r\npump;pump;;;\r\nhome;home;100;;\r\n',
  'needs.csv': 'asset;service;from;weights;demand\r\npump;electricity;plant|plant-2;1|0,5;\r\nhome;water;pump;;\r\nhome;electricity;plant;;2,5\r\n',
  'places.geojson': places([point('plant', 4.3, 51.2), point('plant-2', 4.4, 51.2), { ...point('pump', 0, 0), geometry: { type: 'Polygon', coordinates: [[[4.2, 51.2], [4.4, 51.2], [4.4, 51.3], [4.2, 51.3], [4.2, 51.2]]] } }]),
};

describe('a model from files', () => {
  it('is the same as the same model from plain data', () => {
    const { model } = readModel(folderOf(FILES));
    const inline = normalizeModel(smallModel()).model;
    expect(asset(model, 'pump').place!.lon).toBeCloseTo(4.3, 9);
    asset(model, 'pump').place = asset(inline, 'pump').place;
    expect(model.assets).toEqual(inline.assets);
  });
  it('has the same hash whatever the order of rows', () => {
    const lines = (text: string) => { const [head, ...rows] = text.trim().split('\r\n'); return `${[head, ...rows.reverse()].join('\r\n')}\r\n`; };
    const other = { ...FILES, 'assets.csv': lines(FILES['assets.csv']), 'needs.csv': lines(FILES['needs.csv']) };
    expect(readModel(folderOf(other)).model.hash).toBe(readModel(folderOf(FILES)).model.hash);
  });
  it.each<[unknown, number]>([
    [undefined, 0], [null, 0], [{ type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }, 0], [{ type: 'name', properties: { name: 'EPSG:4326' } }, 0],
    [{ type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::28992' } }, 1], [{ type: 'link', properties: { href: 'http://example.org/crs' } }, 1], [28992, 1], [{}, 1],
  ])('places in another coordinate system, or perhaps, are refused: crs %j', (crs, errors) => {
    const collection = { ...(JSON.parse(FILES['places.geojson']) as object), crs }, read = () => readModel(folderOf({ ...FILES, 'places.geojson': JSON.stringify(collection) }));
    if (errors === 0) expect(read().model.assets).toHaveLength(4);
    else expect(placed(problemsOf(read))).toEqual([expect.stringMatching(/^GEOJSON_INVALID places\.geojson:1:/)]);
  });
  it('reports the problems of all files at once, each at its place', () => {
    const folder = folderOf({
      ...FILES,
      'model.yaml': `${MODEL}timeZone: Mars/Olympus\nphysics: [{id: grid, sector: power, model: connectivity, params: {links: none.csv}}]\n`,
      'assets.csv': 'id,kind,people,lon,lat\nplant,plant,-5,,\nplant,plant,,,\nhome,houme,1,4,95\npump,pump,x,4,\n',
      'needs.csv': 'asset,service,from,required,buffer,combine\npump,electricty,plant,,,\npump,electricity,plamt,,,\nhome,water,pump,3,,\nhone,water,pump,,8 hours,\nhome,electricity,plant,,,worst\n',
      'places.geojson': places([point('plant', 51, 4), point('plant', 4.3, 99), { type: 'Feature', properties: {} }]),
    });
    const problems = problemsOf(() => readModel(folder));
    expect(placed(problems)).toEqual([
      'CELL_INVALID assets.csv:2:13', 'ASSET_DUPLICATE assets.csv:3:1', 'KIND_UNKNOWN assets.csv:4:6', 'PLACE_INVALID assets.csv:4:14', 'CELL_INVALID assets.csv:5:11', 'CELL_INVALID assets.csv:5:15',
      'VALUE_INVALID model.yaml:5:11', 'FILE_NOT_FOUND model.yaml:6:74',
      'SERVICE_UNKNOWN needs.csv:2:6', 'SUPPLIER_UNKNOWN needs.csv:3:18', 'NEED_UNMEETABLE needs.csv:4:17', 'CELL_INVALID needs.csv:5:18', 'CELL_INVALID needs.csv:6:26',
      'PLACE_DUPLICATE places.geojson:1:137', 'GEOJSON_INVALID places.geojson:1:235',
    ]);
    const message = (code: string) => problems.find((p) => p.code === code)!.message;
    expect(message('KIND_UNKNOWN')).toContain('Did you mean "home"?');
    expect(message('SERVICE_UNKNOWN')).toContain('Did you mean "electricity"?');
    expect(message('SUPPLIER_UNKNOWN')).toContain('Did you mean "plant"?');
    expect(message('FILE_NOT_FOUND')).toBe('there is no "none.csv"');
  });

  it('says where a kind library is named that is not there, and which was meant', () => {
    for (const confined of [false, true]) {
      const folder = folderOf({ 'model.yaml': 'format: hazcade-model/1\nid: m\nkinds: own-kind\nassets: [{id: a, kind: pump}]\n', 'own-kinds': 'format: hazcade-kinds/1\n' });
      expect(problemsOf(() => readModel(folder, { confined })).map((p) => `${p.code} ${p.line}:${p.column} ${p.pointer} ${p.message}`)).toEqual(['FILE_NOT_FOUND 3:8 /kinds there is no "own-kind". Did you mean "own-kinds"?']);
    }
  });
});

describe('wrong models', () => {
  const codes = (data: unknown) => problemsOf(() => normalizeModel(data)).filter((p) => p.severity === 'error').map((p) => `${p.code} ${p.pointer}`);
  const need = (fields: object) => changed((m) => { m.assets[3]!.needs = [{ service: 'electricity', from: ['plant', 'plant-2'], ...fields }]; });
  it.each<[string, unknown, string]>([
    ['nothing', null, 'TYPE_WRONG '], ['another format', { ...smallModel(), format: 'hazcade-model/9' }, 'FORMAT_WRONG /format'], ['no assets', { format: 'hazcade-model/1', id: 'a' }, 'MODEL_EMPTY '],
    ['a key that is taken', changed((m) => { m.assets[0]!.key = 'pump'; }), 'KEY_DUPLICATE /assets/2/id'], ['itself as supplier', need({ from: ['home'] }), 'SUPPLIER_SELF /assets/3/needs/0/from'],
    ['a supplier twice', need({ from: ['plant', 'plant'] }), 'SUPPLIER_DUPLICATE /assets/3/needs/0/from'], ['more required than there is', need({ required: 2.5 }), 'NEED_UNMEETABLE /assets/3/needs/0/required'],
    ['a weight of seven places', need({ from: [{ asset: 'plant', weight: 1.0000001 }] }), 'WEIGHT_INVALID /assets/3/needs/0/from'],
    ['weights beyond 2^31 in their decimals', need({ from: [{ asset: 'plant', weight: 3000.000001 }] }), 'WEIGHT_INVALID /assets/3/needs/0/from'],
    ['best of a broken number', need({ combine: 'best', required: 1.5 }), 'NEED_INVALID /assets/3/needs/0/required'], ['best of more than there are', need({ combine: 'best', required: 3 }), 'NEED_UNMEETABLE /assets/3/needs/0/required'],
    ['a buffer of a year', need({ buffer: '1y' }), 'BUFFER_INVALID /assets/3/needs/0/buffer'], ['a negative weight', need({ from: [{ asset: 'plant', weight: -1 }] }), 'VALUE_INVALID /assets/3/needs/0/from/0/weight'],
    ['a cover of 0', need({ buffer: { hours: '1h', cover: 0 } }), 'BUFFER_INVALID /assets/3/needs/0/buffer/cover'], ['an unknown profile', need({ demandProfile: 'none' }), 'PROFILE_UNKNOWN /assets/3/needs/0/demandProfile'],
    ['an unknown refiller', need({ buffer: { hours: '1h', refillFrom: { from: 'tanker' } } }), 'SUPPLIER_UNKNOWN /assets/3/needs/0/buffer/refillFrom/from'],
    ['lon and lat swapped', changed((m) => { m.assets[0]!.place = [51.2, 104.3]; }), 'PLACE_INVALID /assets/0/place'], ['a table without a folder', changed((m) => { m.tables = { assets: 'a.csv' }; }), 'PATH_UNRESOLVED /tables/assets'],
    ['an unlisted sector', changed((m) => { m.sectors = [{ id: 'power' }, { id: 'water' }]; }), 'SECTOR_UNKNOWN /assets/3/kind'], ['a kind of the library', changed((m) => { (m.kinds as Record<string, unknown>).substation = KINDS.plant; }), 'KIND_DUPLICATE /kinds/substation'],
    ['half a profile', changed((m) => { m.profiles = { a: { weekday: Array(24).fill(1) } }; }), 'VALUE_INVALID /profiles/a'],
  ])('%s', (_name, data, expected) => {
    expect(codes(data)).toContain(expected);
    expect(codes(data).filter((c) => c.split(' ')[0] === expected.split(' ')[0])).toHaveLength(1);
  });
  it('does not read files outside its folder', () => {
    const folder = folderOf({ 'm/model.yaml': 'format: hazcade-model/1\nid: a\ntables: {assets: ../secret.csv}\n', 'secret.csv': 'id,kind\n' });
    expect(placed(problemsOf(() => readModel(`${folder}/m`)))).toContain('PATH_OUTSIDE model.yaml:3:18');
  });
  it('survives any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (data) => { expect(problemsOf(() => normalizeModel(data)).length).toBeGreaterThan(0); }), { numRuns: 300, seed: 6 });
  });
});

describe('warnings', () => {
  const warnings = (data: unknown) => normalizeModel(data).warnings.map((w) => `${w.code} ${w.pointer}`);
  it.each<[string, unknown, string[]]>([
    ['a service area that needs nothing', changed((m) => { m.assets[3]!.needs = []; }), ['AREA_NEEDS_NOTHING /assets/3']],
    ['a service area without people', changed((m) => { m.assets[3]!.people = 0; for (const need of m.assets[3]!.needs as { demand?: number }[]) delete need.demand; }), ['AREA_EMPTY /assets/3']],
    ['an area of businesses, which has demand', changed((m) => { m.assets[3]!.people = 0; }), []],
    ['a percentage as impact', changed((m) => { (m.assets[3]!.needs as { impact?: number }[])[0]!.impact = 90; }), ['IMPACT_STEEP /assets/3']],
    ['an impact that takes function before supply is gone', changed((m) => { (m.assets[3]!.needs as { impact?: number }[])[0]!.impact = 2; }), []],
    ['a loop without delay or buffer, and no source behind it', changed((m) => {
      m.assets[0]!.needs = [{ service: 'water', from: 'pump' }];
      m.assets[2]!.needs = [{ service: 'electricity', from: 'plant', buffer: 'none' }];
    }), ['LOOP_IMMEDIATE /assets/0', 'SUPPLY_UNREACHABLE /assets/3']],
    ['the same loop with a buffer: only its source is missing', changed((m) => { m.assets[0]!.needs = [{ service: 'water', from: 'pump' }]; m.assets[2]!.needs = [{ service: 'electricity', from: 'plant' }]; }), ['SUPPLY_UNREACHABLE /assets/3']],
    ['a supplier that does not offer the service', changed((m) => { (m.assets[3]!.needs as object[])[1] = { service: 'water', from: 'plant' }; }), ['SERVICE_NOT_OFFERED /assets/3']],
    ['capacity that rises with damage', changed((m) => { m.assets[0]!.capacityLeft = { moderate: 0.1, extensive: 0.2 }; }), ['CAPACITY_RISES /assets/0/capacityLeft']],
    ['medians that fall', changed((m) => { m.assets[0]!.fragility = [{ measure: 'pga', unit: 'g', lognormal: { slight: [0.5, 0.4], moderate: [0.2, 0.4] } }]; }), ['MEDIANS_FALL /assets/0/fragility/0/lognormal']],
  ])('%s', (_name, data, expected) => {
    expect(warnings(data)).toEqual(expected);
  });
});

it('the shipped kinds are sound and say where every value comes from', () => {
  const { model, warnings } = normalizeModel({ format: 'hazcade-model/1', id: 'a', assets: [{ id: 'a', kind: 'substation' }] });
  expect(model.kinds.length).toBeGreaterThanOrEqual(30);
  expect(warnings).toEqual([]);
});

describe('cells of the table of needs', () => {
  const HEAD = 'asset,service,from,buffer,refill,refill_from,refill_required,required,weights';
  const needs = (row: string) => ({ ...FILES, 'needs.csv': `${HEAD}\n${row}\n` });
  const pump = (row: string) => asset(readModel(folderOf(needs(row))).model, 'pump').needs[0]!;
  it('hours, durations, distributions and refill groups', () => {
    expect(pump('pump,electricity,plant,1.5,90min,plant-2,1,,').buffer).toEqual({ hours: 1.5, refillHours: 1.5, cover: 1, initial: 1, drain: 'always', refill: { suppliers: [{ asset: 'plant-2', weight: 1 }], required: 1, combine: 'sum' } });
    expect(pump('pump,electricity,plant,"{pert: {min: 1h, mode: 2h, max: 1d}}",,,,,').buffer!.hours).toEqual({ dist: 'pert', min: 1, mode: 2, max: 24 });
    expect(pump('pump,electricity,plant plant-2,none,,,,0.75,0.25 0.5')).toMatchObject({ buffer: undefined, required: 0.75, suppliers: [{ asset: 'plant', weight: 0.25 }, { asset: 'plant-2', weight: 0.5 }] });
    expect(pump('pump,electricity,plant,,,,,,').buffer!.hours).toBe(8);
  });
  it.each([
    ['pump,electricity,plant,-1,,,,,', 'CELL_INVALID needs.csv:2:24'], ['pump,electricity,plant,5000,,,,,', 'CELL_INVALID needs.csv:2:24'], ['pump,electricity,plant,NaN,,,,,', 'CELL_INVALID needs.csv:2:24'],
    ['pump,electricity,plant,{lognorm: 1},,,,,', 'CELL_INVALID needs.csv:2:24'], ['pump,electricity,plant,8,,plant-2,2,,', 'NEED_UNMEETABLE needs.csv:2:35'], ['pump,electricity,plant,,2,,,,', 'CELL_INVALID needs.csv:2:25'],
    ['pump,electricity,plant,,,,,,0', 'CELL_INVALID needs.csv:2:29'], ['pump,electricity,plant,,,,,,1|1', 'CELL_INVALID needs.csv:2:29'], ['pump,electricity,,,,,,,', 'CELL_INVALID needs.csv:2:18'],
  ])('%s', (row, expected) => {
    expect(placed(problemsOf(() => readModel(folderOf(needs(row)))))).toEqual([expected]);
  });
});

it('many mistakes are counted, not all listed, and take no time', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `pump,electricity,no-such-${i}`);
  const folder = folderOf({ ...FILES, 'needs.csv': `asset,service,from\n${rows.join('\n')}\n` });
  const problems = problemsOf(() => readModel(folder));
  expect(problems).toHaveLength(1001);
  expect(problems.at(-1)).toMatchObject({ code: 'PROBLEMS_UNLISTED', message: '19000 further problems are not listed' });
});
