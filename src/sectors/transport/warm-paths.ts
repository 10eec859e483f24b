/**
 * Shortest costs from the same nodes again and again, as times change a little: sweeps in the order of the last search from that node, and a new search
 * where they take long. Which of the two was made changes no bit of a label.
 */
import type { RoadGraph } from './graph.js';
import { LabelSweeps } from './label-sweeps.js';
import { ShortestPaths } from './shortest-paths.js';

/** More sweeps than this take longer than a search. */
const MOST_SWEEPS = 4;

/** Memory for orders, numbers: 64 MB. Beyond it all are forgotten. */
const MOST_ORDERED = 1 << 24;

export class WarmPaths {
  private readonly paths: ShortestPaths;
  private readonly sweeps: LabelSweeps;
  /** All nodes by their distance from an origin when it was last searched from. */
  private readonly orders = new Map<number, Int32Array>();
  private cost: Float64Array = new Float64Array();
  private open: Uint8Array = new Uint8Array();

  constructor(private readonly graph: RoadGraph) {
    this.paths = new ShortestPaths(graph);
    this.sweeps = new LabelSweeps(graph);
  }

  /** Costs by slot for what is asked from now on; @param open 1 where a link may be used */
  setCosts(cost: Float64Array, open: Uint8Array): void {
    this.cost = cost;
    this.open = open;
    this.sweeps.setCosts(cost, open);
  }

  /** Shortest costs from a node, by node, Infinity where no way leads; written over by the next. */
  from(origin: number): Float64Array {
    const { cost, open, paths, sweeps, orders, graph: { nodes } } = this, order = orders.get(origin);
    if (order !== undefined && sweeps.from(origin, order, cost, open) <= MOST_SWEEPS) return sweeps.label;
    paths.from(origin, cost, open);
    if (order === undefined && (orders.size + 1) * nodes > MOST_ORDERED) orders.clear();
    orders.set(origin, this.orderFound());
    return paths.label;
  }

  /** Nodes that no way leads to come last. */
  private orderFound(): Int32Array {
    const { paths: { label, settled, settledOrder } } = this, order = settledOrder.slice();
    for (let node = 0, at = settled; node < order.length; node++) if (label[node] === Infinity) order[at++] = node;
    return order;
  }
}
