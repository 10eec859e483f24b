/**
 * How far link flows are from user equilibrium (J. G. Wardrop, Proc. ICE 1 (1952) 325-362), by shortest paths that share nothing with
 * the assignment: total cost S = sum of v t(v), cost on shortest paths at the same times SP = sum of trips x shortest cost, relative gap
 * (S - SP) / SP. By convexity the objective exceeds its least value by at most S - SP (D. Boyce, B. Ralevic-Dekic, H. Bar-Gera,
 * J. Transp. Eng. 130 (2004) 49-55). Trips that no way is open to are in neither sum; they are counted.
 */
import type { Demand } from './demand.js';
import type { LinkCosts } from './link-costs.js';
import { ShortestPaths } from './shortest-paths.js';
import type { RoadGraph } from './graph.js';

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

export class GapMeter {
  private readonly paths: ShortestPaths;

  constructor(private readonly graph: RoadGraph, private readonly costs: LinkCosts, private readonly demand: Demand) { this.paths = new ShortestPaths(graph); }

  /** @param flow by slot; the costs are set to it */
  measure(flow: Float64Array): Quality {
    const { costs, demand, paths, graph } = this;
    let totalCost = 0, objective = 0, shortestPathCost = 0, unreachableTrips = 0;
    for (let e = 0; e < graph.links; e++) {
      costs.at(e, flow[e]!);
      totalCost += flow[e]! * costs.cost[e]!;
      objective += costs.integral(e, flow[e]!);
    }
    for (let k = 0; k < demand.origins.length; k++) {
      paths.from(demand.origins[k]!, costs.cost, costs.open);
      for (let pair = demand.start[k]!; pair < demand.start[k + 1]!; pair++) {
        const cost = paths.label[demand.destination[pair]!]!, trips = demand.trips[pair]!;
        if (cost < Infinity) shortestPathCost += trips * cost;
        else unreachableTrips += trips;
      }
    }
    const excess = Math.max(0, totalCost - shortestPathCost);
    return { relativeGap: excess === 0 ? 0 : excess / shortestPathCost, totalCost, shortestPathCost, objective, unreachableTrips };
  }
}
