/** How hazards of a scenario bear on each other, after reading: random arrivals, links, intensities drawn together. */
import type { Selector } from './types-base.js';

/** Occurrences at the times of a Poisson process. */
export interface Arrivals {
  /** Mean number in a year of 8,760 hours, at a factor of 1. */
  perYear: number;
  /** Factor of the rate by calendar month, January first (12 numbers, at least 0); undefined: the same all year. */
  season?: number[];
}

/** True while an occurrence of a hazard acts, and for a time after its end. */
export interface While { hazard: string; windowHours: number }

/** What a link multiplies. */
export type Linked =
  | { multiply: 'rate'; /** Its random arrivals. */ hazard: string }
  | { multiply: 'trigger'; /** The probability of this rule, at most 1 then. */ trigger: string }
  | { multiply: 'fragility'; /** Medians of these assets' fragility. */ select?: Selector; /** Intensity measures; undefined: all. */ measures?: string[] }
  | { multiply: 'repair'; /** Work on these assets' damage. */ select?: Selector };

/** While a condition holds, something is multiplied. */
export interface Link {
  id: string;
  key: string;
  while: While;
  linked: Linked;
  /** At least 0; above 0 for fragility and repair. */
  by: number;
}

/** Hazards whose intensities are drawn together: a Gaussian copula with the same correlation between any two. */
export interface Correlation {
  id: string;
  key: string;
  /** At least two. */
  hazards: string[];
  /** Correlation of the normal scores, above -1 / (n - 1) and at most 1. */
  rho: number;
}
