/** Plans in scenario files. */
import { Type, type Static } from 'typebox';
import { damageEvent } from './schema-hazards.js';
import { Duration, field, fields, Id, oneOf, optional, Selector, Share } from './schema-parts.js';

/** When ... then after ... do ... */
export const Plan = fields({
  id: field(Id, 'Unique id'),
  key: optional(Id, 'Identity; default the id'),
  when: field(oneOf({
    time: Duration, hazard: Id, damage: damageEvent,
    level: fields({ asset: Id, below: Share, for: Type.Optional(Duration) }),
    buffer: fields({ need: field(Type.String(), 'ASSET/SERVICE'), below: Duration }),
  }, 'exactly one of time, hazard, damage, level, buffer'), 'Condition'),
  after: optional(Duration, 'Delay; default 0h'),
  do: Type.Array(oneOf({
    trip: Selector, release: Selector, 'repair-first': Selector,
    derate: fields({ select: Selector, to: Share }),
    refill: Type.Array(Type.String({ title: 'a need, as hospital/electricity' }), { minItems: 1 }),
    crews: fields({ pool: Id, count: Type.Integer({ minimum: 1, maximum: 100_000 }) }),
  }, 'exactly one of trip, release, derate, refill, repair-first, crews'), { minItems: 1, description: 'Measures' }),
  precedence: optional(Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 }), 'Smaller first; default 0'),
  once: optional(Type.Boolean(), 'Fires once in a replication; default false'),
}, { title: 'a plan' });
export type PlanData = Static<typeof Plan>;
