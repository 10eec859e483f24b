/** Travel times over the roads as the last answer left them, for crews and goods. */
import type { TravelTimes } from '../../engine/contracts.js';
import type { CompiledNetwork } from '../../network/compiled-network.js';
import { greatCircleKm } from '../../numerics/sphere.js';
import type { RoadGraph } from './graph.js';
import { ShortestPaths } from './shortest-paths.js';
import type { RoadTimes } from './traffic-solver.js';

/** Not looked for yet; found nowhere. */
const UNKNOWN = -2, NOWHERE = -1;

/** Labels of so many origins are kept between answers: 8 bytes a node each. */
const MOST_ORIGINS = 256;

export class RoadTravel implements TravelTimes {
  private readonly paths: ShortestPaths;
  /** By network index: node of an asset. */
  private readonly nodeOf: Int32Array;
  private readonly placed: Int32Array;
  private readonly labels = new Map<number, Float64Array>();
  private last: RoadTimes | undefined;

  /**
   * @param nodes node by asset, of those the table places; any other asset counts as being at the nearest of them by its coordinates
   * @param times of the roads as they now are
   */
  constructor(graph: RoadGraph, private readonly network: CompiledNetwork, nodes: ReadonlyMap<number, number>, private readonly hoursPerUnit: number, private readonly times: () => RoadTimes) {
    this.paths = new ShortestPaths(graph);
    this.nodeOf = new Int32Array(Math.max(network.sizes.assets, ...Array.from(nodes.keys(), (asset) => asset + 1))).fill(UNKNOWN);
    this.placed = Int32Array.from(nodes.keys()).sort();
    for (const [asset, node] of nodes) this.nodeOf[asset] = node;
  }

  /** An asset with neither a node nor coordinates is taken to be where the other is: 0. */
  hours(from: number, to: number): number {
    const a = this.node(from), b = this.node(to);
    return a === NOWHERE || b === NOWHERE || a === b ? 0 : this.hoursPerUnit * this.from(a)[b]!;
  }

  private from(node: number): Float64Array {
    const now = this.times();
    if (now !== this.last) { this.labels.clear(); this.last = now; }
    let label = this.labels.get(node);
    if (label === undefined) {
      this.paths.from(node, now.time, now.open);
      label = this.paths.label.slice();
      if (this.labels.size >= MOST_ORIGINS) this.labels.clear();
      this.labels.set(node, label);
    }
    return label;
  }

  private node(asset: number): number {
    if (this.nodeOf[asset] === UNKNOWN) this.nodeOf[asset] = this.nearest(asset);
    return this.nodeOf[asset]!;
  }

  private nearest(asset: number): number {
    const { assetLon, assetLat } = this.network;
    let best = NOWHERE, least = Infinity;
    for (const other of this.placed) {
      // NaN: one of them has no coordinates.
      const km = greatCircleKm(assetLon[asset]!, assetLat[asset]!, assetLon[other]!, assetLat[other]!);
      if (km < least) { least = km; best = this.nodeOf[other]!; }
    }
    return best;
  }
}
