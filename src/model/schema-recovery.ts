/** Recovery in scenario files: docs/recovery.md says what it means. */
import { Type, type Static } from 'typebox';
import { byState, Count, Duration, DurationNumeric, field, fields, Id, optional, Selector, Share, WorseState } from './schema-parts.js';
import { DAYS, REPAIR_ORDERS } from './types-recovery.js';

const Clock = Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$', title: 'a time of day from 00:00 to 24:00' });
const Need = Type.String({ title: 'a need, as hospital/electricity' });

const Shift = fields({
  hours: Type.Array(fields({
    days: Type.Optional(Type.Array(Type.Enum([...DAYS], { title: 'mon, tue, wed, thu, fri, sat or sun' }), { minItems: 1, description: 'Days on which it begins; default every day' })),
    from: field(Clock, 'Local time'), to: field(Clock, 'Local time; not later than `from`: on the next day'),
  }), { minItems: 1, description: 'Working hours' }),
  overtime: optional(Type.Enum(['finish', 'pause']), 'At the end of a shift work is finished (default), or pauses until the next'),
}, { title: 'a shift' });

const Crews = fields({
  id: Id, skills: Type.Optional(Type.Array(Id)), count: Count,
  from: optional(DurationNumeric, 'When they are there; default 0h'),
  probability: optional(Share, 'Chance that they come at all; default 1'),
  base: optional(Id, 'Asset they travel from, where a layer or `travel` gives travel times; left out: travel takes no time'),
  shift: Type.Optional(Shift),
  fuel: optional(Need, 'No crew leaves while this need sees no supply'),
});

const Travel = fields({
  kmPerHour: field(Type.Number({ exclusiveMinimum: 0, maximum: 1000 }), 'Speed over the road, km/h'),
  detour: optional(Type.Number({ minimum: 1, maximum: 10 }), 'Length of the road over that of the straight line; default 1.3'),
  crossings: Type.Optional(Type.Array(fields({ into: Selector, over: Type.Array(Id, { minItems: 1 }) }), { description: 'The way into (or out of) an area leads over one of these assets' })),
}, { title: 'travel without a road layer' });

const StockEntry = fields({
  id: Id, amount: field(Count, 'Units at the start'),
  reorder: Type.Optional(fields({ at: Count, to: Count, lag: field(DurationNumeric, 'From order to delivery') }, { description: 'Down to `at`, it is ordered up to `to`' })),
  deliveries: Type.Optional(Type.Array(fields({ at: Duration, amount: Count }), { description: 'Deliveries under way at the start' })),
}, { title: 'a stock' });

const Fleet = fields({
  id: Id, base: field(Id, 'Depot: while it is down nothing is loaded'), count: Count,
  load: field(Duration, 'How long a load lasts the buffer it goes to, at the full need'),
  loading: optional(Duration, 'Default 30min'), unloading: optional(Duration, 'Default 30min'),
  needs: Type.Optional(Type.Array(Need, { minItems: 1, description: 'Needs whose buffers they fill' })),
  select: optional(Selector, 'Or: assets whose buffers they fill, with `service`'), service: Type.Optional(Id),
  below: optional(Share, 'They go to a buffer that is down to this share; default 0.5'),
  stock: optional(Id, 'Each load takes a unit of this stock'),
}, { title: 'a fleet of tankers' });

/** Crews, the order of their jobs, and what else work needs. */
export const Recovery = fields({
  order: optional(Type.Enum([...REPAIR_ORDERS]), 'Order of repair jobs; default first-come'),
  list: Type.Optional(Type.Array(Id, { description: 'Asset ids, for order: list' })),
  crews: Type.Optional(Type.Array(Crews, { description: 'Left out: every job begins at once' })),
  travel: Type.Optional(Travel),
  stock: Type.Optional(Type.Array(StockEntry, { description: 'Spare parts and material' })),
  parts: Type.Optional(Type.Array(fields({ stock: Id, select: Selector, amount: byState(Count) }), { description: 'What repairs take from stock' })),
  inspection: Type.Optional(Type.Array(fields({ select: Selector, skill: Type.Optional(Id), state: optional(WorseState, 'From this state on; default slight'), duration: DurationNumeric }), { description: 'Damage that is inspected before its repair' })),
  scenes: Type.Optional(Type.Array(fields({ hazards: Type.Optional(Type.Array(Id, { minItems: 1 })), types: Type.Optional(Type.Array(Id, { minItems: 1 })), hold: field(DurationNumeric, 'Nothing is touched for so long') }), { description: 'Scenes of attacks that are preserved' })),
  slowdowns: Type.Optional(Type.Array(fields({ select: Selector, asset: Id, below: field(Share, 'Service level'), factor: field(Type.Number({ minimum: 1, maximum: 1000 }), 'Work that begins meanwhile takes so many times as long') }), { description: 'Work that takes longer while an asset is short' })),
  tankers: Type.Optional(Type.Array(Fleet, { description: 'Fuel for buffers' })),
});
export type RecoveryData = Static<typeof Recovery>;
