/** How hazards bear on each other, in the engine's terms. Plain data, can be posted. */

/** True from the beginning of an occurrence of the hazard until some ticks after its end. */
export interface CompiledCondition { hazard: number; windowTicks: number }

/** While its condition holds, something is multiplied by `by`. In order of key. */
export interface CompiledLink {
  condition: number;
  multiply: 'rate' | 'trigger' | 'fragility' | 'repair';
  by: number;
  /** Hazard of a rate, rule of a trigger; else -1. */
  target: number;
  /** By asset, for fragility and repair; undefined: all. */
  members?: Uint8Array;
  /** By hazard, for fragility: 1 where its measure counts. */
  hazards?: Uint8Array;
}

/** A Poisson process whose rate is constant between bounds. */
export interface CompiledArrivals {
  /** Ticks at which the pieces of constant rate end, rising; the last is Infinity. */
  ends: Float64Array;
  /** Mean number in a tick, by piece. */
  rates: Float64Array;
}

/** Hazards whose intensities are drawn together. */
export interface CompiledCorrelation {
  key0: number; key1: number;
  hazards: Int32Array;
  /** Lower Cholesky factor of the correlation matrix, by row and column. */
  lower: Float64Array;
}

export interface CompiledInteractions {
  conditions: CompiledCondition[];
  links: CompiledLink[];
  correlations: CompiledCorrelation[];
}
