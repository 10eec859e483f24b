/** Travel times over the roads as the last answer left them, for crews and goods. */
import type { TravelTimes } from '../../engine/sector-model.js';
import type { CompiledNetwork } from '../../network/compiled-network.js';
import { greatCircleKm } from '../../numerics/sphere.js';
import type { TrafficLayout } from './traffic-layout.js';
import type { RoadTimes } from './traffic-solver.js';
import { WarmPaths } from './warm-paths.js';

/** Not looked for yet; found nowhere. */
const UNKNOWN = -2, NOWHERE = -1;

/** Labels of so many origins are kept between answers: 8 bytes a node each. */
const MOST_ORIGINS = 256;

export class RoadTravel implements TravelTimes {
  private readonly paths: WarmPaths;
  /** By network index: node of an asset. */
  private readonly nodeOf: Int32Array;
  /** Nodes with coordinates, degrees. */
  private readonly sites: { lon: number; lat: number; node: number }[];
  private readonly hoursPerUnit: number;
  private readonly labels = new Map<number, Float64Array>();
  private last: RoadTimes | undefined;

  /**
   * @param nodeOf node by asset, of those the table places; any other is at the node nearest to its coordinates, or, where the layer knows
   * no coordinates of nodes, at that of the nearest placed asset
   * @param times of the roads as they now are; @param at sets the time of day for them
   */
  constructor({ graph, nodes, params }: TrafficLayout, private readonly network: CompiledNetwork, nodeOf: ReadonlyMap<number, number>, private readonly times: () => RoadTimes, readonly at: (hours: number) => void) {
    this.paths = new WarmPaths(graph);
    this.hoursPerUnit = params.minutesPerUnit / 60;
    this.nodeOf = new Int32Array(Math.max(network.sizes.assets, ...Array.from(nodeOf.keys(), (asset) => asset + 1))).fill(UNKNOWN);
    for (const [asset, node] of nodeOf) this.nodeOf[asset] = node;
    const { assetLon, assetLat } = network;
    this.sites = nodes !== undefined ? Array.from(nodes.x, (lon, node) => ({ lon, lat: nodes.y[node]!, node }))
      : Array.from(nodeOf.keys()).sort((p, q) => p - q).map((asset) => ({ lon: assetLon[asset]!, lat: assetLat[asset]!, node: nodeOf.get(asset)! }));
  }

  /** An asset with neither a node nor coordinates is taken to be where the other is: 0. */
  hours(from: number, to: number): number {
    const a = this.node(from), b = this.node(to);
    return a === NOWHERE || b === NOWHERE || a === b ? 0 : this.hoursPerUnit * this.from(a)[b]!;
  }

  private from(node: number): Float64Array {
    const now = this.times();
    if (now !== this.last) {
      this.labels.clear();
      this.last = now;
      this.paths.setCosts(now.time, now.open);
    }
    let label = this.labels.get(node);
    if (label === undefined) {
      label = this.paths.from(node).slice();
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
    const lon = this.network.assetLon[asset]!, lat = this.network.assetLat[asset]!;
    let best = NOWHERE, least = Infinity;
    for (const site of this.sites) {
      // NaN: one of them has no coordinates.
      const km = greatCircleKm(lon, lat, site.lon, site.lat);
      if (km < least) { least = km; best = site.node; }
    }
    return best;
  }
}
