/**
 * The simple projection of a compiled network as flat lists of neighbours (see simpleProjection in graph.ts: no parallel, self or repair edges),
 * for what must also work on a million assets: degrees, weak components, articulation points, betweenness by pivots.
 */
import { type CompiledNetwork, Role } from './compiled-network.js';

/** Neighbours of node v: list[start[v]] .. list[start[v + 1]], ascending, each once. */
export interface Neighbours { readonly start: Int32Array; readonly list: Int32Array }

export interface Adjacency { readonly nodes: number; readonly edges: number; readonly consumers: Neighbours; readonly suppliers: Neighbours }

/** The reversed lists. Visiting sources in ascending order makes each new list ascending. */
function transpose({ start, list }: Neighbours): Neighbours {
  const nodes = start.length - 1;
  const reversed = { start: new Int32Array(nodes + 1), list: new Int32Array(list.length) };
  for (const to of list) reversed.start[to + 1]!++;
  for (let v = 0; v < nodes; v++) reversed.start[v + 1]! += reversed.start[v]!;
  const fill = reversed.start.slice();
  for (let v = 0; v < nodes; v++) for (let e = start[v]!; e < start[v + 1]!; e++) reversed.list[fill[list[e]!]!++] = v;
  return reversed;
}

/** Who supplies whom, each pair once. O(edges). */
export function adjacency(network: CompiledNetwork): Adjacency {
  const { sizes, outStart, outNeed, needAsset, needRole } = network;
  const start = new Int32Array(sizes.assets + 1);
  const list = new Int32Array(sizes.edges);
  let at = 0;
  for (let v = 0; v < sizes.assets; v++) {
    let last = -1; // needs go by asset, so equal consumers stand together
    for (let e = outStart[v]!; e < outStart[v + 1]!; e++) {
      const consumer = needAsset[outNeed[e]!]!;
      if (consumer === last || consumer === v || needRole[outNeed[e]!] === Role.Repair) continue;
      list[at++] = last = consumer;
    }
    start[v + 1] = at;
  }
  const consumers = { start, list: list.subarray(0, at) };
  return { nodes: sizes.assets, edges: at, consumers, suppliers: transpose(consumers) };
}

/** Both directions in one list, each neighbour once. */
export function undirected({ nodes, consumers, suppliers }: Adjacency): Neighbours {
  const start = new Int32Array(nodes + 1);
  const list = new Int32Array(consumers.list.length * 2);
  let at = 0;
  for (let v = 0; v < nodes; v++) {
    let i = consumers.start[v]!;
    let j = suppliers.start[v]!;
    while (i < consumers.start[v + 1]! || j < suppliers.start[v + 1]!) {
      const a = i < consumers.start[v + 1]! ? consumers.list[i]! : Infinity;
      const b = j < suppliers.start[v + 1]! ? suppliers.list[j]! : Infinity;
      if (a <= b) i++;
      if (b <= a) j++;
      list[at++] = Math.min(a, b);
    }
    start[v + 1] = at;
  }
  return { start, list: list.subarray(0, at) };
}
