/**
 * BSSA14, a ground-motion model for shallow crustal earthquakes (source: bssa14-coefficients.ts). Equation numbers are the paper's:
 *   ln Y = F_E + F_P + F_S                                                             (1)
 *   F_E = e(mechanism) + e4 (M - Mh) + e5 (M - Mh)^2 for M <= Mh, else e(mechanism) + e6 (M - Mh)   (2)
 *   F_P = (c1 + c2 (M - 4.5)) ln R + (c3 + dc3) (R - 1), R = sqrt(Rjb^2 + h^2)         (3, 4)
 *   F_S = c ln(min(Vs30, Vc) / 760) + f2 ln((PGAr + 0.1) / 0.1) + F_dz1                (5 - 9)
 * PGAr is the median PGA on rock (760 m/s). Residuals: between events with standard deviation tau(M), within an event phi(M, Rjb, Vs30)  (13 - 17).
 */
import { exp, expIn, log, logIn } from '../numerics/elementary.js';
import { MECHANISMS, type AttenuationRegion, type Mechanism } from '../model/types-fields.js';
import { BSSA14_COEFFICIENTS } from './bssa14-coefficients.js';
import type { GroundMotionModel, Sites } from './ground-motion-model.js';

const M_REF = 4.5, V_REF = 760, F3 = 0.1, V1 = 225, V2 = 300, NO_BASIN_TERM = -9.9;
/** Places of coefficients in a row. */
const E4 = 4, E5 = 5, E6 = 6, MH = 7, C1 = 8, C2 = 9, C3 = 10, H = 11, DC3_CHINA = 12, DC3_ITALY = 13, C = 14, VC = 15, F4 = 16, F5 = 17, F6 = 18, F7 = 19, R1 = 20, R2 = 21, DPHI_R = 22, DPHI_V = 23, PHI1 = 24, PHI2 = 25, TAU1 = 26, TAU2 = 27;

/** What does not depend on the site: F_E, slope of ln R, c3 + dc3, h. */
interface EventTerms { source: number; slope: number; anelastic: number; h: number }

/** The model for one measure, kind of source and list of sites. */
export class Bssa14 implements GroundMotionModel {
  private readonly row: readonly number[];
  private readonly rock: readonly number[];
  private readonly linear: Float64Array;
  private readonly nonlinear: Float64Array;
  private readonly phiBySite: Float64Array;
  private readonly cell = new Float64Array(1);
  private event: EventTerms = { source: 0, slope: 0, anelastic: 0, h: 0 };
  private onRock: EventTerms = { source: 0, slope: 0, anelastic: 0, h: 0 };
  private phiByMagnitude = 0;
  tau = 0;

  /** @param measure one of the model's */
  constructor(measure: string, private readonly mechanism: Mechanism, { vs30, z1Km }: Sites, private readonly region: AttenuationRegion) {
    this.row = BSSA14_COEFFICIENTS[measure]!;
    this.rock = BSSA14_COEFFICIENTS.pga!;
    const { row } = this;
    this.linear = Float64Array.from(vs30, (v, i) => row[C]! * log(Math.min(v, row[VC]!) / V_REF) + basinTerm(row, region, v, z1Km[i]!));
    this.nonlinear = Float64Array.from(vs30, (v) => row[F4]! * (exp(row[F5]! * (Math.min(v, V_REF) - 360)) - exp(row[F5]! * (V_REF - 360))));
    this.phiBySite = Float64Array.from(vs30, (v) => (v >= V2 ? 0 : v <= V1 ? -row[DPHI_V]! : (-row[DPHI_V]! * log(V2 / v)) / log(V2 / V1)));
  }

  setMagnitude(magnitude: number): void {
    const { row, rock, mechanism, region } = this;
    this.event = eventTerms(row, magnitude, mechanism, region);
    this.onRock = eventTerms(rock, magnitude, mechanism, region);
    const upper = Math.min(1, Math.max(0, magnitude - M_REF));
    this.tau = row[TAU1]! + (row[TAU2]! - row[TAU1]!) * upper;
    this.phiByMagnitude = row[PHI1]! + (row[PHI2]! - row[PHI1]!) * upper;
  }

  medians(sites: Int32Array, rJbKm: Float64Array, lnMedian: Float64Array): void {
    const { event, onRock, linear, nonlinear, cell } = this;
    for (let i = 0; i < sites.length; i++) {
      const site = sites[i]!, squared = rJbKm[site]! * rJbKm[site]!;
      const r = Math.sqrt(squared + event.h * event.h), rRock = Math.sqrt(squared + onRock.h * onRock.h);
      cell[0] = rRock;
      logIn(cell);
      cell[0] = onRock.source + onRock.slope * cell[0] + onRock.anelastic * (rRock - 1);
      expIn(cell);
      cell[0] = (cell[0] + F3) / F3;
      logIn(cell);
      const shaken = nonlinear[site]! * cell[0];
      cell[0] = r;
      logIn(cell);
      lnMedian[site] = event.source + event.slope * cell[0] + event.anelastic * (r - 1) + linear[site]! + shaken;
    }
  }

  phis(sites: Int32Array, rJbKm: Float64Array, phi: Float64Array): void {
    const { row, cell } = this, near = row[R1]!, far = row[R2]!, lnFar = log(far / near);
    for (let i = 0; i < sites.length; i++) {
      const site = sites[i]!, r = rJbKm[site]!;
      let distance = 0;
      if (r > far) distance = row[DPHI_R]!;
      else if (r > near) {
        cell[0] = r / near;
        logIn(cell);
        distance = (row[DPHI_R]! * cell[0]) / lnFar;
      }
      phi[site] = this.phiByMagnitude + distance + this.phiBySite[site]!;
    }
  }
}

function eventTerms(row: readonly number[], magnitude: number, mechanism: Mechanism, region: AttenuationRegion): EventTerms {
  const above = magnitude - row[MH]!, e = row[MECHANISMS.indexOf(mechanism)]!;
  return {
    source: e + (above <= 0 ? row[E4]! * above + row[E5]! * above * above : row[E6]! * above),
    slope: row[C1]! + row[C2]! * (magnitude - M_REF),
    anelastic: row[C3]! + (region === 'china' || region === 'turkey' ? row[DC3_CHINA]! : region === 'italy' || region === 'japan' ? row[DC3_ITALY]! : 0),
    h: row[H]!,
  };
}

/** F_dz1 (eq. 9 - 11): how much deeper the basin is than the average for its velocity. */
function basinTerm(row: readonly number[], region: AttenuationRegion, vs30: number, z1Km: number): number {
  const f6 = row[F6]!, f7 = row[F7]!;
  if (f6 === NO_BASIN_TERM || Number.isNaN(z1Km)) return 0;
  const v2 = vs30 * vs30, average = region === 'japan'
    ? (-5.23 / 2) * log((v2 + 412.39 ** 2) / (1360 ** 2 + 412.39 ** 2))
    : (-7.15 / 4) * log((v2 * v2 + 570.94 ** 4) / (1360 ** 4 + 570.94 ** 4));
  const deeper = z1Km - exp(average) / 1000;
  return deeper <= f7 / f6 ? f6 * deeper : f7;
}
