/** Results in answers. The whole of results.json is described in docs/formats.md; here is what clients need to find their way. */
import { Type, type Static, type TSchema } from 'typebox';

const NumberOrNull = Type.Union([Type.Number(), Type.Null()]);
const Interval = Type.Array(NumberOrNull, { minItems: 2, maxItems: 2, description: 'limits of the 95 % interval' });

export const Provenance = Type.Object({
  id: Type.String({ description: 'of the study' }), digest: Type.String(), modelHash: Type.String(), scenarioHash: Type.String(), seed: Type.String(), replications: Type.Integer(), version: Type.String(),
  command: Type.String({ description: 'request that gives the same digest' }),
}, { $id: 'Provenance', additionalProperties: false });

const Total = { assets: Type.Integer(), meanHit: Type.Number({ description: 'assets hit a replication' }), meanFailed: Type.Number({ description: 'assets that failed' }), meanLostHours: Type.Number({ description: 'summed over the assets' }) };

export const Results = Type.Object({
  format: Type.Literal('hazcade-results/1'),
  study: Type.Object({ model: Type.String(), scenario: Type.String(), modelHash: Type.String(), scenarioHash: Type.String(), seed: Type.String(), replications: Type.Integer(), version: Type.String(), digest: Type.String(), command: Type.String() }),
  outcomes: Type.Record(Type.String(), Type.Object({ unit: Type.String(), title: Type.String(), mean: Type.Number(), standardError: NumberOrNull, interval: Interval })),
  curves: Type.Record(Type.String(), Type.Object({ unit: Type.String(), title: Type.String(), scale: Type.Number(), hours: Type.Array(Type.Number()), mean: Type.Array(Type.Number()) })),
  assets: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), sector: Type.String(), kind: Type.String(), hitProbability: Type.Number(), failureProbability: Type.Number(), meanLostHours: Type.Number() })),
  needs: Type.Array(Type.Object({ id: Type.String(), asset: Type.String(), service: Type.String(), suppliers: Type.Array(Type.String()), transmissions: Type.Integer(), perReplication: Type.Number() })),
  variants: Type.Array(Type.Object({ id: Type.String(), title: Type.String() })), warnings: Type.Array(Type.String()),
  redacted: Type.Optional(Type.Literal(true, { description: 'the model is confidential: `totals` and `areas` in the place of assets and needs' })),
  totals: Type.Optional(Type.Array(Type.Object({ sector: Type.String(), ...Total }, { additionalProperties: false }))),
  areas: Type.Optional(Type.Array(Type.Object({ area: Type.String({ description: 'as its owner made public; else a number by loss, which means nothing in another study' }), ...Total }, { additionalProperties: false }))),
}, { $id: 'Results', description: 'hazcade-results/1, the same as results.json of the command line' });

const Cell = Type.Union([Type.String(), Type.Number(), Type.Null()]);
export const Rows = Type.Object({
  study: Type.Ref('Provenance#'), table: Type.String(), total: Type.Integer({ description: 'rows that match' }),
  columns: Type.Array(Type.Object({ name: Type.String(), type: Type.Enum(['text', 'number', 'integer']) }, { additionalProperties: false })),
  items: Type.Array(Type.Record(Type.String(), Cell)), hints: Type.Optional(Type.Array(Type.String(), { description: 'values of the filter that do not occur, and what may have been meant' })), cursor: Type.Optional(Type.String({ description: 'continues the list; absent: that was all' })),
}, { $id: 'Rows', additionalProperties: false });

const Avoided = { mean: Type.Number({ description: 'positive: the base loses more' }), standardError: NumberOrNull, interval: Interval, varianceGain: Type.Union([Type.Number(), Type.Null()], { description: 'how many times more replications independent runs would need' }) };

export const VariantComparison = Type.Object({
  study: Type.Ref('Provenance#'),
  base: Type.Record(Type.String(), Type.Object({ title: Type.String(), unit: Type.String(), mean: Type.Number(), standardError: NumberOrNull, interval: Interval }, { additionalProperties: false })),
  variants: Type.Array(Type.Object({
    id: Type.String(), title: Type.String(), costEuro: NumberOrNull,
    avoided: Type.Record(Type.String(), Type.Object({ ...Avoided, perMillionEuro: NumberOrNull }, { additionalProperties: false })),
  }, { additionalProperties: false })),
}, { $id: 'VariantComparison', additionalProperties: false });

export const StudyComparison = Type.Object({
  base: Type.Ref('Provenance#'), with: Type.Ref('Provenance#'), pairing: Type.Enum(['paired', 'unpaired']), because: Type.String(),
  avoided: Type.Record(Type.String(), Type.Object({ title: Type.String(), unit: Type.String(), base: Type.Number(), with: Type.Number(), ...Avoided }, { additionalProperties: false })),
}, { $id: 'StudyComparison', additionalProperties: false });

/** Query of a table; the same for JSON and for files, which have all rows unless `limit` is given. */
export const RowQuery = Type.Object({
  sector: Type.Optional(Type.String({ maxLength: 1000, description: 'one or more, separated by commas' })), kind: Type.Optional(Type.String({ maxLength: 1000, description: 'one or more, separated by commas' })),
  service: Type.Optional(Type.String({ maxLength: 1000, description: 'of needs' })), asset: Type.Optional(Type.String({ maxLength: 1000, description: 'of needs' })),
  variant: Type.Optional(Type.String({ maxLength: 1000, description: 'of outcomes and variants; the base is "base"' })), outcome: Type.Optional(Type.String({ maxLength: 1000 })), curve: Type.Optional(Type.String({ maxLength: 1000 })),
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'must stand in a text of the row' })),
  minProbability: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'of failure, in `assets`; of a loss, in `outcomes`' })),
  sort: Type.Optional(Type.String({ pattern: '^-?[a-z0-9_]+$', maxLength: 100, description: 'a column; with - before it, the greatest first' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'rows; default of JSON: 100' })), cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })),
}, { additionalProperties: false });
export type RowQuery = Static<typeof RowQuery>;

const Question = Type.Union([
  Type.Object({ ask: Type.Literal('shield', { description: 'what if the asset could not be hit?' }) }, { additionalProperties: false }),
  Type.Object({ ask: Type.Literal('buffer', { description: 'what if the need had a buffer?' }), bufferHours: Type.Number({ exclusiveMinimum: 0, maximum: 87_600 }) }, { additionalProperties: false }),
]);

export const RankingBody = Type.Object({
  question: Type.Optional(Question), outcome: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'default: the headline' })),
  replications: Type.Optional(Type.Integer({ minimum: 1, description: 'default: those of the study' })),
}, { additionalProperties: false, examples: [{ question: { ask: 'shield' }, replications: 500 }] });
export type RankingBody = Static<typeof RankingBody>;

export const Ranking = Type.Object({
  id: Type.String(), study: Type.String(), status: Type.Enum(['queued', 'running', 'done', 'failed', 'cancelled']), question: Question, done: Type.Integer({ description: 'replications' }), planned: Type.Integer(), createdAt: Type.String(), at: Type.String({ description: 'when this was so' }), attempts: Type.Integer({ description: 'times it was begun: anew after an interruption' }),
  error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() }, { additionalProperties: false })),
  provenance: Type.Optional(Type.Ref('Provenance#')),
  ranking: Type.Optional(Type.Object({
    outcome: Type.String(), unit: Type.String(), replications: Type.Integer(), failed: Type.Integer(), pairs: Type.Integer({ description: 'replications that were run again' }), subjects: Type.Integer({ description: 'assets, or needs, that could have been ranked' }),
    entries: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), sector: Type.String(), mean: Type.Number({ description: 'avoided a replication' }), standardError: NumberOrNull, interval: Interval, pairs: Type.Integer() }, { additionalProperties: false })),
  })),
}, { $id: 'Ranking', additionalProperties: false });

export const RESULT_COMPONENTS: readonly TSchema[] = [Provenance, Results, Rows, VariantComparison, StudyComparison, Ranking];
