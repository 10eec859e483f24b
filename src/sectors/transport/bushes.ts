/**
 * Bushes: for each origin an acyclic part of the network that carries its trips (R. B. Dial, Transportation Research Part B 40 (2006)
 * 917-936). All are kept in a few typed arrays, so that a solved state can be copied and taken up again.
 */
import type { Demand } from './demand.js';
import type { RoadGraph } from './graph.js';
import type { LinkCosts } from './link-costs.js';

/** Flow of a link that is not in the bush. */
export const OUTSIDE = -1;

export class Bushes {
  /** Flow of origin k on slot e at k x links + e; OUTSIDE: not in its bush. */
  readonly flow: Float64Array;
  /** Nodes of bush k in topological order, the origin first, from k x nodes on. */
  readonly order: Int32Array;
  /** Nodes in bush k: those that an open way leads to; 0: there is no bush yet. */
  readonly reached: Int32Array;
  /** Flow of all origins by slot. */
  readonly total: Float64Array;
  /** Trips by pair that the flows carry. */
  readonly loaded: Float64Array;

  constructor(graph: RoadGraph, demand: Demand) {
    const origins = demand.origins.length;
    this.flow = new Float64Array(origins * graph.links).fill(OUTSIDE);
    this.order = new Int32Array(origins * graph.nodes);
    this.reached = new Int32Array(origins);
    this.total = new Float64Array(graph.links);
    this.loaded = new Float64Array(demand.trips.length);
  }

  /** No bushes and no flow: the next assignment starts from free flow. */
  clear(): void {
    this.flow.fill(OUTSIDE);
    this.reached.fill(0);
    this.total.fill(0);
    this.loaded.fill(0);
  }

  copy(from: Bushes): void {
    this.flow.set(from.flow);
    this.order.set(from.order);
    this.reached.set(from.reached);
    this.total.set(from.total);
    this.loaded.set(from.loaded);
  }

  /** Sums the flows of all origins anew: shifts leave rounding errors in `total`. @param links of the network */
  sum(links: number): void {
    const { flow, total } = this;
    total.fill(0);
    for (let at = 0; at < flow.length; at += links) {
      for (let e = 0; e < links; e++) {
        const x = flow[at + e]!;
        if (x > 0) total[e]! += x;
      }
    }
  }
}

/** What the steps of the assignment work on. */
export interface Roads { readonly graph: RoadGraph; readonly costs: LinkCosts; readonly demand: Demand; readonly bushes: Bushes }
