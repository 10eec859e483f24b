/** Studies as answers show them: their row, and what is known here and not yet there. */
import type { FastifyRequest } from 'fastify';
import type { StudyDispatcher, StudyToldAt } from '../jobs/study-dispatcher.js';
import type { StudyRecord } from '../store/records.js';
import { maySee } from './access/principal.js';
import type { ServiceContext } from './context.js';
import { HttpError, notFound } from './problem.js';
import type { Told } from './progress/hub.js';
import type { StudyProgress, StudyView } from './schemas/studies.js';

/** A study the principal may see. Throws NOT_FOUND. */
export async function studyOf({ store }: ServiceContext, request: FastifyRequest, id: string): Promise<StudyRecord> {
  const study = await store.studies.get(id);
  if (study === undefined || !maySee(request.principal, study)) throw notFound('study', id);
  return study;
}

/** One that has results. Throws NOT_FOUND, STUDY_NOT_DONE. */
export async function doneStudyOf(context: ServiceContext, request: FastifyRequest, id: string): Promise<StudyRecord> {
  const study = await studyOf(context, request, id);
  if (study.status !== 'done') throw new HttpError(409, 'STUDY_NOT_DONE', `study ${id} is ${study.status}: it has no results${study.status === 'queued' || study.status === 'running' ? ' yet' : ''}`);
  return study;
}

/** What a row becomes where it could not be written how the study ended. */
function withFailure(record: StudyRecord, studies: StudyDispatcher): StudyRecord {
  const error = record.status === 'running' ? studies.failure(record.id) : undefined;
  return error === undefined ? record : { ...record, status: 'failed', error };
}

/** @param redacted without texts that may name assets: why it failed, warnings */
export function viewOf(row: StudyRecord, studies: StudyDispatcher, redacted: boolean, warnings?: string[]): StudyView {
  const { modelId, scenarioId, request, idempotencyKey: _key, requestHash: _hash, lease: _lease, error, ...shown } = withFailure(row, studies), self = `/v1/studies/${row.id}`;
  const told = shown.status === 'running' ? latestOf(studies, row.id) : undefined;
  return {
    ...shown, ...(error === undefined ? {} : { error: redacted ? { code: error.code, message: '' } : error }), model: modelId, scenario: scenarioId, request: request as Record<string, unknown>,
    ...(told === undefined ? {} : { done: told.member === '' ? told.done : shown.done, progress: { status: 'running', ...told, member: memberFor(told.member, redacted) } }),
    ...(warnings === undefined || redacted ? {} : { warnings }),
    links: { self, events: `${self}/events`, ...(shown.status === 'done' ? { results: `${self}/results`, tables: `${self}/tables`, report: `${self}/report` } : {}) },
  };
}

/** What was told of a study that runs here; how much was computed here is for metrics. */
function latestOf(studies: StudyDispatcher, id: string): Omit<StudyToldAt, 'computed'> | undefined {
  const latest = studies.latest(id);
  if (latest === undefined) return undefined;
  const { computed: _here, ...told } = latest;
  return told;
}

/** The id of a variant is its author's, and may name an asset. */
const memberFor = (member: string, redacted: boolean): string => (redacted && member !== '' ? 'variant' : member);

/** The state of a study as an event; its id names the state. All readers get the same bytes, so the text of an error is left out for all. */
export function toldOf(row: StudyRecord, studies: StudyDispatcher, at: string, redacted: boolean): Told {
  const view = viewOf(row, studies, true), { status, planned } = view;
  if (status !== 'queued' && status !== 'running') return { event: 'ended', id: status, data: JSON.stringify(view) };
  return toldHere(row.id, studies, redacted) ?? asEvent({ status, member: '', done: view.done, planned, at });
}

/** The state of a study that runs here; undefined: it does not, or has told nothing yet. No look at the store. */
export function toldHere(id: string, studies: StudyDispatcher, redacted: boolean): Told | undefined {
  const told = latestOf(studies, id);
  return told && asEvent({ status: 'running', ...told, member: memberFor(told.member, redacted) });
}

const asEvent = (progress: StudyProgress): Told => ({ event: 'progress', id: idOf(progress), data: JSON.stringify(progress) });

/** Goes into a header when a client comes again, so it is ASCII. */
const idOf = ({ status, member, done }: StudyProgress): string => `${status}.${encodeURIComponent(member)}.${done}`;
