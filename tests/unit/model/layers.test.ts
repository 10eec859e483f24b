import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { normalizeModel, readModel } from '../../../src/model/read.js';
import { normalizeScenario, readStudyInput } from '../../../src/model/read-scenario.js';
import { applyVariant } from '../../../src/model/variant.js';
import { runningLayers, studyModelHash } from '../../../src/study/layers.js';
import { folderOf, placed, problemsOf, smallModel } from './files.js';

const base = JSON.stringify(smallModel());
const layer = (fields: object) => ({ id: 'grid', sector: 'power', model: 'dc-power-flow', ...fields });
const modelWith = (...physics: object[]) => JSON.stringify({ ...(JSON.parse(base) as object), physics });
const MAP = 'asset;component;share\r\nplant;bus:1;0,5\r\n\r\n"plant-2";branch:1-2;\r\n';
const sound = { 'model.json': modelWith(layer({ use: 'on-request', carries: ['electricity'], files: { network: 'net/grid.m' }, map: 'net/map.csv' })), 'net/grid.m': 'mpc', 'net/map.csv': MAP };

describe('files and table of a layer', () => {
  it('are read with their text and lines', () => {
    expect(readModel(folderOf(sound)).model.physics).toEqual([{
      id: 'grid', sector: 'power', model: 'dc-power-flow', use: 'on-request', carries: ['electricity'], files: { network: { path: 'net/grid.m', text: 'mpc' } }, params: {},
      map: { path: 'net/map.csv', lines: [{ asset: 'plant', component: 'bus:1', share: 0.5, line: 2 }, { asset: 'plant-2', component: 'branch:1-2', share: 1, line: 4 }] },
    }]);
  });

  it('wrong lines of the table are told, each at its place', () => {
    const map = 'asset,component,share,note\nplnt,bus:1,,\nplant,,,\n,bus:2,,\nplant,bus:3,0,\nplant,bus:4,1.5,\nplant,bus:5,,\n';
    const problems = problemsOf(() => readModel(folderOf({ ...sound, 'net/map.csv': map })));
    expect(placed(problems)).toEqual(['COLUMN_UNKNOWN map.csv:1:23', 'LAYER_ASSET_UNKNOWN map.csv:2:1', 'CELL_INVALID map.csv:3:7', 'CELL_INVALID map.csv:4:1', 'CELL_INVALID map.csv:5:13', 'CELL_INVALID map.csv:6:13']);
    expect(problems[1]!.message).toContain('Did you mean "plant"?');
  });

  it.each(['/etc/passwd', '../grid.m', 'net/../grid.m', 'net\\..\\..\\grid.m', 'C:\\grid.m'])('%s is no path inside the folder', (path) => {
    const folder = folderOf({ ...sound, 'model.json': modelWith(layer({ files: { network: path } })), 'grid.m': 'mpc' });
    expect(problemsOf(() => readModel(folder)).map((p) => p.code)).toEqual(['PATH_OUTSIDE']);
  });

  it('nor is a link that leads out, be it by a folder; one that stays inside is', () => {
    const outside = folderOf({ 'secret/grid.m': 'secret', 'secret/map.csv': MAP });
    const folder = folderOf({ 'model.json': modelWith(layer({ files: { network: 'link.m' } }), layer({ id: 'b', files: { network: 'folder/grid.m' }, map: 'folder/map.csv' }), layer({ id: 'c', files: { network: 'inner.m' } })), 'grid.m': 'mpc' });
    symlinkSync(join(outside, 'secret/grid.m'), join(folder, 'link.m'));
    symlinkSync(join(outside, 'secret'), join(folder, 'folder'));
    symlinkSync('grid.m', join(folder, 'inner.m'));
    expect(problemsOf(() => readModel(folder)).map((p) => p.pointer).sort()).toEqual(['/physics/0/files/network', '/physics/1/files/network', '/physics/1/map']);
  });

  it('a table of links is held to the same', () => {
    const outside = folderOf({ 'links.csv': 'from,to\nplant,plant-2\n' }), of = (links: string): string => modelWith(layer({ model: 'connectivity', params: { mode: 'giant', links } }));
    const folder = folderOf({ 'model.json': of('links.csv') });
    symlinkSync(join(outside, 'links.csv'), join(folder, 'links.csv'));
    for (const at of [folder, folderOf({ 'model.json': of('net/../links.csv'), 'links.csv': 'from,to\n' })]) expect(problemsOf(() => readModel(at)).map((p) => `${p.code} ${p.pointer}`)).toEqual(['PATH_OUTSIDE /physics/0/params/links']);
    expect(readModel(folderOf({ 'model.json': of('links.csv'), 'links.csv': 'from,to\nplant,plant-2\n' })).model.physics[0]!.params).toEqual({ mode: 'giant', links: [['plant', 'plant-2']] });
  });

  it('what is missing, no text or too large is told', () => {
    const folder = folderOf({ 'model.json': modelWith(layer({ files: { a: 'none.m', b: 'binary.m', c: 'large.m' } })), 'binary.m': new Uint8Array([1, 0, 2]) });
    writeFileSync(join(folder, 'large.m'), Buffer.alloc((64 << 20) + 1, 32));
    expect(problemsOf(() => readModel(folder)).map((p) => p.code).sort()).toEqual(['FILE_ENCODING', 'FILE_NOT_FOUND', 'FILE_TOO_LARGE']);
  });

  it('a model from plain data has no folder for them, and names services that there are', () => {
    const problems = problemsOf(() => normalizeModel(JSON.parse(modelWith(layer({ carries: ['electricty'], files: { network: 'grid.m' } })))));
    expect(problems.map((p) => `${p.code} ${p.pointer}`)).toEqual(['SERVICE_UNKNOWN /physics/0/carries/0', 'PATH_UNRESOLVED /physics/0/files/network']);
  });
});

describe('which layers run', () => {
  const scenario = (fields: object) => normalizeScenario({ format: 'hazcade-scenario/1', id: 's', model: 'm', start: '2026-01-01T00:00:00Z', horizon: '1d', hazards: [{ id: 'h', type: 'test', onset: '1h', footprint: { assets: ['plant'] }, effects: [{ trip: {} }] }], ...fields }).scenario;
  const { model } = normalizeModel(JSON.parse(modelWith(layer({ id: 'grid' }), layer({ id: 'roads', use: 'on-request' }))));
  const running = (physics?: unknown) => runningLayers(model, scenario({ physics })).map(({ layer: { id }, mode }) => `${id} ${mode}`);

  it('by their use, all, none, or by id', () => {
    expect(running()).toEqual(['grid exact']);
    expect(running('off')).toEqual([]);
    expect(running('linear')).toEqual([]);
    expect(running({ grid: 'linear', roads: 'exact' })).toEqual(['roads exact']);
    expect(running('surrogate')).toEqual(['grid surrogate', 'roads surrogate']);
    expect(running({ roads: 'surrogate' })).toEqual(['grid exact', 'roads surrogate']);
    expect(running({ grid: 'off', roads: 'exact' })).toEqual(['roads exact']);
    expect(() => running({ rods: 'exact' })).toThrowError(expect.objectContaining({ code: 'LAYER_UNKNOWN', message: expect.stringContaining('Did you mean "roads"?') as string }));
  });

  it('variants change it: all, or one layer on top', () => {
    const change = (values: object) => ({ id: 'v', title: 'v', changes: [{ change: 'scenario' as const, values: values as Record<string, unknown> }] });
    const varied = (physics: unknown, values: object) => { const v = applyVariant(model, scenario({ physics }), change(values)); return runningLayers(v.model, v.scenario).map(({ layer: { id }, mode }) => `${id} ${mode}`); };
    expect(varied('off', { 'physics.roads': 'exact' })).toEqual(['roads exact']);
    expect(varied({ roads: 'exact' }, { physics: 'off' })).toEqual([]);
    expect(varied({ roads: 'exact' }, { 'physics.roads': 'linear', 'physics.grid': 'linear' })).toEqual([]);
    expect(() => varied('off', { physics: 'on' })).toThrowError(expect.objectContaining({ code: 'VALUE_INVALID' }));
  });

  it('a scenario and its variants name layers that there are', () => {
    const file = (physics: string) => ({ ...sound, 's.yaml': `format: hazcade-scenario/1\nid: s\nmodel: .\nstart: 2026-01-01T00:00:00Z\nhorizon: 1d\nhazards: [{id: h, type: other, onset: 1h, footprint: {assets: [plant]}, effects: [{trip: {}}]}]\n${physics}` });
    const problems = problemsOf(() => readStudyInput(join(folderOf(file('physics: {grd: exact}\nvariants: [{id: v, changes: [{scenario: {values: {physics.gid: off}}}]}]\n')), 's.yaml')));
    expect(placed(problems)).toEqual(['LAYER_UNKNOWN s.yaml:7:16', 'LAYER_UNKNOWN s.yaml:8:64']);
    expect(problems[0]!.message).toContain('Did you mean "grid"?');
    const [off, linear] = ['off', 'linear'].map((word) => readStudyInput(join(folderOf(file(`physics: ${word}\n`)), 's.yaml')).scenario);
    expect(off!.physics).toEqual({ all: 'off', layers: {} });
    expect({ ...linear, modelPath: off!.modelPath }).toEqual(off);
  });
});

describe('identity', () => {
  const hashOf = (files: Record<string, string>, mode: 'exact' | 'surrogate' | 'off' = 'exact') => { const { model } = readModel(folderOf(files)); return studyModelHash(model, runningLayers(model, { physics: { all: mode, layers: {} } })); };
  const plain = readModelHash();
  function readModelHash(): string { return normalizeModel(JSON.parse(base)).model.hash; }

  it('a layer that does not run is no part of it', () => {
    expect(hashOf(sound, 'off')).toBe(plain);
  });

  it('one that runs is, with the texts of its files and the lines of its table in any order', () => {
    const exact = hashOf(sound), other = (files: Record<string, string>) => hashOf({ ...sound, ...files });
    expect(new Set([plain, exact, hashOf(sound, 'surrogate'), other({ 'net/grid.m': 'mpc ' }), other({ 'net/map.csv': 'asset,component\nplant,bus:1\n' })]).size).toBe(5);
    expect(other({ 'net/map.csv': 'asset,component,share\nplant-2,branch:1-2,\nplant,bus:1,0.5\n' })).toBe(exact);
  });
});
