/**
 * Correlation of the residuals of two measures of one earthquake's motion at one place.
 *
 * Spectral accelerations at periods T1 <= T2 of 0.01 s to 10 s: J. W. Baker, N. Jayaram, "Correlation of spectral acceleration values from NGA ground
 * motion models", Earthquake Spectra 24 (2008), 299-317, eq. 9 - 13; peak acceleration stands for T = 0.01 s. Peak velocity with peak acceleration
 * (0.733) and with spectral acceleration: B. A. Bradley, "Empirical correlations between peak ground velocity and spectrum-based intensity
 * measures", Earthquake Spectra 28 (2012), 17-35: (a + b) / 2 - (a - b) / 2 tanh(d ln(T / c)), a to d by period.
 */
import { periodOfMeasure } from '../model/ground-motion-models.js';
import { exp, log } from '../numerics/elementary.js';
import { cos } from '../numerics/trigonometry.js';

const PI = 3.141592653589793;
/** Periods below this, s, belong to the short end of the spectrum. */
const SHORT = 0.109;
/** Of peak velocity with peak acceleration. */
const PGV_PGA = 0.733;
/** Up to a period, s: a, b, c, d. */
const PGV_SA: readonly (readonly [number, readonly [number, number, number, number]])[] = [
  [0.1, [0.73, 0.54, 0.045, 1.8]], [0.75, [0.54, 0.81, 0.28, 1.5]], [2.5, [0.8, 0.76, 1.1, 3]], [Infinity, [0.76, 0.7, 5, 3.2]],
];

/** @param first second measures of ground motion; symmetric, 1 for a measure with itself */
export function measureCorrelation(first: string, second: string): number {
  if (first === second) return 1;
  if (first === 'pgv' || second === 'pgv') return withVelocity(first === 'pgv' ? second : first);
  const [t1, t2] = [first, second].map((measure) => Math.max(0.01, periodOfMeasure(measure))) as [number, number];
  return t1 === t2 ? 1 : spectral(Math.min(t1, t2), Math.max(t1, t2));
}

function withVelocity(other: string): number {
  if (other === 'pga') return PGV_PGA;
  const period = periodOfMeasure(other), [, [a, b, c, d]] = PGV_SA.find(([below]) => period < below)!;
  const tanh = 1 - 2 / (exp(2 * d * log(period / c)) + 1);
  return (a + b) / 2 - ((a - b) / 2) * tanh;
}

function spectral(least: number, greatest: number): number {
  const c1 = 1 - cos(PI / 2 - 0.366 * log(greatest / Math.max(least, SHORT)));
  const c2 = greatest >= 0.2 ? 0 : 1 - 0.105 * (1 - 1 / (1 + exp(100 * greatest - 5))) * ((greatest - least) / (greatest - 0.0099));
  const c3 = greatest < SHORT ? c2 : c1, c4 = c1 + 0.5 * (Math.sqrt(c3) - c3) * (1 + cos((PI * least) / SHORT));
  if (greatest <= SHORT) return c2;
  if (least > SHORT) return c1;
  return greatest < 0.2 ? Math.min(c2, c4) : c4;
}

/**
 * Lower factor, by row and column, that makes residuals with these correlations out of independent ones: Cholesky's. The first stays as it is. What
 * was fitted to different records need not be a correlation matrix to the last digit; rows are then scaled to variance 1.
 */
export function residualFactor(measures: readonly string[]): Float64Array {
  const n = measures.length, factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    let squares = 0;
    for (let j = 0; j < i; j++) {
      let sum = measureCorrelation(measures[i]!, measures[j]!);
      for (let m = 0; m < j; m++) sum -= factor[i * n + m]! * factor[j * n + m]!;
      const own = factor[j * n + j]!, element = own > 0 ? sum / own : 0;
      factor[i * n + j] = element;
      squares += element * element;
    }
    factor[i * n + i] = Math.sqrt(Math.max(0, 1 - squares));
    if (squares > 1) for (let j = 0; j < i; j++) factor[i * n + j]! /= Math.sqrt(squares);
  }
  return factor;
}
