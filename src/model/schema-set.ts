/** Fields that a variant may set on assets (`set: {values}`), after its dotted names are unfolded. */
import { Type, type Static } from 'typebox';
import { OverrideFields } from './schema-damage.js';
import { Combine, Count, Duration, DurationNumeric, fields, Name, Share, State, WorseState } from './schema-parts.js';
import { NAME_PATTERN } from './names.js';

const bufferChange = fields({ hours: Type.Optional(DurationNumeric), refill: Type.Optional(Duration), cover: Type.Optional(Share), initial: Type.Optional(Share), drain: Type.Optional(Type.Enum(['always', 'working'])) });
const needChange = fields({
  required: Type.Optional(Type.Number({ exclusiveMinimum: 0 })), combine: Type.Optional(Combine), impact: Type.Optional(Type.Number({ minimum: 0, maximum: 1000 })),
  delay: Type.Optional(Duration), demand: Type.Optional(Type.Number({ minimum: 0, maximum: 1e12 })), demandProfile: Type.Optional(Name),
});
const byService = <T>(schema: object) => Type.Optional(Type.Unsafe<Record<string, T>>({ type: 'object', propertyNames: { pattern: NAME_PATTERN }, additionalProperties: schema }));

export const SetFields = fields({
  ...OverrideFields,
  ownFailureState: Type.Optional(WorseState), replacementCost: Type.Optional(Type.Number({ minimum: 0 })),
  people: Type.Optional(Count), peopleProfile: Type.Optional(Name), critical: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 2 })), initialDamage: Type.Optional(State),
  attributes: Type.Optional(Type.Unsafe<Record<string, string | number | boolean>>({ type: 'object', propertyNames: { pattern: NAME_PATTERN }, additionalProperties: { type: ['string', 'number', 'boolean'], title: 'a text, number, true or false' } })),
  buffers: byService<Static<typeof bufferChange>>(bufferChange),
  needs: byService<Static<typeof needChange>>(needChange),
}, { title: 'fields of an asset, its kind and needs' });
export type SetData = Static<typeof SetFields>;
