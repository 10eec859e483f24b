/**
 * The gap as the bushes see it: shortest paths inside each bush, in one pass over its nodes, instead of searches of their own. A better way
 * that has not entered a bush yet is not seen, so the gap is at most the true one and the costs of pairs at least; several times quicker than
 * gap.ts, for mode surrogate.
 */
import type { BushLabels } from './bush-labels.js';
import type { Roads } from './bushes.js';

export class BushGap {
  constructor(private readonly roads: Roads, private readonly labels: BushLabels) {}

  /** @param pairCost by pair, to be filled: shortest cost in the bush; Infinity: no open way @returns the relative gap; costs are set to the flows */
  measure(pairCost: Float64Array): number {
    const { graph: { links }, bushes: { total }, costs, demand: { origins, start, destination, trips } } = this.roads;
    let totalCost = 0, least = 0;
    for (let e = 0; e < links; e++) {
      costs.at(e, total[e]!);
      totalCost += total[e]! * costs.cost[e]!;
    }
    for (let k = 0; k < origins.length; k++) {
      this.labels.of(k);
      for (let pair = start[k]!; pair < start[k + 1]!; pair++) {
        const cost = this.labels.shortest[destination[pair]!]!;
        pairCost[pair] = cost;
        if (cost < Infinity) least += trips[pair]! * cost;
      }
    }
    return totalCost > least ? (totalCost - least) / least : 0;
  }
}
