/**
 * N-1 and N-2 screening by outage distribution factors (A. J. Wood, B. F. Wollenberg, Power Generation, Operation and Control, 2nd ed. 1996, chapter 11).
 * With x_k the angles of 1 MW sent along branch k, h_lk = b_l (x_k,from(l) - x_k,to(l)) is the part of it that flows over branch l. After an outage of a
 * set K the flows are f + H m, where m solves (I - H_KK) m = f_K: the injections that leave nothing to flow over K. A set that splits the network makes
 * I - H_KK singular; whether it does is found from the graph, not from rounding.
 */
import type { DcFlow } from './dc-flow.js';
import type { Grid } from './grid.js';

/** An outage, its branches as row indices. */
export interface ScreenedOutage {
  branches: number[];
  /** Buses of all islands but the largest (the one with the lowest bus, of equal ones); empty if the network holds together. Then also: */
  cutOff: number[];
  /** Branch with the most flow, and that flow, MW. */
  largest: number;
  largestMw: number;
  /** Euclidean norm of all flows, MW. */
  normMw: number;
  /** Branch whose load changed most (the lost ones aside), and by how much: size of the flow after less before, MW. */
  changed: number;
  changedMw: number;
  /** Flow over rating of the branch where it is highest; -1 and 0 where nothing is rated. */
  loaded: number;
  loading: number;
  overloads: number;
}

/** Overload that counts, as part of the rating: less is rounding. */
const OVERLOAD = 1e-9;

export class Screening {
  private readonly grid: Grid;
  /** Flows before, MW. */
  readonly base: Float64Array;
  private readonly open: Uint8Array;
  private readonly busUp: Uint8Array;
  /** h_lk of branch k, computed when first asked for. */
  private readonly columns: (Float64Array | undefined)[];
  private readonly angles: Float64Array;
  /** Flows after the outage screened last (not of one that splits the network), MW. */
  readonly after: Float64Array;
  private readonly islandsBefore: number;

  /** @param flow solved for the state before the outages; it is used for graphs and factors afterwards */
  constructor(private readonly flow: DcFlow) {
    this.grid = flow.grid;
    this.base = flow.flows.slice();
    this.open = flow.closed.slice();
    this.busUp = this.grid.busInService.slice();
    this.columns = new Array<undefined>(this.grid.branches).fill(undefined);
    this.angles = new Float64Array(this.grid.buses);
    this.after = new Float64Array(this.grid.branches);
    flow.setTopology(this.open, this.busUp);
    flow.prepare();
    this.islandsBefore = flow.islands.count;
  }

  private column(k: number): Float64Array {
    return (this.columns[k] ??= this.computeColumn(k));
  }

  private computeColumn(k: number): Float64Array {
    const { from, to, susceptance, branches } = this.grid, { angles } = this, column = new Float64Array(branches);
    this.flow.factors.solveBranch(k, angles);
    for (let l = 0; l < branches; l++) column[l] = this.open[l] === 0 ? 0 : susceptance[l]! * (angles[from[l]!]! - angles[to[l]!]!);
    return column;
  }

  /** One branch lost. */
  single(k: number): ScreenedOutage {
    const cutOff = this.cutOff([k]);
    if (cutOff.length > 0) return islanded([k], cutOff);
    const { after, base } = this, column = this.column(k), sent = base[k]! / (1 - column[k]!);
    for (let l = 0; l < after.length; l++) after[l] = base[l]! + column[l]! * sent;
    after[k] = 0;
    return this.measure([k]);
  }

  /** Two branches lost. */
  pair(i: number, j: number): ScreenedOutage {
    const hi = this.column(i), hj = this.column(j), { after, base } = this;
    const a = 1 - hi[i]!, d = 1 - hj[j]!, b = -hj[i]!, c = -hi[j]!, determinant = a * d - b * c;
    // Far from singular the network surely holds together; near it, the graph says.
    if (Math.abs(determinant) < 1e-6) {
      const cutOff = this.cutOff([i, j]);
      if (cutOff.length > 0) return islanded([i, j], cutOff);
    }
    const mi = (d * base[i]! - b * base[j]!) / determinant, mj = (a * base[j]! - c * base[i]!) / determinant;
    for (let l = 0; l < after.length; l++) after[l] = base[l]! + hi[l]! * mi + hj[l]! * mj;
    after[i] = after[j] = 0;
    return this.measure([i, j]);
  }

  /** Buses outside the largest part of each split island; none if the outage splits nothing. */
  private cutOff(branches: readonly number[]): number[] {
    const { flow, open } = this;
    for (const b of branches) open[b] = 0;
    flow.setTopology(open, this.busUp);
    for (const b of branches) open[b] = 1;
    const { count, of } = flow.islands;
    if (count === this.islandsBefore) return [];
    const size = new Int32Array(count);
    for (const island of of) size[island]!++;
    const touched = new Set(branches.flatMap((b) => [of[this.grid.from[b]!]!, of[this.grid.to[b]!]!]));
    const main = [...touched].sort((a, b) => size[b]! - size[a]! || a - b)[0]!;
    return Array.from(of.keys()).filter((bus) => of[bus] !== main && touched.has(of[bus]!));
  }

  private measure(branches: number[]): ScreenedOutage {
    const { after, base } = this, { ratingMw } = this.grid;
    let largest = 0, largestMw = -1, squares = 0, changed = 0, changedMw = 0, loaded = -1, loading = 0, overloads = 0;
    for (let l = 0; l < after.length; l++) {
      const size = Math.abs(after[l]!), change = size - Math.abs(base[l]!);
      squares += size * size;
      if (size > largestMw) { largest = l; largestMw = size; }
      if (Math.abs(change) > Math.abs(changedMw) && !branches.includes(l)) { changed = l; changedMw = change; }
      const part = size / ratingMw[l]!;
      if (part > loading) { loaded = l; loading = part; }
      if (part > 1 + OVERLOAD) overloads++;
    }
    return { branches, cutOff: [], largest, largestMw, normMw: Math.sqrt(squares), changed, changedMw, loaded, loading, overloads };
  }
}

const islanded = (branches: number[], cutOff: number[]): ScreenedOutage => ({
  branches, cutOff, largest: -1, largestMw: 0, normMw: 0, changed: -1, changedMw: 0, loaded: -1, loading: 0, overloads: 0,
});
