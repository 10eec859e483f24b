/** The tasks by name. To add one: a file that exports `run`, and a line here; modules load when their task is first asked for. */
import type { Task } from '../task.js';

export const TASKS = {
  'check-staged': () => import('./check-staged.js'),
  'area-values': () => import('./area-values.js'),
  areas: () => import('./areas.js'),
  'check-ranking': () => import('./check-ranking.js'),
  'check-study': () => import('./check-study.js'),
  'compare-fork': () => import('./compare-fork.js'),
  'compare-studies': () => import('./compare-studies.js'),
  'compare-variants': () => import('./compare-variants.js'),
  'draw-model': () => import('./draw-model.js'),
  'dry-run': () => import('./dry-run.js'),
  'export-results': () => import('./export-results.js'),
  'keep-staged': () => import('./keep-staged.js'),
  'list-assets': () => import('./list-assets.js'),
  'list-rows': () => import('./list-rows.js'),
  'model-shape': () => import('./model-shape.js'),
  'pack-document': () => import('./pack-document.js'),
  'put-shipped': () => import('./put-shipped.js'),
  outages: () => import('./outages.js'),
  'rank-study': () => import('./rank-study.js'),
  'replay-chain': () => import('./replay-chain.js'),
  'replay-events': () => import('./replay-events.js'),
  'replay-fork': () => import('./replay-fork.js'),
  'report-page': () => import('./report-page.js'),
  representatives: () => import('./representatives.js'),
  'run-study': () => import('./run-study.js'),
  'show-asset': () => import('./show-asset.js'),
  'stage-change': () => import('./stage-change.js'),
  'stage-upload': () => import('./stage-upload.js'),
  'trace-needs': () => import('./trace-needs.js'),
  'unpack-document': () => import('./unpack-document.js'),
} as const satisfies Record<string, () => Promise<{ run: Task<never, unknown> }>>;

export type TaskName = keyof typeof TASKS;
type RunOf<N extends TaskName> = Awaited<ReturnType<(typeof TASKS)[N]>>['run'];
export type InputOf<N extends TaskName> = Parameters<RunOf<N>>[0];
export type OutputOf<N extends TaskName> = Awaited<ReturnType<RunOf<N>>>;
