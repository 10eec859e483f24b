/** What the types of model and scenario are made of: distributions, damage states, places, selectors. */

/** A distribution of a duration, size or intensity. Durations are hours; medians, means and bounds have the unit of the value. */
export type Distribution =
  | { dist: 'lognormal'; median: number; sigma: number }
  | { dist: 'triangular'; min: number; mode: number; max: number }
  | { dist: 'pert'; min: number; mode: number; max: number }
  | { dist: 'uniform'; min: number; max: number }
  | { dist: 'normal'; mean: number; sd: number; min: number; max: number }
  | { dist: 'exponential'; mean: number }
  | { dist: 'weibull'; scale: number; shape: number }
  | { dist: 'empirical'; values: number[]; weights?: number[] };

/** A number, or a distribution; `shared` = one draw for all assets of a replication instead of one each. */
export type Numeric = number | (Distribution & { shared?: boolean });

/** Worst to bear last; `none` is undamaged. The index is the state's number in the engine. */
export const DAMAGE_STATES = ['none', 'slight', 'moderate', 'extensive', 'complete'] as const;
export type DamageState = (typeof DAMAGE_STATES)[number];

/** Rinaldi, Peerenboom, Kelly (2001): the four types of dependency. */
export const NEED_TYPES = ['physical', 'cyber', 'geographic', 'logical'] as const;
export type NeedType = (typeof NEED_TYPES)[number];

/** WGS 84, decimal degrees. */
export interface Place { lon: number; lat: number }

/** Which assets. Fields of one selector are joined by AND; lists inside a field by OR. */
export interface Selector {
  all?: true;
  id?: string[];
  kind?: string[];
  sector?: string[];
  /** attribute -> wanted value(s), or a numeric range. */
  attribute?: Record<string, (string | number | boolean)[] | { min?: number; max?: number }>;
  within?: { of: Place | { asset: string }; km: number };
  area?: { polygon: [number, number][] };
  not?: Selector;
  any?: Selector[];
}
