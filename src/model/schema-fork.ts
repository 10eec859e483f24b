/** Format of what a fork changes, `hazcade-fork/1`. */
import { Type, type Static } from 'typebox';
import { Duration, field, fields, Id, optional, Text } from './schema-parts.js';
import { Plan, Resource } from './schema-plans.js';

export const ForkFile = fields({
  format: field(Type.Literal('hazcade-fork/1'), 'Format name and version'),
  title: optional(Text, 'Name for people'),
  at: optional(Duration, 'Time after the start from which the changes hold; may be given by the caller instead'),
  plans: Type.Optional(Type.Array(Plan, { description: 'Plans that are added' })),
  resources: Type.Optional(Type.Array(Resource, { description: 'Resources that are added, for these plans to use' })),
  remove: Type.Optional(Type.Array(Id, { minItems: 1, description: 'Plans that end and fire no more' })),
  set: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object', minProperties: 1, title: 'a map of dotted fields to values', description: 'As in a variant: recovery.order, recovery.list, recovery.crews.ID.count, resources.ID.count, plans.ID.FIELD' })),
}, { title: 'Hazcade fork', description: 'What is changed in a replication from a time on' });
export type ForkData = Static<typeof ForkFile>;
