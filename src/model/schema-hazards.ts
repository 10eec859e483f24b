/** Hazards and triggers in scenario files. */
import { Type, type Static } from 'typebox';
import { FIELD_FOOTPRINTS, type FieldFootprintData } from './schema-fields.js';
import { FootprintFileFields } from './schema-footprint-file.js';
import { Arrivals, While } from './schema-interactions.js';
import { Casualties, Exposure } from './schema-people.js';
import { Above, Distance, Duration, DurationNumeric, field, fields, Id, Name, NumberNumeric, oneOf, optional, Polygon, Position, Selector, Share, Text, WorseState } from './schema-parts.js';

const profilePoint = Type.Unsafe<[string, number | string]>({ type: 'array', prefixItems: [Duration, Share], items: false, minItems: 2, maxItems: 2, title: '[duration after onset, share of the peak]' });
const above = optional(Above, 'Intensity at an asset from which it acts there, as long as it is that much; left out: wherever the hazard is');
const effectOptions = oneOf({
  damage: fields({
    select: Type.Optional(Selector), probability: Type.Optional(Share), state: Type.Optional(WorseState),
    measure: optional(Name, 'By fragility for another measure than the hazard\'s, as the surge of a storm'), unit: optional(Text, 'Its unit'), intensity: optional(NumberNumeric, 'Where the footprint is whole; default 1'),
  }),
  derate: fields({ select: Type.Optional(Selector), to: field(Share, 'Share of capacity left while it lasts'), probability: Type.Optional(Share), above }),
  trip: fields({ select: Type.Optional(Selector), probability: Type.Optional(Share), above }),
  demand: fields({ select: Type.Optional(Selector), service: Id, by: field(Type.Number({ exclusiveMinimum: 0, maximum: 1000 }), 'Factor of what they require while it lasts'), probability: Type.Optional(Share), above }),
  staff: fields({
    select: Type.Optional(Selector), absent: field(Type.Union([Share, Type.Array(profilePoint, { minItems: 2, maxItems: 100 })], { title: 'a share, or a list of [duration, share]' }), 'Share of the staff absent while it lasts, or its course from when it begins'),
    scaled: optional(Type.Boolean(), 'Times the intensity of the hazard; default false'), probability: Type.Optional(Share), above,
  }),
  crews: fields({ pools: optional(Type.Array(Id, { minItems: 1 }), 'Left out: all'), to: field(Share, 'Share of their crews left while it lasts') }),
  casualties: Casualties, exposure: Exposure,
}, 'exactly one of damage, derate, trip, demand, staff, crews, casualties, exposure');
const Effect = Type.Unsafe<'damage' | Static<typeof effectOptions>>({ anyOf: [{ type: 'string', const: 'damage' }, effectOptions], title: 'damage, or a map with one of damage, derate, trip, demand, staff, crews, casualties, exposure' });

const plainFootprints = {
  select: Selector,
  assets: Type.Array(Id, { minItems: 1 }),
  circle: fields({ center: Position, radius: Distance, rim: Type.Optional(Share) }),
  polygon: Polygon,
  attenuation: fields({ from: field(Type.Array(Position, { minItems: 1 }), 'A point or a line'), scale: Distance, exponent: Type.Number({ exclusiveMinimum: 0, maximum: 20 }), max: Distance }),
  file: FootprintFileFields,
};
const footprints = { ...plainFootprints, ...FIELD_FOOTPRINTS };
type PlainFootprintData = Static<ReturnType<typeof oneOf<typeof plainFootprints>>>;
/** Where a hazard is. */
export const Footprint = Type.Unsafe<PlainFootprintData & FieldFootprintData>(oneOf(footprints, `exactly one of ${Object.keys(footprints).join(', ')}`));

/** A hazard. */
export const Hazard = fields({
  id: field(Id, 'Unique id'),
  key: optional(Id, 'Identity for draws; default the id'),
  type: field(Id, 'Taxonomy id, as windstorm, river-flood, earthquake, cyber-attack'),
  title: optional(Text, 'Name for people; default the id'),
  onset: optional(DurationNumeric, 'After the start; left out: only when triggered, or at random'),
  arrivals: optional(Arrivals, 'Occurs at random times instead'),
  duration: optional(DurationNumeric, 'How long it acts; default 0h, deratings and trips end with it'),
  detected: optional(DurationNumeric, 'After its onset, when it is noticed (condition detected); default at once'),
  measure: optional(Name, 'Intensity measure, as pga, gust, depth'),
  unit: optional(Text, 'Unit of the intensity'),
  intensity: optional(NumberNumeric, 'At the source or inside the footprint; default 1'),
  footprint: field(Footprint, 'Where it is, and how strong'),
  profile: optional(Type.Array(profilePoint, { minItems: 1, maxItems: 1000 }), 'Share of the peak over time; left out: at once'),
  place: Type.Optional(fields({ shift: field(Distance, 'Standard deviation to the east and to the north') }, { description: 'How uncertain its place is; left out: certain' })),
  common: optional(Share, 'Share of the log-variance of thresholds that neighbours have in common; default 0'),
  once: optional(Type.Boolean(), 'Occurs once; default false'),
  effects: Type.Optional(Type.Array(Effect, { minItems: 1, description: 'Default: [damage]' })),
}, { title: 'a hazard' });
export type HazardData = Static<typeof Hazard>;

/** An asset enters a damage state, or a worse one. */
export const damageEvent = fields({ select: Selector, state: WorseState });
/** A hazard that follows. */
export const Trigger = fields({
  id: field(Id, 'Unique id'),
  key: optional(Id, 'Identity for draws; default the id'),
  when: field(oneOf({ hazard: Id, damage: damageEvent, outage: fields({ select: Selector, after: Duration }) }, 'exactly one of hazard, damage, outage'), 'Cause'),
  while: optional(While, 'Only while a hazard acts, or for some time after; left out: always'),
  probability: optional(Share, 'Default 1'),
  lag: optional(DurationNumeric, 'Default 0h'),
  hazard: field(Id, 'Hazard that then occurs'),
  repeat: optional(Type.Boolean(), 'May fire again along one chain of causes, as aftershocks; default false'),
}, { title: 'a trigger' });
export type TriggerData = Static<typeof Trigger>;
