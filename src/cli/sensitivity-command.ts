/** What `sensitivity` does. */
import { availableParallelism } from 'node:os';
import { readStudyInput } from '../model/read-scenario.js';
import { readSensitivity } from '../model/read-sensitivity.js';
import { sensitivityReport } from '../report/sensitivity.js';
import { runSensitivity } from '../risk/sensitivity.js';
import { writeJson } from './command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { listenForInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import { openProgress } from './progress.js';

export interface SensitivityCommandOptions { parameters: string; replications?: number; outcome?: string; seed?: string; workers?: number; json?: boolean; quiet?: boolean }

/** Indices of half of a design would be those of another, so nothing is shown when interrupted. */
export async function sensitivityCommand(io: Io, path: string, options: SensitivityCommandOptions): Promise<ExitCode> {
  const { model, scenario } = readStudyInput(path), read = readSensitivity(options.parameters, model, scenario);
  const plan = { ...read, replications: options.replications ?? read.replications, outcomes: options.outcome === undefined ? read.outcomes : [options.outcome] };
  const stop = new AbortController(), interrupt = listenForInterrupt(io), progress = openProgress(io, 'points', options.quiet ?? false), heard = interrupt.requested$.subscribe(() => stop.abort());
  try {
    const results = await runSensitivity(model, scenario, plan, {
      seed: options.seed, workers: options.workers ?? availableParallelism(), signal: stop.signal, onProgress: (done, planned) => progress.update({ done, planned }),
    });
    progress.stop();
    if (results === undefined) {
      io.err('Interrupted: indices are shown only when all points are done.\n');
      return EXIT.interrupted;
    }
    if (options.json) writeJson(io, results);
    else io.out(sensitivityReport(results, { columns: io.columns, color: io.color }));
    return EXIT.ok;
  } finally {
    progress.stop();
    heard.unsubscribe();
    interrupt.dispose();
  }
}
