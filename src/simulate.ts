/** A whole study in one call: what `hazcade run` and `hazcade compare` do, without terminal and files. */
import { fromEvent, lastValueFrom, NEVER, takeUntil, tap } from 'rxjs';
import { CascadeError, type Problem } from './errors.js';
import type { Model, Scenario } from './model/types.js';
import { openRunner } from './runners/open-runner.js';
import { sampleFootprints } from './study/footprints.js';
import { familyResults } from './study/family-results.js';
import { runFamily, type Member } from './study/family.js';
import type { MergedStudy } from './study/merged-study.js';
import { overridden, precisionOf, prepareStudy, prepareVariant, type Overrides, type PreparedStudy, type PrepareOptions } from './study/prepare.js';
import type { Results } from './study/results.js';

export interface SimulateOptions extends Overrides, PrepareOptions {
  /** Worker threads; 0: all in this process. Default: one a core. Changes no result. */
  workers?: number;
  /** Also run the scenario's variants under common random numbers, each with as many replications as the base. */
  variants?: boolean;
  /** Warnings of reading, to be carried into the results. */
  warnings?: readonly Problem[];
  /** Ends the study with the blocks done so far; the results are then marked partial. */
  signal?: AbortSignal;
  /** Called after each block. @param variant id, or undefined for the base */
  onProgress?: (done: number, planned: number, variant?: string) => void;
}

/** What was done of a member. */
interface End { prepared: PreparedStudy; study?: MergedStudy; done: boolean }

/**
 * Runs a seeded Monte Carlo study of a scenario on a model: the same inputs give the same results to the last bit, whatever the workers.
 * @throws CascadeError STUDY_ABORTED when stopped before its first block; what `assemble`, `runStudy` and the runners throw
 */
export async function simulate(model: Model, scenario: Scenario, options: SimulateOptions = {}): Promise<Results> {
  const footprints = options.footprints ?? await sampleFootprints(model, scenario);
  const base = prepareStudy(model, overridden(scenario, options), options.warnings, { ...options, footprints });
  const precision = await precisionOf(base);
  const plan = { replications: precision?.maxReplications ?? base.scenario.replications, precision };
  const ends = new Map<Member, End>();
  const enter = (prepared: PreparedStudy, id?: string): void => {
    const open = () => openRunner(prepared.packet, { workers: options.workers, replications: plan.replications });
    ends.set({ ...(id === undefined ? {} : { id }), open }, { prepared, done: false });
  };
  enter(base);
  if (options.variants === true) for (const variant of base.scenario.variants) enter(prepareVariant(base, variant), variant.id);
  const [first, ...others] = ends.keys();
  if (options.signal?.aborted !== true) {
    await lastValueFrom(runFamily(first!, others, plan).pipe(
      takeUntil(options.signal === undefined ? NEVER : fromEvent(options.signal, 'abort')),
      tap(({ member, progress }) => {
        Object.assign(ends.get(member)!, { study: progress.study, done: progress.done });
        options.onProgress?.(progress.replications, progress.planned, member.id);
      }),
    ), { defaultValue: undefined });
  }
  return resultsOf(base, ends, options.physics);
}

function resultsOf(base: PreparedStudy, ends: ReadonlyMap<Member, End>, physics: Overrides['physics']): Results {
  const [first, ...others] = [...ends].flatMap(([{ id }, { prepared, study, done }]) => (study === undefined ? [] : [{ id, prepared, study, done }]));
  if (first === undefined) throw new CascadeError('STUDY_ABORTED', 'the study was stopped before its first block of replications was done');
  const asked = { replications: first.study.replications, seed: base.inputs.seed, ...(ends.size > 1 ? { variants: true } : {}), physics };
  return familyResults([first, ...others], ends.size, `simulate(model, scenario, ${JSON.stringify(asked)})`);
}
