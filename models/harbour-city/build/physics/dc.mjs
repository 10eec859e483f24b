/**
 * Planner's tool: DC load flow of a small grid and the flows after each single outage, to size branches by (n - 1). Dense and plain; it serves this
 * script alone. Flow of branch k = (angle from - angle to) / x; after the loss of m: f_k + LODF_km f_m (A. J. Wood, B. F. Wollenberg,
 * Power Generation, Operation and Control, section on contingency analysis).
 */

/** Inverse of a symmetric positive definite matrix by Gauss-Jordan elimination without pivoting, in place of a copy. */
function inverse(matrix) {
  const n = matrix.length;
  const a = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let p = 0; p < n; p++) {
    const pivot = a[p][p];
    for (let j = p; j < 2 * n; j++) a[p][j] /= pivot;
    for (let i = 0; i < n; i++) {
      const factor = a[i][p];
      if (i === p || factor === 0) continue;
      for (let j = p; j < 2 * n; j++) a[i][j] -= factor * a[p][j];
    }
  }
  return a.map((row) => row.slice(n));
}

/**
 * @param injection MW by bus; what does not balance goes to bus 0
 * @param branches {from, to, x} by bus index, x in per unit on any base
 * @returns flow (MW by branch) and worst (MW by branch: the largest flow with any other one branch out that splits no bus off)
 */
export function dcFlows(injection, branches) {
  const n = injection.length - 1;
  const b = Array.from({ length: n }, () => new Array(n).fill(0));
  for (const { from, to, x } of branches) {
    for (const [i, j] of [[from, to], [to, from]]) {
      if (i === 0) continue;
      b[i - 1][i - 1] += 1 / x;
      if (j > 0) b[i - 1][j - 1] -= 1 / x;
    }
  }
  const z = inverse(b);
  const at = (i, j) => (i === 0 || j === 0 ? 0 : z[i - 1][j - 1]);
  const angle = injection.map((_, i) => injection.reduce((sum, p, j) => sum + at(i, j) * p, 0));
  const flow = branches.map(({ from, to, x }) => (angle[from] - angle[to]) / x);
  const worst = flow.map(Math.abs);
  for (const [m, out] of branches.entries()) {
    const transfer = ({ from, to, x }) => (at(from, out.from) - at(from, out.to) - at(to, out.from) + at(to, out.to)) / x;
    const own = 1 - transfer(out);
    if (own < 1e-9) continue; // radial: its loss splits the grid
    for (const [k, branch] of branches.entries()) if (k !== m) worst[k] = Math.max(worst[k], Math.abs(flow[k] + transfer(branch) / own * flow[m]));
  }
  return { flow, worst };
}
