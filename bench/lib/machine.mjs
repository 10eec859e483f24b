/** Where and on what a figure was taken. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

function git(...args) {
  try {
    return execFileSync('git', args, { cwd: new URL('../..', import.meta.url), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** Commit with its state, Node, processor, memory. */
export function machine() {
  const commit = git('rev-parse', '--short', 'HEAD') || 'unknown commit', changed = git('status', '--porcelain', '--', 'src', 'bench', 'models', 'scenarios', ':!bench/RESULTS.md') === '' ? '' : ' with changes';
  return `${commit}${changed}, Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}

/** Load averages of one and five minutes. */
export const load = () => loadavg().slice(0, 2).map((x) => x.toFixed(1)).join(', ');
