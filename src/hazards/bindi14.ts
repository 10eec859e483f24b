/**
 * Bindi et al. 2014, a ground-motion model for shallow earthquakes in Europe and the Middle East (source: bindi14-coefficients.ts), the one with
 * Joyner-Boore distance and Vs30. Equation numbers are the paper's; Y in cm/s2, peak velocity in cm/s:
 *   log10 Y = e1 + F_D + F_M + F_S + F_sof                                                        (1)
 *   F_D = (c1 + c2 (M - 5.5)) log10 R - c3 (R - 1), R = sqrt(Rjb^2 + h^2)                         (2)
 *   F_M = b1 (M - 6.75) + b2 (M - 6.75)^2 below M 6.75, else b3 (M - 6.75)                        (3)
 *   F_S = gamma log10(Vs30 / 800), F_sof: a number for each style of faulting                     (4 - 6)
 * Residuals: tau between events, phi within one, neither of which depends on magnitude, distance or soil.
 */
import { log, logIn } from '../numerics/elementary.js';
import { MECHANISMS, type Mechanism } from '../model/types-fields.js';
import { BINDI14_COEFFICIENTS } from './bindi14-coefficients.js';
import type { GroundMotionModel, Sites } from './ground-motion-model.js';

const M_REF = 5.5, M_HINGE = 6.75, V_REF = 800, LN10 = 2.302585092994046;
/** One g in cm/s2. */
const GRAVITY = 980.665;
/** Places of coefficients in a row. */
const E1 = 0, C1 = 1, C2 = 2, H = 3, C3 = 4, B1 = 5, B2 = 6, B3 = 7, GAMMA = 8, STYLE = 9, TAU = 13, PHI = 14;

/** The model for one measure, style of faulting and list of sites; it tells no regions apart and has no term for basins. */
export class Bindi14 implements GroundMotionModel {
  readonly tau: number;
  private readonly row: readonly number[];
  private readonly phi: number;
  /** By site, natural logarithm: F_S. */
  private readonly soil: Float64Array;
  /** Natural logarithm of what no event and no site changes: e1, F_sof, the unit. */
  private readonly constant: number;
  private readonly cell = new Float64Array(1);
  private source = 0;
  private slope = 0;

  /** @param measure one of the model's */
  constructor(measure: string, mechanism: Mechanism, { vs30 }: Sites) {
    const row = this.row = BINDI14_COEFFICIENTS[measure]!;
    this.tau = LN10 * row[TAU]!;
    this.phi = LN10 * row[PHI]!;
    this.soil = Float64Array.from(vs30, (v) => row[GAMMA]! * log(v / V_REF));
    this.constant = LN10 * (row[E1]! + row[STYLE + MECHANISMS.indexOf(mechanism)]!) - (measure === 'pgv' ? 0 : log(GRAVITY));
  }

  setMagnitude(magnitude: number): void {
    const { row } = this, above = magnitude - M_HINGE;
    this.source = this.constant + LN10 * (above < 0 ? row[B1]! * above + row[B2]! * above * above : row[B3]! * above);
    this.slope = row[C1]! + row[C2]! * (magnitude - M_REF);
  }

  medians(sites: Int32Array, rJbKm: Float64Array, lnMedian: Float64Array): void {
    const { row, soil, source, slope, cell } = this, h2 = row[H]! * row[H]!, anelastic = LN10 * row[C3]!;
    for (let i = 0; i < sites.length; i++) {
      const site = sites[i]!, r = Math.sqrt(rJbKm[site]! * rJbKm[site]! + h2);
      cell[0] = r;
      logIn(cell);
      lnMedian[site] = source + slope * cell[0] - anelastic * (r - 1) + soil[site]!;
    }
  }

  phis(sites: Int32Array, _rJbKm: Float64Array, phi: Float64Array): void {
    for (let i = 0; i < sites.length; i++) phi[sites[i]!] = this.phi;
  }
}
