/**
 * Fits a bush to the network and the demand as they now are: closed links leave it, nodes they cut off are attached again by shortest
 * paths, and the trips are loaded anew in the proportions that each node's inflow had. The first bush of an origin is made so too.
 */
import type { BushLabels } from './bush-labels.js';
import { OUTSIDE, type Roads } from './bushes.js';
import { ShortestPaths } from './shortest-paths.js';

export class BushLoader {
  private readonly paths: ShortestPaths;
  /** By node: 1 where the bush still leads. */
  private readonly kept: Uint8Array;
  /** By node: trips that end there or pass through. */
  private readonly load: Float64Array;
  /** Slots of the closed links, the first `closedCount`. */
  private readonly closed: Int32Array;
  private closedCount = 0;

  constructor(private readonly roads: Roads, private readonly labels: BushLabels) {
    this.paths = new ShortestPaths(roads.graph);
    this.kept = new Uint8Array(roads.graph.nodes);
    this.load = new Float64Array(roads.graph.nodes);
    this.closed = new Int32Array(roads.graph.links);
  }

  /** Fits every bush to the links now open, the capacities and the demand. */
  fitAll(): void {
    const { graph: { links }, costs: { open }, bushes: { reached } } = this.roads;
    this.closedCount = 0;
    for (let e = 0; e < links; e++) if (open[e] === 0) this.closed[this.closedCount++] = e;
    for (let k = 0; k < reached.length; k++) this.fit(k);
  }

  /** Fits bush k; a bush that nothing has changed for keeps its flows. */
  private fit(k: number): void {
    const { bushes: { reached }, graph: { nodes } } = this.roads, whole = reached[k] === nodes;
    let changed = (!whole || this.hasClosed(k)) && this.keepOpen(k);
    if (reached[k]! < nodes) {
      this.labels.of(k);
      if (this.attach(k)) changed = true;
    }
    if (changed || this.demandChanged(k)) this.reload(k);
  }

  /** A closed link is in bush k. */
  private hasClosed(k: number): boolean {
    const { bushes: { flow }, graph: { links } } = this.roads, at = k * links;
    for (let i = 0; i < this.closedCount; i++) if (flow[at + this.closed[i]!]! >= 0) return true;
    return false;
  }

  private demandChanged(k: number): boolean {
    const { demand: { start, trips }, bushes: { loaded } } = this.roads;
    for (let pair = start[k]!; pair < start[k + 1]!; pair++) if (trips[pair] !== loaded[pair]) return true;
    return false;
  }

  /** Takes off closed links and what they cut off. @returns whether anything was taken off */
  private keepOpen(k: number): boolean {
    const { graph: { inStart, tail, links, nodes }, bushes: { flow, order, reached }, costs: { open }, demand } = this.roads;
    const { kept } = this, at = k * links, first = k * nodes, before = reached[k]!;
    let count = 1, changed = false;
    kept.fill(0);
    order[first] = demand.origins[k]!;
    kept[order[first]!] = 1;
    for (let p = 1; p < before; p++) {
      const j = order[first + p]!;
      for (let e = inStart[j]!; e < inStart[j + 1]!; e++) {
        if (flow[at + e]! < 0) continue;
        if (open[e] === 1 && kept[tail[e]!] === 1) { kept[j] = 1; continue; }
        this.setFlow(at, e, OUTSIDE);
        changed = true;
      }
      if (kept[j] === 1) order[first + count++] = j;
    }
    reached[k] = count;
    return changed;
  }

  /**
   * Attaches nodes outside the bush by shortest paths that start from those inside. Each gets one link, from a node that is in the
   * bush or was attached before it: no circle. @returns whether there were any
   */
  private attach(k: number): boolean {
    const { graph: { nodes, links }, bushes: { flow, order, reached }, costs } = this.roads;
    const { paths, kept, labels } = this, at = k * links, first = k * nodes, inside = reached[k]!;
    paths.begin();
    for (let p = 0; p < inside; p++) paths.lower(order[first + p]!, labels.shortest[order[first + p]!]!, -1);
    paths.run(order[first]!, costs.cost, costs.open);
    let count = inside;
    for (let s = 0; s < paths.settled; s++) {
      const j = paths.settledOrder[s]!;
      if (kept[j] === 1) continue;
      flow[at + paths.via[j]!] = 0;
      order[first + count++] = j;
    }
    reached[k] = count;
    return count > inside;
  }

  /** Loads the demand; inflow is shared as before, or goes by the shortest path where there was none. Unreachable trips stay off. */
  private reload(k: number): void {
    const { graph: { inStart, tail, links, nodes }, bushes: { flow, order, reached, loaded }, demand } = this.roads;
    const { load, labels } = this, at = k * links, first = k * nodes;
    labels.of(k);
    load.fill(0);
    for (let pair = demand.start[k]!; pair < demand.start[k + 1]!; pair++) {
      loaded[pair] = demand.trips[pair]!;
      load[demand.destination[pair]!]! += demand.trips[pair]!;
    }
    for (let p = reached[k]! - 1; p > 0; p--) {
      const j = order[first + p]!;
      let before = 0;
      for (let e = inStart[j]!; e < inStart[j + 1]!; e++) before += Math.max(0, flow[at + e]!);
      for (let e = inStart[j]!; e < inStart[j + 1]!; e++) {
        const x = flow[at + e]!;
        if (x < 0) continue;
        const share = before > 0 ? x / before : e === labels.shortestVia[j] ? 1 : 0;
        this.setFlow(at, e, share * load[j]!);
        load[tail[e]!]! += flow[at + e]!;
      }
    }
  }

  private setFlow(at: number, e: number, x: number): void {
    const { bushes: { flow, total }, costs } = this.roads, before = Math.max(0, flow[at + e]!);
    flow[at + e] = x;
    if (x === before) return;
    total[e] = Math.max(0, total[e]! + Math.max(0, x) - before);
    costs.at(e, total[e]!);
  }
}
