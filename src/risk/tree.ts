/**
 * A logic tree: what is not known keeps apart from chance. Each way through its levels is a study of its own, under the same luck; its weight
 * is the product of its branches'. Over all ways: the mean exceedance curve, and fractiles of losses, the values that a share of the weight
 * does not exceed (N. A. Abrahamson, J. J. Bommer, "Probability and uncertainty in seismic hazard analysis", Earthquake Spectra 21 (2005), 603-607).
 */
import type { Catalogue, CatalogueEvent, Change, TreeBranch } from '../model/types.js';
import type { BranchResult, TreeQuantiles, TreeResult } from './results.js';

/** One way through the tree. */
export interface Way { id: string; branches: TreeBranch[]; weight: number; changes: Change[]; rateOf: (event: CatalogueEvent) => number }

/** All ways, in the order of the file; one with nothing changed where there is no tree. */
export function waysOf({ tree }: Catalogue): Way[] {
  const ways = tree.reduce<TreeBranch[][]>((before, { branches }) => before.flatMap((way) => branches.map((branch) => [...way, branch])), [[]]);
  return ways.map((branches) => ({
    id: branches.map((b) => b.id).join('/'), branches, weight: branches.reduce((product, b) => product * b.weight, 1), changes: branches.flatMap((b) => b.changes),
    rateOf: (event) => branches.reduce((rate, { rates, allRates }) => rate * allRates * (rates[event.peril] ?? 1), event.ratePerYear),
  }));
}

/** Shares of the weight at which fractiles are given. */
const FRACTILES = { p05: 0.05, p16: 0.16, p50: 0.5, p84: 0.84, p95: 0.95 } as const;

/** Exceedance probabilities of one way, as functions of the loss. */
export interface WayCurves { occurrence: (x: number) => number; aggregate: (x: number) => number }

export function treeResult({ tree, returnPeriods }: Catalogue, branches: BranchResult[], curves: readonly WayCurves[]): TreeResult {
  const weights = branches.map((b) => b.weight), total = weights.reduce((sum, w) => sum + w, 0);
  const most = Math.max(1, ...branches.flatMap((b) => b.periods.flatMap((p) => [p.occurrence.loss ?? 0, p.aggregate.loss ?? 0])));
  const quantiles = (kind: 'occurrence' | 'aggregate', i: number): TreeQuantiles => {
    const years = returnPeriods[i]!, losses = branches.map((b) => b.periods[i]![kind].loss);
    const mean = (x: number): number => curves.reduce((sum, curve, b) => sum + (weights[b]! / total) * curve[kind](x), 0);
    return { mean: lossAt(mean, 1 / years, most), fractiles: fractilesOf(losses.map((loss) => loss ?? Infinity), weights, total) };
  };
  return {
    levels: tree.map(({ id, title, branches: list }) => ({ id, title, branches: list.map((b) => ({ id: b.id, title: b.title, weight: b.weight })) })), branches,
    average: { mean: branches.reduce((sum, b) => sum + (b.weight / total) * b.average.value, 0), fractiles: fractilesOf(branches.map((b) => b.average.value), weights, total) as Record<string, number> },
    periods: returnPeriods.map((years, i) => ({ years, occurrence: quantiles('occurrence', i), aggregate: quantiles('aggregate', i) })),
  };
}

/** The least loss at which a falling function is at most the target, looked for up to four times `most`; null: beyond. */
function lossAt(f: (x: number) => number, target: number, most: number): number | null {
  if (f(0) <= target) return 0;
  let low = 0, high = 4 * most;
  if (f(high) > target) return null;
  for (let step = 0; step < 60 && high - low > 1e-9 * high; step++) { const middle = (low + high) / 2; if (f(middle) > target) low = middle; else high = middle; }
  return high;
}

function fractilesOf(values: readonly number[], weights: readonly number[], total: number): Record<string, number | null> {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  return Object.fromEntries(Object.entries(FRACTILES).map(([name, share]) => {
    let sum = 0;
    // A hair less, so that weights that add up to the share reach it in spite of rounding.
    const at = order.find((i) => (sum += weights[i]! / total) >= share - 1e-12) ?? order.at(-1)!;
    return [name, Number.isFinite(values[at]!) ? values[at]! : null];
  }));
}
