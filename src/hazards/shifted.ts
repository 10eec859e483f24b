/** A footprint whose place is uncertain: it moves as a whole, by a normal offset. */
import type { FieldDraws, IntensityField } from '../engine/contracts.js';
import { log } from '../numerics/elementary.js';
import { cosDegrees } from '../numerics/trigonometry.js';
import type { ShiftedData } from './field-data.js';
import { factorOf, firstPoint } from './footprint.js';
import { drawOffset, offsetText } from './random-offset.js';

export const KM_PER_DEGREE = 111.19508023353293;

/** Draws 0 and 1: the offset. */
export class ShiftedField implements IntensityField {
  private readonly factor: (lon: number, lat: number) => number;
  private readonly kmPerDegreeEast: number;
  private readonly offset = new Float64Array(2);

  constructor(private readonly data: ShiftedData) {
    this.factor = factorOf(data.footprint);
    this.kmPerDegreeEast = KM_PER_DEGREE * Math.max(1e-6, cosDegrees(firstPoint(data.footprint)[1]));
  }

  begin(draws: FieldDraws): void { drawOffset(draws, this.data.shiftKm, this.offset); }

  describe(): string { return offsetText(this.offset).slice(2); }

  peaks(positions: Int32Array, ln: Float64Array): void {
    const { lon, lat } = this.data, east = this.offset[0]! / this.kmPerDegreeEast, north = this.offset[1]! / KM_PER_DEGREE;
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i]!, factor = this.factor(lon[at]! - east, lat[at]! - north);
      ln[i] = factor > 0 ? log(factor) : -Infinity;
    }
  }
}
