/** Results of a study out of the store. The last ones stay parsed: whoever turns pages of a table asks for the same again. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CascadeError } from '../errors.js';
import type { Asset, Model } from '../model/types.js';
import type { StudyRecord } from '../store/records.js';
import type { Store } from '../store/store.js';
import { redactResults, type PublicAreas } from '../study/redact.js';
import type { Results, StudyInfo } from '../study/results.js';
import { openModel } from './opened-models.js';
import type { TaskContext } from './task.js';

/** Text of the results kept parsed in a process, characters in all. */
const MOST_KEPT = 64 << 20;

interface Kept { results: Results; size: number }
/** By study and digest, the one asked for last at the end. */
const kept = new Map<string, Kept>();

/**
 * @param redacted for whoever may not see what is in the model
 * @returns results that are shared: they must not be changed. Errors: STUDY_GONE, STUDY_NOT_DONE.
 */
export async function loadResults(context: TaskContext, id: string, redacted = false): Promise<{ record: StudyRecord; results: Results }> {
  const store = await context.store(), record = await store.studies.get(id);
  if (record === undefined) throw new CascadeError('STUDY_GONE', `study ${id} is not in the store any more`);
  if (record.status !== 'done') throw new CascadeError('STUDY_NOT_DONE', `study ${id} is ${record.status}: it has no results`);
  const key = `${id} ${record.digest}`, { results, size } = kept.get(key) ?? await read(store, id);
  kept.delete(key);
  kept.set(key, { results, size });
  let sum = 0;
  for (const [other, { size: of }] of [...kept].reverse()) if ((sum += of) > MOST_KEPT && other !== key) kept.delete(other);
  return { record, results: redacted ? redactResults(results, await publicAreas(record, context)) : results };
}

/** Service areas of the study's model under what its owner lets others see of them now. */
async function publicAreas({ modelId, modelVersion }: StudyRecord, context: TaskContext): Promise<PublicAreas> {
  const attribute = (await (await context.store()).documents.get('model', modelId))?.areas, { model } = await openModel({ id: modelId, version: modelVersion }, context);
  return areaNames(model, attribute);
}

/** Service areas with their value of an attribute. */
export function areaNames({ assets }: Model, attribute: string | undefined): PublicAreas {
  const valueOf = ({ attributes }: Asset): string | undefined => (attribute !== undefined && Object.hasOwn(attributes, attribute) ? String(attributes[attribute]) : undefined);
  return new Map(assets.filter(({ kind }) => kind.serviceArea).map((asset) => [asset.id, valueOf(asset)]));
}

async function read(store: Store, id: string): Promise<Kept> {
  const bytes = await store.results.get(id, 'results');
  if (bytes === undefined) throw new CascadeError('STUDY_GONE', `the results of study ${id} are not in the store any more`);
  const text = (await promisify(gunzip)(bytes)).toString('utf8');
  return { results: JSON.parse(text) as Results, size: text.length };
}

/** What reproduces a result; goes with everything that is made of it. */
export type Provenance = Pick<StudyInfo, 'digest' | 'modelHash' | 'scenarioHash' | 'seed' | 'replications' | 'version' | 'command'> & { id: string };

export function provenanceOf(id: string, { study: { digest, modelHash, scenarioHash, seed, replications, version, command } }: Results): Provenance {
  return { id, digest, modelHash, scenarioHash, seed, replications, version, command };
}
