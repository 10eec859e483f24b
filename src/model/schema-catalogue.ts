/** Format of catalogues of events, `hazcade-catalogue/1`. */
import { Type, type Static } from 'typebox';
import { Footprint } from './schema-hazards.js';
import { Duration, DurationNumeric, field, fields, Id, NumberNumeric, oneOf, optional, Position, Share, Text } from './schema-parts.js';
import { Change } from './schema-variants.js';

const Rate = field(Type.Number({ minimum: 0, maximum: 1e6 }), 'Occurrences a year');
const Factor = Type.Number({ minimum: 0, maximum: 1e6, title: 'a factor' });

const strikeFields = {
  hazard: field(Id, 'Hazard of the scenario that occurs'),
  onset: optional(Duration, 'After the event begins; default 0h'),
  intensity: optional(NumberNumeric, 'In place of the hazard\'s, in its unit'),
  duration: optional(DurationNumeric, 'In place of the hazard\'s'),
  at: optional(Position, 'Where: the footprint is moved so that its centre (circle), its first point (attenuation, polygon) lies there'),
  footprint: optional(Id, 'One of `footprints`, in place of the hazard\'s'),
};

const Strike = fields(strikeFields);

const Event = fields({
  id: field(Id, 'Unique id'),
  rate: Rate,
  peril: optional(Id, 'Group for contributions, seasons and clusters; default the type of its first hazard'),
  season: optional(Id, 'One of `seasons`; default that of its peril'),
  ...{ ...strikeFields, hazard: optional(Id, 'Hazard of the scenario that occurs; or `strikes`; neither: the scenario as it is') },
  strikes: Type.Optional(Type.Array(Strike, { minItems: 1, description: 'Several hazards of one event' })),
  scenario: optional(Text, 'A scenario of its own on the same model, as it is; its path is relative to this file'),
}, { title: 'an event' });
export type EventData = Static<typeof Event>;
export type StrikeData = Static<typeof Strike>;

const Peril = fields({
  title: optional(Text, 'Name for people; default the id'),
  season: optional(Id, 'One of `seasons`; default: the same all year'),
  clustering: Type.Optional(Type.Unsafe<{ negativeBinomial?: { dispersion: number }; selfExciting?: { offspring: number | string; lag: unknown } }>({
    ...oneOf({
      negativeBinomial: fields({ dispersion: field(Type.Number({ exclusiveMinimum: 0, maximum: 100 }), 'Variance of a year\'s rate over the square of its mean; the count has variance mean + dispersion x mean^2') }),
      selfExciting: fields({ offspring: field(Share, 'Mean number of events that one causes, below 1'), lag: field(DurationNumeric, 'After it') }),
    }, 'exactly one of negativeBinomial, selfExciting'), description: 'Years with clusters; default: none, events are Poisson. The mean rate stays',
  })),
}, { title: 'a peril' });

const Sampling = oneOf({
  replications: field(Type.Integer({ minimum: 1, maximum: 1e6 }), 'Of each event'),
  target: fields({
    returnPeriod: field(Type.Number({ minimum: 2, maximum: 1e7 }), 'Years: the replications go where they make the loss of this return period certain'),
    replications: field(Type.Integer({ minimum: 100, maximum: 1e9 }), 'In all, the pilot included'),
    pilot: optional(Share, 'Share of them by which the others are allocated; they enter no result; default 20 %'),
    bands: optional(Type.Array(Type.Number({ exclusiveMinimum: 0, maximum: 1 }), { maxItems: 200 }), 'Quantiles at which a distribution of intensity is cut into strata; default halving towards the top'),
  }),
}, 'exactly one of replications, target');

const Branch = fields({
  id: field(Id, 'Unique in its level'),
  weight: field(Share, 'Of the branch; those of a level add up to 1'),
  title: optional(Text, 'Name for people; default the id'),
  changes: Type.Optional(Type.Array(Change, { description: 'To model and scenario, as those of a variant' })),
  rates: Type.Optional(Type.Unsafe<number | Record<string, number>>({ anyOf: [Factor, { type: 'object', additionalProperties: Factor }], title: 'a factor, or a map of perils to factors', description: 'The rates are multiplied by it' })),
}, { title: 'a branch' });

export const CatalogueFile = fields({
  format: field(Type.Literal('hazcade-catalogue/1'), 'Format name and version'),
  id: field(Id, 'Id of the catalogue'),
  title: optional(Text, 'Name for people; default the id'),
  story: optional(Text, 'What it holds'),
  sources: Type.Optional(Type.Array(Text, { description: 'Where its rates come from' })),
  limits: Type.Optional(Type.Array(Text, { description: 'What it leaves out' })),
  scenario: field(Text, 'Path of the scenario whose hazards, recovery and plans the events use, relative to this file'),
  seed: Type.Optional(Type.Unsafe<string | number>({ type: ['string', 'number'], title: 'a text', description: 'Fixes every draw; default that of the scenario' })),
  loss: optional(Text, 'Outcome that is the loss; default the headline, person-hours.all'),
  returnPeriods: Type.Optional(Type.Array(Type.Number({ exclusiveMinimum: 1, maximum: 1e7 }), { minItems: 1, maxItems: 50, description: 'Years; default 2, 5, 10, 25, 50, 100, 200, 500, 1000' })),
  seasons: Type.Optional(Type.Unsafe<Record<string, number[]>>({ type: 'object', additionalProperties: { type: 'array', items: { type: 'number', minimum: 0 }, minItems: 12, maxItems: 12, title: 'twelve weights, January to December' }, description: 'Season -> weight of each month' })),
  perils: Type.Optional(Type.Unsafe<Record<string, Static<typeof Peril>>>({ type: 'object', additionalProperties: Peril, description: 'Peril -> title, season, clustering' })),
  footprints: Type.Optional(Type.Unsafe<Record<string, Static<typeof Footprint>>>({ type: 'object', additionalProperties: Footprint, description: 'Footprints that events name' })),
  events: Type.Optional(Type.Array(Event, { description: 'Events with their annual rates' })),
  table: optional(Text, 'Path of a CSV table of further events, relative to this file'),
  sampling: Type.Optional(Type.Unsafe<{ replications?: number; target?: { returnPeriod: number; replications: number; pilot?: number | string; bands?: number[] } }>({ ...Sampling, description: 'How often events are replicated; default replications: 20' })),
  years: Type.Optional(fields({
    count: field(Type.Integer({ minimum: 1, maximum: 1e7 }), 'Years counted, in all'),
    timeline: optional(Duration, 'Length of one replication, whole years of 365 days; default 10y'),
    warmUp: optional(Duration, 'Years at the start of each that are not counted; default 0y'),
  }, { description: 'Simulate years in place of single events: damage carries over from event to event and from year to year' })),
  branches: Type.Optional(Type.Array(fields({ id: field(Id, 'Unique id'), title: optional(Text, 'Name for people'), branches: Type.Array(Branch, { minItems: 1 }) }), { maxItems: 12, description: 'Levels of a logic tree, each with weighted alternatives' })),
}, { title: 'Hazcade catalogue', description: 'Events with annual rates, for losses by return period' });
export type CatalogueData = Static<typeof CatalogueFile>;
