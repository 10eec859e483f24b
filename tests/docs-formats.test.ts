/** The examples in docs/formats.md are files that Hazcade takes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publishedSchemas } from '../src/model/schema.js';
import { readModel } from '../src/model/read.js';
import { readStudyInput } from '../src/model/read-scenario.js';
import { applyVariant } from '../src/model/variant.js';
import { folderOf } from './unit/model/files.js';

const text = readFileSync(new URL('../docs/formats.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);
const [model, tables, kinds, scenario] = blocks as [string, string, string, string];

describe('docs/formats.md', () => {
  it('has an example of each format', () => {
    expect(blocks.map((block) => /^format: (\S+)/.exec(block)?.[1])).toEqual(['hazcade-model/1', 'hazcade-model/1', 'hazcade-kinds/1', 'hazcade-scenario/1']);
  });

  it('its scenario fits its model without a problem, and its variants can be applied', () => {
    const folder = folderOf({ 'quarter/model.yaml': model, 's.yaml': scenario, 'data/depth.asc': '' });
    const study = readStudyInput(`${folder}/s.yaml`);
    expect(study.model.assets.map((a) => a.id)).toEqual(['hospital', 'line-a', 'pump', 'spare', 'sub-1', 'tanker']);
    expect(study.warnings.map((w) => w.code)).toEqual([]);
    const rebuilt = applyVariant(study.model, study.scenario, study.scenario.variants[1]!);
    expect(rebuilt.model.assets.map((a) => a.id)).toEqual(['generator', 'hospital', 'line-a', 'pump', 'sub-1', 'tanker']);
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
