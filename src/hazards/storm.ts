/**
 * A storm that moves along its track. Gust at an asset = gust factor x | surface factor x V(r) t + asymmetry x V(r) / V(Rm) x forward motion |, t the unit vector
 * of the rotation (counterclockwise in the north), V by Holland (holland.ts): the forward motion adds on one side and takes away on the other, in
 * proportion to the wind there (share 0.55: N. Lin, D. Chavas, J. Geophysical Research 117 (2012) D09120; their turn by 20 degrees and the inflow are
 * left out). Wind over land, relief and roughness do not enter. The gust is computed at steps along the track.
 */
import type { FieldDraws, IntensityField } from '../engine/contracts.js';
import { log } from '../numerics/elementary.js';
import { normalQuantile } from '../numerics/normal.js';
import { cosDegrees, sinDegrees } from '../numerics/trigonometry.js';
import type { StormData } from './field-data.js';
import { coriolis, gradientWind, Slot } from './holland.js';
import { FARTHEST_SD } from './random-offset.js';
import { KM_PER_DEGREE } from './shifted.js';

const RADIANS_PER_DEGREE = 0.017453292519943295;

/** Draws 2: offset across the track; 3: factor of the forward speed. */
export class StormField implements IntensityField {
  private readonly steps: number;
  private readonly centreLon: Float64Array;
  private readonly centreLat: Float64Array;
  private readonly cosLat: Float64Array;
  private readonly sinLat: Float64Array;
  private readonly coriolis: Float64Array;
  private readonly slots = new Float64Array(Slot.Count);
  private readonly peak: Float64Array;
  private pace = 1;
  private leftKm = 0;

  constructor(private readonly data: StormData) {
    const { hours, lat, assetLon } = data;
    this.steps = hours.length;
    this.centreLon = data.lon.slice();
    this.centreLat = lat.slice();
    this.cosLat = Float64Array.from(lat, cosDegrees);
    this.sinLat = Float64Array.from(lat, sinDegrees);
    this.coriolis = Float64Array.from(lat, coriolis);
    this.peak = new Float64Array(assetLon.length);
  }

  begin(draws: FieldDraws): void {
    const { data } = this, { crossTrackKm } = data;
    this.pace = Math.min(5, Math.max(0.2, draws.value(data.pace, 3)));
    if (crossTrackKm === 0) return;
    const z = Math.min(FARTHEST_SD, Math.max(-FARTHEST_SD, normalQuantile(draws.uniform(2)))), km = crossTrackKm * z;
    this.leftKm = km;
    for (let s = 0; s < this.steps; s++) {
      const east = data.eastMs[s]!, north = data.northMs[s]!, speed = Math.sqrt(east * east + north * north);
      if (speed === 0) continue;
      // To the left of the motion.
      this.centreLon[s] = data.lon[s]! - ((km * north) / speed) / (KM_PER_DEGREE * this.cosLat[s]!);
      this.centreLat[s] = data.lat[s]! + ((km * east) / speed) / KM_PER_DEGREE;
    }
  }

  describe(): string {
    const beside = this.data.crossTrackKm === 0 ? 'on' : `${Math.abs(this.leftKm).toFixed(0)} km ${this.leftKm < 0 ? 'right' : 'left'} of`;
    return `${beside} its track, at ${this.pace.toFixed(2)} times its pace`;
  }

  lastsHours(): number { return this.data.hours[this.steps - 1]! / this.pace; }

  peaks(positions: Int32Array, ln: Float64Array): void {
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i]!;
      let most = 0;
      for (let s = 0; s < this.steps; s++) {
        this.gust(at, s);
        if (this.slots[Slot.Wind]! > most) most = this.slots[Slot.Wind]!;
      }
      this.peak[at] = most;
      ln[i] = most > 0 ? log(most) : -Infinity;
    }
  }

  reach(position: number, cell: Float64Array): void {
    const wanted = cell[0]! * this.peak[position]!, { hours } = this.data;
    let before = 0;
    cell[0] = Infinity;
    for (let s = 0; s < this.steps; s++) {
      this.gust(position, s);
      const here = this.slots[Slot.Wind]!;
      if (here >= wanted) {
        const last = s === 0 ? hours[0]! : hours[s - 1]!;
        cell[0] = (s === 0 ? last : last + ((wanted - before) / (here - before)) * (hours[s]! - last)) / this.pace;
        return;
      }
      before = here;
    }
  }

  sink(position: number, cell: Float64Array): void {
    const wanted = cell[0]! * this.peak[position]!, { hours } = this.data;
    let after = 0;
    cell[0] = -Infinity;
    for (let s = this.steps - 1; s >= 0; s--) {
      this.gust(position, s);
      const here = this.slots[Slot.Wind]!;
      if (here >= wanted) {
        // At the end of its track the wind stops.
        cell[0] = (s === this.steps - 1 ? hours[s]! : hours[s]! + ((here - wanted) / (here - after)) * (hours[s + 1]! - hours[s]!)) / this.pace;
        return;
      }
      after = here;
    }
  }

  /** Gust at an asset at a step into slot Wind; 0 beyond the farthest distance. */
  private gust(at: number, s: number): void {
    const { data, slots } = this, lat = this.centreLat[s]!, dLat = data.assetLat[at]! - lat;
    // Cosine of the latitude halfway: meridians close in on the way.
    const cosine = this.cosLat[s]! - 0.5 * dLat * RADIANS_PER_DEGREE * this.sinLat[s]!;
    const x = KM_PER_DEGREE * cosine * (data.assetLon[at]! - this.centreLon[s]!), y = KM_PER_DEGREE * dLat, square = x * x + y * y;
    slots[Slot.Wind] = 0;
    if (square > data.maxKm * data.maxKm) return;
    const r = Math.sqrt(square);
    slots[Slot.Strength] = data.strength[s]!;
    slots[Slot.Shape] = data.shape[s]!;
    slots[Slot.RadiusKm] = data.radiusKm[s]!;
    slots[Slot.Coriolis] = this.coriolis[s]!;
    slots[Slot.DistanceKm] = r;
    gradientWind(slots);
    if (r === 0) return;
    // Counterclockwise in the north: (-y, x) / r.
    const turn = ((lat >= 0 ? 1 : -1) * data.surfaceFactor * slots[Slot.Wind]) / r, carried = data.asymmetry * slots[Slot.Share]! * this.pace;
    const east = -y * turn + carried * data.eastMs[s]!, north = x * turn + carried * data.northMs[s]!;
    slots[Slot.Wind] = data.gustFactor * Math.sqrt(east * east + north * north);
  }
}
