/** Studies in requests and answers. */
import { Type, type Static } from 'typebox';

const Reference = Type.String({ minLength: 1, maxLength: 200, description: 'id, or id@version' });

export const StudyBody = Type.Object({
  scenario: Reference,
  model: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'id, or id@version; default: the one the scenario names' })),
  seed: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  replications: Type.Optional(Type.Integer({ minimum: 1 })),
  precision: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1, description: 'relative half-width of the 95 % interval to reach' })),
  variants: Type.Optional(Type.Boolean({ description: 'run the scenario\'s variants too, paired' })),
  physics: Type.Optional(Type.Enum(['exact', 'surrogate', 'linear', 'off'])),
  project: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
}, { additionalProperties: false });
export type StudyBody = Static<typeof StudyBody>;

export const StudyView = Type.Object({
  id: Type.String(), status: Type.Enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  model: Type.String(), modelVersion: Type.String(), scenario: Type.String(), scenarioVersion: Type.String(), request: Type.Record(Type.String(), Type.Unknown()),
  owner: Type.String(), project: Type.String(), planned: Type.Integer(), done: Type.Integer(), digest: Type.Optional(Type.String()),
  error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
  createdAt: Type.String(), startedAt: Type.Optional(Type.String()), finishedAt: Type.Optional(Type.String()), attempts: Type.Integer(),
  links: Type.Record(Type.String(), Type.String()),
}, { additionalProperties: false });
export type StudyView = Static<typeof StudyView>;
