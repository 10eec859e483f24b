/**
 * Two studies against each other. With the same seed and as many replications, replication k of both had the same luck, and differences are
 * taken replication by replication; otherwise the means are compared as those of two samples that have nothing to do with each other.
 */
import { compareStudies, compareSummaries, type Avoided } from '../../study/compare.js';
import { CheckpointCodec, stateOwner } from '../../study/checkpoint.js';
import type { MergedStudy } from '../../study/merged-study.js';
import type { Results } from '../../study/results.js';
import { CascadeError } from '../../errors.js';
import type { Store } from '../../store/store.js';
import { loadResults, provenanceOf, type Provenance } from '../load-results.js';
import type { TaskContext } from '../task.js';

export interface ComparedOutcome extends Omit<Avoided, 'perMillionEuro'> { title: string; unit: string; base: number; with: number }

export interface ComparedStudies {
  base: Provenance;
  with: Provenance;
  pairing: 'paired' | 'unpaired';
  /** Why it is this pairing, in words. */
  because: string;
  /** Base minus other, by outcome; outcomes that only one of them has are left out. */
  avoided: Record<string, ComparedOutcome>;
}

/** @param input ids of two studies that are done. Errors: those of loadResults, of restoring. */
export async function run({ base, other }: { base: string; other: string }, context: TaskContext): Promise<ComparedStudies> {
  const store = await context.store(), { results: a } = await loadResults(context, base), { results: b } = await loadResults(context, other);
  const unlike = differenceOf(a, b), { outcomes: ofBase } = a, { outcomes: ofOther } = b;
  const avoided = unlike === undefined ? compareStudies(await mergedOf(store, base), await mergedOf(store, other)) : compareSummaries(a, b);
  return {
    base: provenanceOf(base, a), with: provenanceOf(other, b), pairing: unlike === undefined ? 'paired' : 'unpaired',
    because: unlike ?? 'both have the same seed and as many replications: differences are taken replication by replication, under the same luck',
    avoided: Object.fromEntries(Object.entries(avoided).map(([name, { mean, standardError, interval, varianceGain }]): [string, ComparedOutcome] => {
      const { title, unit, mean: left } = ofBase[name]!;
      return [name, { title, unit, base: left, with: ofOther[name]!.mean, mean, standardError, interval, varianceGain }];
    })),
  };
}

/** Why two studies cannot be paired; undefined: they can. */
function differenceOf({ study: a }: Results, { study: b }: Results): string | undefined {
  if (a.seed !== b.seed) return `the seeds differ ("${a.seed}", "${b.seed}"): the means are compared as those of independent samples`;
  if (a.replications !== b.replications) return `the numbers of replications differ (${a.replications}, ${b.replications}): the means are compared as those of independent samples, which is too careful where seeds agree`;
  return undefined;
}

/** Every replication of the base member of a study. */
async function mergedOf(store: Store, id: string): Promise<MergedStudy> {
  const progress = (await store.studies.members(id)).find((m) => m.member === '');
  if (progress === undefined) throw new CascadeError('STUDY_GONE', `the replications of study ${id} are not in the store any more`);
  const { identity, shape } = stateOwner(progress.state), segments = await store.studies.segments(id, '');
  return new CheckpointCodec(identity, shape).restore(progress.state, segments.map((s) => s.bytes));
}
