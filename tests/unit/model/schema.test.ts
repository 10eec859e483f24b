import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, type Fault, type JsonSchema } from '../../../src/model/check-schema.js';
import { publishedSchemas } from '../../../src/model/schema.js';

const folder = new URL('../../../schemas/', import.meta.url);
const schemas = publishedSchemas();

it('a number out of bounds is told its bounds once', () => {
  const messages = (schema: JsonSchema, data: unknown): string[] => { const all: Fault[] = []; fits(schema, schema, data, (f) => all.push(f)); return all.map((f) => f.message); };
  expect(messages({ type: 'number', minimum: 1, maximum: 9 }, 0)).toEqual(['expecting a number from 1 to 9, found 0']);
  const people: JsonSchema = { type: 'integer', title: 'a whole number from 0', minimum: 0, maximum: 99 };
  expect([messages(people, -5), messages(people, 100)]).toEqual([['expecting a whole number from 0, found -5'], ['expecting a whole number from 0, at most 99, found 100']]);
});

/** UPDATE_SCHEMAS=1 writes the files anew. */
describe('published schemas', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`${name} is what the definitions say`, () => {
      const file = new URL(name, folder);
      const text = `${JSON.stringify(schema, null, 1)}\n`;
      if (process.env.UPDATE_SCHEMAS) writeFileSync(file, text);
      expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(text);
    });

    it(`${name} is a valid schema for ajv in strict mode`, () => {
      const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
      expect(ajv.validateSchema(schema)).toBe(true);
      expect(() => ajv.compile(schema)).not.toThrow();
    });

    it(`${name} uses only keywords that the checker knows`, () => {
      const known = new Set(['$schema', '$id', '$ref', '$defs', 'title', 'description', 'type', 'const', 'enum', 'anyOf', 'minimum', 'maximum', 'exclusiveMinimum', 'pattern', 'maxLength', 'items', 'prefixItems',
        'minItems', 'maxItems', 'properties', 'required', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties']);
      expect(keywords(schema).filter((k) => !known.has(k))).toEqual([]);
    });
  }
});

function keywords(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === 'properties' || key === '$defs') return [key, ...Object.values(value as object).flatMap(keywords)];
    if (key === 'enum' || key === 'const' || key === 'required') return [key];
    if (Array.isArray(value)) return [key, ...value.flatMap(keywords)];
    return [key, ...keywords(value)];
  });
}

const scenario = {
  format: 'hazcade-scenario/1', id: 's', model: 'm', start: '2026-01-16T18:00:00+01:00', horizon: '14d',
  hazards: [{ id: 'h', type: 'flood', onset: { lognormal: { median: '2h', sigma: 0.5 } }, intensity: 2, footprint: { select: { any: [{ kind: ['a', 'b'] }, { not: { attribute: { x: { max: 3 } } } }] } }, effects: ['damage', { trip: { probability: 0.4 } }] }],
  triggers: [{ id: 't', when: { outage: { select: { all: true }, after: '6h' } }, hazard: 'h' }],
};

describe('the checker agrees with ajv', () => {
  const root = schemas['hazcade-scenario-1.schema.json'] as JsonSchema;
  const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(root);
  const verdict = (data: unknown) => fits(root, root, data, () => undefined);

  it('on a sound scenario', () => {
    expect([validate(scenario), verdict(scenario)]).toEqual([true, true]);
  });

  it('on scenarios with one value replaced, removed or added at any place', () => {
    const places = pathsOf(scenario);
    const junk = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('2h', '60%', 0.5, -1, 'none', 'damage', 'slight', ['a'], [4, 51], { min: 1 }, { asset: 'a', weight: 2 }));
    fc.assert(fc.property(fc.constantFrom(...places), junk, fc.constantFrom('replace', 'remove', 'add'), (path, value, act) => {
      const data = structuredClone(scenario) as unknown;
      const parent = path.slice(0, -1).reduce((at, step) => (at as Record<string | number, unknown>)[step], data) as Record<string | number, unknown>;
      if (act === 'replace') parent[path.at(-1)!] = value;
      else if (act === 'remove') delete parent[path.at(-1)!];
      else if (!Array.isArray(parent)) parent.extra = value;
      const clean: unknown = JSON.parse(JSON.stringify(data));
      expect(verdict(clean)).toBe(validate(clean));
    }), { numRuns: 2000, seed: 1 });
  });
});

function pathsOf(data: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const at = [...path, Array.isArray(data) ? Number(key) : key];
    return [at, ...pathsOf(value, at)];
  });
}

describe('one mistake, one message', () => {
  const root = schemas['hazcade-scenario-1.schema.json'] as JsonSchema;
  const faults = (change: (s: typeof scenario & Record<string, unknown>) => void): Fault[] => {
    const data = structuredClone(scenario) as typeof scenario & Record<string, unknown>;
    change(data);
    const found: Fault[] = [];
    fits(root, root, data, (fault) => found.push(fault));
    return found;
  };

  it.each<[string, (s: typeof scenario & Record<string, unknown>) => void, string, (string | number)[], RegExp]>([
    ['an unknown key', (s) => { s.horison = '3d'; }, 'KEY_UNKNOWN', ['horison'], /Did you mean "horizon"/],
    ['a missing key', (s) => { delete (s as Record<string, unknown>).start; }, 'KEY_MISSING', [], /"start"/],
    ['a duration without a unit', (s) => { s.horizon = '14'; }, 'VALUE_INVALID', ['horizon'], /duration with a unit.*found "14"/],
    ['a distribution with a wrong parameter', (s) => { s.hazards[0]!.onset = { lognormal: { median: 2, sigma: 0.5 } } as never; }, 'TYPE_WRONG', ['hazards', 0, 'onset', 'lognormal', 'median'], /duration/],
    ['an unknown distribution', (s) => { s.hazards[0]!.onset = { lognorm: { median: '2h', sigma: 0.5 } } as never; }, 'KEY_UNKNOWN', ['hazards', 0, 'onset', 'lognorm'], /Did you mean "lognormal"/],
    ['a share above 1', (s) => { s.hazards[0]!.effects[1] = { trip: { probability: 4 } }; }, 'VALUE_INVALID', ['hazards', 0, 'effects', 1, 'trip', 'probability'], /share 0\.\.1/],
    ['an unknown effect', (s) => { s.hazards[0]!.effects[0] = 'damag'; }, 'VALUE_INVALID', ['hazards', 0, 'effects', 0], /damage/],
    ['two footprints', (s) => { s.hazards[0]!.footprint = { select: { all: true }, polygon: [[0, 0], [1, 0], [1, 1]] } as never; }, 'VALUE_INVALID', ['hazards', 0, 'footprint'], /exactly one of/],
    ['NaN', (s) => { s.hazards[0]!.intensity = NaN; }, 'TYPE_WRONG', ['hazards', 0, 'intensity'], /found NaN/],
  ])('%s', (_name, change, code, path, message) => {
    const found = faults(change);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code, path });
    expect(found[0]!.message).toMatch(message);
  });
});
