/** Results of a study out of the store. The last ones stay parsed: whoever turns pages of a table asks for the same again. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CascadeError } from '../errors.js';
import type { StudyRecord } from '../store/records.js';
import type { Store } from '../store/store.js';
import { redactResults } from '../study/redact.js';
import type { Results, StudyInfo } from '../study/results.js';

/** Text of the results kept parsed in a process, characters in all. */
const MOST_KEPT = 64 << 20;

interface Kept { results: Results; size: number }
/** By study and digest, the one asked for last at the end. */
const kept = new Map<string, Kept>();

/**
 * @param redacted for whoever may not see what is in the model
 * @returns results that are shared: they must not be changed. Errors: STUDY_GONE, STUDY_NOT_DONE.
 */
export async function loadResults(store: Store, id: string, redacted = false): Promise<{ record: StudyRecord; results: Results }> {
  const record = await store.studies.get(id);
  if (record === undefined) throw new CascadeError('STUDY_GONE', `study ${id} is not in the store any more`);
  if (record.status !== 'done') throw new CascadeError('STUDY_NOT_DONE', `study ${id} is ${record.status}: it has no results`);
  const key = `${id} ${record.digest}`, { results, size } = kept.get(key) ?? await read(store, id);
  kept.delete(key);
  kept.set(key, { results, size });
  let sum = 0;
  for (const [other, { size: of }] of [...kept].reverse()) if ((sum += of) > MOST_KEPT && other !== key) kept.delete(other);
  return { record, results: redacted ? redactResults(results) : results };
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
