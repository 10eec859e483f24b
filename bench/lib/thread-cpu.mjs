/** CPU time of the threads of a process, from /proc; NaN elsewhere than on Linux. */
import { readdirSync, readFileSync } from 'node:fs';

/** Thread -> CPU seconds so far, to the nanosecond. */
function secondsByThread(pid) {
  const seconds = new Map();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      seconds.set(thread, Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e9);
    } catch {
      // It has just ended.
    }
  }
  return seconds;
}

/**
 * Starts to watch.
 * @returns how much since then: `main`, the first thread; `busiest`, so many of the others together; `helpers`, the rest (garbage collection, compiling, files)
 */
export function threadClock(pid) {
  if (process.platform !== 'linux') return () => ({ main: NaN, busiest: NaN, helpers: NaN });
  const before = secondsByThread(pid);
  return (busiest) => {
    const since = new Map([...secondsByThread(pid)].map(([thread, seconds]) => [thread, seconds - (before.get(thread) ?? 0)])), main = since.get(String(pid));
    since.delete(String(pid));
    const others = [...since.values()].sort((a, b) => b - a), sum = (values) => values.reduce((total, value) => total + value, 0);
    return { main, busiest: sum(others.slice(0, busiest)), helpers: sum(others.slice(busiest)) };
  };
}
