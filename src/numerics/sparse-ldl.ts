/**
 * Sparse symmetric L D L^T with a fixed pattern, solves, and changes of rank one made to the factors themselves.
 *
 * Factorisation row by row (up-looking; T. A. Davis, ACM Trans. Math. Softw. 31 (2005) 587-591, algorithm 849). Change A + s w w^T: method C1 of
 * P. E. Gill, G. H. Golub, W. Murray, M. A. Saunders, Math. Comp. 28 (1974) 505-535, along one path of the elimination tree (T. A. Davis,
 * W. W. Hager, SIAM J. Matrix Anal. Appl. 20 (1999) 606-627). No pivoting: meant for matrices that are positive definite, or nearly so (a grid with
 * a few negative reactances); whoever uses it on others checks residuals.
 */
import { analyseElimination, type Elimination } from './elimination.js';
import { LdlSolve } from './ldl-solve.js';

/** A pivot of at most this part of what it was made from has lost all its digits: the matrix counts as singular. */
const SINGULAR = 1e-12;

export class SparseLdl {
  readonly pattern: Elimination;
  private readonly solver: LdlSolve;
  /** Values of L in the order of pattern.rows, and the pivots. */
  private readonly lower: Float64Array;
  private readonly pivots: Float64Array;
  private readonly work: Float64Array;
  /** Next free value of each column, while rows are added one by one. */
  private readonly filled: Int32Array;
  /**
   * Least ratio of a pivot after a change to the one before, over all changes since the factors were made: 1e-6 means that six digits were lost at worst.
   */
  leastPivotRatio = 1;
  /** Place of each entry given to the constructor in row form: row (the later of the two) and column, -1 on the diagonal. */
  private readonly entryRow: Int32Array;
  private readonly entryColumn: Int32Array;
  /** Entries by row, for the factorisation. */
  private readonly entryStart: Int32Array;
  private readonly entryOrder: Int32Array;

  /**
   * @param size number of unknowns
   * @param from, to positions (i, j) of entries off the diagonal; several entries of one position add up
   */
  constructor(readonly size: number, from: ArrayLike<number>, to: ArrayLike<number>) {
    this.pattern = analyseElimination(size, from, to);
    const { place } = this.pattern, entries = from.length;
    this.solver = new LdlSolve(this.pattern);
    this.lower = this.solver.lower;
    this.pivots = this.solver.pivots;
    this.work = new Float64Array(size);
    this.filled = new Int32Array(size);
    this.entryRow = Int32Array.from({ length: entries }, (_, e) => Math.max(place[from[e]!]!, place[to[e]!]!));
    this.entryColumn = Int32Array.from({ length: entries }, (_, e) => (from[e] === to[e] ? -1 : Math.min(place[from[e]!]!, place[to[e]!]!)));
    this.entryStart = new Int32Array(size + 1);
    for (const row of this.entryRow) this.entryStart[row + 1]!++;
    for (let k = 0; k < size; k++) this.entryStart[k + 1]! += this.entryStart[k]!;
    const next = this.entryStart.slice();
    this.entryOrder = new Int32Array(entries);
    for (let e = 0; e < entries; e++) this.entryOrder[next[this.entryRow[e]!]!++] = e;
  }

  /**
   * Factorises the matrix with these values; hot loop.
   * @param diagonal by unknown
   * @param values off the diagonal, in the order given to the constructor (entries with i = j are ignored)
   * @returns false if the matrix is singular to working precision: the factors are then of no use
   */
  factorise(diagonal: ArrayLike<number>, values: ArrayLike<number>): boolean {
    const { lower, pivots, work: y } = this, { order, columnStart, rows, rowStart, columns } = this.pattern;
    const { filled } = this;
    filled.set(columnStart.subarray(0, this.size));
    this.leastPivotRatio = 1;
    for (let k = 0; k < this.size; k++) {
      for (let s = this.entryStart[k]!; s < this.entryStart[k + 1]!; s++) {
        const e = this.entryOrder[s]!, column = this.entryColumn[e]!;
        if (column >= 0) y[column]! += values[e]!;
      }
      const entry = diagonal[order[k]!]!;
      let pivot = entry;
      for (let s = rowStart[k]!; s < rowStart[k + 1]!; s++) {
        const i = columns[s]!, yi = y[i]!, end = filled[i]!;
        y[i] = 0;
        for (let p = columnStart[i]!; p < end; p++) y[rows[p]!]! -= lower[p]! * yi;
        const l = yi / pivots[i]!;
        pivot -= l * yi;
        lower[end] = l;
        filled[i] = end + 1;
      }
      if (!(Math.abs(pivot) > SINGULAR * Math.abs(entry))) { y.fill(0); return false; }
      pivots[k] = pivot;
    }
    return true;
  }

  /** Solves A x = b in place. @param x b on entry, x on return, by unknown */
  solve(x: Float64Array): void { this.solver.solve(x); }

  /**
   * Factors of A + weight (e_i - e_j)(e_i - e_j)^T, from those of A, where (i, j) is an entry of the pattern; with j = -1 of A + weight e_i e_i^T.
   * @returns false if the result is singular to working precision: the factors are then of no use until `copyFrom` or `factorise`
   */
  change(i: number, j: number, weight: number): boolean {
    if (i === j || weight === 0) return true;
    const { place } = this.pattern, w = this.work, start = place[i]!;
    w[start] = 1;
    if (j < 0) return this.sweep(start, weight);
    w[place[j]!] = -1;
    return this.sweep(Math.min(start, place[j]!), weight);
  }

  /** Method C1 along the path from the first entry of w (in `work`) to the root; hot loop. Leaves `work` zero. */
  private sweep(start: number, weight: number): boolean {
    const { lower, pivots, work: w } = this, { columnStart, rows, parent } = this.pattern;
    let alpha = weight;
    for (let k = start; k >= 0; k = parent[k]!) {
      const p = w[k]!, old = pivots[k]!, pivot = old + alpha * p * p;
      w[k] = 0;
      if (!(Math.abs(pivot) > SINGULAR * Math.abs(old))) { w.fill(0); return false; }
      if (p === 0) continue;
      const ratio = Math.abs(pivot / old);
      if (ratio < this.leastPivotRatio) this.leastPivotRatio = ratio;
      const beta = (p * alpha) / pivot;
      alpha = (old * alpha) / pivot;
      pivots[k] = pivot;
      for (let at = columnStart[k]!, end = columnStart[k + 1]!; at < end; at++) {
        const row = rows[at]!;
        w[row]! -= p * lower[at]!;
        lower[at]! += beta * w[row]!;
      }
    }
    return true;
  }

  /** Numbers of another factorisation of the same pattern. */
  copyFrom(other: SparseLdl): void {
    this.lower.set(other.lower);
    this.pivots.set(other.pivots);
    this.leastPivotRatio = other.leastPivotRatio;
  }

  /** Factors that share the pattern and hold the same numbers. */
  clone(): SparseLdl {
    const copy = Object.create(SparseLdl.prototype) as SparseLdl, solver = new LdlSolve(this.pattern);
    Object.assign(copy, this, { solver, lower: solver.lower, pivots: solver.pivots, work: new Float64Array(this.size), filled: new Int32Array(this.size) });
    copy.copyFrom(this);
    return copy;
  }
}
