/** From merged studies to Results: indices become the model's own ids and names again, sums become means and probabilities. */
import { proportionInterval } from '../numerics/proportion.js';
import { quantileIndex } from '../numerics/quantiles.js';
import { compareStudies } from './compare.js';
import { familyDigest, studyDigest, type StudyInputs } from './digest.js';
import { requireCompleted, type MergedStudy } from './merged-study.js';
import type { AssetSummary, FailedReplication, LossTable, NeedSummary, OutcomeSummary, Results, StudyInfo, VariantSummary } from './results.js';
import { summarizeRatio } from './ratio.js';
import { headlineOutcome } from './shape.js';
import { summarizeCurve, summarizeOutcome } from './summarize.js';

/** The words for indices. Functions, so that a model of a million assets need not build a million objects. */
export interface StudyLabels {
  asset(index: number): Pick<AssetSummary, 'id' | 'name' | 'sector' | 'kind' | 'lon' | 'lat'>;
  need(index: number): Pick<NeedSummary, 'id' | 'asset' | 'service' | 'suppliers'>;
  /** Columns of the loss table, in order of index. */
  sectors: string[];
}

export interface VariantStudy { id: string; title: string; costEuro: number | null; study: MergedStudy; inputs: StudyInputs }

export interface ResultsInput {
  study: MergedStudy;
  inputs: StudyInputs;
  labels: StudyLabels;
  /** What the study is called, without what the builder knows itself. */
  info: Omit<StudyInfo, keyof StudyInputs | 'replications' | 'digest'>;
  variants?: VariantStudy[];
  warnings?: string[];
  /** Not part of the digest: time, host, workers. */
  meta?: Record<string, unknown>;
}

/** Models of more assets than this list only those that some replication touched. */
export const FULL_LIST_ASSETS = 100_000;

/** Assembles the results. Throws NO_REPLICATION_COMPLETED. */
export function buildResults({ study, inputs, labels, info, variants = [], warnings = [], meta = {} }: ResultsInput): Results {
  requireCompleted(study);
  const digest = familyDigest(studyDigest(inputs, study), variants.map((variant) => ({ id: variant.id, digest: studyDigest(variant.inputs, variant.study) })));
  const outcomes = outcomesOf(study), failed = study.failures.filter((f) => !f.kept), marked = study.failures.filter((f) => f.kept);
  return {
    format: 'hazcade-results/1',
    study: { ...info, ...inputs, replications: study.replications, digest },
    outcomes,
    curves: Object.fromEntries(study.shape.curves.map((curve, index) => [curve.name, summarizeCurve(study, index)])),
    assets: assetsOf(study, labels, info.horizonHours),
    needs: needsOf(study, labels),
    loss: lossOf(study, labels),
    failures: failed,
    ...(marked.length > 0 ? { marked } : {}),
    variants: variants.map((variant) => variantOf(study, variant)),
    warnings: [...warnings, ...failureWarnings(study.replications, failed, marked)],
    typical: typicalOf(study),
    meta,
  };
}

function outcomesOf(study: MergedStudy): Record<string, OutcomeSummary> {
  const outcomes = Object.fromEntries(study.shape.outcomes.map((outcome, index) => [outcome.name, summarizeOutcome(outcome, study.column(index))]));
  const column = (name: string): Float64Array | undefined => {
    const index = study.shape.outcomes.findIndex((outcome) => outcome.name === name);
    return index < 0 ? undefined : study.column(index);
  };
  const lost = column('assets-lost.all'), hit = column('assets-hit.all');
  const amplification = lost && hit ? summarizeRatio('Amplification: assets lost for each asset hit', 'assets lost / hit', lost, hit) : undefined;
  return amplification ? { ...outcomes, 'amplification.all': amplification } : outcomes;
}

function variantOf(base: MergedStudy, { id, title, costEuro, study }: VariantStudy): VariantSummary {
  return { id, title, costEuro, outcomes: outcomesOf(study), avoided: compareStudies(base, study, costEuro) };
}

function assetsOf(study: MergedStudy, labels: StudyLabels, horizonHours: number): AssetSummary[] {
  const n = study.completedCount;
  const all = study.shape.assets <= FULL_LIST_ASSETS;
  const summaries: AssetSummary[] = [];
  for (let asset = 0; asset < study.shape.assets; asset++) {
    const hit = study.hit[asset]!;
    const fell = study.fell[asset]!;
    const lostHours = study.lostHours[asset]!;
    if (!all && hit === 0 && fell === 0 && lostHours === 0) continue;
    const { id, name, sector, kind, lon, lat } = labels.asset(asset);
    summaries.push({
      id, name, sector, kind, lon, lat,
      hitProbability: hit / n, failureProbability: fell / n, failureInterval: proportionInterval(fell, n),
      meanLostHours: lostHours / n,
      // Censored: a replication in which it did not fall counts as the horizon.
      meanFirstFailureHours: fell === 0 ? null : (study.firstFallHours[asset]! + (n - fell) * horizonHours) / n,
      meanFirstFailureHoursIfFailed: fell === 0 ? null : study.firstFallHours[asset]! / fell,
    });
  }
  return summaries;
}

function needsOf(study: MergedStudy, labels: StudyLabels): NeedSummary[] {
  const summaries: NeedSummary[] = [];
  for (const [need, transmissions] of study.transmissions.entries()) {
    if (transmissions === 0) continue;
    const { id, asset, service, suppliers } = labels.need(need);
    summaries.push({ id, asset, service, suppliers, transmissions, perReplication: transmissions / study.completedCount });
  }
  return summaries;
}

function lossOf({ shape, lossByOrigin, completedCount }: MergedStudy, { sectors }: StudyLabels): LossTable {
  const hours = shape.origins.map((_, row) => sectors.map((__, column) => lossByOrigin[row * shape.sectors + column]! / completedCount));
  return { origins: shape.origins.slice(), sectors: sectors.slice(), hours };
}

function failureWarnings(replications: number, failed: FailedReplication[], marked: FailedReplication[]): string[] {
  const listed = (list: FailedReplication[], what: string): string[] => {
    const numbers = list.slice(0, 10).map((failure) => failure.replication).join(', ');
    return list.length === 0 ? [] : [`${list.length} of ${replications} replications ${what} (${numbers}${list.length > 10 ? ', ...' : ''})`];
  };
  return [
    ...listed(failed, 'failed and are left out of all figures'),
    ...listed(marked, 'ran on where a sector model found no solution, with its last shares; they are in all figures'),
  ];
}

/** The replications at the median and at the 95th percentile of the headline outcome; of equal ones the first. */
function typicalOf(study: MergedStudy): Results['typical'] {
  const headline = headlineOutcome(study.shape.outcomes);
  const order = Array.from({ length: study.replications }, (_, k) => k).filter((k) => study.completed[k] === 1);
  const sorted = study.column(headline).sort();
  const at = (percent: number): number => {
    const wanted = sorted[quantileIndex(sorted.length, percent)]!;
    return order.find((k) => study.value(k, headline) === wanted)!;
  };
  return { median: at(50), bad: at(95) };
}
