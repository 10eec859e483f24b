/** Replays, forks and what a screen needs, in requests and answers. */
import { Type, type Static, type TSchema } from 'typebox';
import { DURATION_PATTERN } from '../../model/quantities.js';

const Duration = (description: string) => Type.String({ pattern: DURATION_PATTERN, maxLength: 50, description: `${description}, such as 90min, 6h or 3d` });
const Names = (description: string) => Type.String({ minLength: 1, maxLength: 10_000, description: `${description}; one or more, separated by commas` });
const Variant = Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'of the scenario, instead of its base' }));
const NumberOrNull = Type.Union([Type.Number(), Type.Null()]);
const Interval = Type.Array(NumberOrNull, { minItems: 2, maxItems: 2, description: 'limits of the 95 % interval' });

export const ReplicationId = Type.Object({ id: Type.String({ maxLength: 100 }), k: Type.Integer({ minimum: 0, maximum: 2 ** 53 - 1, description: 'number of the replication, from 0' }) });
export interface ReplicationParams { Params: { id: string; k: number } }

export const EventQuery = Type.Object({
  variant: Variant, kind: Type.Optional(Names('Kinds of event')), sector: Type.Optional(Names('Sectors of assets')), asset: Type.Optional(Names('Assets')),
  box: Type.Optional(Type.String({ pattern: '^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?){3}$', maxLength: 200, description: 'west,south,east,north in degrees: events of assets in there' })),
  from: Type.Optional(Duration('Events from this time after the start on')), to: Type.Optional(Duration('Events before this time')),
  minDepth: Type.Optional(Type.Integer({ minimum: 0, description: 'falls between root and event, at least' })), after: Type.Optional(Type.Integer({ minimum: 0, description: 'only events after this id; the header Last-Event-ID says the same' })),
  fields: Type.Optional(Names('Columns of the compact form: a line {"columns": [...]}, then a list of values an event')), limit: Type.Optional(Type.Integer({ minimum: 1, description: 'events at most' })),
  pace: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1e9, description: 'simulated seconds in a second; left out: at full speed' })),
}, { additionalProperties: false });
export type EventQuery = Static<typeof EventQuery>;

export const ChainQuery = Type.Object({ variant: Variant, asset: Type.String({ minLength: 1, maxLength: 200 }), event: Type.Optional(Type.Integer({ minimum: 1, description: 'which event of the asset; left out: its first fall' })) }, { additionalProperties: false });
export type ChainQuery = Static<typeof ChainQuery>;

const Event = Type.Object({ id: Type.Integer(), hours: Type.Number(), kind: Type.String() }, { description: 'an event; further fields as its kind has them (docs/replay.md)' });

export const CauseChain = Type.Object({
  asset: Type.String(), event: Type.Integer(), hours: Type.Number(), others: Type.Array(Type.Integer(), { description: 'other falls of the asset' }),
  links: Type.Array(Type.Object({
    id: Type.Integer(), kind: Type.String(), hours: Type.Number(), afterHours: Type.Number({ description: 'since the link before' }), asset: Type.Optional(Type.String()), need: Type.Optional(Type.String()), source: Type.Optional(Type.String()),
    to: Type.Optional(Type.Number({ description: 'service level afterwards' })), state: Type.Optional(Type.String()), depth: Type.Integer(), words: Type.String(),
    also: Type.Array(Type.Object({ id: Type.Integer(), words: Type.String() }, { additionalProperties: false }), { description: 'further causes' }),
  }, { additionalProperties: false }), { description: 'root first' }),
}, { $id: 'CauseChain', additionalProperties: false });

export const ForkBody = Type.Object({
  at: Type.Optional(Duration('Time after the start; left out: as the changes say')),
  changes: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'content of a file hazcade-fork/1: plans, resources, remove, set' })),
  byVariant: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'instead of changes: a variant that changes plans or recovery only' })),
}, { additionalProperties: false, examples: [{ at: '30h', changes: { format: 'hazcade-fork/1', set: { 'recovery.order': 'critical-first' } } }] });
export const ForksBody = Type.Object({ ...ForkBody.properties, replications: Type.Integer({ minimum: 1, description: 'from 0' }) }, { additionalProperties: false });
export type ForkBody = Static<typeof ForkBody>;
export type ForksBody = Static<typeof ForksBody>;
export const ForkQuery = Type.Object({ variant: Variant, limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, description: 'events of each course at most; default 1000' })) }, { additionalProperties: false });

const changes = Type.Array(Type.Object({ source: Type.String({ description: 'plan, crew pool, resource or "repairs"' }), detail: Type.String(), amount: Type.Optional(Type.Number()) }, { additionalProperties: false }));

export const ForkAnswer = Type.Object({
  replication: Type.Integer(), atHours: Type.Number(), changes, warnings: Type.Array(Type.Unknown()),
  outcomes: Type.Record(Type.String(), Type.Object({ unit: Type.String(), base: NumberOrNull, fork: NumberOrNull }, { additionalProperties: false }), { description: 'those that differ; null: not by the horizon' }),
  events: Type.Object({ common: Type.Integer(), onlyBase: Type.Integer(), onlyFork: Type.Integer(), fromHours: Type.Optional(Type.Number({ description: 'of the first that differs' })) }, { additionalProperties: false }),
  onlyBase: Type.Array(Event), onlyFork: Type.Array(Event),
}, { $id: 'Fork', additionalProperties: false });

export const ForkDifference = Type.Object({
  replications: Type.Integer(), failed: Type.Integer(), atHours: Type.Number(), changes, warnings: Type.Array(Type.Unknown()),
  avoided: Type.Record(Type.String(), Type.Object({ unit: Type.String(), mean: Type.Number(), standardError: NumberOrNull, interval: Interval }, { additionalProperties: false }), { description: 'without minus with the fork, paired' }),
}, { $id: 'ForkDifference', additionalProperties: false });

export const RepresentativeQuery = Type.Object({
  variant: Variant, rule: Type.Optional(Type.Enum(['median', 'quantile', 'worst', 'mildest', 'nearest'], { description: 'default: median' })), outcome: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'default: the headline' })),
  share: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'of a quantile' })),
  curve: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'of rule nearest' })), at: Type.Optional(Duration('Of rule nearest')), value: Type.Optional(Type.Number({ description: 'of rule nearest, in the unit of the curve' })),
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'default 1' })),
}, { additionalProperties: false });
export type RepresentativeQuery = Static<typeof RepresentativeQuery>;

export const Representatives = Type.Object({
  of: Type.String(), unit: Type.String(), target: Type.Number(), replications: Type.Array(Type.Object({ replication: Type.Integer(), value: Type.Number() }, { additionalProperties: false }), { description: 'nearest first' }),
  looked: Type.Integer({ description: 'replications looked at; a curve is looked at in the first ones only' }), studied: Type.Integer(), hours: Type.Optional(Type.Number({ description: 'grid point of the curve' })),
}, { $id: 'Representatives', additionalProperties: false });

export const DryRunBody = Type.Object({
  model: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })), seed: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })), replications: Type.Optional(Type.Integer({ minimum: 1 })),
  physics: Type.Optional(Type.Enum(['exact', 'surrogate', 'linear', 'off'])), assets: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'listed of each hazard at most; default 100' })),
}, { additionalProperties: false });
export type DryRunBody = Static<typeof DryRunBody>;

const Range = Type.Array(Type.Number(), { minItems: 3, maxItems: 3, description: '5, 50 and 95 of 100 occurrences stay at or below' });
export const DryRun = Type.Object({
  scenario: Type.String(), title: Type.String(), model: Type.String(), horizonHours: Type.Number(), assets: Type.Integer(), people: Type.Number({ description: 'residents of the areas that some hazard reaches' }), warnings: Type.Array(Type.Unknown()),
  hazards: Type.Array(Type.Object({
    hazard: Type.String(), title: Type.String(), type: Type.String(), occurs: Type.String(), onsetHours: Type.Union([Range, Type.Null()]), durationHours: Range, measure: Type.String(), unit: Type.String(), intensity: Range,
    computed: Type.Boolean({ description: 'intensities are computed anew in each occurrence' }), assets: Type.Integer(), bySector: Type.Record(Type.String(), Type.Integer()), people: Type.Number(), damagedMean: NumberOrNull,
    reached: Type.Array(Type.Object({ asset: Type.String(), name: Type.String(), sector: Type.String(), people: Type.Number(), intensity: Type.Union([Range, Type.Null()]), damage: NumberOrNull, stopped: NumberOrNull }, { additionalProperties: false })),
  }, { additionalProperties: false })),
  estimate: Type.Object({
    pilot: Type.Integer(), failed: Type.Integer(), replications: Type.Integer(), workers: Type.Integer(), secondsPerReplication: Type.Number(), secondsToStart: Type.Number(), seconds: Type.Number(), valueBytes: Type.Number(), eventsMean: Type.Number(),
  }, { additionalProperties: false }),
}, { $id: 'DryRun', additionalProperties: false });

export const OutageQuery = Type.Object({
  variant: Variant, replications: Type.Optional(Type.Integer({ minimum: 1, description: 'from 0; default 200, or those of the study' })), every: Type.Optional(Duration('Between columns; default 1h')),
  below: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'an asset is out below this service level; default 1: any loss' })), bits: Type.Optional(Type.Integer({ enum: [8, 16], description: 'of a share; default 8' })),
}, { additionalProperties: false });
export type OutageQuery = Static<typeof OutageQuery>;

export const Outages = Type.Object({
  format: Type.Literal('hazcade-outages/1'), assets: Type.Array(Type.String(), { description: 'rows: assets that were ever out' }), hours: Type.Array(Type.Number(), { description: 'columns' }), replications: Type.Integer(), failed: Type.Integer(), below: Type.Number(),
  one: Type.Integer({ description: 'number that stands for always' }), type: Type.Enum(['uint8', 'uint16']), data: Type.String({ description: 'shares, row by row, little-endian, base64' }),
}, { $id: 'Outages', additionalProperties: false });

export const AreaQuery = Type.Object({
  variant: Variant, replications: Type.Optional(Type.Integer({ minimum: 1, description: 'from 0; default 200, or those of the study' })),
  againstVariant: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'differences to this variant' })), againstStudy: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'differences to this study, of the same seed' })),
}, { additionalProperties: false });
export type AreaQuery = Static<typeof AreaQuery>;

const estimates = Type.Array(Type.Object({ area: Type.String(), service: Type.String(), mean: Type.Number({ description: 'person-hours a replication' }), standardError: NumberOrNull, interval: Interval }, { additionalProperties: false }));
export const Areas = Type.Object({ replications: Type.Integer(), means: estimates, differences: Type.Optional(estimates) }, { $id: 'Areas', additionalProperties: false });

/** Components of OpenAPI. */
export const REPLAY_COMPONENTS: readonly TSchema[] = [CauseChain, ForkAnswer, ForkDifference, Representatives, DryRun, Outages, Areas];
