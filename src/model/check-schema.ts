/**
 * Checks data against the published schemas and says what is wrong: one mistake, one message, at its place.
 * A small interpreter of the keywords those schemas use, because compiling them costs a validator like ajv more time than
 * a whole small study, and because of an alternative it complains about every branch. Tests hold it to ajv's verdict.
 */
import { readFileSync } from 'node:fs';
import { nearest } from '../errors.js';
import { clip, show, type Path, type Problems } from './problems.js';
import type { SourceData } from './read-data.js';

/** The part of JSON Schema (draft 2020-12) that the formats use. */
export interface JsonSchema {
  $ref?: string; $defs?: Record<string, JsonSchema>; title?: string;
  type?: string | string[]; const?: unknown; enum?: unknown[]; anyOf?: JsonSchema[];
  minimum?: number; maximum?: number; exclusiveMinimum?: number; pattern?: string; maxLength?: number;
  items?: JsonSchema | false; prefixItems?: JsonSchema[]; minItems?: number; maxItems?: number;
  properties?: Record<string, JsonSchema>; required?: string[]; additionalProperties?: JsonSchema | boolean; propertyNames?: { pattern: string };
  minProperties?: number; maxProperties?: number;
}

/** What can be checked: a file of each format, or a part of one. */
const SCHEMAS = {
  model: ['hazcade-model-1', ''], kinds: ['hazcade-kinds-1', ''], scenario: ['hazcade-scenario-1', ''], catalogue: ['hazcade-catalogue-1', ''], sensitivity: ['hazcade-sensitivity-1', ''], fork: ['hazcade-fork-1', ''],
  asset: ['hazcade-scenario-1', '#/$defs/asset'], set: ['hazcade-scenario-1', '#/$defs/set'],
} as const;

const files = new Map<string, JsonSchema>();

/** A published schema, by its name without `.schema.json`. */
function schemaFile(name: string): JsonSchema {
  let schema = files.get(name);
  if (!schema) files.set(name, schema = JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as JsonSchema);
  return schema;
}

export type SchemaName = keyof typeof SCHEMAS;

/** Every mistake of the data, none when it fits. */
export function faultsOf(name: SchemaName, data: unknown): Fault[] {
  const [file, ref] = SCHEMAS[name];
  const root = schemaFile(file);
  const faults: Fault[] = [];
  fits(ref === '' ? root : { $ref: ref }, root, data, (fault) => faults.push(fault));
  return faults;
}

/** The format that a whole file says it has, where it is another one: then nothing else in it can be held against this one. */
export function otherFormat(name: SchemaName, data: unknown): string | undefined {
  if (SCHEMAS[name][1] !== '' || typeof data !== 'object' || data === null) return undefined;
  const { format } = data as { format?: unknown };
  return typeof format === 'string' && format !== `hazcade-${name}/1` ? format : undefined;
}

/** True when the data fits the schema; otherwise every mistake is a problem. `base`: where the data lies in the source. */
export function fitsSchema(name: SchemaName, source: SourceData, problems: Problems, base: Path = []): boolean {
  const other = otherFormat(name, source.data);
  if (other !== undefined) {
    problems.error('FORMAT_WRONG', `expecting format: hazcade-${name}/1, found ${show(other)}`, source.locate([...base, 'format']));
    return false;
  }
  const faults = faultsOf(name, source.data);
  for (const fault of faults) {
    const path = [...base, ...fault.path];
    const where = path.length === 0 ? '' : `${path.slice(0, fault.ofKey ? -1 : undefined).join('.')}: `;
    problems.error(fault.code, (where === ': ' ? '' : where) + fault.message, source.locate(path, fault.ofKey));
  }
  return faults.length === 0;
}

/** One mistake. `ofKey`: the last step of the path is a key that is itself wrong. */
export interface Fault { code: string; path: Path; message: string; ofKey?: boolean }

/** True when the data fits; `report` gets every mistake. */
export function fits(schema: JsonSchema, root: JsonSchema, data: unknown, report: (fault: Fault) => void): boolean {
  return new Check(root, report).value(schema, data, []);
}

const patterns = new Map<string, RegExp>();
function matches(pattern: string, text: string): boolean {
  let compiled = patterns.get(pattern);
  if (!compiled) patterns.set(pattern, compiled = new RegExp(pattern, 'u'));
  return compiled.test(text);
}

/** Selectors of plain objects could nest without end. */
const DEPTH_LIMIT = 200;

class Check {
  constructor(private readonly root: JsonSchema, private readonly report: (fault: Fault) => void) {}

  value(written: JsonSchema, data: unknown, path: Path): boolean {
    const schema = this.resolved(written);
    if (path.length > DEPTH_LIMIT) return this.fault('VALUE_INVALID', path, `nested more than ${DEPTH_LIMIT} deep`);
    if (schema.anyOf) return this.alternative(schema, schema.anyOf, data, path);
    if ('const' in schema && data !== schema.const) return this.fault('VALUE_INVALID', path, `expecting ${show(schema.const)}, found ${show(data)}`);
    if (schema.enum && !schema.enum.includes(data)) return this.notListed(schema, data, path);
    if (schema.type !== undefined && !hasType(schema.type, data)) return this.expected('TYPE_WRONG', schema, data, path);
    if (typeof data === 'string') return this.text(schema, data, path);
    if (typeof data === 'number') return this.number(schema, data, path);
    if (Array.isArray(data)) return this.list(schema, data as unknown[], path);
    return typeof data === 'object' && data !== null ? this.map(schema, data as Record<string, unknown>, path) : true;
  }

  private resolved(schema: JsonSchema): JsonSchema {
    return schema.$ref === undefined ? schema : this.root.$defs![schema.$ref.slice('#/$defs/'.length)]!;
  }

  /** The complaints of the only branch whose type fits; of several or none, just that nothing fits. */
  private alternative(schema: JsonSchema, branches: JsonSchema[], data: unknown, path: Path): boolean {
    const likely = branches.filter((branch) => this.mayBe(branch, data));
    if (likely.length === 1) return this.value(likely[0]!, data, path);
    const silent = new Check(this.root, () => undefined);
    return likely.some((branch) => silent.value(branch, data, path)) || this.expected('TYPE_WRONG', schema, data, path);
  }

  /** Does the type of the data, without its content, fit the branch? */
  private mayBe(branch: JsonSchema, data: unknown): boolean {
    const { type, const: only, anyOf } = this.resolved(branch);
    if (anyOf) return anyOf.some((inner) => this.mayBe(inner, data));
    return type === undefined ? typeof only === typeof data : hasType(type, data);
  }

  private text(schema: JsonSchema, data: string, path: Path): boolean {
    if (schema.pattern !== undefined && !matches(schema.pattern, data)) return this.expected('VALUE_INVALID', schema, data, path);
    if (schema.maxLength !== undefined && data.length > schema.maxLength) return this.fault('VALUE_INVALID', path, `at most ${schema.maxLength} characters, found ${data.length}`);
    return true;
  }

  private number(schema: JsonSchema, data: number, path: Path): boolean {
    const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = schema;
    if (data >= minimum && data <= maximum && data > exclusiveMinimum) return true;
    const least = exclusiveMinimum > -Infinity ? ` above ${exclusiveMinimum}` : minimum > -Infinity ? ` from ${minimum}` : '';
    const most = maximum < Infinity ? ` to ${maximum}` : '';
    // A title that gives bounds need not hear them again, but for the one that was passed.
    const bounds = !/\d/.test(schema.title ?? '') ? `${least}${most}` : data > maximum ? `, at most ${maximum}` : '';
    return this.fault('VALUE_INVALID', path, `expecting ${schema.title ?? 'a number'}${bounds}, found ${data}`);
  }

  private list(schema: JsonSchema, data: unknown[], path: Path): boolean {
    if (data.length < (schema.minItems ?? 0) || data.length > (schema.maxItems ?? Infinity)) {
      return this.fault('VALUE_INVALID', path, `expecting ${schema.title ?? (schema.minItems === 1 ? 'at least one entry' : 'a list of another length')}, found ${data.length} entries`);
    }
    let sound = true;
    for (let i = 0; i < data.length; i++) {
      const item = schema.prefixItems?.[i] ?? schema.items;
      if (item && !this.value(item, data[i], [...path, i])) sound = false;
    }
    return sound;
  }

  private map(schema: JsonSchema, data: Record<string, unknown>, path: Path): boolean {
    const { properties = {}, required = [], additionalProperties = true } = schema;
    // A field set to undefined, as programs write it, is a field left out.
    const keys = Object.keys(data).filter((key) => data[key] !== undefined);
    let sound = true;
    const bad = (fault: boolean) => { sound = fault && sound; };
    for (const key of required) if (!Object.hasOwn(data, key) || data[key] === undefined) bad(this.fault('KEY_MISSING', path, `the key "${key}" is missing`));
    for (const key of keys) {
      const at = [...path, key];
      if (Object.hasOwn(properties, key)) bad(this.value(properties[key]!, data[key], at));
      else if (additionalProperties === false) bad(this.unknownKey(key, Object.keys(properties), at));
      else if (schema.propertyNames && !matches(schema.propertyNames.pattern, key)) bad(this.fault('VALUE_INVALID', at, `the key "${clip(key)}" is no name: expecting a letter, then letters, digits, - _ .`, true));
      else if (typeof additionalProperties === 'object') bad(this.value(additionalProperties, data[key], at));
    }
    // Unknown keys have been named already; counting them would say the same twice.
    if (sound && (keys.length < (schema.minProperties ?? 0) || keys.length > (schema.maxProperties ?? Infinity))) {
      return this.fault('VALUE_INVALID', path, `expecting ${schema.title ?? `at least ${schema.minProperties} keys`}, found ${keys.join(', ') || 'no key'}`);
    }
    return sound;
  }

  private unknownKey(key: string, known: string[], path: Path): boolean {
    const near = nearest(key, known);
    return this.fault('KEY_UNKNOWN', path, `unknown key "${clip(key)}". Expecting ${known.join(', ')}.${near === undefined ? '' : ` Did you mean "${near}"?`}`, true);
  }

  private notListed(schema: JsonSchema, data: unknown, path: Path): boolean {
    const allowed = schema.enum!.map(String);
    const near = typeof data === 'string' ? nearest(data, allowed) : undefined;
    return this.fault('VALUE_INVALID', path, `expecting ${schema.title ? `${schema.title}: ` : ''}${allowed.join(', ')}, found ${show(data)}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }

  private expected(code: string, schema: JsonSchema, data: unknown, path: Path): boolean {
    return this.fault(code, path, `expecting ${schema.title ?? typeName(schema)}, found ${show(data)}`);
  }

  private fault(code: string, path: Path, message: string, ofKey?: boolean): false {
    this.report({ code, path, message, ofKey });
    return false;
  }
}

function hasType(type: string | string[], data: unknown): boolean {
  if (Array.isArray(type)) return type.some((t) => hasType(t, data));
  switch (type) {
    case 'object': return typeof data === 'object' && data !== null && !Array.isArray(data);
    case 'array': return Array.isArray(data);
    case 'integer': return Number.isInteger(data);
    case 'number': return typeof data === 'number' && Number.isFinite(data);
    default: return typeof data === type;
  }
}

const TYPE_NAMES: Record<string, string> = { object: 'a map', array: 'a list', integer: 'a whole number', number: 'a number', string: 'a text', boolean: 'true or false' };

function typeName(schema: JsonSchema): string {
  return [schema.type ?? []].flat().map((t) => TYPE_NAMES[t] ?? t).join(' or ') || 'something else';
}
