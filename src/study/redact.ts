/** Results of a confidential model for those who may not see what is in it: totals by sector and area, no asset, place or need, no text that somebody wrote. */
import type { AssetSummary, Results } from './results.js';

/** What the assets of a sector came to together, as means over replications. */
export interface SectorTotal { sector: string; assets: number; meanHit: number; meanFailed: number; meanLostHours: number }

export interface RedactedResults extends Results { redacted: true; totals: SectorTotal[] }

/**
 * Kept: outcomes and curves (which are totals, by sector and service area), losses by sector, what reproduces the study. Titles of studies and
 * variants, warnings and messages of failed replications are free text that may name an asset: they go. Variants are numbered, in their order.
 */
export function redactResults(results: Results): RedactedResults {
  const { study, failures, marked, variants } = results;
  return {
    ...results, redacted: true, totals: totalsOf(results.assets), assets: [], needs: [], warnings: [], meta: {},
    study: { ...study, modelTitle: study.model, scenarioTitle: study.scenario },
    failures: failures.map(wordless), ...(marked === undefined ? {} : { marked: marked.map(wordless) }),
    variants: variants.map((variant, index) => ({ ...variant, id: `variant-${index + 1}`, title: `variant ${index + 1}` })),
  };
}

const wordless = <F extends { message: string }>(failure: F): F => ({ ...failure, message: '' });

function totalsOf(assets: readonly AssetSummary[]): SectorTotal[] {
  const totals = new Map<string, SectorTotal>();
  for (const { sector, hitProbability, failureProbability, meanLostHours } of assets) {
    const total = totals.get(sector) ?? { sector, assets: 0, meanHit: 0, meanFailed: 0, meanLostHours: 0 };
    total.assets++;
    total.meanHit += hitProbability;
    total.meanFailed += failureProbability;
    total.meanLostHours += meanLostHours;
    totals.set(sector, total);
  }
  return [...totals.values()].sort((a, b) => (a.sector < b.sector ? -1 : 1));
}
