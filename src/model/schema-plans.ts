/** Plans and the resources they use, in scenario files. */
import { Type, type Static } from 'typebox';
import { damageEvent } from './schema-hazards.js';
import { Count, Duration, DurationNumeric, field, fields, Id, oneOf, optional, part, Selector, Share, type SelectorData } from './schema-parts.js';
import { ID_PATTERN } from './names.js';

/** A condition as written: a map with exactly one of these keys. */
export interface ConditionData {
  time?: string;
  hazard?: string;
  'hazard-ends'?: string;
  detected?: string;
  damage?: Static<typeof damageEvent>;
  fall?: SelectorData;
  level?: { asset: string; below: number | string; for?: string };
  working?: { select: SelectorData; below: number | string; for?: string };
  people?: { without: string; above: number; for?: string };
  buffer?: { need: string; below: string };
  all?: ConditionData[];
  any?: ConditionData[];
}
const Condition = part<ConditionData>('condition');
const parts = Type.Array(Condition, { minItems: 1, maxItems: 50 });

/** What `condition` stands for in `$defs`. */
export const ConditionFields = oneOf({
  time: Duration, hazard: Id, 'hazard-ends': Id, detected: Id, damage: damageEvent, fall: Selector,
  level: fields({ asset: Id, below: Share, for: Type.Optional(Duration) }),
  working: fields({ select: Selector, below: field(Share, 'Share of these assets that work'), for: Type.Optional(Duration) }),
  people: fields({ without: field(Id, 'A service'), above: field(Count, 'So many people are without it'), for: Type.Optional(Duration) }),
  buffer: fields({ need: field(Type.String(), 'ASSET/SERVICE'), below: Duration }),
  all: parts, any: parts,
}, 'exactly one of time, hazard, hazard-ends, detected, damage, fall, level, working, people, buffer, all, any');

/** Something there is so many of: generators, tankers, buses. */
export const Resource = fields({
  id: field(Id, 'Unique id, also among crew pools'),
  count: field(Count, 'How many there are'),
  base: optional(Id, 'Asset they come from, where a layer knows travel times; left out: they are there at once'),
}, { title: 'a resource' });

const Measure = oneOf({
  trip: Selector, release: Selector, 'repair-first': Selector,
  derate: fields({ select: Selector, to: Share }),
  refill: Type.Array(Type.String({ title: 'a need, as hospital/electricity' }), { minItems: 1 }),
  crews: fields({ pool: Id, count: Type.Integer({ minimum: 1, maximum: 100_000 }) }),
  cover: fields({
    select: Selector, service: Id, share: optional(Share, 'Part of the need that it meets; default 1'), short: optional(Type.Boolean(), 'Only where the need is short when the plan acts; default false'),
    unit: optional(Id, 'Resource of which each asset takes one'), with: optional(Id, 'Asset that supplies it: the share is of its level'),
  }),
  evacuate: fields({
    select: Selector, to: optional(Id, 'Asset that takes them in; left out: out of the region'), share: optional(Share, 'Of the people of each asset; default 1'),
    over: optional(Duration, 'They set out in equal parts, one an hour, over this time; default 0h'), travel: optional(Duration, 'Time on the way where no layer knows better; default 0h'),
  }),
  warn: fields({
    select: Selector, compliance: field(Share, 'Share of the people who then are safe from it'), lead: optional(Duration, 'Until they are; default 0h'),
    against: optional(Type.Array(Id, { minItems: 1 }), 'Hazards that it protects from; default all'),
  }),
}, 'exactly one of trip, release, derate, refill, repair-first, crews, cover, evacuate, warn');

/** When ... then after ... do ... for ... */
export const Plan = fields({
  id: field(Id, 'Unique id'),
  key: optional(Id, 'Identity; default the id'),
  when: field(Condition, 'Condition'),
  after: optional(DurationNumeric, 'Delay; default 0h'),
  for: optional(Duration, 'How long it lasts; left out: to the end'),
  do: Type.Array(Measure, { minItems: 1, description: 'Measures' }),
  uses: Type.Optional(Type.Unsafe<Record<string, number>>({
    type: 'object', minProperties: 1, propertyNames: { pattern: ID_PATTERN }, additionalProperties: { type: 'integer', minimum: 1, maximum: 100_000, title: 'a whole number from 1' },
    description: 'Resource or crew pool -> how many it holds from the moment it fires until it ends',
  })),
  probability: optional(Share, 'Of coming about each time it fires; default 1'),
  precedence: optional(Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 }), 'Smaller first; default 0'),
  once: optional(Type.Boolean(), 'Fires once in a replication; default false'),
  active: optional(Type.Boolean(), 'false: as if it were not there, until a variant sets it; default true'),
}, { title: 'a plan' });
export type PlanData = Static<typeof Plan>;
