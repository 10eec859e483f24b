/** A flood: water level over time, the same everywhere but for a delay, against the ground; what counts is the depth. */
import type { FieldDraws, IntensityField } from '../engine/contracts.js';
import { log } from '../numerics/elementary.js';
import { firstReach } from '../numerics/first-reach.js';
import { lastReach } from '../numerics/last-reach.js';
import type { FloodData } from './field-data.js';

/** Draw 2: what is added to the level. */
export class FloodField implements IntensityField {
  private readonly highest: number;
  private readonly latest: number;
  private offset = 0;

  constructor(private readonly data: FloodData) {
    this.highest = data.level.reduce((most, level) => Math.max(most, level), -Infinity);
    this.latest = data.hours.at(-1)! + data.delayHours.reduce((most, hours) => Math.max(most, hours), 0);
  }

  begin(draws: FieldDraws): void { this.offset = draws.value(this.data.offset, 2); }

  describe(): string { return `highest level ${(this.highest + this.offset).toFixed(2)} m`; }

  lastsHours(): number { return this.latest; }

  peaks(positions: Int32Array, ln: Float64Array): void {
    const top = this.highest + this.offset;
    for (let i = 0; i < positions.length; i++) {
      const depth = top - this.data.ground[positions[i]!]!;
      ln[i] = depth > 0 ? log(depth) : -Infinity;
    }
  }

  reach(position: number, cell: Float64Array): void {
    const { hours, level, delayHours } = this.data;
    this.toLevel(position, cell);
    firstReach(hours, level, 0, hours.length, cell);
    cell[0]! += delayHours[position]!;
  }

  sink(position: number, cell: Float64Array): void {
    const { hours, level, delayHours } = this.data;
    this.toLevel(position, cell);
    lastReach(hours, level, 0, hours.length, cell);
    cell[0]! += delayHours[position]!;
  }

  /** Depth is a share of its peak when the level is ground + share x (highest level - ground). */
  private toLevel(position: number, cell: Float64Array): void {
    const bottom = this.data.ground[position]! - this.offset;
    cell[0] = bottom + cell[0]! * (this.highest - bottom);
  }
}
