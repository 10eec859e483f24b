/** The tasks by name. To add one: a file that exports `run`, and a line here; modules load when their task is first asked for. */
import type { Task } from '../task.js';

export const TASKS = {
  'run-study': () => import('./run-study.js'),
} as const satisfies Record<string, () => Promise<{ run: Task<never, unknown> }>>;

export type TaskName = keyof typeof TASKS;
type RunOf<N extends TaskName> = Awaited<ReturnType<(typeof TASKS)[N]>>['run'];
export type InputOf<N extends TaskName> = Parameters<RunOf<N>>[0];
export type OutputOf<N extends TaskName> = Awaited<ReturnType<RunOf<N>>>;
