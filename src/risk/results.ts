/** What a catalogue study found: the content of its results.json and of `risk --json`. Everything but `meta` is covered by the digest. */
import type { Estimate } from './loss-sample.js';
import type { CurvePoint, LossAtPeriod } from './occurrence.js';

export interface RiskStudyInfo {
  catalogue: string; title: string; model: string; modelTitle: string; scenario: string;
  catalogueHash: string; modelHash: string; scenarioHash: string; seed: string;
  /** `events`: each replicated by itself, years put together by theory; `years`: simulated one after another. */
  mode: 'events' | 'years';
  loss: { outcome: string; unit: string; title: string };
  events: number; ratePerYear: number;
  /** Replications behind the figures; of a pilot, which enters none; simulated years. */
  replications: number; pilot: number; years: number;
  version: string; digest: string;
  /** Command that gives the same digest; of a partial study, that of the whole. */
  command: string;
  partial?: RiskPartial;
}

/**
 * How far a study had come when it was stopped. By events, figures are those of the events run so far: what the others would add is missing, so
 * losses are lower limits. By years they are estimates from fewer years. Of a logic tree, the first way has figures; there is no deaggregation.
 */
export interface RiskPartial {
  /** Where it was stopped; figures after a `pilot` are the pilot's. */
  during: 'pilot' | 'main' | 'tail';
  /** Of this pass (of the first way), and how many it was to have; by years timelines. */
  replications: number; planned: number;
  /** Events with at least one replication, and their rate a year; by years all. */
  events: number; ratePerYear: number;
  /** Ways of the logic tree done. */
  ways: number;
}

export interface PeriodLoss { years: number; /** Greatest event of a year. */ occurrence: Omit<LossAtPeriod, 'years'>; /** All of a year. */ aggregate: Omit<LossAtPeriod, 'years'> }

export interface PerilSummary {
  id: string; title: string; events: number; ratePerYear: number; average: Estimate;
  /** Share of the average annual loss. */
  share: number;
  /** By return period: loss of the greatest event of this peril in a year. Absent in studies by years. */
  occurrence?: LossAtPeriod[];
}

/** A row of the event loss table. */
export interface EventSummary {
  id: string; peril: string; ratePerYear: number;
  /** Replications; of years: occurrences. */
  replications: number; failed: number;
  meanLoss: number | null; deviation: number | null; greatest: number | null;
  /** Part of the average annual loss. */
  annualLoss: number;
}

/** What happens to an asset in a year, mean over all years. A replication (of years: a timeline) counts once as hit and once as failed. */
export interface AssetRisk { id: string; name: string; sector: string; kind: string; hitsPerYear: number; failuresPerYear: number; lostHoursPerYear: number }

/** What makes the losses beyond that of a return period: shares of their rate (studies by events), or of their loss (by years). */
export interface Deaggregation {
  years: number;
  /** Events of the year, or its greatest event, lose more than this. */
  loss: number;
  basis: 'occurrence' | 'aggregate';
  /** Replications (years) behind it. */
  replications: number;
  perils: { id: string; share: number }[];
  events: { id: string; peril: string; share: number }[];
  /** Share in which the asset was hit, failed; hours it lost, mean. Empty in studies by years. */
  assets: { id: string; name: string; sector: string; hit: number; fails: number; lostHours: number }[];
  /** Studies by years: mean number of events in such a year. */
  eventsPerYear?: number;
}

/** One way through the logic tree. */
export interface BranchResult { id: string; branches: string[]; weight: number; average: Estimate; periods: PeriodLoss[] }

/** All ways: the mean over them, and values that a share of their weight does not exceed. */
export interface TreeResult {
  levels: { id: string; title: string; branches: { id: string; title: string; weight: number }[] }[];
  branches: BranchResult[];
  average: { mean: number; fractiles: Record<string, number> };
  /** `mean`: the loss at which the mean exceedance probability is 1 / years. */
  periods: { years: number; occurrence: TreeQuantiles; aggregate: TreeQuantiles }[];
}
export interface TreeQuantiles { mean: number | null; fractiles: Record<string, number | null> }

export interface RiskResults {
  format: 'hazcade-risk/1';
  study: RiskStudyInfo;
  average: Estimate;
  /** Standard deviation of the annual loss. */
  deviation: number;
  periods: PeriodLoss[];
  curves: { occurrence: CurvePoint[]; aggregate: CurvePoint[] };
  perils: PerilSummary[];
  events: EventSummary[];
  assets: AssetRisk[];
  deaggregation: Deaggregation | null;
  tree?: TreeResult;
  failures: { event: string; code: string; message: string; count: number }[];
  warnings: string[];
  meta: Record<string, unknown>;
}

/** The year loss table of a study by years. */
export interface YearLossTable {
  years: { timeline: number; year: number; events: number; loss: number; greatest: number }[];
  occurrences: { timeline: number; year: number; hours: number; event: string; peril: string; loss: number }[];
}
