/** Moves the trips of one origin, inside its bush, from longest used to shortest paths (Dial 2006, "Equilibrate"). */
import type { BushLabels } from './bush-labels.js';
import type { Roads } from './bushes.js';

/** Paths that differ by less than this share cost the same: a few units in the last place. */
const SAME = 1e-15;

export class Equilibrator {
  // The pair of segments found last: where they part, how much more the longest costs, the sum of derivatives, the flow that can leave it.
  private meet = 0;
  private excess = 0;
  private slope = 0;
  private room = 0;

  constructor(private readonly roads: Roads, private readonly labels: BushLabels) {}

  /**
   * One pass over the nodes of bush k, the last in topological order first. Each shift is a Newton step on the costs as they then are:
   * excess / sum of derivatives, at most the flow of the longest segment.
   * @returns sum of excess x flow moved, a measure of what was left to do
   */
  pass(k: number): number {
    const { labels, roads: { graph: { nodes }, bushes: { order, reached } } } = this;
    const { shortest, longest, shortestVia, longestVia } = labels, first = k * nodes;
    labels.of(k);
    let moved = 0;
    for (let p = reached[k]! - 1; p > 0; p--) {
      const j = order[first + p]!;
      if (longestVia[j]! < 0 || longestVia[j] === shortestVia[j] || longest[j]! - shortest[j]! <= SAME * longest[j]!) continue;
      this.compare(k, j);
      if (!(this.excess > 0 && this.room > 0)) continue;
      const step = this.slope * this.room > this.excess ? this.excess / this.slope : this.room;
      this.shift(k, j, step);
      moved += this.excess * step;
    }
    return moved;
  }

  /** Walks back from node j along both paths to the node where they part. */
  private compare(k: number, j: number): void {
    const { graph: { tail, links }, bushes: { flow }, costs: { cost, derivative } } = this.roads;
    const { shortestVia, longestVia, position } = this.labels, at = k * links;
    let a = j, b = j, excess = 0, slope = 0, room = Infinity;
    do {
      if (position[a]! > position[b]!) {
        const e = shortestVia[a]!;
        excess -= cost[e]!;
        slope += derivative[e]!;
        a = tail[e]!;
      } else {
        const e = longestVia[b]!;
        if (flow[at + e]! < room) room = flow[at + e]!;
        excess += cost[e]!;
        slope += derivative[e]!;
        b = tail[e]!;
      }
    } while (a !== b);
    this.meet = a;
    this.excess = excess;
    this.slope = slope;
    this.room = room;
  }

  private shift(k: number, j: number, step: number): void {
    const { graph: { tail, links }, bushes: { flow, total }, costs } = this.roads;
    const { shortestVia, longestVia } = this.labels, at = k * links;
    for (let i = j; i !== this.meet;) {
      const e = shortestVia[i]!;
      flow[at + e]! += step;
      total[e]! += step;
      costs.at(e, total[e]!);
      i = tail[e]!;
    }
    for (let i = j; i !== this.meet;) {
      const e = longestVia[i]!;
      // Both are at least the step but for rounding.
      flow[at + e] = Math.max(0, flow[at + e]! - step);
      total[e] = Math.max(0, total[e]! - step);
      costs.at(e, total[e]!);
      i = tail[e]!;
    }
  }
}
