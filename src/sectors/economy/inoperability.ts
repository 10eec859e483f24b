/**
 * The inoperability input-output model: how the loss of one sector's output is felt by those that need it. q_i in 0..1 = inoperability of sector i,
 * the share of its planned output that is missing; c_i = what strikes it from outside.
 *
 * Static: Y. Y. Haimes, P. Jiang, Leontief-Based Model of Risk in Complex Interconnected Infrastructures, J. Infrastructure Systems 7 (2001) 1-12:
 *     q = A* q + c, each q_i at most 1.
 * From an input-output table: J. R. Santos, Y. Y. Haimes, Modeling the Demand Reduction Input-Output Inoperability Due to Terrorism of Interconnected
 * Infrastructures, Risk Analysis 24 (2004) 1437-1451: a*_ij = a_ij x_j / x_i, with technical coefficients a and planned outputs x.
 * Dynamic: C. Lian, Y. Y. Haimes, Managing the Risk of Terrorism to Interdependent Infrastructure Systems Through the Dynamic Inoperability
 * Input-Output Model, Systems Engineering 9 (2006) 241-258: q(t + dt) = q(t) + dt K (A* q(t) + c(t) - q(t)), K = diag(k), k_i = resilience coefficient, 1 / time.
 */
import { HeldFixedPoint } from '../../numerics/held-fixed-point.js';

/** a*_ij from technical coefficients a_ij (input of i per unit of output of j) and planned outputs > 0. Matrices are lists of rows. */
export function interdependency(technical: readonly (readonly number[])[], output: readonly number[]): number[][] {
  return technical.map((row, i) => row.map((a, j) => (a * output[j]!) / output[i]!));
}

/** The settled state under a lasting perturbation. */
export class StaticInoperability {
  private readonly fixedPoint: HeldFixedPoint;

  /** @param matrix A*, entries >= 0, rows */
  constructor(matrix: readonly (readonly number[])[]) {
    const n = matrix.length, start = Int32Array.from({ length: n + 1 }, (_, i) => i * n);
    this.fixedPoint = new HeldFixedPoint({ start, other: Int32Array.from({ length: n * n }, (_, e) => e % n), weight: Float64Array.from(matrix.flat()) });
  }

  /**
   * @param c perturbation by sector, 0..1
   * @returns q by sector, overwritten by the next solve: the least solution of q_i = min(1, c_i + sum_j a*_ij q_j)
   */
  solve(c: ArrayLike<number>): Float64Array {
    this.fixedPoint.solve(c);
    return this.fixedPoint.h;
  }
}

/** The way there and back, in steps of equal length. */
export class DynamicInoperability {
  /** Inoperability now, by sector. */
  readonly q: Float64Array;
  private readonly next: Float64Array;
  private readonly rows: Float64Array;

  /**
   * @param matrix A*, entries >= 0, rows
   * @param stepResilience k_i x dt, 0..1: the share of the distance that is covered in a step
   */
  constructor(matrix: readonly (readonly number[])[], private readonly stepResilience: ArrayLike<number>) {
    this.q = new Float64Array(matrix.length);
    this.next = new Float64Array(matrix.length);
    this.rows = Float64Array.from(matrix.flat());
  }

  /** Back to full operability. */
  reset(): void { this.q.fill(0); }

  /** One step under a perturbation c. */
  step(c: ArrayLike<number>): void {
    const { q, next, rows, stepResilience } = this, n = q.length;
    for (let i = 0; i < n; i++) {
      let sum = c[i]! - q[i]!;
      for (let j = 0; j < n; j++) sum += rows[i * n + j]! * q[j]!;
      next[i] = Math.min(1, Math.max(0, q[i]! + stepResilience[i]! * sum));
    }
    q.set(next);
  }
}
