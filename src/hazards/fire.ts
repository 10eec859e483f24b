/**
 * A fire front that grows as an ellipse with its rear focus at the ignition, the long axis downwind (C. E. Van Wagner, Forestry Chronicle 45 (1969) 103-104;
 * G. D. Richards, Int. J. Numerical Methods in Engineering 30 (1990) 1163-1179: every point of a front is an ignition of its own). With the rate R at the
 * head and the ratio of length to breadth L, e = sqrt(1 - 1 / L^2), it goes at R (1 - e) / (1 - e cos a) in the direction a from the wind, so a place at
 * the vector d from its ignition burns after (|d| - e d.w) / (R (1 - e)), w the unit vector downwind. Fuel and slope are the same everywhere, and the fire
 * does not go round barriers: what they screen from an ignition point it does not reach from there.
 */
import type { FieldDraws, IntensityField } from '../engine/contracts.js';
import { firstReach } from '../numerics/first-reach.js';
import { lastReach } from '../numerics/last-reach.js';
import { cosDegrees, sinDegrees } from '../numerics/trigonometry.js';
import type { FireData } from './field-data.js';
import { drawOffset, offsetText } from './random-offset.js';

const KMH_PER_MS = 3.6;

/** Draws 0, 1: offset of the ignition; 2: direction of the wind; 3: rate at the head; 4: length to breadth. */
export class FireField implements IntensityField {
  private readonly offset = new Float64Array(2);
  private readonly arrival: Float64Array;
  private from = 0;
  private rate = 0;
  private downEast = 0;
  private downNorth = 1;
  private excentricity = 0;
  /** R (1 - e), km/h: the rate sideways would be R (1 - e) too, were the front seen from the focus. */
  private pace = 1;

  constructor(private readonly data: FireData) { this.arrival = new Float64Array(data.east.length); }

  begin(draws: FieldDraws): void {
    const { data } = this;
    drawOffset(draws, data.shiftKm, this.offset);
    const from = draws.value(data.windFrom, 2), rate = Math.max(0, draws.value(data.rateMs, 3)), ratio = Math.max(1, draws.value(data.ratio, 4));
    this.from = from;
    this.rate = rate;
    this.downEast = -sinDegrees(from);
    this.downNorth = -cosDegrees(from);
    this.excentricity = Math.sqrt(1 - 1 / (ratio * ratio));
    this.pace = KMH_PER_MS * rate * (1 - this.excentricity);
  }

  describe(): string { return `${this.rate.toFixed(2)} m/s with the wind from ${(((this.from % 360) + 360) % 360).toFixed(0)} degrees${offsetText(this.offset)}`; }

  peaks(positions: Int32Array, ln: Float64Array): void {
    for (let i = 0; i < positions.length; i++) {
      const hours = this.burnsAfter(positions[i]!);
      this.arrival[positions[i]!] = hours;
      ln[i] = hours < Infinity ? 0 : -Infinity;
    }
  }

  reach(position: number, cell: Float64Array): void {
    const { profile } = this.data;
    if (profile === undefined) cell[0] = 0; else firstReach(profile.hours, profile.factors, 0, profile.hours.length, cell);
    cell[0] = cell[0]! + this.arrival[position]!;
  }

  sink(position: number, cell: Float64Array): void {
    const { profile } = this.data;
    if (profile === undefined) cell[0] = Infinity; else lastReach(profile.hours, profile.factors, 0, profile.hours.length, cell);
    cell[0] = cell[0]! + this.arrival[position]!;
  }

  /** Hours until the front is at a place, from the piece of the ignition line that is soonest; Infinity: never. */
  private burnsAfter(position: number): number {
    const { east, north, ignition, maxKm } = this.data, px = ignition.east, py = ignition.north, x = east[position]! - this.offset[0]!, y = north[position]! - this.offset[1]!;
    let least = Infinity;
    for (let p = 0; p < Math.max(1, px.length - 1); p++) {
      const ax = px[p]!, ay = py[p]!, bx = px[p + 1] ?? ax, by = py[p + 1] ?? ay, s = this.soonest(x - ax, y - ay, bx - ax, by - ay);
      const fx = ax + s * (bx - ax), fy = ay + s * (by - ay), dx = x - fx, dy = y - fy, d = Math.sqrt(dx * dx + dy * dy);
      if (d > maxKm) continue;
      const hours = d === 0 ? 0 : (d - this.excentricity * (dx * this.downEast + dy * this.downNorth)) / this.pace;
      if (hours < least && !this.screened(fx, fy, x, y)) least = hours;
    }
    return least;
  }

  /**
   * Share of the way along a piece of the ignition from which a place burns first: where the angle between the way to the place and the piece has
   * the cosine e w.t (t the unit vector of the piece), which makes the hours least; the nearer end where that is outside.
   */
  private soonest(x: number, y: number, dx: number, dy: number): number {
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) return 0;
    const tx = dx / length, ty = dy / length, cosine = this.excentricity * (this.downEast * tx + this.downNorth * ty), beside = Math.abs(x * ty - y * tx);
    const along = x * tx + y * ty - (cosine * beside) / Math.sqrt(1 - cosine * cosine);
    return Math.min(1, Math.max(0, along / length));
  }

  /** Does a barrier cross the straight way? Barriers stay where they are when the ignition is offset. */
  private screened(fx: number, fy: number, x: number, y: number): boolean {
    const ox = this.offset[0]!, oy = this.offset[1]!;
    for (const { east, north } of this.data.barriers) {
      for (let p = 1; p < east.length; p++) if (cross(fx, fy, x, y, east[p - 1]! - ox, north[p - 1]! - oy, east[p]! - ox, north[p]! - oy)) return true;
    }
    return false;
  }
}

/** Do two straight pieces meet? */
function cross(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number): boolean {
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) => (qx - px) * (ry - py) - (qy - py) * (rx - px);
  return side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) <= 0 && side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0;
}
