/** Studies in requests and answers. */
import { Type, type Static, type TSchema } from 'typebox';

const Reference = (what: string) => Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]+$', description: `${what}: id, or id@version` });

export const StudyBody = Type.Object({
  scenario: Reference('Scenario'),
  model: Type.Optional(Reference('Model; default: the one the scenario names')),
  seed: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]+$', description: 'default: that of the scenario' })),
  replications: Type.Optional(Type.Integer({ minimum: 1, description: 'default: those of the scenario; with a precision: the most' })),
  precision: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1, description: 'relative half-width of the 95 % interval to reach' })),
  variants: Type.Optional(Type.Boolean({ description: 'run the scenario\'s variants too, paired' })),
  physics: Type.Optional(Type.Enum(['exact', 'surrogate', 'linear', 'off'])),
  project: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f]+$' })),
}, { additionalProperties: false, examples: [{ scenario: 'winter-storm', replications: 2000, seed: 'trial-1' }] });
export type StudyBody = Static<typeof StudyBody>;

export const STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** How far a study is. */
export const StudyProgress = Type.Object({
  status: Type.Enum([...STATUSES]),
  member: Type.String({ description: 'id of the variant that runs; empty: the base' }),
  done: Type.Integer({ description: 'replications of this member' }),
  planned: Type.Integer({ description: 'with a precision: the most' }),
  failures: Type.Optional(Type.Integer({ description: 'replications that failed' })),
  relative: Type.Optional(Type.Number({ description: 'relative half-width reached, where a precision was asked for' })),
  at: Type.String({ description: 'when this was so, ISO 8601' }),
}, { $id: 'StudyProgress', additionalProperties: false, examples: [{ status: 'running', member: '', done: 640, planned: 2000, failures: 0, at: '2026-01-31T12:00:00.500Z' }] });
export type StudyProgress = Static<typeof StudyProgress>;

export const StudyView = Type.Object({
  id: Type.String({ description: 'sorts by time of creation' }), status: Type.Enum([...STATUSES]),
  model: Type.String(), modelVersion: Type.String(), scenario: Type.String(), scenarioVersion: Type.String(), request: Type.Record(Type.String(), Type.Unknown(), { description: 'what was asked for beside model and scenario' }),
  owner: Type.String(), project: Type.String(),
  planned: Type.Integer({ description: 'replications of the base; with a precision: the most' }), done: Type.Integer({ description: 'replications of the base that are done' }),
  progress: Type.Optional(Type.Ref('StudyProgress#')),
  digest: Type.Optional(Type.String({ description: 'of the results; the command line gives the same' })),
  error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() }, { additionalProperties: false })),
  createdAt: Type.String(), startedAt: Type.Optional(Type.String()), finishedAt: Type.Optional(Type.String()), attempts: Type.Integer({ description: 'times it was begun or taken over' }),
  warnings: Type.Optional(Type.Array(Type.String(), { description: 'of reading and checking, in the answer to POST' })),
  links: Type.Record(Type.String(), Type.String()),
}, {
  $id: 'Study', additionalProperties: false,
  examples: [{
    id: '20260131120000000-0f1e2d3c4b5a', status: 'queued', model: 'harbour-city', modelVersion: 'ab12…', scenario: 'winter-storm', scenarioVersion: 'cd34…', request: { replications: 2000 }, owner: 'local', project: 'private',
    planned: 2000, done: 0, createdAt: '2026-01-31T12:00:00.000Z', attempts: 0, links: { self: '/v1/studies/20260131120000000-0f1e2d3c4b5a', events: '/v1/studies/20260131120000000-0f1e2d3c4b5a/events' },
  }],
});
/** `progress` is a reference in the schema, which carries no type. */
export type StudyView = Omit<Static<typeof StudyView>, 'progress'> & { progress?: StudyProgress };

export const StudyPage = Type.Object({
  items: Type.Array(Type.Ref('Study#')), cursor: Type.Optional(Type.String({ description: 'continues the list; absent: that was all' })),
}, { $id: 'StudyPage', additionalProperties: false });

export const StudyList = Type.Object({
  status: Type.Optional(Type.Enum([...STATUSES])), model: Type.Optional(Type.String({ maxLength: 200 })), scenario: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }), cursor: Type.Optional(Type.String({ maxLength: 200 })),
}, { additionalProperties: false });
export type StudyList = Static<typeof StudyList>;

export const StudyId = Type.Object({ id: Type.String({ maxLength: 100, pattern: '^[0-9A-Za-z-]+$' }) });
/** Of routes below one study. */
export interface StudyParams { Params: { id: string } }

/** Components of OpenAPI, by their `$id`: generated clients name types after them. */
export const STUDY_COMPONENTS: readonly TSchema[] = [StudyView, StudyPage, StudyProgress];
