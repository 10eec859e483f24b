/** The report page of a study: two replications are replayed for it. */
import { gunzipSync } from 'node:zlib';
import { htmlReport } from '../../report/html.js';
import { reportContext } from '../../report/context.js';
import type { RankingReport } from '../../report/ranking.js';
import { loadResults, provenanceOf } from '../load-results.js';
import { openStoredStudy } from '../open-study.js';
import { spool } from '../spool.js';
import type { StudyRequest } from '../study-request.js';
import type { TaskContext } from '../task.js';
import type { ExportedResults } from './export-results.js';

/** @param input `ranking`: name of a stored ranking to be shown with it. Errors: those of loadResults, openStoredStudy and `spool`. */
export async function run({ id, ranking }: { id: string; ranking?: string }, context: TaskContext): Promise<ExportedResults> {
  const store = await context.store(), { dataFolder } = context.settings, { record, results } = await loadResults(context, id);
  const study = await openStoredStudy(context, record, record.request as StudyRequest);
  const bytes = ranking === undefined ? undefined : await store.results.get(id, ranking);
  const rank = bytes && (JSON.parse(gunzipSync(bytes).toString('utf8')) as { ranking?: RankingReport }).ranking;
  const html = htmlReport({ results, rank, ...await reportContext(study, results) });
  return { study: provenanceOf(id, results), content: await spool(dataFolder, html) };
}
