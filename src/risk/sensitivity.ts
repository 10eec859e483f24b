/**
 * Sensitivity of a scenario to what is not known: the mean of an outcome over replications, as a function of uncertain parameters. Every point
 * has the same luck (common random numbers), so the function is one of the parameters alone, and its indices hold no noise of sampling
 * beside their own.
 */
import { from, fromEvent, lastValueFrom, mergeMap, NEVER, takeUntil, tap } from 'rxjs';
import { Purpose } from '../engine/contracts.js';
import { changeTo, type SensitivityPlan } from '../model/read-sensitivity.js';
import type { Model, Scenario } from '../model/types.js';
import { applyVariant } from '../model/variant.js';
import { compileNumeric } from '../random/distributions.js';
import { CounterDraws } from '../random/draws.js';
import { hashKey } from '../random/hash.js';
import { studyKey } from '../random/study-key.js';
import { openRunner } from '../runners/open-runner.js';
import { sampleFootprints, type FootprintSamples } from '../study/footprints.js';
import { loadReplicator } from '../study/load-replicator.js';
import { prepareStudy } from '../study/prepare.js';
import { runStudy } from '../study/run.js';
import { headlineOutcome, outcomeIndex } from '../study/shape.js';
import { estimateOutcome } from '../study/summarize.js';
import { morrisDesign, morrisEffects, type MorrisEffect } from './morris.js';
import { sobolDesign, sobolIndices, type SobolIndex } from './sobol.js';

/** Assets x replications of a point up to which a new thread would take longer to warm up than the point takes. */
const TOO_LITTLE_FOR_THREADS = 300_000;

/** Resamples behind an interval. */
const RESAMPLES = 1000;

export interface SensitivityOptions {
  seed?: string;
  /** Points under way at once, each in a thread of its own; 0: one after the other in this process, as small points always are. Default 0. */
  workers?: number;
  signal?: AbortSignal;
  onProgress?: (done: number, planned: number) => void;
}

export interface ParameterResult extends Partial<MorrisEffect>, Partial<SobolIndex> { id: string; title: string }

export interface SensitivityResults {
  format: 'hazcade-sensitivity-results/1';
  scenario: string; title: string; seed: string; method: SensitivityPlan['method']['by'];
  replications: number; points: number;
  outcomes: { outcome: string; unit: string; title: string; /** Over the points. */ mean: number; deviation: number; parameters: ParameterResult[] }[];
}

/**
 * Elementary effects or Sobol indices of every parameter, for every outcome.
 * @returns undefined when stopped by the signal
 * @throws CascadeError OUTCOME_UNKNOWN; VALUE_INVALID and its like where a drawn value cannot be taken; those of runners
 */
export async function runSensitivity(model: Model, scenario: Scenario, plan: SensitivityPlan, options: SensitivityOptions = {}): Promise<SensitivityResults | undefined> {
  const seed = options.seed ?? scenario.seed, { parameters, method } = plan, d = parameters.length, draws = new CounterDraws(studyKey(seed)), [key0, key1] = hashKey('sensitivity');
  const uniform = (row: number, column: number): number => { draws.select(row, Purpose.SensitivityPoint, 0, 0); return draws.uniform(key0, key1, column); };
  const resample = (count: number) => (b: number, k: number): number => { draws.select(b, Purpose.Bootstrap, 0, 0); return Math.floor(draws.uniform(key0, key1, k) * count); };
  const trajectories = method.by === 'morris' ? morrisDesign(method.trajectories, d, method.levels, uniform) : [];
  const points = method.by === 'morris' ? trajectories.flatMap((t) => t.points) : sobolDesign(method.points, d, uniform);
  const footprints = await sampleFootprints(model, scenario);
  const { outcomes: infos } = await loadReplicator(prepareStudy(model, scenario, [], { footprints }).packet), wanted = plan.outcomes.length === 0 ? [headlineOutcome(infos)] : plan.outcomes.map((name) => outcomeIndex(infos, name));
  const means = await meansAt({ model, scenario: { ...scenario, seed }, plan, points, wanted, options, footprints });
  if (means === undefined) return undefined;
  return {
    format: 'hazcade-sensitivity-results/1', scenario: scenario.id, title: scenario.title, seed, method: method.by, replications: plan.replications, points: points.length,
    outcomes: wanted.map((index, o) => {
      const values = Float64Array.from(means, (row) => row[o]!), mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      const found: (MorrisEffect | SobolIndex)[] = method.by === 'morris' ? morrisEffects(trajectories, values, RESAMPLES, resample(method.trajectories)) : sobolIndices(values, method.points, d, RESAMPLES, resample(method.points));
      return {
        outcome: infos[index]!.name, unit: infos[index]!.unit, title: infos[index]!.title, mean, deviation: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / Math.max(1, values.length - 1)),
        parameters: parameters.map(({ id, title }, i) => ({ id, title, ...found[i]! })),
      };
    }),
  };
}

interface MeansInput { model: Model; scenario: Scenario; plan: SensitivityPlan; points: number[][]; wanted: number[]; options: SensitivityOptions; footprints: FootprintSamples | undefined }

/** Means of the wanted outcomes at every point, in their order; undefined: stopped. */
async function meansAt({ model, scenario, plan, points, wanted, options, footprints }: MeansInput): Promise<number[][] | undefined> {
  const samplers = plan.parameters.map(({ values }) => compileNumeric(values)), means: number[][] = [];
  const workers = model.assets.length * plan.replications <= TOO_LITTLE_FOR_THREADS ? 0 : options.workers ?? 0;
  let done = 0;
  const at = async (p: number): Promise<number> => {
    const changes = plan.parameters.map((parameter, i) => changeTo(parameter, samplers[i]!.constant ?? samplers[i]!.sample(Math.min(1 - 2 ** -53, Math.max(2 ** -53, points[p]![i]!)))));
    const changed = applyVariant(model, scenario, { id: 'point', title: 'point', changes }), study = prepareStudy(changed.model, changed.scenario, [], { gridPoints: 2, footprints });
    const runner = await openRunner(study.packet, { workers: workers > 0 ? 1 : 0, replications: plan.replications });
    try {
      const { study: merged } = await lastValueFrom(runStudy(runner, { replications: plan.replications }));
      means[p] = wanted.map((index) => estimateOutcome(merged.shape.outcomes[index]!, merged.column(index)).mean);
    } finally {
      await runner.close();
    }
    return p;
  };
  await lastValueFrom(from(points.keys()).pipe(
    mergeMap((p) => from(at(p)), Math.max(1, workers)), tap(() => options.onProgress?.(++done, points.length)), takeUntil(options.signal === undefined ? NEVER : fromEvent(options.signal, 'abort')),
  ), { defaultValue: undefined });
  return done === points.length ? means : undefined;
}
