/** Small road networks for tests. */
import type { RoadNetwork, TripTable } from '../../../../src/imports/road-network.js';
import { tripTable } from '../../../../src/imports/tntp.js';
import { Assignment } from '../../../../src/sectors/transport/assignment.js';
import { Demand } from '../../../../src/sectors/transport/demand.js';
import { RoadGraph } from '../../../../src/sectors/transport/graph.js';
import { LinkCosts, type CostWeights } from '../../../../src/sectors/transport/link-costs.js';

/** Nodes are numbered from 1, as in files; t = t0 (1 + b (v / capacity)^power). */
export interface Link { from: number; to: number; t0: number; capacity?: number; b?: number; power?: number; toll?: number; length?: number }

export function roads(links: readonly Link[], zoneCount: number, { endsOnly = [] as readonly number[] } = {}): RoadNetwork {
  const nodes = Math.max(...links.flatMap((link) => [link.from, link.to])), column = (get: (link: Link) => number): Float64Array => Float64Array.from(links, get);
  return {
    file: 'roads', nodeNames: Array.from({ length: nodes }, (_, i) => String(i + 1)), zoneCount, endsOnly: Uint8Array.from({ length: nodes }, (_, i) => (endsOnly.includes(i + 1) ? 1 : 0)),
    tail: Int32Array.from(links, (l) => l.from - 1), head: Int32Array.from(links, (l) => l.to - 1), capacity: column((l) => l.capacity ?? 1), freeFlowTime: column((l) => l.t0),
    delayFactor: column((l) => l.b ?? 0), power: column((l) => l.power ?? 1), length: column((l) => l.length ?? 0), toll: column((l) => l.toll ?? 0), row: Int32Array.from(links, (_, i) => i + 1),
  };
}

/** @param pairs [origin, destination, trips], zones from 1 */
export const trips = (zones: number, ...pairs: [number, number, number][]): TripTable => tripTable('trips', zones, new Map(pairs.map(([from, to, n]) => [(from - 1) * zones + to - 1, n])));

export function assignmentOf(network: RoadNetwork, table: TripTable, weights: CostWeights = { toll: 0, length: 0 }): Assignment {
  const graph = new RoadGraph(network);
  return new Assignment(graph, new LinkCosts(graph, weights), new Demand(table));
}

/** Flows by row of the network. */
export const flowsOf = ({ graph, bushes }: Assignment): number[] => Array.from(graph.slotOf, (slot) => bushes.total[slot]!);
