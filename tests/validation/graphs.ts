/** Random graphs of the validation tests. */

/** Whole numbers below n from the 32-bit congruential generator of Numerical Recipes (1664525, 1013904223): its upper bits, so results are the same everywhere. */
export function integers(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state * n) / 2 ** 32);
  };
}

/** Erdos-Renyi graph with exactly n k / 2 edges as neighbour lists: random pairs, loops and repeated edges rejected. */
export function randomGraph(n: number, meanDegree: number, seed: number): number[][] {
  const below = integers(seed), edges = new Set<number>(), neighbours: number[][] = Array.from({ length: n }, () => []);
  while (edges.size < (n * meanDegree) / 2) {
    const a = below(n), b = below(n), edge = Math.min(a, b) * n + Math.max(a, b);
    if (a === b || edges.has(edge)) continue;
    edges.add(edge);
    neighbours[a]!.push(b);
    neighbours[b]!.push(a);
  }
  return neighbours;
}

/** Every edge once, as pairs of positions. */
export const edgesOf = (neighbours: readonly number[][]): [number, number][] => neighbours.flatMap((list, a) => list.filter((b) => a < b).map((b): [number, number] => [a, b]));

/** Asset ids whose order is that of the numbers. */
export const idOf = (i: number, prefix = 'n'): string => `${prefix}${String(i).padStart(6, '0')}`;
