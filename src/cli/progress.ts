/** Progress on standard error: a bar on a terminal, a line at every tenth elsewhere, nothing when quiet. */
import { SingleBar } from 'cli-progress';
import { count, percent } from '../report/numbers.js';
import type { Io } from './io.js';

export interface ProgressState { done: number; planned: number; failures?: number; /** Relative half-width reached. */ relative?: number }
export interface Progress { update(state: ProgressState): void; stop(): void }

const SILENT: Progress = { update: () => undefined, stop: () => undefined };

/** @param what what is counted, e.g. `replications` */
export function openProgress(io: Io, what: string, quiet: boolean): Progress {
  if (quiet) return SILENT;
  return io.terminal ? barOn(io.terminal, what) : linesOn(io, what);
}

const notes = ({ failures, relative }: ProgressState): string =>
  `${relative === undefined || !Number.isFinite(relative) ? '' : `, ±${percent(relative)}`}${failures ? `, ${count(failures)} failed` : ''}`;

function barOn(stream: NodeJS.WriteStream, what: string): Progress {
  const bar = new SingleBar({
    format: `{bar} {value}/{total} ${what}, {eta_formatted} left{notes}`, barCompleteChar: '█', barIncompleteChar: '░', barsize: 24, hideCursor: true, clearOnComplete: true, stream, fps: 10, gracefulExit: false,
  });
  let started = false;
  return {
    update(state) {
      if (!started) bar.start(state.planned, 0, { notes: '' });
      started = true;
      bar.update(state.done, { notes: notes(state) });
    },
    stop() { if (started) bar.stop(); },
  };
}

function linesOn(io: Io, what: string): Progress {
  let tenth = 0;
  return {
    update(state) {
      const now = Math.floor((state.done / Math.max(1, state.planned)) * 10);
      if (now <= tenth) return;
      tenth = now;
      io.err(`${count(state.done)} of ${count(state.planned)} ${what}${notes(state)}\n`);
    },
    stop: () => undefined,
  };
}
