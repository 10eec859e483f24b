/** Who arrives, for the state of roads and lines: what does not depend on how congested the roads are. */
import { FULL } from '../../engine/units.js';
import type { Demand } from './demand.js';
import { PlaceShares, type PlacedNodes } from './place-shares.js';
import { Reach } from './reach.js';
import type { Riders } from './riders.js';
import type { RoadGraph } from './graph.js';

/** What holds while factor and conditions do; rates are per hour. */
export interface Arrivals {
  readonly shares: Int32Array;
  /** Trips of the table that find no way. */
  readonly unreachable: number;
  /** Riders who neither ride nor arrive by road. */
  readonly unserved: number;
  /** By slot: 1 where the link is open. */
  readonly open: Uint8Array;
}

export class ArrivalFinder {
  private readonly reach: Reach;
  private readonly places: PlaceShares;
  /** Who reaches what on the intact network. */
  private readonly intact: Int32Array;

  /** @param table the trip table; @param components of the layer, by position */
  constructor(graph: RoadGraph, private readonly table: Demand, places: PlacedNodes, private readonly components: number, private readonly lines: number) {
    this.reach = new Reach(graph, table.origins);
    this.reach.find(new Uint8Array(graph.links).fill(1));
    this.intact = this.reach.copy();
    this.places = new PlaceShares(places, components, graph.nodes, table, this.reach);
  }

  /** Node of a place that no zone reaches even on the intact network; undefined: none. */
  unreached(): number | undefined { return this.places.unreachable(); }

  /** @param open 1 where a link may be used; @param riders as set for the factor and the lines */
  find(factor: number, open: Uint8Array, riders: Riders): Arrivals {
    const { table: { origins, start, destination, trips }, places, reach } = this, shares = new Int32Array(this.components).fill(FULL);
    reach.find(open);
    if (this.lines === 0 && reach.equals(this.intact)) return { shares, unreachable: 0, unserved: 0, open: open.slice() };
    let unreachable = 0, unserved = 0;
    places.begin();
    for (let k = 0; k < origins.length; k++) {
      places.addOrigin(k, reach, riders);
      for (let pair = start[k]!; pair < start[k + 1]!; pair++) {
        if (places.usual[pair] === 0) continue;
        const x = factor * trips[pair]!, left = riders.usual[pair]! - riders.carried[pair]!, arrives = reach.has(k, destination[pair]!);
        if (!arrives) unreachable += x;
        unserved += x * (arrives ? left - riders.diverted[pair]! : left);
      }
    }
    places.fill(shares);
    return { shares, unreachable, unserved, open: open.slice() };
  }
}
