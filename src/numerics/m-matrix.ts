/**
 * Solves (I - A) x = b for a matrix A >= 0 by elimination without pivoting. I - A is a nonsingular M-matrix, which means that its inverse has no
 * negative entry, exactly when every pivot of this elimination is positive (A. Berman, R. J. Plemmons, Nonnegative Matrices in the Mathematical
 * Sciences, SIAM 1994, chapter 6, theorem 2.3). Where A's columns or rows sum to less than 1 it is also stable without pivoting.
 */
export class MMatrixSolver {
  private readonly rows: Float64Array;

  /** @param most largest number of unknowns; most x most numbers are allocated once */
  constructor(readonly most: number) {
    this.rows = new Float64Array(most * most);
  }

  /** Starts a system of n unknowns with A = 0. */
  begin(n: number): void {
    this.rows.fill(0, 0, n * n);
    for (let i = 0; i < n; i++) this.rows[i * n + i] = 1;
  }

  /** Adds to A[row][column]. @param n as given to begin */
  add(n: number, row: number, column: number, value: number): void {
    this.rows[row * n + column]! -= value;
  }

  /**
   * Overwrites `b` (its first n entries) with the solution.
   * @returns false if I - A is no nonsingular M-matrix; `b` is then spoilt
   */
  solve(n: number, b: Float64Array): boolean {
    const { rows } = this;
    for (let k = 0; k < n; k++) {
      const pivot = rows[k * n + k]!;
      if (!(pivot > 0)) return false;
      for (let i = k + 1; i < n; i++) {
        const factor = rows[i * n + k]! / pivot;
        if (factor === 0) continue;
        for (let j = k + 1; j < n; j++) rows[i * n + j]! -= factor * rows[k * n + j]!;
        b[i]! -= factor * b[k]!;
      }
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = b[i]!;
      for (let j = i + 1; j < n; j++) sum -= rows[i * n + j]! * b[j]!;
      b[i] = sum / rows[i * n + i]!;
    }
    return true;
  }
}
