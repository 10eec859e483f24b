/**
 * Ground motion of an earthquake: median by the model of the footprint, times exp(tau z0 + phi z(place)): z0 one standard normal for the event, z a Gaussian field with
 * the correlation of N. Jayaram, J. W. Baker, Earthquake Engineering and Structural Dynamics 38 (2009) 1687-1708: exp(-3 h / range).
 *
 * Further measures of the same earthquake: z0 and z of measure i are sums over j <= i of L_ij times those drawn for measure j, which are independent,
 * L the factor of measure-correlation.ts. So at any place residuals of two measures have the published correlation, between and within events; the
 * first measure keeps its range, a further one has the correlation in space sum of L_ij^2 exp(-3 h / range_j).
 */
import type { FieldDraws, IntensityField } from '../engine/contracts.js';
import { motionScope, periodOfMeasure } from '../model/ground-motion-models.js';
import { exp } from '../numerics/elementary.js';
import { normalQuantile } from '../numerics/normal.js';
import type { GroundMotionData } from './field-data.js';
import type { GroundMotionModel } from './ground-motion-model.js';
import { MODEL_CLASSES } from './ground-motion-models.js';
import { residualFactor } from './measure-correlation.js';
import { RandomField } from './random-field.js';
import { drawOffset, offsetText } from './random-offset.js';
import { ruptureDistance, type RuptureDistance } from './rupture-distance.js';

/**
 * Range of the correlation within an event, km (Jayaram and Baker, eq. 15 - 17), by period T: 8.5 + 17.2 T, where like soils stand together
 * 40.7 - 15.0 T, below 1 s; 22.0 + 3.7 T from 1 s on. Peak acceleration stands for T = 0; peak velocity is taken as T = 1 s.
 */
export function correlationRangeKm(measure: string, clusteredSites: boolean): number {
  const period = measure === 'pgv' ? 1 : periodOfMeasure(measure);
  if (period >= 1) return 22 + 3.7 * period;
  return clusteredSites ? 40.7 - 15 * period : 8.5 + 17.2 * period;
}

/** One measure of the motion. */
interface Motion { model: GroundMotionModel; lnUnit: number; /** Independent of the others'; undefined: no residuals. */ field: RandomField | undefined; between: number; median: Float64Array; phi: Float64Array; within: Float64Array }

/** Draws 0, 1: offset of the source; 2: magnitude; 3: residual between events, from 4 on those of further measures; waves: the fields within the event. */
export class GroundMotionField implements IntensityField {
  private readonly motions: Motion[];
  /** L, by row and column. */
  private readonly factor: Float64Array;
  private readonly distance: RuptureDistance;
  private readonly offset = new Float64Array(2);
  private readonly rJbKm: Float64Array;
  private magnitude = 0;

  constructor(private readonly data: GroundMotionData) {
    const { mechanism, region, vs30, z1Km, source, east, north, further = [] } = data, Model = MODEL_CLASSES[data.model], f64 = () => new Float64Array(east.length), measures = [data, ...further];
    this.motions = measures.map(({ measure, lnUnit, rangeKm }) => ({
      model: new Model(measure, mechanism, { vs30, z1Km }, region), lnUnit, field: rangeKm > 0 ? new RandomField(rangeKm, east, north) : undefined, between: 0, median: f64(), phi: f64(), within: f64(),
    }));
    this.factor = residualFactor(measures.map((m) => m.measure));
    this.distance = ruptureDistance(source);
    this.rJbKm = f64();
  }

  begin(draws: FieldDraws): void {
    const { data, motions } = this;
    drawOffset(draws, data.shiftKm, this.offset);
    const { min, max } = motionScope(data.model).magnitude, magnitude = Math.min(max, Math.max(min, draws.value(data.magnitude, 2)));
    this.magnitude = magnitude;
    this.distance.setMagnitude(magnitude);
    for (let i = 0; i < motions.length; i++) {
      const motion = motions[i]!, { model, field } = motion;
      model.setMagnitude(magnitude);
      if (field === undefined) continue;
      motion.between = model.tau * this.mixed(i, (j) => normalQuantile(draws.uniform(3 + j)));
      draws.normals(field.amplitudes, i);
    }
  }

  /** Row i of L times independent values. */
  private mixed(i: number, independent: (j: number) => number): number {
    if (i === 0) return independent(0);
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += this.factor[i * this.motions.length + j]! * independent(j);
    return sum;
  }

  describe(): string {
    const { between, field } = this.motions[0]!, shaking = field === undefined ? '' : `, ${exp(between).toFixed(2)} times the usual shaking`;
    return `magnitude ${this.magnitude.toFixed(2)}${shaking}${offsetText(this.offset)}`;
  }

  peaks(positions: Int32Array, ln: Float64Array, further = 0): void {
    const { data, rJbKm } = this, { model, lnUnit, field, between, median, phi, within } = this.motions[further]!;
    this.distance.distances(positions, data.east, data.north, this.offset, rJbKm);
    model.medians(positions, rJbKm, median);
    if (field !== undefined) {
      model.phis(positions, rJbKm, phi);
      this.residuals(further, positions);
    }
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i]!;
      const usual = median[at]! + lnUnit;
      ln[i] = rJbKm[at]! > data.maxKm ? -Infinity : field === undefined ? usual : usual + between + phi[at]! * within[at]!;
    }
  }

  /** Residuals within the event of a measure at places, into its `within`. */
  private residuals(i: number, positions: Int32Array): void {
    const { motions, factor } = this, { within } = motions[i]!;
    motions[i]!.field!.values(positions, within);
    if (i === 0) return;
    const own = factor[i * motions.length + i]!;
    for (const at of positions) within[at]! *= own;
    for (let j = 0; j < i; j++) {
      // Its own `within` is at hand for the values of another: every call fills what it reads.
      const other = motions[j]!, weight = factor[i * motions.length + j]!;
      other.field!.values(positions, other.within);
      for (const at of positions) within[at]! += weight * other.within[at]!;
    }
  }
}
