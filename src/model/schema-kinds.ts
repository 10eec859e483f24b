/** Format of kind libraries, `hazcade-kinds/1`. */
import { Type, type Static } from 'typebox';
import { OverrideFields } from './schema-damage.js';
import { BufferOrHours, byState, field, fields, Id, optional, Share, Text, WorseState } from './schema-parts.js';
import { NAME_PATTERN } from './names.js';

const kindFields = {
  title: optional(Text, 'Name for people; default the id'),
  sector: field(Id, 'Sector of assets of this kind'),
  services: Type.Optional(Type.Array(Id, { description: 'Services it offers; left out: none' })),
  serviceArea: optional(Type.Boolean(), 'Holds residents or businesses: impacts on people are read off it'),
  ...OverrideFields,
  ownFailureState: optional(WorseState, 'Damage state after an own failure; default slight'),
  replacementCost: optional(Type.Number({ minimum: 0 }), 'Euro'),
  lossRatio: optional(byState(Share), 'Share of the replacement cost by damage state; default 0.02, 0.1, 0.5, 1'),
  buffers: Type.Optional(Type.Unsafe<Record<string, Static<typeof BufferOrHours>>>({ type: 'object', propertyNames: { pattern: NAME_PATTERN }, additionalProperties: BufferOrHours, description: 'Service -> buffer that a need of it has unless it says otherwise' })),
  sources: Type.Optional(Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: Text, description: 'Field, or dotted part of it -> where the value comes from, or "assumption"' })),
};

/** A kind without its id, as written in a model's `kinds` map. */
export const KindFields = fields(kindFields, { title: 'a kind' });
export type KindData = Static<typeof KindFields>;

export const KindsFile = fields({
  format: field(Type.Literal('hazcade-kinds/1'), 'Format name and version'),
  kinds: Type.Array(fields({ id: field(Id, 'Unique id'), ...kindFields }, { title: 'a kind' })),
}, { title: 'Hazcade kind library', description: 'Kinds of assets: fragility, capacity, repair, restart, buffers' });
export type KindsFileData = Static<typeof KindsFile>;
