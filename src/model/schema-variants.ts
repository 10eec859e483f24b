/** What-if changes in scenario files. */
import { Type, type Static } from 'typebox';
import type { AssetData } from './schema-model.js';
import { BufferOrHours, field, fields, Id, oneOf, optional, part, Selector, Text } from './schema-parts.js';

const values = Type.Unsafe<Record<string, unknown>>({ type: 'object', minProperties: 1, title: 'a map of dotted fields to values' });
/** One change. */
export const Change = oneOf({
  set: fields({ select: Selector, values: field(values, 'Dotted field of the asset, its kind or needs -> value, as restart, repair.slight, buffers.electricity.hours') }),
  harden: fields({ select: Selector, factor: field(Type.Number({ exclusiveMinimum: 0, maximum: 1000 }), 'Fragility medians are multiplied by it') }),
  invulnerable: Selector,
  'add-buffer': fields({ select: Selector, service: Id, buffer: BufferOrHours }),
  'add-supplier': fields({ select: Selector, service: Id, supplier: Id, weight: Type.Optional(Type.Number({ exclusiveMinimum: 0 })) }),
  'add-asset': part<AssetData>('asset'),
  remove: Selector,
  scenario: fields({ values: field(values, 'Dotted field of the scenario -> value, as recovery.crews.line-crews.count') }),
}, 'exactly one of set, harden, invulnerable, add-buffer, add-supplier, add-asset, remove, scenario');
/** A what-if. */
export const Variant = fields({
  id: field(Id, 'Unique id'), title: optional(Text, 'Name for people; default the id'),
  cost: optional(Type.Number({ minimum: 0 }), 'Euro, where known'),
  changes: Type.Array(Change, { minItems: 1 }),
}, { title: 'a variant' });
export type VariantData = Static<typeof Variant>;
