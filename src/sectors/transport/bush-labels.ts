/** Shortest and longest used paths in one bush, in one pass over its nodes in topological order. */
import type { Roads } from './bushes.js';

export class BushLabels {
  /** By node: cost of the shortest path in the bush (Infinity: not in the bush) and the slot it comes by. */
  readonly shortest: Float64Array;
  readonly shortestVia: Int32Array;
  /** By node: cost of the longest path that carries flow (-Infinity: none does) and the slot it comes by; -1: none. */
  readonly longest: Float64Array;
  readonly longestVia: Int32Array;
  /** By node of the bush: place in the topological order. */
  readonly position: Int32Array;

  constructor(private readonly roads: Roads) {
    const { nodes } = roads.graph;
    this.shortest = new Float64Array(nodes);
    this.shortestVia = new Int32Array(nodes);
    this.longest = new Float64Array(nodes);
    this.longestVia = new Int32Array(nodes);
    this.position = new Int32Array(nodes);
  }

  /**
   * Labels of bush k at the present costs. What leaves a node that no flow enters is dust of rounding: it is taken off, else it would
   * keep a link in the bush for ever.
   */
  of(k: number): void {
    const { graph: { inStart, tail, links, nodes }, bushes: { flow, order, reached }, costs: { cost } } = this.roads;
    const { shortest, longest, shortestVia, longestVia, position } = this;
    const at = k * links, first = k * nodes, n = reached[k]!, origin = order[first]!;
    if (n < nodes) { shortest.fill(Infinity); longest.fill(Infinity); }
    shortest[origin] = longest[origin] = 0;
    shortestVia[origin] = longestVia[origin] = -1;
    position[origin] = 0;
    for (let p = 1; p < n; p++) {
      const j = order[first + p]!;
      let low = Infinity, lowVia = -1, high = -Infinity, highVia = -1;
      for (let e = inStart[j]!; e < inStart[j + 1]!; e++) {
        const x = flow[at + e]!;
        if (x < 0) continue;
        const i = tail[e]!, c = cost[e]!;
        if (shortest[i]! + c < low) { low = shortest[i]! + c; lowVia = e; }
        if (x === 0) continue;
        if (longest[i] === -Infinity) flow[at + e] = 0;
        else if (longest[i]! + c > high) { high = longest[i]! + c; highVia = e; }
      }
      position[j] = p;
      shortest[j] = low;
      shortestVia[j] = lowVia;
      longest[j] = high;
      longestVia[j] = highVia;
    }
  }
}
