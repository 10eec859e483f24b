/** The needs of a model as integer lists, for questions about the whole of it. */
import type { Asset, Need } from './types.js';

/** Suppliers of asset i: target[start[i]] .. target[start[i + 1] - 1], as indices of assets. */
export interface DependencyLists { start: Int32Array; target: Int32Array }

/** Every supplier entry of every need, in their order. */
export function dependencyLists(assets: readonly Asset[]): DependencyLists {
  const indexOf = new Map(assets.map((asset, i) => [asset.id, i]));
  const start = new Int32Array(assets.length + 1);
  assets.forEach((asset, i) => {
    let count = 0;
    for (const need of asset.needs) count += need.suppliers.length;
    start[i + 1] = start[i]! + count;
  });
  const target = new Int32Array(start[assets.length]!);
  let at = 0;
  for (const asset of assets) for (const need of asset.needs) for (const { asset: id } of need.suppliers) target[at++] = indexOf.get(id)!;
  return { start, target };
}

/** The lists without the needs that `take` refuses. */
export function dependenciesOf(all: DependencyLists, assets: readonly Asset[], take: (need: Need) => boolean): DependencyLists {
  const start = new Int32Array(all.start.length);
  const target = new Int32Array(all.target.length);
  let from = 0;
  let to = 0;
  assets.forEach((asset, i) => {
    for (const need of asset.needs) {
      const end = from + need.suppliers.length;
      if (take(need)) while (from < end) target[to++] = all.target[from++]!;
      from = end;
    }
    start[i + 1] = to;
  });
  return { start, target: target.subarray(0, to) };
}

/**
 * Strongly connected components with more than one member, members ascending.
 * Tarjan (1972), with an own stack: chains of a million assets would overflow that of the program.
 */
export function loopsOf({ start, target }: DependencyLists): number[][] {
  const n = start.length - 1;
  const order = new Int32Array(n).fill(-1); // when first met
  const low = new Int32Array(n); // earliest met that can be reached
  const next = start.slice(0, n); // edge to look at next
  const onStack = new Uint8Array(n);
  const stack: number[] = [];
  const path: number[] = [];
  const loops: number[][] = [];
  let count = 0;
  for (let root = 0; root < n; root++) {
    if (order[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const v = path[path.length - 1]!;
      if (order[v] === -1) { order[v] = low[v] = count++; stack.push(v); onStack[v] = 1; }
      if (next[v]! < start[v + 1]!) {
        const w = target[next[v]!++]!;
        if (order[w] === -1) path.push(w);
        else if (onStack[w]) low[v] = Math.min(low[v]!, order[w]!);
        continue;
      }
      path.pop();
      if (path.length > 0) { const parent = path[path.length - 1]!; low[parent] = Math.min(low[parent]!, low[v]!); }
      if (low[v] !== order[v]) continue;
      const members = stack.splice(stack.lastIndexOf(v));
      for (const w of members) onStack[w] = 0;
      if (members.length > 1) loops.push(members.sort((a, b) => a - b));
    }
  }
  return loops.sort((a, b) => a[0]! - b[0]!);
}

/** Marks assets from which some asset without suppliers can be reached. */
export function reachesSource({ start, target }: DependencyLists): Uint8Array {
  const n = start.length - 1;
  const consumerStart = new Int32Array(n + 1);
  for (const t of target) consumerStart[t + 1]!++;
  for (let i = 0; i < n; i++) consumerStart[i + 1]! += consumerStart[i]!;
  const consumer = new Int32Array(target.length);
  const fill = consumerStart.slice();
  for (let i = 0; i < n; i++) for (let e = start[i]!; e < start[i + 1]!; e++) consumer[fill[target[e]!]!++] = i;
  const reached = new Uint8Array(n);
  const queue = new Int32Array(n);
  let tail = 0;
  for (let i = 0; i < n; i++) if (start[i] === start[i + 1]) { reached[i] = 1; queue[tail++] = i; }
  for (let head = 0; head < tail; head++) {
    const v = queue[head]!;
    for (let e = consumerStart[v]!; e < consumerStart[v + 1]!; e++) {
      const c = consumer[e]!;
      if (!reached[c]) { reached[c] = 1; queue[tail++] = c; }
    }
  }
  return reached;
}
