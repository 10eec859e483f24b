/** What `run --dry-run` does: nothing is written, nothing is kept. */
import { availableParallelism } from 'node:os';
import { dryRunReport } from '../report/dry-run.js';
import { dryRun } from '../study/dry-run.js';
import { writeJson } from './command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Io } from './io.js';
import { openStudy } from './study.js';
import type { StudyOptions } from './study-options.js';

export async function dryRunCommand(io: Io, path: string, options: StudyOptions & { precision?: number }): Promise<ExitCode> {
  const found = await dryRun(await openStudy(path, options), { workers: options.workers ?? availableParallelism(), now: () => performance.now() });
  if (options.json) writeJson(io, found); else io.out(dryRunReport(found, io.columns));
  return found.estimate.failed > 0 ? EXIT.failed : EXIT.ok;
}
