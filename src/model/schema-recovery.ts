/** Recovery in scenario files. */
import { Type } from 'typebox';
import { Count, Duration, fields, Id, optional } from './schema-parts.js';

/** Crews and the order of their jobs. */
export const Recovery = fields({
  order: optional(Type.Enum(['first-come', 'people-served', 'critical-first', 'list']), 'Order of repair jobs; default first-come'),
  list: Type.Optional(Type.Array(Id, { description: 'Asset ids, for order: list' })),
  crews: Type.Optional(Type.Array(fields({ id: Id, skills: Type.Optional(Type.Array(Id)), count: Count, from: optional(Duration, 'When they are there; default 0h'), base: optional(Id, 'Asset they travel from, where a layer knows travel times; left out: travel takes no time') }), { description: 'Left out: every job begins at once' })),
});
