/**
 * A plume, as emergency planning zones draw it: a sector downwind of the source, of a given angle, in which the intensity has a given share in each band
 * of distance, and a circle around the source whatever the wind. It arrives with the wind. No dispersion is computed.
 */
import type { FieldDraws, IntensityField } from '../engine/contracts.js';
import { log } from '../numerics/elementary.js';
import { firstReach } from '../numerics/first-reach.js';
import { lastReach } from '../numerics/last-reach.js';
import { cosDegrees, sinDegrees } from '../numerics/trigonometry.js';
import type { PlumeData } from './field-data.js';
import { drawOffset, offsetText } from './random-offset.js';

const KMH_PER_MS = 3.6;
/** An asset on the edge of the sector is inside though its place is rounded. */
const EDGE = 1e-9;

/** Draws 0, 1: offset of the source; 2: direction of the wind; 3: its speed. */
export class PlumeField implements IntensityField {
  private readonly offset = new Float64Array(2);
  private readonly cosEdge: number;
  private from = 0;
  private downEast = 0;
  private downNorth = 1;
  private kmh = KMH_PER_MS;

  constructor(private readonly data: PlumeData) { this.cosEdge = cosDegrees(data.sector / 2) - EDGE; }

  begin(draws: FieldDraws): void {
    const { data } = this;
    drawOffset(draws, data.shiftKm, this.offset);
    const from = draws.value(data.windFrom, 2);
    this.from = from;
    this.downEast = -sinDegrees(from);
    this.downNorth = -cosDegrees(from);
    this.kmh = KMH_PER_MS * Math.max(0.1, draws.value(data.windMs, 3));
  }

  describe(): string { return `wind of ${(this.kmh / KMH_PER_MS).toFixed(1)} m/s from ${(((this.from % 360) + 360) % 360).toFixed(0)} degrees${offsetText(this.offset)}`; }

  peaks(positions: Int32Array, ln: Float64Array): void {
    const { bandKm, bandShare, nearKm } = this.data, { cosEdge } = this;
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i]!, x = this.east(at), y = this.north(at), r = Math.sqrt(x * x + y * y);
      ln[i] = -Infinity;
      if (r > nearKm && x * this.downEast + y * this.downNorth < cosEdge * r) continue;
      let band = 0;
      while (band < bandKm.length && r > bandKm[band]!) band++;
      if (band < bandKm.length && bandShare[band]! > 0) ln[i] = log(bandShare[band]!);
    }
  }

  reach(position: number, cell: Float64Array): void {
    const { profile } = this.data;
    if (profile === undefined) cell[0] = 0; else firstReach(profile.hours, profile.factors, 0, profile.hours.length, cell);
    this.arrive(position, cell);
  }

  sink(position: number, cell: Float64Array): void {
    const { profile } = this.data;
    if (profile === undefined) cell[0] = Infinity; else lastReach(profile.hours, profile.factors, 0, profile.hours.length, cell);
    this.arrive(position, cell);
  }

  /** Adds the hours that the wind takes. */
  private arrive(position: number, cell: Float64Array): void {
    const x = this.east(position), y = this.north(position);
    cell[0] = cell[0]! + Math.sqrt(x * x + y * y) / this.kmh;
  }

  private east(position: number): number { return this.data.east[position]! - this.offset[0]!; }
  private north(position: number): number { return this.data.north[position]! - this.offset[1]!; }
}
