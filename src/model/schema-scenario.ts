/** Format of scenarios, `hazcade-scenario/1`. */
import { Type, type Static } from 'typebox';
import type { AssetData } from './schema-model.js';
import {
  BufferOrHours, Count, Distance, Duration, DurationNumeric, field, fields, Id, Name, NumberNumeric, oneOf, optional, part, Polygon, Position, Selector, Share, Text, WorseState,
} from './schema-parts.js';
import { ID_PATTERN } from './names.js';
import { PHYSICS_MODES, type PhysicsMode } from './types.js';

const effectOptions = oneOf({
  damage: fields({ select: Type.Optional(Selector), probability: Type.Optional(Share), state: Type.Optional(WorseState) }),
  derate: fields({ select: Type.Optional(Selector), to: field(Share, 'Share of capacity left while it lasts'), probability: Type.Optional(Share) }),
  trip: fields({ select: Type.Optional(Selector), probability: Type.Optional(Share) }),
}, 'exactly one of damage, derate, trip');
const Effect = Type.Unsafe<'damage' | Static<typeof effectOptions>>({ anyOf: [{ type: 'string', const: 'damage' }, effectOptions], title: 'damage, or a map with one of damage, derate, trip' });

const Footprint = oneOf({
  select: Selector,
  assets: Type.Array(Id, { minItems: 1 }),
  circle: fields({ center: Position, radius: Distance, rim: Type.Optional(Share) }),
  polygon: Polygon,
  attenuation: fields({ from: field(Type.Array(Position, { minItems: 1 }), 'A point or a line'), scale: Distance, exponent: Type.Number({ exclusiveMinimum: 0, maximum: 20 }), max: Distance }),
}, 'exactly one of select, assets, circle, polygon, attenuation');

const profilePoint = Type.Unsafe<[string, number | string]>({ type: 'array', prefixItems: [Duration, Share], items: false, minItems: 2, maxItems: 2, title: '[duration after onset, share of the peak]' });

const Hazard = fields({
  id: field(Id, 'Unique id'),
  key: optional(Id, 'Identity for draws; default the id'),
  type: field(Id, 'Taxonomy id, as windstorm, river-flood, earthquake, cyber-attack'),
  title: optional(Text, 'Name for people; default the id'),
  onset: optional(DurationNumeric, 'After the start; left out: only when triggered'),
  duration: optional(DurationNumeric, 'How long it acts; default 0h, deratings and trips end with it'),
  measure: optional(Name, 'Intensity measure, as pga, gust, depth'),
  unit: optional(Text, 'Unit of the intensity'),
  intensity: optional(NumberNumeric, 'At the source or inside the footprint; default 1'),
  footprint: field(Footprint, 'Where it is, and how strong'),
  profile: optional(Type.Array(profilePoint, { minItems: 1, maxItems: 1000 }), 'Share of the peak over time; left out: at once'),
  common: optional(Share, 'Share of the log-variance of thresholds that neighbours have in common; default 0'),
  once: optional(Type.Boolean(), 'Occurs once; default false'),
  effects: Type.Optional(Type.Array(Effect, { minItems: 1, description: 'Default: [damage]' })),
}, { title: 'a hazard' });
export type HazardData = Static<typeof Hazard>;

const damageEvent = fields({ select: Selector, state: WorseState });
const Trigger = fields({
  id: field(Id, 'Unique id'),
  key: optional(Id, 'Identity for draws; default the id'),
  when: field(oneOf({ hazard: Id, damage: damageEvent, outage: fields({ select: Selector, after: Duration }) }, 'exactly one of hazard, damage, outage'), 'Cause'),
  probability: optional(Share, 'Default 1'),
  lag: optional(DurationNumeric, 'Default 0h'),
  hazard: field(Id, 'Hazard that then occurs'),
  repeat: optional(Type.Boolean(), 'May fire again along one chain of causes, as aftershocks; default false'),
}, { title: 'a trigger' });
export type TriggerData = Static<typeof Trigger>;

const Plan = fields({
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

const values = Type.Unsafe<Record<string, unknown>>({ type: 'object', minProperties: 1, title: 'a map of dotted fields to values' });
const Change = oneOf({
  set: fields({ select: Selector, values: field(values, 'Dotted field of the asset, its kind or needs -> value, as restart, repair.slight, buffers.electricity.hours') }),
  harden: fields({ select: Selector, factor: field(Type.Number({ exclusiveMinimum: 0, maximum: 1000 }), 'Fragility medians are multiplied by it') }),
  invulnerable: Selector,
  'add-buffer': fields({ select: Selector, service: Id, buffer: BufferOrHours }),
  'add-supplier': fields({ select: Selector, service: Id, supplier: Id, weight: Type.Optional(Type.Number({ exclusiveMinimum: 0 })) }),
  'add-asset': part<AssetData>('asset'),
  remove: Selector,
  scenario: fields({ values: field(values, 'Dotted field of the scenario -> value, as recovery.crews.line-crews.count') }),
}, 'exactly one of set, harden, invulnerable, add-buffer, add-supplier, add-asset, remove, scenario');
const Variant = fields({
  id: field(Id, 'Unique id'), title: optional(Text, 'Name for people; default the id'),
  cost: optional(Type.Number({ minimum: 0 }), 'Euro, where known'),
  changes: Type.Array(Change, { minItems: 1 }),
}, { title: 'a variant' });
export type VariantData = Static<typeof Variant>;

const PhysicsModes = Type.Enum([...PHYSICS_MODES], { type: 'string', title: 'off, surrogate or exact' });

export const ScenarioFile = fields({
  format: field(Type.Literal('hazcade-scenario/1'), 'Format name and version'),
  id: field(Id, 'Id of the scenario'),
  title: optional(Text, 'Name for people; default the id'),
  story: optional(Text, 'What happens'),
  sources: Type.Optional(Type.Array(Text, { description: 'Where its figures come from' })),
  limits: Type.Optional(Type.Array(Text, { description: 'What it leaves out' })),
  model: field(Text, 'Path of the model folder or file, relative to this file'),
  start: field(Text, 'Instant of the start, ISO 8601 with time zone'),
  horizon: field(Duration, 'End of the simulation after the start: 1h .. 10y'),
  ticksPerHour: optional(Type.Integer({ minimum: 60, maximum: 2 ** 32 }), 'Resolution of time; default 460800'),
  seed: Type.Optional(Type.Unsafe<string | number>({ type: ['string', 'number'], title: 'a text', description: 'Fixes every draw; default the id' })),
  replications: optional(Type.Integer({ minimum: 1, maximum: 1e9 }), 'How many; default 1000'),
  precision: Type.Optional(fields({ outcome: field(Text, 'As person-hours.electricity'), relative: field(Type.Number({ exclusiveMinimum: 0, maximum: 1 }), 'Half-width of the 95 % interval over the mean'), maxReplications: Type.Integer({ minimum: 1, maximum: 1e9 }) }, { description: 'Replicate until this precision' })),
  hazards: Type.Optional(Type.Array(Hazard, { description: 'What hits the assets' })),
  triggers: Type.Optional(Type.Array(Trigger, { description: 'Hazards that follow' })),
  recovery: Type.Optional(fields({
    order: optional(Type.Enum(['first-come', 'people-served', 'critical-first', 'list']), 'Order of repair jobs; default first-come'),
    list: Type.Optional(Type.Array(Id, { description: 'Asset ids, for order: list' })),
    crews: Type.Optional(Type.Array(fields({ id: Id, skills: Type.Optional(Type.Array(Id)), count: Count, from: optional(Duration, 'When they are there; default 0h'), base: optional(Id, 'Asset they travel from, where a layer knows travel times; left out: travel takes no time') }), { description: 'Left out: every job begins at once' })),
  })),
  plans: Type.Optional(Type.Array(Plan, { description: 'When ... then after ... do ...' })),
  affectedThreshold: optional(Share, 'Affected: people of areas that see less than this; default 1'),
  physics: Type.Optional(Type.Unsafe<PhysicsMode | Record<string, PhysicsMode>>({
    anyOf: [PhysicsModes, { type: 'object', propertyNames: { pattern: ID_PATTERN }, additionalProperties: PhysicsModes }], title: 'off, surrogate, exact, or a map of layers to these',
    description: 'How the flow models of the model run; left out: exact, those for use: always',
  })),
  variants: Type.Optional(Type.Array(Variant, { description: 'What-if changes, compared under common random numbers' })),
}, { title: 'Hazcade scenario', description: 'What hits a model, how it recovers, and what is varied' });
export type ScenarioData = Static<typeof ScenarioFile>;
