/** Footprints from files in scenarios: how they are written, read once, and become intensities; identity; variants; ensembles; workers. */
import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CompiledScenario } from '../../../src/engine/compiled-scenario.js';
import { ValidationError } from '../../../src/errors.js';
import { readStudyInput } from '../../../src/model/read-scenario.js';
import { simulate } from '../../../src/simulate.js';
import { assemble } from '../../../src/study/assemble.js';
import { sampleFootprints } from '../../../src/study/footprints.js';
import { prepareStudy, prepareVariant } from '../../../src/study/prepare.js';
import { createReplicator } from '../../../src/study/replicator.js';
import { folderOf, placed, problemsOf } from '../model/files.js';
import { writeTiff } from '../../fixtures/tiff-writer.mjs';

const MODEL = `format: hazcade-model/1
id: m
kinds: {plant: {sector: power, services: [electricity], fragility: [{measure: depth, unit: m, step: {complete: 1}}]}}
assets:
  - {id: a, kind: plant, place: [3.05, 52.15]}
  - {id: b, kind: plant, place: [3.15, 52.15]}
  - {id: c, kind: plant, place: [3.25, 52.15]}
  - {id: d, kind: plant, place: [9, 9]}
  - {id: nowhere, kind: plant}
`;
const GRID = 'ncols 3\nnrows 1\nxllcorner 3\nyllcorner 52.1\ncellsize 0.1\nNODATA_value -1\n200 50 -1\n';
const scenario = (file: string, more = '') => `format: hazcade-scenario/1
id: s
title: t
model: m.yaml
start: 2026-01-16T18:00:00+01:00
horizon: 2d
replications: 64
hazards:
  - {id: flood, type: river-flood, onset: 1h, duration: 5h, measure: depth, unit: m, footprint: {file: ${file}}}
${more}`;
const SPEC = '{path: data/depth.asc, crs: "EPSG:4326", unit: cm}';
const folderWith = (file = SPEC, more = '', files: Record<string, string | Uint8Array> = {}) => folderOf({ 'm.yaml': MODEL, 's.yaml': scenario(file, more), 'data/depth.asc': GRID, ...files });

async function sampled(folder: string) {
  const { model, scenario: read, warnings } = readStudyInput(join(folder, 's.yaml'));
  return { model, scenario: read, warnings, footprints: await sampleFootprints(model, read) };
}
async function faults(folder: string): Promise<string[]> {
  try { await sampled(folder); } catch (error) { if (error instanceof ValidationError) return placed(error.problems); throw error; }
  return [];
}

describe('a scenario with a footprint from a file', () => {
  it('has the value at each asset times the intensity', async () => {
    const { model, scenario: read, footprints } = await sampled(folderWith());
    const { scenario: compiled, warnings, names } = assemble(model, read, { footprints });
    const [hazard] = compiled.hazards;
    expect([...hazard!.assets].map((a) => names.assets[a])).toEqual(['a', 'b']);
    expect([...hazard!.lnFactor].map((ln) => Math.exp(ln))).toEqual([expect.closeTo(2, 14), expect.closeTo(0.5, 14)]);
    expect(warnings.map((w) => w.code)).toEqual(['ASSET_NO_PLACE']);
    expect(footprints!.summaries).toMatchObject([{ hazard: 'flood', assets: 4, inside: 3, hit: 2, realisations: 1, intensity: { min: 0.5, median: 0.5, max: 2 }, files: [{ path: 'data/depth.asc', unit: 'cm', crs: 'EPSG:4326' }] }]);
    expect(structuredClone(compiled)).toEqual(compiled);
  });

  it('runs: only who meets the threshold falls; the same in this process and in simulate', async () => {
    const { model, scenario: read, footprints } = await sampled(folderWith()), { packet } = assemble(model, read, { footprints });
    const record = (await createReplicator(packet)).replicate(0);
    expect([...record.touched.slice(0, record.touchedCount)].map((a) => model.assets[a]!.id)).toEqual(['a']);
    const { outcomes } = await simulate(model, read, { workers: 0 });
    expect(outcomes['assets-hit.all']!.mean).toBe(1);
  });

  it('without its files read, says how to', async () => {
    const { model, scenario: read, footprints } = await sampled(folderWith());
    expect(() => assemble(model, read)).toThrowError(expect.objectContaining({ code: 'FOOTPRINT_UNSAMPLED' }));
    const moved = { ...model, assets: model.assets.map((a) => (a.id === 'a' ? { ...a, place: { lon: 3.051, lat: 52.15 } } : a)) };
    expect(() => assemble(moved, read, { footprints })).toThrowError(expect.objectContaining({ code: 'FOOTPRINT_UNSAMPLED' }));
  });

  it('is known by the content of the file, not by its name or place', async () => {
    const folder = folderWith(), hashOf = async () => { const { model, scenario: read, footprints } = await sampled(folder); return prepareStudy(model, read, [], { footprints }).inputs.scenarioHash; };
    const before = await hashOf();
    mkdirSync(join(folder, 'elsewhere'));
    renameSync(join(folder, 'data/depth.asc'), join(folder, 'elsewhere/d.asc'));
    writeFileSync(join(folder, 's.yaml'), scenario(SPEC.replace('data/depth.asc', 'elsewhere/d.asc')));
    expect(await hashOf()).toBe(before);
    // A value at no asset: no number of the study moves, but what it was made of did.
    writeFileSync(join(folder, 'elsewhere/d.asc'), GRID.replace('-1\n', '9\n'));
    expect(await hashOf()).not.toBe(before);
  });

  it('variants see the same file, also at the assets that they add', async () => {
    const { model, scenario: read, footprints } = await sampled(folderWith(SPEC, 'variants:\n  - {id: v, changes: [{add-asset: {id: e, kind: plant, place: [3.01, 52.11]}}]}\n'));
    const base = prepareStudy(model, read, [], { footprints }), variant = prepareVariant(base, read.variants[0]!), { hazards } = variant.packet.scenario as { hazards: { assets: Int32Array }[] };
    expect([...hazards[0]!.assets].map((a) => variant.model.assets[a]!.id)).toEqual(['a', 'b', 'e']);
    const { variants } = await simulate(model, read, { workers: 0, variants: true });
    expect(variants[0]!.outcomes['assets-hit.all']!.mean).toBe(2);
  });
});

describe('longitudes', () => {
  it('from 0 to 360 are those from -180 to 180', async () => {
    const model = MODEL.replace('[3.05, 52.15]', '[-90.5, 10.5]').replace('[3.15, 52.15]', '[179.5, 10.5]').replace('[3.25, 52.15]', '[0.5, 10.5]');
    const grid = `ncols 360\nnrows 1\nxllcorner 0\nyllcorner 10\ncellsize 1\n${Array.from({ length: 360 }, (_, c) => c + 1).join(' ')}\n`;
    const { footprints } = await sampled(folderWith(SPEC.replace('cm', 'm'), '', { 'data/depth.asc': grid, 'm.yaml': model }));
    expect([...footprints!.hazards.get('flood')!.values[0]!]).toEqual([270, 180, 1, NaN]);
  });
});

describe('ensembles', () => {
  const write = (folder: string) => { writeTiff(join(folder, 'data/e.tif'), { columns: 3, rows: 1, bands: 3, tile: [16, 16], x0: 3, y0: 52.2, dx: 0.1, dy: 0.1, epsg: 4326, geographic: true, noData: '-1', value: (b, _r, c) => [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]][b]![c]! }); };
  const shares = async (file: string) => {
    const folder = folderWith(file);
    write(folder);
    const { model, scenario: read, footprints } = await sampled(folder), replicator = await createReplicator(assemble(model, read, { footprints }).packet), counts = new Map<string, number>();
    for (let k = 0; k < 4000; k++) { const { touched, touchedCount } = replicator.replicate(k), id = [...touched.slice(0, touchedCount)].map((a) => model.assets[a]!.id).join(); counts.set(id, (counts.get(id) ?? 0) + 1); }
    return counts;
  };
  it('each occurrence takes one band', async () => {
    const counts = await shares('{path: data/e.tif, unit: m, realisations: all}');
    expect([...counts.keys()].sort()).toEqual(['a', 'b', 'c']);
    // 1333 expected; four standard deviations are 119.
    for (const n of counts.values()) expect(Math.abs(n - 4000 / 3)).toBeLessThan(119);
  });
  it.skipIf(!existsSync(new URL('../../../dist/runners/worker.js', import.meta.url)))('a worker thread takes the same (skipped without dist)', async () => {
    const folder = folderWith('{path: data/e.tif, unit: m, realisations: all}');
    write(folder);
    const { model, scenario: read } = await sampled(folder), digest = async (workers: number) => (await simulate(model, read, { workers })).study.digest;
    expect(await digest(1)).toBe(await digest(0));
  });
  it('by weight, of those named', async () => {
    const counts = await shares('{path: data/e.tif, unit: m, realisations: [3, 1], weights: [3, 1]}');
    expect([...counts.keys()].sort()).toEqual(['a', 'c']);
    expect(Math.abs(counts.get('c')! - 3000)).toBeLessThan(110);
  });
  it('several files are realisations', async () => {
    const { footprints } = await sampled(folderWith('{path: [data/depth.asc, data/two.asc], crs: "EPSG:4326", unit: cm, weights: [1, 0]}', '', { 'data/two.asc': GRID.replace('200', '300') }));
    expect(footprints!.hazards.get('flood')).toMatchObject({ weights: [1, 0], files: [{ path: 'data/depth.asc' }, { path: 'data/two.asc' }] });
    expect(footprints!.hazards.get('flood')!.values.map((v) => v[0])).toEqual([2, 3]);
  });
});

describe('water', () => {
  // Below and above a datum; c has a level, but a ground that nobody knows.
  const heights = MODEL.replace('[3.05, 52.15]', '[3.05, 52.15], attributes: {elevationM: -1.7}').replace('[3.15, 52.15]', '[3.15, 52.15], attributes: {elevationM: 0.4}');
  const levels = (...values: number[]): string => GRID.replace('-1\n200 50 -1', `-99\n${values.join(' ')}`);
  const files = { 'm.yaml': heights, 'data/t0.asc': levels(-1.6, 0.1, 3), 'data/t1.asc': levels(-0.5, 0.9, 3), 'data/t2.asc': levels(-99, 0.6, 3) };
  const ground = 'crs: "EPSG:4326", unit: m, ground: elevationM';

  it('levels are depths above the ground of each asset; an asset without a height is told', async () => {
    const { model, read, footprints } = await sampledWith(`{path: data/t1.asc, ${ground}}`, files), { packet, warnings } = assemble(model, read, { footprints }), [flood] = (packet.scenario as CompiledScenario).hazards;
    expect([...flood!.assets]).toEqual([0, 1]);
    expect([...flood!.lnFactor].map((ln) => Math.exp(ln))).toEqual([expect.closeTo(1.2, 12), expect.closeTo(0.5, 12)]);
    expect(warnings.map((w) => w.code)).toContain('GROUND_UNKNOWN');
    expect(footprints!.summaries[0]).toMatchObject({ inside: 3, hit: 2, intensity: { min: expect.closeTo(0.5, 12) as number, max: expect.closeTo(1.2, 12) as number } });
    const least = await sampledWith(`{path: data/t1.asc, least: 1, ${ground}}`, files);
    expect([...(assemble(least.model, least.read, { footprints: least.footprints }).packet.scenario as CompiledScenario).hazards[0]!.assets]).toEqual([0]);
  });

  it('maps of several times: each asset meets a depth when the water gets there, and it is over when it has gone', async () => {
    const { model, read, footprints } = await sampledWith(`{path: [data/t0.asc, data/t1.asc, data/t2.asc], times: [2h, 6h, 12h], ${ground}}`, files, 'effects: [damage, {trip: {above: 0.3}}]');
    const { packet } = assemble(model, read, { footprints }), { courses, lnFactor } = (packet.scenario as CompiledScenario).hazards[0]!, replicator = await createReplicator(packet), happened: string[] = [];
    expect([...lnFactor].map((ln) => Math.exp(ln))).toEqual([expect.closeTo(1.2, 12), expect.closeTo(0.5, 12)]);
    expect([...courses!.shares]).toEqual([0.1 / 1.2, 1, 0, 0, 1, 0.2 / 0.5].map((share) => expect.closeTo(share, 12) as number));
    replicator.events(0).subscribe(({ hours, kind, asset, state }) => { if (kind === 'damage' || kind === 'trip' || kind === 'release' || kind === 'hazard-end') happened.push(`${hours.toFixed(2)} ${kind} ${asset ?? ''}${state ?? ''}`.trim()); });
    // Onset 1 h. a: 0.1 m at 3 h, 1.2 m at 7 h, dry at 13 h: above 0.3 m from 3.73 to 11.5, 1 m at 6.27. b: 0 m (dry) at 3 h, 0.5 at 7, 0.2 at 13: above 0.3 m from 5.4 to 11. It lasts as long as its maps.
    expect(happened).toEqual(['3.73 trip a', '5.40 trip b', '6.27 damage acomplete', '11.00 release b', '11.50 release a', '13.00 hazard-end']);
    expect(replicator.replicate(0).touchedCount).toBe(2);
  });

  it.each([
    ['times that do not rise', 'path: [data/t0.asc, data/t1.asc], times: [2h, 1h]', 'FOOTPRINT_OPTION'], ['fewer times than maps', 'path: [data/t0.asc, data/t1.asc, data/t2.asc], times: [1h, 2h]', 'FOOTPRINT_OPTION'],
    ['weights of times', 'path: [data/t0.asc, data/t1.asc], times: [1h, 2h], weights: [1, 2]', 'FOOTPRINT_OPTION'], ['a height that no asset has', 'path: data/t0.asc, ground: heightM', 'ATTRIBUTE_UNKNOWN'],
  ])('refuses %s', (_, spec, code) => {
    expect(problemsOf(() => readStudyInput(join(folderWith(`{${spec}, crs: "EPSG:4326", unit: m}`, '', files), 's.yaml'))).map((p) => p.code)).toContain(code);
  });

  it('refuses times beside a profile, and levels of a hazard in other units', () => {
    const codes = (spec: string, change: (text: string) => string): string[] => problemsOf(() => readStudyInput(join(folderWith('x', '', { ...files, 's.yaml': change(scenario(spec)) }), 's.yaml'))).map((p) => p.code);
    expect(codes(`{path: [data/t0.asc, data/t1.asc], times: [1h, 2h], ${ground}}`, (text) => text.replace('duration: 5h', 'duration: 5h, profile: [[0h, 1]]'))).toContain('FIELD_INVALID');
    expect(codes(`{path: data/t0.asc, ${ground}}`, (text) => text.replace('unit: m, footprint', 'unit: cm, footprint'))).toContain('FOOTPRINT_UNIT');
  });

  async function sampledWith(file: string, more: Record<string, string>, effects = 'effects: [damage]') {
    const folder = folderWith(file, '', { ...more, 's.yaml': scenario(file).replace('duration: 5h', `duration: 5h, ${effects}`) }), { model, scenario: read } = await sampled(folder);
    return { model, read, footprints: await sampleFootprints(model, read) };
  }
});

describe('what is wrong is told with its place, all at once', () => {
  const codes = (file: string) => problemsOf(() => readStudyInput(join(folderWith(file), 's.yaml'))).map((p) => p.code);
  it('paths that lead out', () => {
    for (const path of ['../x.asc', '/etc/passwd', 'data/../../x.asc', 'C:\\x.asc']) expect(codes(`{path: ${JSON.stringify(path)}, unit: m}`), path).toEqual(['PATH_OUTSIDE']);
    const folder = folderWith('{path: data/link.asc, unit: m}'), other = folderOf({ 'x.asc': GRID });
    symlinkSync(join(other, 'x.asc'), join(folder, 'data/link.asc'));
    expect(problemsOf(() => readStudyInput(join(folder, 's.yaml'))).map((p) => p.code)).toEqual(['PATH_OUTSIDE']);
  });
  it.each([
    ['{path: [a.asc, b.asc], realisations: [1, 2]}', ['FOOTPRINT_OPTION']], ['{path: a.asc, weights: [1]}', ['FOOTPRINT_OPTION']], ['{path: a.tif, realisations: [1, 2], weights: [1]}', ['FOOTPRINT_OPTION']], ['{path: a.tif, realisations: [1, 2], weights: [0, 0]}', ['FOOTPRINT_OPTION']],
    ['{path: a.tif, realisations: [1, 1]}', ['FOOTPRINT_OPTION']], ['{path: a.csv, within: 0km}', ['QUANTITY_INVALID']], ['{path: a.csv, sampling: cubic}', ['VALUE_INVALID']], ['{file: a.csv}', ['KEY_UNKNOWN', 'KEY_MISSING']],
  ])('%s', (file, expected) => { expect(codes(file).sort()).toEqual([...expected].sort()); });
  it('a hazard without a unit', () => {
    const folder = folderOf({ 'm.yaml': MODEL, 's.yaml': scenario(SPEC).replace(' unit: m,', ''), 'data/depth.asc': GRID });
    expect(placed(problemsOf(() => readStudyInput(join(folder, 's.yaml'))))).toContain('FOOTPRINT_UNIT s.yaml:9:95');
  });
  it.each([
    ['{path: data/no.asc, crs: "EPSG:4326", unit: cm}', 'FILE_NOT_FOUND s.yaml:9:104'], ['{path: data, format: ascii-grid, crs: "EPSG:4326", unit: cm}', 'FILE_UNREADABLE data'], ['{path: data/depth.asc, unit: cm}', 'FOOTPRINT_CRS s.yaml:9:104'], ['{path: data/depth.asc, crs: "EPSG:4326"}', 'FOOTPRINT_UNIT s.yaml:9:104'],
    ['{path: data/depth.asc, crs: "EPSG:4326", unit: K}', 'FOOTPRINT_UNIT s.yaml:9:104'], ['{path: data/depth.asc, crs: "EPSG:12", unit: m}', 'FOOTPRINT_CRS s.yaml:9:104'], ['{path: data/depth.asc, crs: "EPSG:4326", unit: m, field: 2}', 'FOOTPRINT_FIELD_UNKNOWN s.yaml:9:104'],
    ['{path: data/depth.asc, crs: "EPSG:4326", unit: m, within: 2km}', 'FOOTPRINT_OPTION s.yaml:9:104'], ['{path: data/depth.asc, crs: "EPSG:4326", unit: m, sites: data/x.csv}', 'FOOTPRINT_OPTION s.yaml:9:104'], ['{path: data/depth.asc, crs: "EPSG:4326", unit: m, realisations: all}', 'FOOTPRINT_OPTION s.yaml:9:104'],
    ['{path: m.yaml, unit: m}', 'FOOTPRINT_FORMAT s.yaml:9:104'], ['{path: data/depth.asc, format: geotiff, unit: m}', 'FOOTPRINT_FILE_INVALID depth.asc'],
  ])('%s', async (file, expected) => { expect(await faults(folderWith(file))).toEqual([expected]); });
  it('of all hazards', async () => {
    const more = '  - {id: two, type: river-flood, onset: 1h, measure: depth, unit: m, footprint: {file: {path: data/no.asc, crs: "EPSG:4326", unit: m}}}\n';
    expect(await faults(folderWith('{path: data/depth.asc, unit: cm}', more))).toEqual(['FOOTPRINT_CRS s.yaml:9:104', 'FILE_NOT_FOUND s.yaml:10:88']);
  });
  it.each([
    ['no asset inside', GRID.replace('xllcorner 3', 'xllcorner 30'), 'FOOTPRINT_OUTSIDE'], ['no data at any', GRID.replace('200 50', '-1 -1'), 'FOOTPRINT_NO_DATA'], ['nothing above 0', GRID.replace('200 50', '0 -5'), 'FOOTPRINT_NO_DATA'],
  ])('%s is a warning', async (_name, grid, code) => {
    const { footprints, model, scenario: read } = await sampled(folderWith(SPEC, '', { 'data/depth.asc': grid }));
    expect(footprints!.warnings).toMatchObject([{ code, severity: 'warning', line: 9 }]);
    expect(prepareStudy(model, read, [], { footprints }).warnings.map((w) => w.code)).toEqual([code, 'ASSET_NO_PLACE']);
  });
  it('axes the wrong way round are guessed', async () => {
    const { footprints } = await sampled(folderWith(SPEC, '', { 'data/depth.asc': 'ncols 1\nnrows 3\nxllcorner 52.1\nyllcorner 3\ncellsize 0.1\n1\n2\n3\n' }));
    expect(footprints!.warnings).toMatchObject([{ code: 'FOOTPRINT_OUTSIDE', message: expect.stringContaining('the other way round') as string }]);
  });
  it('a shape that holds no asset is told as before', async () => {
    const folder = folderOf({ 'm.yaml': MODEL, 's.yaml': scenario(SPEC).replace(`{file: ${SPEC}}`, '{circle: {center: [50, 50], radius: 1km}}') }), { model, scenario: read } = await sampled(folder);
    expect(prepareStudy(model, read).warnings.map((w) => w.code)).toEqual(['ASSET_NO_PLACE', 'HAZARD_HITS_NOTHING']);
  });
  it('a scenario without such footprints reads no file', async () => {
    const folder = folderOf({ 'm.yaml': MODEL, 's.yaml': scenario(SPEC).replace(`{file: ${SPEC}}`, '{select: {id: a}}') });
    expect((await sampled(folder)).footprints).toBeUndefined();
  });
});
