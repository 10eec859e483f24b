/** How kinds are damaged and restored, after reading: fragility in all its forms, the rule for several perils, restoration, work limits. */
import type { DamageState } from './types-base.js';

interface FragilityHead {
  /** Intensity measure, as pga, gust, depth, and the unit of its values. */
  measure: string;
  unit: string;
  /** For `perils: cumulative`: the curves of an asset that is in this state, or worse but without curves of its own; absent: undamaged. */
  given?: DamageState;
}

/** Fragility of a kind for one intensity measure. States are mildest first; a state that is not named is never entered by itself. */
export type Fragility = FragilityHead & (
  | { form: 'lognormal'; /** P(state or worse) = Phi(ln(I / median) / sigma). */ states: { state: DamageState; median: number; sigma: number }[] }
  | { form: 'step'; /** Certain from the intensity `at` on. */ states: { state: DamageState; at: number }[] }
  | ProbabilityTable
  | LossRatioCurve
);

/**
 * P(state or worse) at the intensities `at`, rising. `table`: linear in between, 0 below the first intensity, that of the last beyond it.
 * `classes`: the intensities are the lower ends of classes, inside which it does not change.
 */
export interface ProbabilityTable { form: 'table' | 'classes'; at: number[]; states: { state: DamageState; probability: number[] }[] }

/**
 * Share of the replacement cost lost at the intensities `at`, linear in between, 0 below the first and that of the last beyond it. A state is entered
 * where the curve reaches the state's `ratio`; the asset meets the intensity divided by exp(sigma z), z its strength, in both.
 */
export interface LossRatioCurve { form: 'loss-ratio'; at: number[]; ratio: number[]; states: { state: DamageState; ratio: number }[]; sigma: number }

/**
 * Several perils on one asset. In one occurrence `worst` has one strength for all perils, `independent` one for each; `cumulative` as independent, each
 * by the fragility for the state in which it finds the asset.
 */
export const PERIL_RULES = ['worst', 'independent', 'cumulative'] as const;
export type PerilRule = (typeof PERIL_RULES)[number];

/** `work`: hours of a crew, which jobs queue for; `elapsed`: hours from the damage, the wait for people and parts among them. */
export const REPAIR_TIMES = ['work', 'elapsed'] as const;
export type RepairTime = (typeof REPAIR_TIMES)[number];

/** Capacity that comes back before the job ends: after so many hours of it, or so large a share of its duration, this share of nominal is left. */
export type RestorationSteps =
  | { by: 'hours'; steps: { hours: number; capacity: number }[] }
  | { by: 'share'; steps: { share: number; capacity: number }[] };

/** While the intensity is `below` or more, no work begins. */
export interface WorkLimit { measure: string; unit: string; below: number }
