/**
 * Strongly connected components of the network along supplier -> consumer, by Tarjan's algorithm (1972) with a stack of its own, so that
 * a chain of a million assets does not overflow the call stack. Two assets are in one component when each depends on the other: a feedback loop.
 */
import { type CompiledNetwork, Role } from './compiled-network.js';

export interface Components {
  /** Component of each asset. Numbered against the arrows: everything a component supplies outside itself has a smaller number. */
  readonly of: Int32Array;
  readonly count: number;
}

/** Components of needs that carry function or refill a buffer; needs of repair jobs are no dependency of the service. O(assets + edges). */
export function strongComponents(network: CompiledNetwork): Components {
  const { outStart, outNeed, needAsset, needRole } = network;
  const n = network.sizes.assets;
  const of = new Int32Array(n).fill(-1);
  const order = new Int32Array(n); // 1 + time of discovery, 0 = not yet seen
  const low = new Int32Array(n);
  const cursor = new Int32Array(n);
  const path = new Int32Array(n); // the assets of the present walk
  const open = new Int32Array(n); // discovered, component not yet known
  let clock = 0;
  let count = 0;
  let opened = 0;
  for (let root = 0; root < n; root++) {
    if (order[root] !== 0) continue;
    let depth = 0;
    path[0] = root;
    order[root] = low[root] = ++clock;
    cursor[root] = outStart[root]!;
    open[opened++] = root;
    while (depth >= 0) {
      const v = path[depth]!;
      const at = cursor[v]!;
      if (at < outStart[v + 1]!) {
        cursor[v] = at + 1;
        const need = outNeed[at]!;
        if (needRole[need] === Role.Repair) continue;
        const w = needAsset[need]!;
        if (order[w] === 0) {
          order[w] = low[w] = ++clock;
          cursor[w] = outStart[w]!;
          open[opened++] = w;
          path[++depth] = w;
        } else if (of[w] === -1 && order[w]! < low[v]!) low[v] = order[w]!;
        continue;
      }
      if (low[v] === order[v]) {
        let w: number;
        do { w = open[--opened]!; of[w] = count; } while (w !== v);
        count++;
      }
      if (--depth >= 0 && low[v]! < low[path[depth]!]!) low[path[depth]!] = low[v]!;
    }
  }
  return { of, count };
}
