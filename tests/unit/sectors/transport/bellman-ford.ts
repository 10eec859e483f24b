import type { RoadNetwork } from '../../../../src/imports/road-network.js';

/** Cost of shortest paths from a node, by relaxing all links until nothing changes: shares nothing with the solver. @param cost by row; Infinity: closed */
export function bellmanFord(network: RoadNetwork, cost: Float64Array, origin: number): Float64Array {
  const label = new Float64Array(network.nodeNames.length).fill(Infinity);
  label[origin] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (let row = 0; row < cost.length; row++) {
      const tail = network.tail[row]!, head = network.head[row]!;
      if (tail !== origin && network.endsOnly[tail] === 1) continue;
      if (label[tail]! + cost[row]! < label[head]!) { label[head] = label[tail]! + cost[row]!; changed = true; }
    }
  }
  return label;
}
