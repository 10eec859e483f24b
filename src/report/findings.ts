/** What of a study's results deserves to be shown first; shared by the terminal and the page. */
import type { AssetSummary, NeedSummary, Results } from '../study/results.js';
import { human, intervalText, percent } from './numbers.js';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Assets by mean lost hours a replication (ties: failure probability, id); those that never lost anything are left out. */
export function worstAssets(results: Pick<Results, 'assets'>, limit: number, leaveOut: ReadonlySet<string> = new Set()): AssetSummary[] {
  return results.assets
    .filter((a) => (a.meanLostHours > 0 || a.failureProbability > 0) && !leaveOut.has(a.id))
    .sort((a, b) => b.meanLostHours - a.meanLostHours || b.failureProbability - a.failureProbability || byText(a.id, b.id))
    .slice(0, limit);
}

export interface CascadePath { origin: string; sector: string; hours: number; /** Of all lost asset-hours. */ share: number }

/** Pairs (where an outage began -> sector that lost) by lost asset-hours. */
export function cascadePaths(results: Pick<Results, 'loss'>, limit: number): CascadePath[] {
  const { origins, sectors, hours } = results.loss;
  const total = hours.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0);
  if (total <= 0) return [];
  return origins
    .flatMap((origin, r) => sectors.map((sector, c) => ({ origin, sector, hours: hours[r]?.[c] ?? 0, share: (hours[r]?.[c] ?? 0) / total })))
    .filter((p) => p.hours > 0)
    .sort((a, b) => b.hours - a.hours || byText(a.origin, b.origin) || byText(a.sector, b.sector))
    .slice(0, limit);
}

/** Needs that brought most falls. */
export function busiestNeeds(results: Pick<Results, 'needs'>, limit: number): NeedSummary[] {
  return results.needs
    .filter((n) => n.transmissions > 0)
    .sort((a, b) => b.transmissions - a.transmissions || byText(a.id, b.id))
    .slice(0, limit);
}

/** How far it spread, and what was still down at the end, in two sentences; undefined where the study has no such outcomes. */
export function cascadeSummary({ outcomes }: Pick<Results, 'outcomes'>): string | undefined {
  const hit = outcomes['assets-hit.all'], lost = outcomes['assets-lost.all'], ratio = outcomes['amplification.all'], depth = outcomes['cascade-depth.all'], sectors = outcomes['sectors-reached.all'];
  if (!hit || !lost || !ratio || !depth || !sectors) return undefined;
  const share = (name: string): string => percent(outcomes[name]?.probability.value ?? 0);
  return `${human(lost.mean)} assets lost for ${human(hit.mean)} hit: amplification ${human(ratio.mean)} (${intervalText(ratio.interval, ratio.unit)}); ${human(sectors.mean)} sectors reached, chains of up to ${human(depth.max ?? 0)} falls. Still down at the horizon in ${share('down-at-horizon.all')} of the replications, waiting in ${share('waiting-at-horizon.all')}, deadlocked in ${share('deadlocked-at-horizon.all')}.`;
}
