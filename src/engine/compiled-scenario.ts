/** A scenario in the engine's terms: indices instead of ids, hashes instead of keys, tables instead of selectors. Plain data, can be posted. */
import type { CompiledField } from '../hazards/field-data.js';
import type { Numeric, RepairOrder } from '../model/types.js';
import type { CompiledFork } from './compiled-fork.js';
import type { CompiledCrowd, CompiledPeopleEffect, CompiledPlan, CompiledResource } from './compiled-plans.js';
import type { CompiledArrivals, CompiledInteractions } from './compiled-interactions.js';
import type { CompiledPool, CompiledResources } from './compiled-recovery.js';
import type { LayerInputs } from './sector-model.js';

export type { CompiledMeasure, CompiledPlan } from './compiled-plans.js';

/**
 * Fragility of every kind for one measure. Rows are kinds; with curves for assets damaged already, row = kind + kinds x number of the present state.
 * For row r and state j (1..4) at index r * 4 + j - 1.
 */
export interface FragilityTables {
  /** ln of the median threshold, +Infinity where the state does not exist. */
  lnMedian: Float64Array;
  /** 1 / sigma; +Infinity for a step. */
  invSigma: Float64Array;
  /** By kind: 1 where it reacts to the measure at all. */
  reacts: Uint8Array;
  /** By row: probabilities given at points, in place of lognormal curves. Absent: no kind has any. */
  probabilities?: (ProbabilityRow | undefined)[];
  /** By row: loss by intensity. Absent: no kind has any. */
  losses?: (LossRow | undefined)[];
  /** Absent: perils of every kind are `worst`, and strengths are new in each occurrence. `perils` by number in PERIL_RULES. */
  rules?: { perils: Uint8Array; persistent: Uint8Array; measure: string };
}

/** P(state or worse) by state 1..4 at the intensities `at`, rising; linear in between, or (stepwise) that of the point before. */
export interface ProbabilityRow { at: Float64Array; probability: Float64Array[]; stepwise: boolean }

/** Euro lost at the intensities `at`, rising, linear in between; an asset of strength z meets the intensity x exp(-sigma z). */
export interface LossRow { at: Float64Array; euro: Float64Array; sigma: number }

/** What an occurrence does to assets; effects on people are a list of their own. */
export interface CompiledEffect {
  effect: 'damage' | 'derate' | 'trip' | 'demand' | 'crews' | 'staff';
  /** Positions in the hazard's `assets`, or undefined for all of them. */
  positions?: Int32Array;
  /** Probability of acting on an asset; NaN: by fragility. */
  probability: number;
  /** Damage: the state entered. */
  state: number;
  /** Derate, crews: parts of capacity, of crews left. */
  to: number;
  /** Damage by another measure than the hazard's: its fragility, and its intensity where the footprint's factor is 1. */
  peril?: { fragility: FragilityTables; intensity: Numeric; workLimit?: Float64Array; /** Number of its measure in the hazard's field; absent: it follows the hazard's own. */ further?: number };
  /** Demand: service, and factor of what its needs require. */
  service?: number;
  by?: number;
  /** Crews: pools. */
  pools?: Int32Array;
  /** Staff: share absent from so many hours after it begins on, in steps from hour 0; scaled: times the intensity of the hazard. */
  staff?: { hours: Float64Array; absent: Float64Array; scaled: boolean };
  /** Logarithm of the intensity at an asset from which it acts there, while it lasts there; undefined: wherever the hazard is. */
  lnAbove?: number;
}

/** Intensity over time by position in the hazard's assets: points from start[i] up to start[i + 1] belong to position i, at least one each. */
export interface CompiledCourses {
  start: Int32Array;
  /** Hours after onset, rising within a position. */
  hours: Float64Array;
  /** Share of the asset's own peak, 0..1, linear in between; before the first point it is not reached. */
  shares: Float64Array;
  /** The last point of all: the hazard lasts at least so long. */
  lastHours: number;
}

export interface CompiledHazard {
  id: string;
  key0: number; key1: number;
  /** Hours from the start; undefined: only when triggered. */
  onset?: Numeric;
  /** Random times instead. */
  arrivals?: CompiledArrivals;
  duration: Numeric;
  intensity: Numeric;
  assets: Int32Array;
  /** Logarithm of the factor of the intensity at each asset; not used where there is a field. */
  lnFactor: Float64Array;
  /** Intensities that differ between occurrences by more than one factor; undefined: `lnFactor`. */
  field?: CompiledField;
  /** Course of the intensity at each asset, instead of one profile for all; a field that knows its own times comes first. */
  courses?: CompiledCourses;
  fragility?: FragilityTables;
  common: number;
  /** By kind: ln of the intensity of the hazard's measure from which no work begins, +Infinity: none. Absent: no kind in reach has a limit. */
  workLimit?: Float64Array;
  /** Hours after onset and factor of the peak; undefined: at once. */
  profile?: { hours: Float64Array; factors: Float64Array };
  effects: CompiledEffect[];
  /** Undefined: none. */
  people?: CompiledPeopleEffect[];
  /** Hours after onset when it is noticed; undefined: at once. */
  detected?: Numeric;
  once: boolean;
}

export interface CompiledTrigger {
  id: string;
  key0: number; key1: number;
  on: 'hazard' | 'damage' | 'outage';
  /** Index of the causing hazard, or membership by asset. */
  causeHazard: number;
  members?: Uint8Array;
  state: number;
  afterTicks: number;
  /** Condition without which it is void. */
  gate?: number;
  probability: number;
  lag: Numeric;
  hazard: number;
  repeat: boolean;
}

/** Steps of capacity: after so many ticks of the job (`share`: parts of its duration), parts of nominal capacity. */
export interface CompiledRestoration { share: boolean; after: Float64Array; capacity: Int32Array }


/** A layer that runs, with what its model is made of. */
export interface CompiledLayer extends Omit<LayerInputs, 'startHourOfWeek' | 'kindOf'> {
  id: string;
  plugin: string;
  params: Record<string, unknown>;
  /** Services whose needs between its components its model supplies. */
  carries: readonly string[];
}

export interface CompiledScenario {
  horizonTicks: number;
  ticksPerHour: number;
  /** Local hour of the week at the start, 0 = Monday 00:00. */
  startHourOfWeek: number;
  studyKey0: number; studyKey1: number;
  hazards: CompiledHazard[];
  triggers: CompiledTrigger[];
  /** Undefined: hazards bear on each other by triggers alone. */
  interactions?: CompiledInteractions;
  /** By kind * 4 + state - 1, hours. */
  repair: Numeric[];
  /** By kind: 1 where repair hours are elapsed time, which takes no crew. Absent: nowhere. */
  repairElapsed?: Uint8Array;
  /** By kind * 4 + state - 1: capacity that comes back while the job lasts. Absent: nowhere. */
  restoration?: (CompiledRestoration | undefined)[];
  /** Skill number of each kind's repair jobs; 0: any crew. */
  kindSkill: Int32Array;
  skills: string[];
  /** Empty: unlimited. */
  pools: CompiledPool[];
  order: RepairOrder;
  /** Rank in the given list by asset; 2^31 - 1: not listed. Only for order `list`. */
  listRank?: Int32Array;
  /** What work needs beside crews, and crews that keep hours, may not come, or need fuel; undefined: nothing of it. */
  resources?: CompiledResources;
  plans: CompiledPlan[];
  /** What plans use. */
  planResources: CompiledResource[];
  /** By kind: share of the staff that may be missing without loss, and share below which nothing runs. Absent: no hazard takes staff. */
  staffing?: { spare: Float64Array; needed: Float64Array };
  /** Undefined: nothing happens to people but that they lack services. */
  crowd?: CompiledCrowd;
  /** What changes on the way; undefined: nothing. */
  fork?: CompiledFork;
  layers: CompiledLayer[];
  /** Mean hours of work between own failures by kind; 0: none. State entered by kind. */
  ownFailureMeanHours: Float64Array;
  ownFailureState: Uint8Array;
  /** Euro by kind * 4 + state - 1. */
  damageCost: Float64Array;
  /** Some hazard has loss curves: the cost of damage is booked by asset, sector and hazard. */
  losses: boolean;
  affectedBelow: number;
  eventBudget: number;
  gridHours: Float64Array;
  /** Further outcomes: people without a service at a time. */
  probes?: { service: number; tick: number; name: string }[];
  /** Follow causes (depth, origins of loss, transmissions). */
  causes: boolean;
}
