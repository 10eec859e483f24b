/** What a study found: the content of results.json and of `run --json`. Everything here is covered by the digest, except `meta`. */

export interface OutcomeSummary {
  unit: string;
  title: string;
  mean: number;
  standardError: number;
  /** 95 % confidence interval of the mean. */
  interval: [number, number];
  /** Keys p05, p25, p50, p75, p95, p99; null: beyond the horizon (censored outcomes). */
  quantiles: Record<string, number | null>;
  /** 95 % intervals of these quantiles, by order statistics; null: beyond the horizon. */
  quantileIntervals: Record<string, [number | null, number | null]>;
  min: number;
  max: number | null;
  /** Share of replications above 0, with its interval. */
  probability: { value: number; interval: [number, number] };
  /** Censored outcomes: share of replications "not by the horizon". */
  notByHorizon?: number;
  /** Exceedance curve: [value, share of replications above it], at most 60 points. */
  exceedance: [number, number][];
}

/** Mean and bands over time as shares 0..1 of `scale`, which is in `unit`. */
export interface CurveSummary { unit: string; title: string; scale: number; hours: number[]; mean: number[]; p05: number[]; p25: number[]; p50: number[]; p75: number[]; p95: number[] }

/** The curve with its values in `unit` instead of shares. */
export function curveInUnits(curve: CurveSummary): CurveSummary {
  const times = (shares: number[]): number[] => shares.map((share) => share * curve.scale);
  return { ...curve, scale: 1, mean: times(curve.mean), p05: times(curve.p05), p25: times(curve.p25), p50: times(curve.p50), p75: times(curve.p75), p95: times(curve.p95) };
}

export interface AssetSummary {
  id: string; name: string; sector: string; kind: string; lon: number | null; lat: number | null;
  hitProbability: number; failureProbability: number; failureInterval: [number, number];
  meanLostHours: number;
  /** Mean up to the horizon: a replication without a fall counts as the horizon. Null: it never fell. */
  meanFirstFailureHours: number | null;
  /** Mean over the replications in which it fell. */
  meanFirstFailureHoursIfFailed?: number | null;
}

export interface NeedSummary { id: string; asset: string; service: string; suppliers: string[]; transmissions: number; perReplication: number }

/** Top cascade paths: sector (or hit) -> sector, mean lost asset-hours a replication. */
export interface LossTable { origins: string[]; sectors: string[]; hours: number[][] }

/** `kept`: marked only (a sector model found no solution and the sector ran on with its last shares), in all figures. */
export interface FailedReplication { replication: number; code: string; message: string; kept?: true }

export interface VariantSummary {
  id: string; title: string; costEuro: number | null;
  outcomes: Record<string, OutcomeSummary>;
  /** Paired: base minus variant under common random numbers (positive = avoided). */
  avoided: Record<string, { mean: number; standardError: number; interval: [number, number]; varianceGain: number | null; perMillionEuro: number | null }>;
}

export interface StudyInfo {
  model: string; scenario: string; modelTitle: string; scenarioTitle: string; modelHash: string; scenarioHash: string;
  seed: string; replications: number; version: string; digest: string;
  start: string; horizonHours: number; partial: boolean;
  /** Command that gives the same digest. */
  command: string;
  /** Layers whose flow models ran, and how; left out: none, dependencies alone. */
  physics?: Record<string, 'exact' | 'surrogate'>;
}

export interface Results {
  format: 'hazcade-results/1';
  study: StudyInfo;
  outcomes: Record<string, OutcomeSummary>;
  curves: Record<string, CurveSummary>;
  assets: AssetSummary[];
  needs: NeedSummary[];
  loss: LossTable;
  /** Replications that are in no figure. */
  failures: FailedReplication[];
  /** Replications that are in all figures, but with something to be known of them; absent: none. */
  marked?: FailedReplication[];
  variants: VariantSummary[];
  warnings: string[];
  /** Replications to look at: the one with the median and the 95th-percentile headline loss. */
  typical: { median: number; bad: number };
  /** Not part of the digest: time, host, workers, duration. */
  meta: Record<string, unknown>;
}
