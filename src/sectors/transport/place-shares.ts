/**
 * Shares of assets at nodes. A place with trips of its own (a zone) is served the share of them that arrive, from it and to it, on the road
 * or on a line; any other place the share of all trips' origins, by their trips, from which an open way leads to it. What finds no way
 * though the network is intact counts nowhere.
 */
import { FULL, partsDown } from '../../engine/units.js';
import type { Demand } from './demand.js';
import type { Reach } from './reach.js';
import type { Riders } from './riders.js';

/** Assets at nodes in the terms of a model: entry i says that position[i] has share[i] of node[i]. */
export interface PlacedNodes { position: Int32Array; node: Int32Array; share: Float64Array }

export class PlaceShares {
  /** By node: trips and riders that have an end there, and those of them that arrive. */
  private readonly wanted: Float64Array;
  private readonly served: Float64Array;
  /** By node: trips of the origins that reach it, now and on the intact network. */
  private readonly reach: Float64Array;
  private readonly usualReach: Float64Array;
  /** By position: sums over its nodes. */
  private readonly ofAll: Float64Array;
  private readonly arrived: Float64Array;
  /** By position: 1 where one of its nodes has trips. */
  private readonly hasTrips: Uint8Array;
  private readonly tripsFrom: Float64Array;
  /** By pair: 1 where the intact network has a way. */
  readonly usual: Uint8Array;

  /** @param intact who reaches what on the intact network */
  constructor(private readonly places: PlacedNodes, components: number, nodes: number, private readonly demand: Demand, intact: Reach) {
    this.wanted = new Float64Array(nodes);
    this.served = new Float64Array(nodes);
    this.reach = new Float64Array(nodes);
    this.usualReach = new Float64Array(nodes);
    this.ofAll = new Float64Array(components);
    this.arrived = new Float64Array(components);
    this.hasTrips = new Uint8Array(components);
    this.tripsFrom = Float64Array.from(demand.origins, (_, k) => demand.trips.subarray(demand.start[k]!, demand.start[k + 1]!).reduce((sum, x) => sum + x, 0));
    this.usual = new Uint8Array(demand.trips.length);
    const ends = new Uint8Array(nodes);
    demand.origins.forEach((origin, k) => {
      for (let pair = demand.start[k]!; pair < demand.start[k + 1]!; pair++) {
        if (!intact.has(k, demand.destination[pair]!)) continue;
        this.usual[pair] = 1;
        ends[origin] = ends[demand.destination[pair]!] = 1;
      }
      this.addReach(this.usualReach, k, intact);
    });
    places.node.forEach((node, i) => { if (ends[node] === 1) this.hasTrips[places.position[i]!] = 1; });
  }

  /** Node of a place that no zone reaches even on the intact network: it could never be served; undefined: none. */
  unreachable(): number | undefined {
    const i = this.places.node.findIndex((node, p) => this.hasTrips[this.places.position[p]!] === 0 && this.usualReach[node] === 0);
    return i < 0 ? undefined : this.places.node[i]!;
  }

  begin(): void { for (const list of [this.wanted, this.served, this.reach]) list.fill(0); }

  /** Adds what origin k sends on the network as it is. @param now who reaches what */
  addOrigin(k: number, now: Reach, riders: Riders): void {
    const { demand, wanted, served } = this, origin = demand.origins[k]!;
    for (let pair = demand.start[k]!; pair < demand.start[k + 1]!; pair++) {
      if (this.usual[pair] === 0) continue;
      const j = demand.destination[pair]!, trips = demand.trips[pair]!, onRoad = now.has(k, j) ? 1 + riders.diverted[pair]! : 0;
      const all = trips * (1 + riders.usual[pair]!), there = trips * (onRoad + riders.carried[pair]!);
      wanted[origin]! += all;
      wanted[j]! += all;
      served[origin]! += there;
      served[j]! += there;
    }
    this.addReach(this.reach, k, now);
  }

  private addReach(sums: Float64Array, k: number, who: Reach): void {
    for (let node = 0; node < sums.length; node++) if (who.has(k, node)) sums[node]! += this.tripsFrom[k]!;
  }

  /** Fills the shares of places; those of other components are left as they are. */
  fill(shares: Int32Array): void {
    const { places: { position, node, share }, ofAll, arrived, hasTrips } = this;
    ofAll.fill(0);
    arrived.fill(0);
    for (let i = 0; i < node.length; i++) {
      const p = position[i]!, j = node[i]!, trips = hasTrips[p] === 1;
      ofAll[p]! += share[i]! * (trips ? this.wanted[j]! : 1);
      arrived[p]! += share[i]! * (trips ? this.served[j]! : this.reach[j]! / this.usualReach[j]!);
    }
    for (const p of position) shares[p] = ofAll[p]! > 0 ? partsDown(arrived[p]! / ofAll[p]!) : FULL;
  }
}
