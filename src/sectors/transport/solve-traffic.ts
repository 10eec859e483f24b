/** One traffic assignment from plain tables to plain results: for the command line and for anyone who checks the solver. */
import type { RoadNetwork, TripTable } from '../../imports/road-network.js';
import { CascadeError } from '../../errors.js';
import { Assignment } from './assignment.js';
import { Demand } from './demand.js';
import { RoadGraph } from './graph.js';
import { LinkCosts } from './link-costs.js';
import { RoadIds } from './road-ids.js';

export interface TrafficOptions {
  /** Relative gap to reach. */
  gap: number;
  /** Roads that are closed: `A-B` or `road:A-B` both ways, `link:A-B` one way. */
  close?: readonly string[];
  /** Time units a unit of toll; default 0. */
  toll?: number;
  /** Time units a unit of length; default 0. */
  length?: number;
  /** Multiplies all trips; default 1. */
  demandFactor?: number;
  /** Default 200. */
  maxRounds?: number;
  /** Makes the error of an unknown road; default a CascadeError. */
  onUnknownRoad?(message: string): Error;
}

/** A link at equilibrium; `row`: its line (TNTP) or feature (GeoJSON); a closed one has neither time nor cost. */
export interface SolvedLink { from: string; to: string; row: number; flow: number; capacity: number; time: number | null; cost: number | null; closed: boolean }

export interface TrafficSolution {
  network: string;
  zones: number;
  nodes: number;
  converged: boolean;
  rounds: number;
  relativeGap: number;
  objective: number;
  totalCost: number;
  shortestPathCost: number;
  assignedTrips: number;
  unreachableTrips: number;
  tripsWithinZones: number;
  /** In the order of the file. */
  links: SolvedLink[];
}

/** @throws CascadeError ROAD_UNKNOWN, TRIPS_MISFIT, ROADS_TOO_LARGE */
export function solveTraffic(network: RoadNetwork, trips: TripTable, options: TrafficOptions): TrafficSolution {
  if (trips.zoneCount !== network.zoneCount) throw new CascadeError('TRIPS_MISFIT', `${trips.file} has ${trips.zoneCount} zones, ${network.file} has ${network.zoneCount}. Expecting the same`);
  const graph = new RoadGraph(network), costs = new LinkCosts(graph, { toll: options.toll ?? 0, length: options.length ?? 0 });
  const closed = closedSlots(graph, options);
  for (const slot of closed) costs.setCapacity(slot, 0);
  const demand = new Demand(trips), factor = options.demandFactor ?? 1;
  demand.scale(demand, factor);
  const assignment = new Assignment(graph, costs, demand), { bushes } = assignment;
  const answer = assignment.assign({ gap: options.gap, maxRounds: options.maxRounds });
  const all = demand.trips.reduce((sum, x) => sum + x, 0);
  return {
    network: network.file, zones: network.zoneCount, nodes: graph.nodes, ...answer, assignedTrips: all - answer.unreachableTrips, tripsWithinZones: factor * demand.withinZones,
    links: Array.from(graph.slotOf, (slot, row) => ({
      from: network.nodeNames[network.tail[row]!]!, to: network.nodeNames[network.head[row]!]!, row: network.row[row]!, flow: bushes.total[slot]!, capacity: network.capacity[row]!,
      time: closed.has(slot) ? null : costs.time(slot), cost: closed.has(slot) ? null : costs.cost[slot]!, closed: closed.has(slot),
    })),
  };
}

function closedSlots(graph: RoadGraph, { close = [], onUnknownRoad = (message) => new CascadeError('ROAD_UNKNOWN', message) }: TrafficOptions): Set<number> {
  const ids = new RoadIds(graph), slots = new Set<number>();
  for (const name of close) {
    const id = name.includes(':') && /^(link|road|node):/.test(name) ? name : `road:${name}`, part = ids.find(id);
    if (part?.kind !== 'links') throw onUnknownRoad(`there is no road "${name}". ${ids.expecting(id)}`);
    for (const slot of part.slots) slots.add(slot);
  }
  return slots;
}
