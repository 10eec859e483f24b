/**
 * The least solution of h_i = s_i + sum_j w_ij h_j, each h_i held within 0..1, for weights w >= 0: what is lost when losses are passed on and nobody
 * can lose more than all (DebtRank, inoperability). Found from below by Gauss-Seidel: an iterate never passes the solution. Slow growth is cut short by
 * elimination among those who have lost something but not all.
 */
import { CascadeError } from '../errors.js';
import { MMatrixSolver } from './m-matrix.js';

/** Sparse weights: those of row i are weight[start[i]] .. weight[start[i + 1] - 1], from the columns other[...]. */
export interface SparseWeights { readonly start: Int32Array; readonly other: Int32Array; readonly weight: Float64Array }

/** Rows that lose nothing and are driven by one part in 10^6 grow to 1 within this many sweeps. */
const MOST_SWEEPS = 1_000_000;
const FIRST_TRY = 64;
const EXACT = 1e-15;

const held = (x: number): number => Math.min(1, Math.max(0, x));

/** Solves one set of weights for any number of starts, without allocating (but for the first elimination). */
export class HeldFixedPoint {
  /** The solution of the last solve. */
  readonly h: Float64Array;
  private readonly left: Int32Array;
  private readonly place: Int32Array;
  private readonly b: Float64Array;
  private dense: MMatrixSolver | undefined;

  constructor(private readonly weights: SparseWeights) {
    const n = weights.start.length - 1;
    this.h = new Float64Array(n);
    this.left = new Int32Array(n);
    this.place = new Int32Array(n);
    this.b = new Float64Array(n);
  }

  /** sum_j w_ij h_j */
  passedOn(i: number): number {
    const { start, other, weight } = this.weights;
    let sum = 0;
    for (let e = start[i]!, end = start[i + 1]!; e < end; e++) sum += weight[e]! * this.h[other[e]!]!;
    return sum;
  }

  /**
   * Leaves the solution in `h`.
   * @param s any sign
   * @returns sweeps taken
   * @throws CascadeError FIXED_POINT_UNSETTLED if values still creep upwards after a million sweeps
   */
  solve(s: ArrayLike<number>): number {
    for (let i = 0; i < this.h.length; i++) this.h[i] = held(s[i]!);
    let sweeps = 1;
    for (let tryAt = FIRST_TRY; this.sweep(s); sweeps++) {
      if (sweeps >= MOST_SWEEPS) throw new CascadeError('FIXED_POINT_UNSETTLED', `losses still grow after ${MOST_SWEEPS} sweeps: they are passed on in full, round and round, and the first was tiny`);
      if (sweeps < tryAt) continue;
      if (this.eliminate(s)) break;
      tryAt *= 2;
    }
    return sweeps;
  }

  /** One sweep, upwards; @returns whether anything moved. */
  private sweep(s: ArrayLike<number>): boolean {
    const { h } = this;
    let moving = false;
    for (let i = 0; i < h.length; i++) {
      const old = h[i]!;
      if (old >= 1) continue;
      const next = held(s[i]! + this.passedOn(i));
      if (next <= old) continue;
      h[i] = next;
      if (next - old > EXACT) moving = true;
    }
    return moving;
  }

  /**
   * Solves for those strictly between 0 and 1 as if all stayed where they are. Such values never pass the solution.
   * @returns whether they are the solution
   */
  private eliminate(s: ArrayLike<number>): boolean {
    const { h, left, place, b } = this, { start, other, weight } = this.weights;
    let n = 0;
    for (let i = 0; i < h.length; i++) {
      place[i] = h[i]! > 0 && h[i]! < 1 ? n : -1;
      if (place[i] === n) left[n++] = i;
    }
    const dense = (this.dense ??= new MMatrixSolver(h.length));
    dense.begin(n);
    for (let d = 0; d < n; d++) {
      const i = left[d]!;
      b[d] = s[i]!;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const j = other[e]!;
        if (place[j]! >= 0) dense.add(n, d, place[j]!, weight[e]!);
        else b[d]! += weight[e]! * h[j]!;
      }
    }
    if (!dense.solve(n, b)) return false;
    for (let d = 0; d < n; d++) if (!(b[d]! <= 1)) return false;
    for (let d = 0; d < n; d++) h[left[d]!] = Math.max(h[left[d]!]!, b[d]!);
    return !this.sweep(s);
  }
}
