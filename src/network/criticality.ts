/**
 * Which assets hold the network together, on its simple projection: weak components, articulation points (Hopcroft and Tarjan 1973) and
 * betweenness (Brandes 2001), exact on small networks, estimated from pivots on large ones (Brandes and Pich 2007).
 */
import type { Adjacency, Neighbours } from './adjacency.js';

/** Component of each node when the direction of edges does not count; numbered by their first node. */
export function weakComponents({ start, list }: Neighbours): { of: Int32Array; sizes: number[] } {
  const nodes = start.length - 1;
  const of = new Int32Array(nodes).fill(-1);
  const queue = new Int32Array(nodes);
  const sizes: number[] = [];
  for (let root = 0; root < nodes; root++) {
    if (of[root] !== -1) continue;
    let end = 1;
    queue[0] = root;
    of[root] = sizes.length;
    for (let at = 0; at < end; at++) {
      const v = queue[at]!;
      for (let e = start[v]!; e < start[v + 1]!; e++) {
        const w = list[e]!;
        if (of[w] !== -1) continue;
        of[w] = sizes.length;
        queue[end++] = w;
      }
    }
    sizes.push(end);
  }
  return { of, sizes };
}

/** Nodes whose removal splits their weak component, ascending. Depth first with a stack of its own; O(nodes + edges). */
export function articulationPoints({ start, list }: Neighbours): number[] {
  const nodes = start.length - 1;
  const order = new Int32Array(nodes); // 1 + time of discovery
  const low = new Int32Array(nodes); // earliest node reached from the subtree by one edge back
  const cursor = new Int32Array(nodes);
  const path = new Int32Array(nodes);
  const cuts = new Uint8Array(nodes);
  let clock = 0;
  for (let root = 0; root < nodes; root++) {
    if (order[root] !== 0) continue;
    let depth = 0;
    let branches = 0;
    path[0] = root;
    order[root] = low[root] = ++clock;
    cursor[root] = start[root]!;
    while (depth >= 0) {
      const v = path[depth]!;
      const parent = depth > 0 ? path[depth - 1]! : -1;
      if (cursor[v]! < start[v + 1]!) {
        const w = list[cursor[v]!++]!;
        if (order[w] === 0) {
          order[w] = low[w] = ++clock;
          cursor[w] = start[w]!;
          path[++depth] = w;
          if (v === root) branches++;
        } else if (w !== parent && order[w]! < low[v]!) low[v] = order[w]!;
        continue;
      }
      depth--;
      if (parent === -1) continue;
      if (low[v]! < low[parent]!) low[parent] = low[v]!;
      if (parent !== root && low[v]! >= order[parent]!) cuts[parent] = 1;
    }
    if (branches > 1) cuts[root] = 1;
  }
  const found: number[] = [];
  cuts.forEach((cut, v) => { if (cut) found.push(v); });
  return found;
}

/**
 * Betweenness from the shortest paths that start at `pivots` only, scaled to all sources (nodes / pivots); all nodes as pivots make it exact.
 * O(pivots x edges).
 */
export function betweennessFrom({ nodes, consumers: { start, list } }: Adjacency, pivots: readonly number[]): Float64Array {
  const total = new Float64Array(nodes);
  const distance = new Int32Array(nodes).fill(-1);
  const paths = new Float64Array(nodes);
  const share = new Float64Array(nodes); // dependency of the pivot on the node
  const reached = new Int32Array(nodes);
  for (const pivot of pivots) {
    let end = 1;
    reached[0] = pivot;
    distance[pivot] = 0;
    paths[pivot] = 1;
    for (let at = 0; at < end; at++) {
      const v = reached[at]!;
      for (let e = start[v]!; e < start[v + 1]!; e++) {
        const w = list[e]!;
        if (distance[w] === -1) { distance[w] = distance[v]! + 1; reached[end++] = w; }
        if (distance[w] === distance[v]! + 1) paths[w]! += paths[v]!;
      }
    }
    for (let at = end - 1; at >= 0; at--) {
      const v = reached[at]!;
      for (let e = start[v]!; e < start[v + 1]!; e++) {
        const w = list[e]!;
        if (distance[w] === distance[v]! + 1) share[v]! += (paths[v]! / paths[w]!) * (1 + share[w]!);
      }
      if (v !== pivot) total[v]! += share[v]!;
    }
    // Reset after the whole sweep: a node's share is read by those before it.
    for (let at = 0; at < end; at++) { distance[reached[at]!] = -1; paths[reached[at]!] = 0; share[reached[at]!] = 0; }
  }
  return total.map((sum) => (sum * nodes) / pivots.length);
}
