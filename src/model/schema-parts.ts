/**
 * Parts that the schemas of all formats share. `title` says what a value is (error messages quote it), `description`
 * what a field means (editors show it).
 */
import { Type, type Static, type TProperties, type TSchema } from 'typebox';
import { DISTANCE_PATTERN, DISTRIBUTION_PARAMETERS, DURATION_PATTERN, PERCENT_PATTERN } from './quantities.js';
import { ID_PATTERN, ID_TITLE, NAME_PATTERN } from './names.js';
import { DAMAGE_STATES, NEED_TYPES } from './types.js';

/** A map in which every key is known; `required` fields are those not wrapped in Type.Optional. */
export function fields<T extends TProperties>(properties: T, options: Record<string, unknown> = {}) {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** A map with exactly one of the given keys: how the formats write alternatives. */
export function oneOf<T extends TProperties>(properties: T, title: string) {
  return Type.Partial(Type.Object(properties), { additionalProperties: false, minProperties: 1, maxProperties: 1, title });
}

/** A field that may be left out, with its meaning. */
export function optional<T extends TSchema>(schema: T, description: string) {
  return Type.Optional({ ...schema, description } as T);
}

/** A field that must be there, with its meaning. */
export function field<T extends TSchema>(schema: T, description: string): T {
  return { ...schema, description };
}

export const Id = Type.String({ pattern: ID_PATTERN, title: ID_TITLE });
export const Text = Type.String({ maxLength: 20_000, title: 'a text' });

export const Name = Type.String({ pattern: NAME_PATTERN, title: 'a name: a letter, then letters, digits, - _ .' });

export const Duration = Type.String({ pattern: DURATION_PATTERN, title: 'a duration with a unit (30s, 90min, 8h, 3d, 1w, 1y)' });
export const Distance = Type.String({ pattern: DISTANCE_PATTERN, title: 'a distance with a unit (200m, 5km)' });
export const Share = Type.Union([
  Type.Number({ minimum: 0, maximum: 1, title: 'a share 0..1' }),
  Type.String({ pattern: PERCENT_PATTERN, title: 'a share as 60%' }),
], { title: 'a share 0..1 or as 60%' });
/** Of effects that act where, and while, the intensity is high enough. */
export const Above = Type.Number({ exclusiveMinimum: 0, title: 'an intensity above 0' });
export const Count = Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1, title: 'a whole number from 0' });
export const Position = Type.Array(Type.Number(), { minItems: 2, maxItems: 2, title: '[lon, lat] in WGS 84 degrees' });
export const Polygon = Type.Array(Position, { minItems: 3, title: 'a polygon: at least three [lon, lat]' });
export const State = Type.Enum([...DAMAGE_STATES], { title: 'a damage state' });
export const WorseState = Type.Enum(['slight', 'moderate', 'extensive', 'complete'], { title: 'a damage state from slight' });
export const Dependency = Type.Enum([...NEED_TYPES], { title: 'a type of dependency' });

/** One value per damage state, each optional. */
export function byState<T extends TSchema>(schema: T) {
  return fields({ slight: Type.Optional(schema), moderate: Type.Optional(schema), extensive: Type.Optional(schema), complete: Type.Optional(schema) });
}

/** A value of a unit, or a distribution of it. */
function numeric<T extends TSchema>(value: T, title: string) {
  const properties: Record<string, TSchema> = {};
  for (const [dist, { value: inUnit, plain }] of Object.entries(DISTRIBUTION_PARAMETERS)) {
    const parameters: Record<string, TSchema> = {};
    for (const name of inUnit) {
      if (name.endsWith('?')) parameters[name.slice(0, -1)] = Type.Optional(value);
      else parameters[name] = value;
    }
    for (const name of plain) parameters[name] = Type.Number();
    properties[dist] = Type.Optional(fields(parameters));
  }
  properties.empirical = Type.Optional(fields({ values: Type.Array(value, { minItems: 1 }), weights: Type.Optional(Type.Array(Type.Number({ minimum: 0 }))) }));
  properties.shared = optional(Type.Boolean(), 'One draw for all assets of a replication instead of one each');
  // Exactly one distribution; `shared` may stand beside it.
  const distribution = Type.Object(properties, { additionalProperties: false, minProperties: 1, maxProperties: 2, title: 'a distribution' });
  return Type.Union([value, distribution], { title });
}

/** What a `$ref` to one of {@link PARTS} stands for. */
export function part<T>(name: string) {
  return Type.Unsafe<T>({ $ref: `#/$defs/${name}` });
}
export const DurationNumeric = part<unknown>('durationNumeric');
export const NumberNumeric = part<unknown>('numberNumeric');
export const ShareNumeric = part<unknown>('shareNumeric');

/** Selectors nest, so they stand in `$defs`. */
export interface SelectorData {
  all?: true;
  id?: string | string[];
  kind?: string | string[];
  sector?: string | string[];
  attribute?: Record<string, Scalar | Scalar[] | { min?: number; max?: number }>;
  within?: { of: string | number[]; distance: string };
  area?: number[][];
  not?: SelectorData;
  any?: SelectorData[];
}
type Scalar = string | number | boolean;
const ids = Type.Union([Id, Type.Array(Id, { minItems: 1 })], { title: 'an id or a list of ids' });
const scalar = { type: ['string', 'number', 'boolean'], title: 'a text, number, true or false' };
export const Selector = part<SelectorData>('selector');
const selector = fields({
  all: optional(Type.Literal(true), 'Every asset'),
  id: optional(ids, 'Asset ids'),
  kind: optional(ids, 'Kind ids'),
  sector: optional(ids, 'Sector ids'),
  attribute: Type.Optional(Type.Unsafe({
    type: 'object', propertyNames: { pattern: NAME_PATTERN }, minProperties: 1, description: 'Attribute -> wanted value, list of values, or {min, max}',
    additionalProperties: { anyOf: [scalar, { type: 'array', items: scalar, minItems: 1 }, fields({ min: Type.Optional(Type.Number()), max: Type.Optional(Type.Number()) }, { minProperties: 1 })], title: 'a value, a list of values, or {min, max}' },
  })),
  within: Type.Optional(fields({ of: Type.Union([Id, Position], { title: 'an asset id or [lon, lat]' }), distance: Distance }, { description: 'Not farther than a distance from an asset or a place' })),
  area: optional(Polygon, 'Inside a polygon'),
  not: optional(Selector, 'Not selected by this'),
  any: Type.Optional(Type.Array(Selector, { minItems: 1, description: 'Selected by at least one of these' })),
}, { minProperties: 1, title: 'a selector', description: 'Which assets: all fields must fit, lists mean "one of"' });

const supplier = Type.Union([Id, fields({ asset: Id, weight: Type.Optional(Type.Number({ exclusiveMinimum: 0 })) })], { title: 'an asset id, or {asset, weight}' });
export const Suppliers = Type.Unsafe<SupplierData | SupplierData[]>(Type.Union([supplier, Type.Array(supplier, { minItems: 1 })], { title: 'an asset, or a list of assets or {asset, weight}' }));
export type SupplierData = string | { asset: string; weight?: number };
export const Combine = Type.Enum(['sum', 'best'], { title: 'how suppliers combine' });

/** A buffer in full; `hours` alone may be written as a duration. */
export const BufferFields = fields({
  hours: field(DurationNumeric, 'How long it carries the full need when full; at most 4,700 h'),
  refill: optional(Duration, 'From empty to full when the supply is whole; default 0h: at once'),
  cover: optional(Share, 'Share of the need it can carry; default 1'),
  initial: optional(Share, 'Filling at the start; default 1'),
  drain: optional(Type.Enum(['always', 'working']), 'Drains always, or only while the asset is up'),
  refillFrom: Type.Optional(fields({ from: Suppliers, required: Type.Optional(Type.Number({ exclusiveMinimum: 0 })), combine: Type.Optional(Combine) }, { description: 'Who refills it; left out: the supply itself' })),
}, { title: 'a buffer' });
export type BufferData = Static<typeof BufferFields>;
export const BufferOrHours = Type.Unsafe<BufferData | string>(Type.Union([Duration, BufferFields], { title: 'a duration, or {hours, refill, ...}' }));

/** Parts that stand in `$defs`, once in a schema. */
export const PARTS: Record<string, TSchema> = {
  durationNumeric: numeric(Duration, 'a duration with a unit (30s, 90min, 8h, 3d), or a distribution of it'),
  numberNumeric: numeric(Type.Number(), 'a number, or a distribution'),
  shareNumeric: numeric(Share, 'a share 0..1 or as 60%, or a distribution of it'),
  selector,
};
