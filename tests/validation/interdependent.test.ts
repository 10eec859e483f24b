/**
 * Percolation and interdependent networks, by the connectivity model (mode giant) and one-to-one needs.
 *
 * S. V. Buldyrev, R. Parshani, G. Paul, H. E. Stanley, S. Havlin, Catastrophic cascade of failures in interdependent networks, Nature 464 (2010)
 * 1025-1028: two Erdos-Renyi networks of mean degree k, each node needing its partner; of one network a share 1 - p is removed. What is left is the
 * mutual giant component, P = p (1 - exp(-k P))^2, which jumps from 1.2564 / k to 0 at p = 2.4554 / k. One network alone: P = p (1 - exp(-k P)),
 * without a jump at p = 1 / k. J. Gao, S. V. Buldyrev, S. Havlin, H. E. Stanley, Phys. Rev. Lett. 107 (2011) 195701, for n networks.
 *
 * Exactly (1 - p) n nodes are removed, others in each replication, from one pair of graphs.
 */
import { test } from 'vitest';
import { edgesOf, idOf, integers, randomGraph } from './graphs.js';
import { damage, GivenHits, kind, need, replicatorOf, sampleOf, type ModelParts } from './study.js';
import { estimate, ValidationTable } from './table.js';

const table = new ValidationTable('interdependent', 'Buldyrev et al. 2010');
const MEAN_DEGREE = 4;

/** Largest root of P = p (1 - exp(-k P))^layers, from above. */
function giant(p: number, layers: number): number {
  let P = p;
  for (let step = 0; step < 100_000; step++) P = p * (1 - Math.exp(-MEAN_DEGREE * P)) ** layers;
  return P < 1e-6 ? 0 : P;
}

const layer = (id: string, graph: readonly number[][]): object => ({ id, sector: id, model: 'connectivity', params: { mode: 'giant', links: edgesOf(graph).map(([i, j]) => [idOf(i, id), idOf(j, id)]) } });

/** One network, or several whose nodes need their partners in all others. A node without links is in no giant component: it is damaged from the start. */
function networks(n: number, layers: number, seed: number): ModelParts {
  const names = ['a', 'b', 'c'].slice(0, layers), graphs = names.map((_, l) => randomGraph(n, MEAN_DEGREE, seed + l));
  const assets = names.flatMap((name, l) => graphs[l]!.map((links, i) => ({
    id: idOf(i, name), kind: `node-${name}`, initialDamage: links.length === 0 ? 'complete' : 'none', needs: layers > 1 ? [need(names.filter((other) => other !== name).map((other) => idOf(i, other)), layers - 1)] : [],
  })));
  return { kinds: Object.fromEntries(names.map((name) => [`node-${name}`, kind(name)])), assets, physics: names.map((name, l) => layer(name, graphs[l]!)) };
}

/** The first `count` of n numbers in a random order. */
function chosen(n: number, count: number, seed: number): Int32Array {
  const below = integers(seed), order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const j = i + below(n - i), swapped = order[i]!;
    order[i] = order[j]!;
    order[j] = swapped;
  }
  return order.subarray(0, count);
}

/** Shares of the first network's nodes that work after (1 - p) n of them were removed at the start; they are assets 0 to n - 1. */
async function left(n: number, layers: number, p: number, runs: number): Promise<number[]> {
  const removed = new GivenHits((run) => chosen(n, Math.round((1 - p) * n), 1000 + run));
  const replicator = await replicatorOf(networks(n, layers, 11), { horizon: '1h', hazards: [damage({ select: { all: true } }, 0.5, { onset: '0h' })] }, removed);
  return Array.from(sampleOf(replicator, 'lost-asset-hours.a', runs), (lost) => 1 - lost / n);
}

/** A mean over few replications on one finite graph: its own giant component strays by the order of 1 / sqrt(n). */
function compare(check: string, expected: number, n: number, shares: number[], reference?: string): void {
  const { mean, standardError } = estimate(shares), distance = Number((4 * standardError + 1 / Math.sqrt(n)).toFixed(3));
  table.near(`${check}, n ${n}, ${shares.length} replications`, expected, mean, distance, '4 standard errors and 1 / sqrt(n) for one finite graph', { reference });
}

test.each([[0.8, 5000, 8], [0.7, 5000, 8], [0.65, 5000, 8], [0.62, 20_000, 4], [0.58, 5000, 4]])('two networks, p %d', async (p, n, runs) => {
  compare(`mutual giant component, mean degree 4, p ${p}${p < 2.4554 / MEAN_DEGREE ? ' (below the jump at 0.61385)' : ''}`, giant(p, 2), n, await left(n, 2, p, runs));
});

test('three networks', async () => {
  const p = 0.85, reference = 'Gao et al. 2011';
  compare(`three networks that need each other, mean degree 4, p ${p}`, giant(p, 3), 5000, await left(5000, 3, p, 6), reference);
});

test.each([0.8, 0.5, 0.3, 0.2])('one network, p %d', async (p) => {
  compare(`giant component of one network, mean degree 4, p ${p}`, giant(p, 1), 5000, await left(5000, 1, p, 4));
});

test('docs/validation.md says so', () => table.compareWithDocument());
