/** The ranking of a study: what hardening each asset, or a buffer for each need, would save. */
import { fromEvent, lastValueFrom, takeUntil, tap } from 'rxjs';
import { CascadeError } from '../../errors.js';
import { namedRanking, type RankingReport } from '../../report/ranking.js';
import { rankSubjects } from '../../study/rank.js';
import type { RankQuestion } from '../../study/rank-block.js';
import { loadResults, provenanceOf, type Provenance } from '../load-results.js';
import { openStoredStudy } from '../open-study.js';
import { openStudyRunner } from '../study-runner.js';
import type { StudyRequest } from '../study-request.js';
import type { TaskContext } from '../task.js';

export interface RankStudyInput { id: string; question: RankQuestion; outcome?: string; /** Default: those of the study. */ replications?: number; /** Worker threads. */ workers: number }
export interface RankTold { done: number; planned: number }
export interface RankedStudy { provenance: Provenance; ranking: RankingReport }

const TELL_EVERY_MS = 500;

/** Errors: those of loadResults, openStoredStudy and rankSubjects; JOB_CANCELLED: a ranking has no partial result. */
export async function run({ id, question, outcome, replications, workers }: RankStudyInput, context: TaskContext): Promise<RankedStudy> {
  const store = await context.store(), { record, results } = await loadResults(store, id);
  const study = await openStoredStudy(store, context.settings.dataFolder, record, record.request as StudyRequest), runner = await openStudyRunner(study.packet, context.settings, { workers });
  let last = -Infinity;
  try {
    const progress = await lastValueFrom(rankSubjects(runner, { replications: replications ?? results.study.replications, question, outcome }).pipe(
      tap(({ replications: done, planned }) => {
        const now = performance.now();
        if (now - last < TELL_EVERY_MS) return;
        last = now;
        context.tell({ done, planned } satisfies RankTold);
      }),
      takeUntil(fromEvent(context.signal, 'abort')),
    ), { defaultValue: undefined });
    if (progress?.ranking === undefined) throw new CascadeError('JOB_CANCELLED', 'a ranking is shown only when whole');
    const { assets, needs } = await runner.shape;
    return { provenance: provenanceOf(id, results), ranking: namedRanking(study, question, question.ask === 'shield' ? assets : needs, progress.ranking) };
  } finally {
    await runner.close();
  }
}
