/** Which links a bush has: unused ones leave it, those that shorten a way join it, and its topological order follows. */
import type { BushLabels } from './bush-labels.js';
import { OUTSIDE, type Roads } from './bushes.js';

export class BushEditor {
  /** By node: links into it from nodes not yet placed. */
  private readonly missing: Int32Array;
  /** By node: longest path in the bush over its used links and its tree of shortest paths. */
  private readonly potential: Float64Array;

  constructor(private readonly roads: Roads, private readonly labels: BushLabels) {
    this.missing = new Int32Array(roads.graph.nodes);
    this.potential = new Float64Array(roads.graph.nodes);
  }

  /**
   * Revises bush k. A link (i, j) may join where potential(i) + cost < potential(j): along links of the bush the potential does not fall,
   * along new ones it rises, so there is never a circle, also in rounded numbers. First come links that shorten the shortest path too (Y. Nie,
   * Transportation Research Part B 44 (2010) 73-89); if there are none, all that may join. When shortest and longest used paths are equal,
   * both rules are that of a shortest path, so a bush that no link may join is at equilibrium.
   */
  revise(k: number): void {
    this.labels.of(k);
    this.prune(k);
    if (this.join(k, true) || this.join(k, false)) this.sort(k);
  }

  /** Takes off links without flow that are not on the tree of shortest paths, and sets the potential. */
  private prune(k: number): void {
    const { graph: { inStart, tail, links, nodes }, bushes: { flow, order, reached }, costs: { cost } } = this.roads;
    const { potential, labels: { shortestVia } } = this, at = k * links, first = k * nodes;
    if (reached[k]! < nodes) potential.fill(Infinity);
    potential[order[first]!] = 0;
    for (let p = 1; p < reached[k]!; p++) {
      const j = order[first + p]!;
      let high = -Infinity;
      for (let e = inStart[j]!; e < inStart[j + 1]!; e++) {
        const x = flow[at + e]!;
        if (x < 0) continue;
        if (x === 0 && e !== shortestVia[j]) flow[at + e] = OUTSIDE;
        else if (potential[tail[e]!]! + cost[e]! > high) high = potential[tail[e]!]! + cost[e]!;
      }
      potential[j] = high;
    }
  }

  /** @returns whether a link joined */
  private join(k: number, shorter: boolean): boolean {
    const { graph, bushes: { flow, order, reached }, costs: { cost, open } } = this.roads, { inStart, tail, links, nodes } = graph;
    const { potential, labels: { shortest } } = this, at = k * links, first = k * nodes, origin = order[first]!;
    let joined = false;
    for (let p = 1; p < reached[k]!; p++) {
      const j = order[first + p]!, low = shortest[j]!, high = potential[j]!;
      for (let e = inStart[j]!; e < inStart[j + 1]!; e++) {
        if (flow[at + e]! >= 0 || open[e] === 0) continue;
        const i = tail[e]!, c = cost[e]!;
        if (!(potential[i]! + c < high) || (shorter && !(shortest[i]! + c < low)) || !graph.passable(i, origin)) continue;
        flow[at + e] = 0;
        joined = true;
      }
    }
    return joined;
  }

  /** Topological order (A. B. Kahn, Communications of the ACM 5 (1962) 558-562). */
  private sort(k: number): void {
    const { graph: { inStart, outStart, outSlot, head, links, nodes }, bushes: { flow, order, reached } } = this.roads;
    const { missing } = this, at = k * links, first = k * nodes;
    for (let p = 0; p < reached[k]!; p++) {
      const j = order[first + p]!;
      missing[j] = 0;
      for (let e = inStart[j]!; e < inStart[j + 1]!; e++) if (flow[at + e]! >= 0) missing[j]!++;
    }
    let placed = 1;
    for (let p = 0; p < placed; p++) {
      const i = order[first + p]!;
      for (let q = outStart[i]!; q < outStart[i + 1]!; q++) {
        const e = outSlot[q]!;
        if (flow[at + e]! >= 0 && --missing[head[e]!]! === 0) order[first + placed++] = head[e]!;
      }
    }
  }
}
