/** What `size` does. */
import { CascadeError } from '../errors.js';
import type { PhysicsMode } from '../model/types.js';
import { sizingReport } from '../report/sizing.js';
import { openRunner } from '../runners/open-runner.js';
import type { PreparedStudy } from '../study/prepare.js';
import { sizeResource } from '../study/size.js';
import { writeJson } from './command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { listenForInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import { openProgress } from './progress.js';
import { openStudy } from './study.js';

export interface SizeCommandOptions {
  resource: string; target: string; confidence: number; replications?: number; seed?: string; least: number; most: number;
  workers?: number; physics?: PhysicsMode; quiet?: boolean; json?: boolean;
}

/** Below this many assets x replications threads take longer to start than to work. */
const TOO_LITTLE_FOR_THREADS = 100_000;

/** @returns 1 where no amount is enough */
export async function sizeCommand(io: Io, paths: readonly string[], options: SizeCommandOptions): Promise<ExitCode> {
  const studies: PreparedStudy[] = [];
  for (const path of paths) studies.push(await openStudy(path, { seed: options.seed, replications: options.replications, physics: options.physics }));
  const interrupt = listenForInterrupt(io);
  let progress = openProgress(io, '', true), shown = '';
  try {
    const sizing = await sizeResource(studies, options, {
      open: (packet, replications) => openRunner(packet, { workers: options.workers ?? (studies.every((s) => s.model.assets.length * replications <= TOO_LITTLE_FOR_THREADS) ? 0 : undefined), replications }),
      stop$: interrupt.requested$,
      onProgress({ amount, scenario, fresh, done, planned }) {
        const what = `replications of ${scenario} with ${amount}${fresh ? ', fresh seeds' : ''}`;
        // Beside a terminal a line for each amount, on it a bar.
        if (!io.terminal) { if (done === planned && options.quiet !== true) io.err(`${done} ${what}\n`); return; }
        if (what !== shown) {
          progress.stop();
          progress = openProgress(io, what, options.quiet ?? false);
          shown = what;
        }
        progress.update({ done, planned });
      },
    });
    progress.stop();
    if (options.json) writeJson(io, sizing);
    else io.out(sizingReport(sizing, { columns: io.columns, color: io.color }));
    return sizing.amount === undefined ? EXIT.failed : EXIT.ok;
  } catch (error) {
    if (!(error instanceof CascadeError && error.code === 'STUDY_ABORTED')) throw error;
    progress.stop();
    io.err('Interrupted: a sizing is shown only when whole.\n');
    return EXIT.interrupted;
  } finally {
    progress.stop();
    interrupt.dispose();
  }
}
