/**
 * A stationary Gaussian field on the plane with mean 0, variance 1 and correlation exp(-3 h / range), by the spectral method (M. Shinozuka,
 * G. Deodatis, Applied Mechanics Reviews 44 (1991) 191-204):
 *   Z(x) = sum over n of sqrt(1/N) (a_n cos(k_n x) + b_n sin(k_n x)),   a_n, b_n independent standard normals.
 * The wave vectors k_n are fixed: radii at the quantiles (n + 1/2) / N of the field's spectrum, whose distribution in the plane is
 * 1 - alpha / sqrt(alpha^2 + k^2) with alpha = 3 / range, directions by the golden ratio. So values at any places are jointly normal with variance 1
 * exactly, their correlation is a finite sum within 0.04 of the exponential up to one range, 0.06 up to two and 0.1 anywhere (root mean square
 * 0.02; docs/validation.md), and the field is a function of place: which assets ask changes nothing.
 */
import { cos, sin } from '../numerics/trigonometry.js';

export const WAVES = 512;
const GOLDEN = 0.6180339887498949, PI = 3.141592653589793;
/** Cosines and sines are kept for fields of up to so many (half a million places would need gigabytes), else computed each time. */
const MOST_KEPT = 2 ** 25;

/** Wave vectors, radians per km: east at n, north at WAVES + n. */
export function waveVectors(rangeKm: number): Float64Array {
  const k = new Float64Array(2 * WAVES), alpha = 3 / rangeKm;
  for (let n = 0; n < WAVES; n++) {
    const above = 1 - (n + 0.5) / WAVES, radius = alpha * Math.sqrt(1 / (above * above) - 1), turn = n * GOLDEN, direction = PI * (turn - Math.floor(turn));
    k[n] = radius * cos(direction);
    k[WAVES + n] = radius * sin(direction);
  }
  return k;
}

export class RandomField {
  /** To be filled with independent standard normals for each realisation. */
  readonly amplitudes = new Float64Array(2 * WAVES);
  private readonly k: Float64Array;
  /** By site: cosines, then sines. */
  private readonly kept: Float32Array | undefined;
  private readonly here = new Float32Array(2 * WAVES);

  /** @param eastKm northKm of the sites, about any origin that does not depend on the list of sites */
  constructor(rangeKm: number, private readonly eastKm: Float64Array, private readonly northKm: Float64Array) {
    this.k = waveVectors(rangeKm);
    if (eastKm.length * 2 * WAVES > MOST_KEPT) return;
    this.kept = new Float32Array(eastKm.length * 2 * WAVES);
    for (let site = 0; site < eastKm.length; site++) this.waves(site, this.kept, site * 2 * WAVES);
  }

  /** Values into out[site] for the sites of a list. */
  values(sites: Int32Array, out: Float64Array): void {
    const { amplitudes, kept, here } = this, scale = Math.sqrt(1 / WAVES);
    for (let i = 0; i < sites.length; i++) {
      const site = sites[i]!;
      let from = site * 2 * WAVES, waves = kept;
      if (waves === undefined) { this.waves(site, here, 0); waves = here; from = 0; }
      // Four sums side by side: one would wait for each addition.
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      for (let n = 0; n < 2 * WAVES; n += 4) {
        s0 += amplitudes[n]! * waves[from + n]!;
        s1 += amplitudes[n + 1]! * waves[from + n + 1]!;
        s2 += amplitudes[n + 2]! * waves[from + n + 2]!;
        s3 += amplitudes[n + 3]! * waves[from + n + 3]!;
      }
      out[site] = scale * (s0 + s1 + (s2 + s3));
    }
  }

  private waves(site: number, out: Float32Array, from: number): void {
    const { k } = this, x = this.eastKm[site]!, y = this.northKm[site]!;
    for (let n = 0; n < WAVES; n++) {
      const phase = k[n]! * x + k[WAVES + n]! * y;
      out[from + n] = cos(phase);
      out[from + WAVES + n] = sin(phase);
    }
  }
}
