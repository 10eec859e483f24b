/** What `rank` does. */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastValueFrom, takeUntil, tap } from 'rxjs';
import { htmlReport } from '../report/html.js';
import { namedRanking, rankingReport, type RankingReport } from '../report/ranking.js';
import { openRunner } from '../runners/open-runner.js';
import type { PreparedStudy } from '../study/prepare.js';
import type { Results } from '../study/results.js';
import { rankSubjects } from '../study/rank.js';
import type { RankQuestion } from '../study/rank-block.js';
import { writeJson } from './command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { UsageError } from './failure.js';
import { listenForInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import { openProgress } from './progress.js';
import { readResults } from './read-results.js';
import { reportContext } from '../report/context.js';
import { openStudy } from './study.js';
import type { StudyOptions } from './study-options.js';

export interface RankOptions extends StudyOptions { outcome?: string; /** Hours. */ buffer?: number; limit?: number; /** Result folder. */ into?: string }

/** A ranking has no partial result: an interval of half the replications would be that of another ranking. */
export async function rankCommand(io: Io, path: string, options: RankOptions): Promise<ExitCode> {
  const study = await openStudy(path, options);
  const into = options.into === undefined ? undefined : await sameStudy(options.into, study);
  const { scenario } = study;
  const question: RankQuestion = options.buffer === undefined ? { ask: 'shield' } : { ask: 'buffer', bufferHours: options.buffer };
  const interrupt = listenForInterrupt(io);
  const progress = openProgress(io, 'replications', options.quiet ?? false);
  const runner = await openRunner(study.packet, { workers: options.workers });
  try {
    const last = await lastValueFrom(rankSubjects(runner, { replications: scenario.replications, question, outcome: options.outcome }).pipe(
      tap(({ replications: done, planned }) => progress.update({ done, planned })),
      takeUntil(interrupt.requested$),
    ), { defaultValue: undefined });
    progress.stop();
    if (!last?.ranking) {
      io.err('Interrupted: a ranking is shown only when whole.\n');
      return EXIT.interrupted;
    }
    const { assets, needs } = await runner.shape;
    const report = namedRanking(study, question, question.ask === 'shield' ? assets : needs, last.ranking);
    if (options.into !== undefined && into) await addRanking(options.into, study, into, report);
    if (options.json) writeJson(io, report);
    else io.out(rankingReport(report, { columns: io.columns, color: io.color, limit: options.limit }));
    return report.failed > 0 ? EXIT.failed : EXIT.ok;
  } finally {
    progress.stop();
    interrupt.dispose();
    await runner.close();
  }
}

/** The results in a folder, if they are of this model, scenario and seed; otherwise throws RESULTS_OTHER. */
async function sameStudy(folder: string, { inputs }: PreparedStudy): Promise<Results> {
  const results = await readResults(folder);
  for (const key of ['modelHash', 'scenarioHash', 'seed'] as const) {
    if (results.study[key] !== inputs[key]) throw new UsageError('RESULTS_OTHER', `${folder} holds the result of another study: expected ${key} ${inputs[key]}, found ${results.study[key]}`);
  }
  return results;
}

/** Each file is written whole and then renamed, so the folder is at no time half a result. */
async function addRanking(folder: string, study: PreparedStudy, results: Results, rank: RankingReport): Promise<void> {
  const files = { 'ranking.json': `${JSON.stringify(rank, null, 2)}\n`, 'report.html': htmlReport({ results, rank, ...await reportContext(study, results) }) };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await writeFile(`${path}.making`, content);
    await rename(`${path}.making`, path);
  }
}
