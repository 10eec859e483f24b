/** What `compare --interactions` and `compare --silo` do. Nothing is written: figures on the terminal, or one JSON document. */
import type { DecomposeOptions } from '../decompose.js';
import { writeJson } from './command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { listenForInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import { openProgress } from './progress.js';
import { openStudy } from './study.js';
import type { StudyOptions } from './study-options.js';

export interface DecomposeCommandOptions extends StudyOptions { interactions?: boolean; silo?: boolean; sets?: string[][]; order?: 1 | 2 | 3; outcome?: string[] }

/** A decomposition has no partial result: a difference needs all its studies. */
export async function decomposeCommand(io: Io, path: string, options: DecomposeCommandOptions): Promise<ExitCode> {
  const [{ interactions, silos }, report, { model, scenario, options: prepared }] = await Promise.all([import('../decompose.js'), import('../report/decomposition.js'), openStudy(path, options)]);
  const interrupt = listenForInterrupt(io), stop = new AbortController(), watching = interrupt.requested$.subscribe(() => stop.abort());
  const progress = openProgress(io, 'replications', options.quiet ?? false);
  const how: DecomposeOptions = { ...prepared, workers: options.workers, outcomes: options.outcome, signal: stop.signal, onProgress: (done, planned) => progress.update({ done, planned }) };
  const page = { columns: io.columns, color: io.color };
  try {
    const together = options.interactions === true ? await interactions(model, scenario, { ...how, sets: options.sets, order: options.order }) : undefined;
    const bySector = options.silo === true ? await silos(model, scenario, how) : undefined;
    progress.stop();
    if (options.json) writeJson(io, { ...(together === undefined ? {} : { interactions: together }), ...(bySector === undefined ? {} : { silos: bySector }) });
    else io.out([...(together === undefined ? [] : [report.interactionReport(together, page)]), ...(bySector === undefined ? [] : [report.siloReport(bySector, page)])].join('\n'));
    return (together?.failed ?? 0) + (bySector?.failed ?? 0) > 0 ? EXIT.failed : EXIT.ok;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    io.err('Interrupted: a difference is shown only when all its studies are done.\n');
    return EXIT.interrupted;
  } finally {
    progress.stop();
    watching.unsubscribe();
    interrupt.dispose();
  }
}
