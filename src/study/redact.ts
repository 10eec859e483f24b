/** Results of a confidential model for those who may not see what is in it: totals by sector and area, no asset, place or need, no text that somebody wrote. */
import type { AssetSummary, Results } from './results.js';

/** What the assets of a sector came to together, as means over replications. */
export interface SectorTotal extends Total { sector: string }
/** The same of the service areas of an area; `assets` is how many they are. */
export interface AreaTotal extends Total { area: string }
interface Total { assets: number; meanHit: number; meanFailed: number; meanLostHours: number }

export interface RedactedResults extends Results { redacted: true; totals: SectorTotal[]; areas: AreaTotal[] }

/** By id of a service area: what others may call it; undefined: nothing is public about where it is. */
export type PublicAreas = ReadonlyMap<string, string | undefined>;

/**
 * Kept: outcomes and curves (which are totals, by sector and service area), losses by sector, what reproduces the study. Titles of studies and
 * variants, warnings and messages of failed replications are free text that may name an asset: they go. Variants are numbered, in their order.
 *
 * Areas go under the names that their owner made public. Those without one are numbered by their own figures, the greatest loss first: the order
 * then says nothing that the figures do not say, neither of ids nor of an area's place in the model, and a number means nothing in another study.
 */
export function redactResults(results: Results, areas: PublicAreas): RedactedResults {
  const { study, failures, marked, variants } = results;
  return {
    ...results, redacted: true, totals: sectorTotals(results.assets), areas: areaTotals(results.assets, areas), assets: [], needs: [], warnings: [], meta: {},
    study: { ...study, modelTitle: study.model, scenarioTitle: study.scenario },
    failures: failures.map(wordless), ...(marked === undefined ? {} : { marked: marked.map(wordless) }),
    variants: variants.map((variant, index) => ({ ...variant, id: `variant-${index + 1}`, title: `variant ${index + 1}` })),
  };
}

const wordless = <F extends { message: string }>(failure: F): F => ({ ...failure, message: '' });

const sectorTotals = (assets: readonly AssetSummary[]): SectorTotal[] => totalsBy(assets, ({ sector }) => sector).map(([sector, total]) => ({ sector, ...total }));

function areaTotals(assets: readonly AssetSummary[], names: PublicAreas): AreaTotal[] {
  const areas = assets.filter(({ id }) => names.has(id)), named = areas.filter(({ id }) => names.get(id) !== undefined);
  const nameless = areas.filter(({ id }) => names.get(id) === undefined).map((area) => totalOf([area]))
    .sort((a, b) => b.meanLostHours - a.meanLostHours || b.meanFailed - a.meanFailed || b.meanHit - a.meanHit);
  return [...totalsBy(named, ({ id }) => names.get(id)!).map(([area, total]) => ({ area, ...total })), ...nameless.map((total, i) => ({ area: `area ${i + 1}`, ...total }))];
}

/** In the order of the keys. */
function totalsBy(assets: readonly AssetSummary[], keyOf: (asset: AssetSummary) => string): [string, Total][] {
  const groups = new Map<string, AssetSummary[]>();
  for (const asset of assets) {
    const key = keyOf(asset), group = groups.get(key);
    if (group === undefined) groups.set(key, [asset]); else group.push(asset);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, group]) => [key, totalOf(group)]);
}

function totalOf(assets: readonly AssetSummary[]): Total {
  const total: Total = { assets: assets.length, meanHit: 0, meanFailed: 0, meanLostHours: 0 };
  for (const { hitProbability, failureProbability, meanLostHours } of assets) {
    total.meanHit += hitProbability;
    total.meanFailed += failureProbability;
    total.meanLostHours += meanLostHours;
  }
  return total;
}
