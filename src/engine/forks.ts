/**
 * Forks: a replication runs as it is up to a tick, what the fork changes is changed before anything of that instant happens, and it runs on. Up to the
 * tick nothing of the change is looked at, so events and luck are those of the replication without it; what comes after draws by the same keys.
 */
import type { CompiledFork } from './compiled-fork.js';
import type { Kernel } from './kernel.js';
import type { PassObserver } from './replication.js';

type Run = (observer: PassObserver | null, endKey: number) => void;

/** The loop over instants of a scenario with a fork. */
export function forkedRun(k: Kernel, run: Run, fork: CompiledFork): Run {
  const key = fork.tick * 8;
  return (observer, endKey) => {
    if (!k.forked && key < endKey) {
      run(observer, key);
      if (observer?.closed === true) return;
      k.forked = true;
      applyFork(k, fork);
    }
    run(observer, endKey);
  };
}

/** Now is the fork's tick, and nothing of this instant has happened. */
function applyFork(k: Kernel, fork: CompiledFork): void {
  k.now = fork.tick;
  k.recorder?.plans.forks(fork);
  k.plans.fork(fork);
  k.crews.fork(fork);
  // Ahead of what this instant brings.
  k.recorder?.flush();
}
