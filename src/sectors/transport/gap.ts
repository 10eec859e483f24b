/**
 * How far link flows are from user equilibrium (J. G. Wardrop, Proc. ICE 1 (1952) 325-362), by shortest paths that share nothing with
 * the assignment: total cost S = sum of v t(v), cost on shortest paths at the same times SP = sum of trips x shortest cost, relative gap
 * (S - SP) / SP. By convexity the objective exceeds its least value by at most S - SP (D. Boyce, B. Ralevic-Dekic, H. Bar-Gera,
 * J. Transp. Eng. 130 (2004) 49-55). Trips that no way is open to are in neither sum; they are counted.
 */
import type { Demand } from './demand.js';
import type { LinkCosts } from './link-costs.js';
import type { RoadGraph } from './graph.js';
import { WarmPaths } from './warm-paths.js';

export interface Quality {
  relativeGap: number;
  /** Trips x cost of an hour, all links: the total travel time where toll and length weigh nothing. */
  totalCost: number;
  shortestPathCost: number;
  /** Sum over links of the integral of cost (Beckmann's objective). */
  objective: number;
  /** Trips an hour that find no open way. */
  unreachableTrips: number;
}

/** Share of all trips that rounding may leave on dear roads. Matters only where the shortest ways of all trips cost nothing: there is no ratio then. */
const DUST = 1e-12;

export class GapMeter {
  /** Shortest cost by pair when last measured; Infinity: no open way. */
  readonly pairCost: Float64Array;
  private readonly paths: WarmPaths;

  constructor(private readonly graph: RoadGraph, private readonly costs: LinkCosts, private readonly demand: Demand) {
    this.pairCost = new Float64Array(demand.trips.length);
    this.paths = new WarmPaths(graph);
  }

  /** @param flow by slot; the costs are set to it */
  measure(flow: Float64Array): Quality {
    const { costs, demand: { origins, start, destination, trips }, graph, pairCost, paths } = this;
    let totalCost = 0, objective = 0, shortestPathCost = 0, unreachableTrips = 0;
    for (let e = 0; e < graph.links; e++) {
      costs.at(e, flow[e]!);
      totalCost += flow[e]! * costs.cost[e]!;
      objective += costs.integral(e, flow[e]!);
    }
    paths.setCosts(costs.cost, costs.open);
    for (let k = 0; k < origins.length; k++) {
      const label = paths.from(origins[k]!);
      for (let pair = start[k]!, end = start[k + 1]!; pair < end; pair++) {
        const cost = label[destination[pair]!]!, x = trips[pair]!;
        pairCost[pair] = cost;
        if (cost < Infinity) shortestPathCost += x * cost;
        else unreachableTrips += x;
      }
    }
    const excess = Math.max(0, totalCost - shortestPathCost);
    return { relativeGap: excess === 0 || (shortestPathCost === 0 && this.isDust(excess)) ? 0 : excess / shortestPathCost, totalCost, shortestPathCost, objective, unreachableTrips };
  }

  private isDust(excess: number): boolean {
    const { costs: { cost }, demand: { trips } } = this;
    return excess <= DUST * cost.reduce((dearest, c) => Math.max(dearest, c), 0) * trips.reduce((sum, x) => sum + x, 0);
  }
}
