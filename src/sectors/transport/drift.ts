/**
 * Where the trips drift: rounds that each move a little, always the same way, because origins that share congested roads yield to one another step
 * by step. What a round moved is then taken many times over, as far as the objective of all origins together falls: along a straight line that
 * objective (M. Beckmann et al., Studies in the Economics of Transportation, 1956) is convex and its derivative is the sum of cost x direction,
 * so it never rises. The bushes stay as they are.
 */
import type { Roads } from './bushes.js';

/** A search along the line halves the distance so many times. */
const HALVINGS = 40;

export class Drift {
  /** Flows before the round, as those of the bushes. */
  private readonly before: Float64Array;
  /** By slot: what the round moved, of the origins that can go on so. */
  private readonly direction: Float64Array;

  constructor(private readonly roads: Roads) {
    this.before = new Float64Array(roads.bushes.flow.length);
    this.direction = new Float64Array(roads.graph.links);
  }

  /** Before a round. */
  remember(): void {
    this.before.set(this.roads.bushes.flow);
  }

  /**
   * After it, with the sums of flows made anew; sums and costs are not those of the flows any more afterwards. An origin that would empty a road
   * before it had done the same once more stays where it is; of the others, the first road that is empty is the end.
   */
  follow(): void {
    const { bushes: { flow }, graph: { links } } = this.roads, { before, direction } = this;
    direction.fill(0);
    let end = Infinity;
    for (let at = 0; at < flow.length; at += links) {
      const reach = this.reach(at);
      if (reach < 1) { before.set(flow.subarray(at, at + links), at); continue; }
      end = Math.min(end, reach);
      for (let e = 0; e < links; e++) direction[e]! += Math.max(0, flow[at + e]!) - Math.max(0, before[at + e]!);
    }
    if (end === Infinity || this.rise(0) >= 0) return;
    const step = this.rise(end) <= 0 ? end : this.lowest(end);
    for (let at = 0; at < flow.length; at += links) {
      for (let e = 0; e < links; e++) {
        const x = flow[at + e]!;
        if (x >= 0) flow[at + e] = Math.max(0, x + step * (x - Math.max(0, before[at + e]!)));
      }
    }
  }

  /** How many times over the origin whose flows begin at `at` can do again what it did. Infinity: it moved nothing */
  private reach(at: number): number {
    const { bushes: { flow }, graph: { links } } = this.roads;
    let reach = Infinity;
    for (let e = 0; e < links; e++) {
      const x = Math.max(0, flow[at + e]!), fall = Math.max(0, this.before[at + e]!) - x;
      if (fall > 0 && x < reach * fall) reach = x / fall;
    }
    return reach;
  }

  /** Derivative of the objective, `step` times the direction away. */
  private rise(step: number): number {
    const { bushes: { total }, costs, graph: { links } } = this.roads;
    let rise = 0;
    for (let e = 0; e < links; e++) {
      const d = this.direction[e]!;
      if (d === 0) continue;
      costs.at(e, Math.max(0, total[e]! + step * d));
      rise += costs.cost[e]! * d;
    }
    return rise;
  }

  private lowest(end: number): number {
    let low = 0, high = end;
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2;
      if (this.rise(middle) <= 0) low = middle;
      else high = middle;
    }
    return low;
  }
}
