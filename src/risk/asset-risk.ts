/** What a catalogue does to assets: in a year, and in the replications that make a tail, which are run again (counter-based draws: bit for bit). */
import type { PreparedStudy } from '../study/prepare.js';
import type { Ledger } from './ledger.js';
import type { AssetRisk, Deaggregation } from './results.js';
import type { RowGroup, RowPlan } from './row-plan.js';

/** Replications of a tail run again at most; of more, every n-th. */
const MOST_REPLAYED = 4096;
const MOST_ASSETS = 50;

/** Assets that are touched at all, those that lose most hours first. @param scale of years done to planned, where rows weigh what they do among all planned */
export function assetRisks({ labels }: PreparedStudy, { hit, fell, lostHours }: Ledger, scale = 1): AssetRisk[] {
  const list: AssetRisk[] = [];
  lostHours.forEach((hours, a) => {
    if (hours === 0 && hit[a] === 0 && fell[a] === 0) return;
    const { id, name, sector, kind } = labels.asset(a);
    list.push({ id, name, sector, kind, hitsPerYear: scale * hit[a]!, failuresPerYear: scale * fell[a]!, lostHoursPerYear: scale * hours });
  });
  return list.sort((a, b) => b.lostHoursPerYear - a.lostHoursPerYear || (a.id < b.id ? -1 : 1));
}

/** The plan of running a tail's rows again, with the same weights. */
export function replayPlan(plan: RowPlan, tail: Int32Array): RowPlan {
  const step = Math.ceil(tail.length / MOST_REPLAYED), rows = tail.filter((_, i) => i % step === 0).sort(), groups: RowGroup[] = [];
  let first = 0;
  for (const group of plan.groups) {
    const inside = rows.filter((row) => row >= group.first && row < group.first + group.count), from = first;
    if (inside.length === 0) continue;
    groups.push({ study: group.study, first, count: inside.length, build: (row) => group.build(inside[row - from]!) });
    first += inside.length;
  }
  return { id: 'tail', groups, rows: first, blockRows: plan.blockRows };
}

/** Assets of a tail from its replay, those that fail most often first. @param total weight of the rows that were run again */
export function tailAssets({ labels }: PreparedStudy, { hit, fell, lostHours }: Ledger, total: number): Deaggregation['assets'] {
  const list: Deaggregation['assets'] = [];
  lostHours.forEach((hours, a) => {
    if (hours === 0 && hit[a] === 0 && fell[a] === 0) return;
    const { id, name, sector } = labels.asset(a);
    list.push({ id, name, sector, hit: hit[a]! / total, fails: fell[a]! / total, lostHours: hours / total });
  });
  return list.sort((a, b) => b.lostHours - a.lostHours || (a.id < b.id ? -1 : 1)).slice(0, MOST_ASSETS);
}
