/**
 * Ground motion of an earthquake: median by BSSA14, times exp(tau z0 + phi z(place)): z0 one standard normal for the event, z a Gaussian field with
 * the correlation of N. Jayaram, J. W. Baker, Earthquake Engineering and Structural Dynamics 38 (2009) 1687-1708: exp(-3 h / range).
 */
import type { FieldDraws, IntensityField } from '../engine/contracts.js';
import { exp } from '../numerics/elementary.js';
import { normalQuantile } from '../numerics/normal.js';
import { Bssa14, periodOfMeasure } from './bssa14.js';
import type { GroundMotionData } from './field-data.js';
import { RandomField } from './random-field.js';
import { drawOffset, offsetText } from './random-offset.js';
import { ruptureDistance, type RuptureDistance } from './rupture-distance.js';

/** Magnitudes the model holds for. */
const LEAST = 3, GREATEST = 8.5;

/**
 * Range of the correlation within an event, km (Jayaram and Baker, eq. 15 - 17), by period T: 8.5 + 17.2 T, where like soils stand together
 * 40.7 - 15.0 T, below 1 s; 22.0 + 3.7 T from 1 s on. Peak acceleration stands for T = 0; peak velocity is taken as T = 1 s.
 */
export function correlationRangeKm(measure: string, clusteredSites: boolean): number {
  const period = measure === 'pgv' ? 1 : periodOfMeasure(measure);
  if (period >= 1) return 22 + 3.7 * period;
  return clusteredSites ? 40.7 - 15 * period : 8.5 + 17.2 * period;
}

/** Draws 0, 1: offset of the source; 2: magnitude; 3: residual between events; waves: the field within the event. */
export class GroundMotionField implements IntensityField {
  private readonly model: Bssa14;
  private readonly distance: RuptureDistance;
  private readonly residuals: RandomField | undefined;
  private readonly offset = new Float64Array(2);
  private readonly rJbKm: Float64Array;
  private readonly median: Float64Array;
  private readonly phi: Float64Array;
  private readonly within: Float64Array;
  private between = 0;
  private magnitude = 0;

  constructor(private readonly data: GroundMotionData) {
    const { measure, mechanism, region, vs30, z1Km, source, east, north, rangeKm } = data, f64 = () => new Float64Array(east.length);
    this.model = new Bssa14(measure, mechanism, region, { vs30, z1Km });
    this.distance = ruptureDistance(source);
    if (rangeKm > 0) this.residuals = new RandomField(rangeKm, east, north);
    this.rJbKm = f64();
    this.median = f64();
    this.phi = f64();
    this.within = f64();
  }

  begin(draws: FieldDraws): void {
    const { data, model, residuals } = this;
    drawOffset(draws, data.shiftKm, this.offset);
    const magnitude = Math.min(GREATEST, Math.max(LEAST, draws.value(data.magnitude, 2)));
    this.magnitude = magnitude;
    model.setMagnitude(magnitude);
    this.distance.setMagnitude(magnitude);
    if (residuals === undefined) return;
    this.between = model.tau * normalQuantile(draws.uniform(3));
    draws.normals(residuals.amplitudes);
  }

  describe(): string {
    const shaking = this.residuals === undefined ? '' : `, ${exp(this.between).toFixed(2)} times the usual shaking`;
    return `magnitude ${this.magnitude.toFixed(2)}${shaking}${offsetText(this.offset)}`;
  }

  peaks(positions: Int32Array, ln: Float64Array): void {
    const { data, model, rJbKm, median, phi, within, residuals, between } = this;
    this.distance.distances(positions, data.east, data.north, this.offset, rJbKm);
    model.medians(positions, rJbKm, median);
    if (residuals !== undefined) {
      model.phis(positions, rJbKm, phi);
      residuals.values(positions, within);
    }
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i]!;
      const usual = median[at]! + data.lnUnit;
      ln[i] = rJbKm[at]! > data.maxKm ? -Infinity : residuals === undefined ? usual : usual + between + phi[at]! * within[at]!;
    }
  }
}
