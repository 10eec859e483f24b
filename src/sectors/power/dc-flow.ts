/** Angles and flows of a DC network with outages, from injections that balance in each island. */
import { DcFactors } from './dc-factors.js';
import type { Grid } from './grid.js';
import { Islands } from './islands.js';

/** Nodal balance is held to this part of the largest injection, and no less than this many MW. */
const RESIDUAL = 1e-9;

export class DcFlow {
  readonly islands: Islands;
  readonly factors: DcFactors;
  /** Radians. */
  readonly angles: Float64Array;
  /** MW from the first end; 0 where open. */
  readonly flows: Float64Array;
  /** 1 where a branch conducts. */
  readonly closed: Uint8Array;
  private readonly residual: Float64Array;
  /** Branches in service in the file, but not closed; ascending. */
  private readonly opened: number[] = [];
  /** Branches that shift phase. */
  private readonly shifters: Int32Array;

  constructor(readonly grid: Grid) {
    this.islands = new Islands(grid);
    this.factors = new DcFactors(grid);
    this.angles = new Float64Array(grid.buses);
    this.residual = new Float64Array(grid.buses);
    this.flows = new Float64Array(grid.branches);
    this.closed = grid.branchInService.slice();
    this.shifters = Int32Array.from(Array.from(grid.shiftMw.keys()).filter((b) => grid.shiftMw[b] !== 0));
  }

  /** Back to the network of the file, so that what follows depends on nothing before. */
  reset(): void { this.factors.reset(); }

  /** Takes branches and buses out; finds the islands. @param branchUp, busUp 1 where in service */
  setTopology(branchUp: Uint8Array, busUp: Uint8Array): void {
    const { closed, opened } = this, { branchInService, start, at } = this.grid;
    opened.length = 0;
    closed.set(branchInService);
    // Few are out, and looking for them is quicker than looking at all.
    for (let b = branchUp.indexOf(0); b >= 0; b = branchUp.indexOf(0, b + 1)) this.open(b);
    const apart = opened.length;
    for (let bus = busUp.indexOf(0); bus >= 0; bus = busUp.indexOf(0, bus + 1)) {
      for (let e = start[bus]!; e < start[bus + 1]!; e++) this.open(at[e]!);
    }
    if (opened.length > apart) opened.sort((a, b) => a - b);
    this.islands.findWithout(closed, opened);
  }

  private open(b: number): void {
    if (this.closed[b] === 0) return;
    this.closed[b] = 0;
    this.opened.push(b);
  }

  /** Brings the factors to the topology set before. */
  prepare(): void { this.factors.follow(this.closed, this.opened, this.islands); }

  /**
   * Solves for the topology set before.
   * @param injections MW by bus, not counting phase shifters; their sum is zero in each island
   */
  solve(injections: Float64Array): void {
    this.prepare();
    this.solveOnce(injections);
    // Digits may be lost in updates; if they are, factors afresh, and one step of iterative refinement.
    if (!this.factors.doubtful || this.worstResidual(injections) <= RESIDUAL) return;
    this.factors.refresh();
    this.solveOnce(injections);
    this.worstResidual(injections);
    this.factors.solve(this.residual);
    for (let bus = 0; bus < this.angles.length; bus++) this.angles[bus]! += this.residual[bus]!;
    this.findFlows();
  }

  private solveOnce(injections: Float64Array): void {
    const { angles, closed } = this, { from, to, shiftMw } = this.grid;
    angles.set(injections);
    for (const b of this.shifters) {
      if (closed[b] === 0) continue;
      angles[from[b]!]! -= shiftMw[b]!;
      angles[to[b]!]! += shiftMw[b]!;
    }
    this.factors.solve(angles);
    this.findFlows();
  }

  private findFlows(): void {
    const { angles, flows, closed } = this, { from, to, susceptance, shiftMw } = this.grid;
    for (let b = 0, branches = closed.length; b < branches; b++) flows[b] = closed[b] === 1 ? susceptance[b]! * (angles[from[b]!]! - angles[to[b]!]!) + shiftMw[b]! : 0;
  }

  /** Fills `residual` with what does not balance at each bus; @returns the largest as part of the largest injection (at least 1 MW). Tied buses take what an island lacks. */
  private worstResidual(injections: Float64Array): number {
    const { residual, flows } = this, { from, to } = this.grid;
    let largest = 1, worst = 0;
    for (let bus = 0; bus < residual.length; bus++) {
      const x = injections[bus]!, size = Math.abs(x);
      residual[bus] = x;
      if (size > largest) largest = size;
    }
    for (let b = 0; b < flows.length; b++) {
      residual[from[b]!]! -= flows[b]!;
      residual[to[b]!]! += flows[b]!;
    }
    for (let bus = 0; bus < residual.length; bus++) {
      const size = this.factors.isTiedBus(bus) ? 0 : Math.abs(residual[bus]!);
      if (size > worst) worst = size;
    }
    return worst / largest;
  }
}
