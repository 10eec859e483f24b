/** The ranking of a study: what hardening each asset, or a buffer for each need, would save. Killed at any moment, the next one goes on from what was written last. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { fromEvent, lastValueFrom, takeUntil, tap } from 'rxjs';
import { namedRanking, type RankingReport } from '../../report/ranking.js';
import { rankSubjects } from '../../study/rank.js';
import { loadResults, provenanceOf, type Provenance } from '../load-results.js';
import { openStoredStudy } from '../open-study.js';
import { openStudyRunner } from '../study-runner.js';
import { RankKeeper, rankingLost } from '../rank-keeper.js';
import type { RankingRequest } from '../ranking-request.js';
import type { StudyRequest } from '../study-request.js';
import type { TaskContext } from '../task.js';

export interface RankStudyInput { study: string; id: string; /** Whoever leased the ranking for this task. */ holder: string; /** Worker threads. */ workers: number }
export interface RankTold { /** Replications. */ done: number }
export interface RankedStudy { provenance: Provenance; ranking: RankingReport }

const TELL_EVERY_MS = 500;

/** @returns false: told to end before the end, and where it stands is written. Errors: LEASE_LOST, those of loadResults, openStoredStudy and rankSubjects. */
export async function run({ study: id, id: ranking, holder, workers }: RankStudyInput, context: TaskContext): Promise<boolean> {
  const store = await context.store(), asked = await store.rankings.get(id, ranking);
  if (asked === undefined) throw rankingLost(ranking);
  const { record, results } = await loadResults(context, id), { question, outcome, replications } = asked.request as RankingRequest;
  const study = await openStoredStudy(context, record, record.request as StudyRequest), runner = await openStudyRunner(study.packet, context.settings, { workers });
  const keeper = new RankKeeper(store, id, ranking, holder), kept = await keeper.load();
  let last = -Infinity, done = 0;
  try {
    const progress = await lastValueFrom(rankSubjects(runner, { replications, question, outcome, done: kept }).pipe(
      tap(({ replications: by, partial }) => {
        done = by;
        if (partial !== undefined) keeper.keep(partial, done);
        const now = performance.now();
        if (now - last < TELL_EVERY_MS) return;
        last = now;
        context.tell({ done } satisfies RankTold);
      }),
      takeUntil(fromEvent(context.signal, 'abort')),
    ), { defaultValue: undefined });
    await keeper.settle(progress?.ranking === undefined ? done : undefined);
    if (progress?.ranking === undefined) return false;
    const { assets, needs } = await runner.shape;
    const ranked: RankedStudy = { provenance: provenanceOf(id, results), ranking: namedRanking(study, question, question.ask === 'shield' ? assets : needs, progress.ranking) };
    // The clock is no part of it: it dates the end of the work.
    if (!await store.rankings.finish(id, ranking, holder, progress.replications, await promisify(gzip)(JSON.stringify(ranked)), new Date().toISOString())) throw rankingLost(ranking);
    return true;
  } finally {
    await runner.close();
  }
}
