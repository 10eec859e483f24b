/**
 * Quantile function of a beta distribution as a table, for PERT draws: as fast as a lognormal one.
 * The quantile as a function of z, the normal quantile of u, is smooth to both ends; it is stored with two exact derivatives
 * at knots 1/8 apart and interpolated by the quintic Hermite polynomial. Error below 1e-9 of the range (tested).
 */
import { betaDensity, betaQuantile } from '../numerics/beta.js';
import { exp } from '../numerics/elementary.js';
import { normalCdf, normalQuantileIn } from '../numerics/normal.js';

const PER_UNIT = 8;
/** Draws lie within 2^-53 .. 1 - 2^-53, that is |z| < 8.21. */
const Z_MAX = 8.25;
const KNOTS = 2 * Z_MAX * PER_UNIT + 1;
const INVERSE_SQRT_TWO_PI = 0.3989422804014327;

export class BetaTable {
  /** By knot: value, first derivative x step, half the second derivative x step squared. */
  private readonly knots = new Float64Array(3 * KNOTS);

  /** @param a, b shape parameters, at least 1 */
  constructor(a: number, b: number) {
    for (let i = 0; i < KNOTS; i++) {
      const z = i / PER_UNIT - Z_MAX;
      // Whichever end is nearer is computed, the other is 1 minus it: so both are exact where they are small.
      const near = z <= 0 ? betaQuantile(normalCdf(z), a, b) : betaQuantile(normalCdf(-z), b, a);
      const x = z <= 0 ? near : 1 - near;
      const y = z <= 0 ? 1 - near : near;
      const slope = (INVERSE_SQRT_TWO_PI * exp(-0.5 * z * z)) / betaDensity(x, y, a, b);
      const curvature = slope * (-z - slope * ((a - 1) / x - (b - 1) / y));
      this.knots[3 * i] = x;
      this.knots[3 * i + 1] = slope / PER_UNIT;
      this.knots[3 * i + 2] = curvature / (2 * PER_UNIT * PER_UNIT);
    }
  }

  /** Replaces the first number, u in [2^-53, 1 - 2^-53], by the quantile, in (0, 1). */
  quantileIn(cell: Float64Array): void {
    normalQuantileIn(cell);
    const position = (cell[0]! + Z_MAX) * PER_UNIT;
    const left = Math.floor(position);
    const t = position - left;
    const { knots } = this;
    const at = 3 * left;
    const value = knots[at]!;
    const slope = knots[at + 1]!;
    const half = knots[at + 2]!;
    // What the right knot has beyond the Taylor polynomial of the left one fixes the three highest coefficients.
    const v = knots[at + 3]! - value - slope - half;
    const s = knots[at + 4]! - slope - 2 * half;
    const h = knots[at + 5]! - half;
    cell[0] = value + t * (slope + t * (half + t * (10 * v - 4 * s + h + t * (7 * s - 15 * v - 2 * h + t * (6 * v - 3 * s + h)))));
  }
}
