/** The examples in docs/formats.md are files that Hazcade takes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publishedSchemas } from '../src/model/schema.js';
import { readFork } from '../src/model/read-fork.js';
import { forkPlan } from '../src/study/fork-plan.js';
import { readCatalogue } from '../src/model/read-catalogue.js';
import { readSensitivity } from '../src/model/read-sensitivity.js';
import { readModel } from '../src/model/read.js';
import { readStudyInput } from '../src/model/read-scenario.js';
import { shippedKinds } from '../src/model/kinds.js';
import { SHIPPED_SERVICES } from '../src/model/services.js';
import { applyVariant } from '../src/model/variant.js';
import { folderOf } from './unit/model/files.js';

const text = readFileSync(new URL('../docs/formats.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);
const [model, tables, kinds, scenario, catalogue, parameters, changes] = blocks as [string, string, string, string, string, string, string];

describe('docs/formats.md', () => {
  it('has an example of each format', () => {
    expect(blocks.map((block) => /^format: (\S+)/.exec(block)?.[1])).toEqual(['hazcade-model/1', 'hazcade-model/1', 'hazcade-kinds/1', 'hazcade-scenario/1', 'hazcade-catalogue/1', 'hazcade-sensitivity/1', 'hazcade-fork/1']);
  });

  it('its scenario fits its model without a problem, and its variants can be applied', () => {
    const folder = folderOf({ 'quarter/model.yaml': model, 's.yaml': scenario, 'data/depth.asc': '' });
    const study = readStudyInput(`${folder}/s.yaml`);
    expect(study.model.assets.map((a) => a.id)).toEqual(['hospital', 'line-a', 'pump', 'spare', 'sub-1', 'tanker']);
    expect(study.warnings.map((w) => w.code)).toEqual([]);
    const rebuilt = applyVariant(study.model, study.scenario, study.scenario.variants[1]!);
    expect(rebuilt.model.assets.map((a) => a.id)).toEqual(['generator', 'hospital', 'line-a', 'pump', 'sub-1', 'tanker']);
  });

  it('its catalogue is read with its table', () => {
    const folder = folderOf({ 'quarter/model.yaml': model, 's.yaml': scenario, 'c.yaml': catalogue, 'events.csv': 'id,rate,hazard,intensity,onset\nbreeze,2,storm,0.1,1h\n' });
    const { catalogue: read, warnings } = readCatalogue(`${folder}/c.yaml`);
    expect(read.events.map((e) => [e.id, e.peril, e.ratePerYear, e.strikes.length, e.season])).toEqual([
      ['breeze', 'storm-surge', 2, 1, 'winter'], ['gale', 'storm-surge', 0.2, 1, 'winter'], ['hurricane', 'storm-surge', 0.01, 1, 'winter'], ['twice', 'hybrid', 0.002, 2, undefined],
    ]);
    expect(read.tree.map((level) => level.branches.map((b) => b.weight))).toEqual([[0.6, 0.4], [0.5, 0.5]]);
    expect(warnings.map((w) => w.code)).toEqual([]);
  });

  it('its parameters fit its scenario', () => {
    const folder = folderOf({ 'quarter/model.yaml': model, 's.yaml': scenario, 'p.yaml': parameters }), study = readStudyInput(`${folder}/s.yaml`);
    const plan = readSensitivity(`${folder}/p.yaml`, study.model, study.scenario);
    expect(plan.parameters.map((p) => p.id)).toEqual(['depth', 'crews', 'fuel', 'strength']);
    expect(plan.method).toEqual({ by: 'morris', trajectories: 10, levels: 4 });
  });

  it('its fork fits its scenario', () => {
    const folder = folderOf({ 'quarter/model.yaml': model, 's.yaml': scenario, 'f.yaml': changes }), study = readStudyInput(`${folder}/s.yaml`);
    const { atHours, changed, warnings } = readFork(`${folder}/f.yaml`, study.model, study.scenario);
    expect(warnings).toEqual([]);
    expect(forkPlan(study.scenario, changed, atHours!).fork!.changes.map(({ detail, source }) => `${source}: ${detail}`)).toEqual([
      'fuel: the plan is another from now on', 'shed: the plan is removed', 'trucks-out: the plan is added', 'truck: 2 instead of 0 of this resource', 'line-crews: 20 crews instead of 12', 'repairs: by order critical-first instead of people-served',
    ]);
  });

  it('its kind library can be used', () => {
    const folder = folderOf({ 'kinds/a.yaml': kinds, 'model.yaml': 'format: hazcade-model/1\nid: m\nkinds: kinds\nassets: [{id: p, kind: river-pump}]\n' });
    expect(readModel(folder).model.assets[0]!.kind).toMatchObject({ id: 'river-pump', repair: [24, 72, 168, 2160], perils: 'cumulative', buffers: { electricity: { hours: 8, refillHours: 2 }, communications: { hours: 4 } } });
  });

  it('its tables are read', () => {
    const places = JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', id: 's', geometry: { type: 'Point', coordinates: [4, 51] } }] });
    const folder = folderOf({ 'model.yaml': tables, 'assets.csv': 'id,kind\ns,substation\nh,hospital\n', 'needs.csv': 'asset,service,from,buffer\nh,electricity,s,"{lognormal: {median: 12h, sigma: 0.6}}"\n', 'places.geojson': places });
    const [hospital, substation] = readModel(folder).model.assets;
    expect(substation!.place).toEqual({ lon: 4, lat: 51 });
    expect(hospital!.needs[0]!.buffer!.hours).toEqual({ dist: 'lognormal', median: 12, sigma: 0.6 });
  });

  it('names every field of the schemas', () => {
    const names = new Set(Object.values(publishedSchemas()).flatMap(fieldNames));
    const aliases = new Set(['shared', 'attribute']);
    expect([...names].filter((name) => !aliases.has(name) && !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });
});

function fieldNames(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => (key === 'properties' ? [...Object.keys(value as object), ...Object.values(value as object).flatMap(fieldNames)] : fieldNames(value)));
}

describe('what ships, in docs/formats.md', () => {
  const rows = [...text.slice(text.indexOf('## What ships')).matchAll(/^\| ([^|]+) \| (`[^|]*) \|$/gm)].map(([, first, cell]) => ({ first: first!, ids: [...cell!.matchAll(/`([^`]+)`/g)].map(([, id]) => id!) }));
  const listed = (names: string[]) => rows.filter(({ first }) => names.includes(first)).flatMap(({ first, ids }) => ids.map((id) => `${first}: ${id}`)).sort();

  it('are the kinds of the library by sector, and the services by unit', () => {
    const kinds = shippedKinds().map((kind) => `${kind.sector}: ${kind.id}`).sort(), services = SHIPPED_SERVICES.map((service) => `${service.unit}: ${service.id}`).sort();
    expect(listed(shippedKinds().map((kind) => kind.sector))).toEqual(kinds);
    expect(listed(SHIPPED_SERVICES.map((service) => service.unit))).toEqual(services);
    expect(rows.flatMap(({ ids }) => ids)).toHaveLength(kinds.length + services.length);
  });
});
