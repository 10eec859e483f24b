/** A study by events: pilot and allocation where replications go to a return period, the passes of all ways, figures. */
import type { ReadCatalogue } from '../model/read-catalogue.js';
import { allocate, pilotCounts } from './allocate.js';
import { assetRisks, replayPlan, tailAssets } from './asset-risk.js';
import { eventPlan, strataOf, type CatalogueStudies, type Stratum } from './event-plan.js';
import type { Ledger } from './ledger.js';
import { LossSample } from './loss-sample.js';
import { runPass, type PassContext } from './pass.js';
import type { AssetRisk, BranchResult, Deaggregation, EventSummary, PerilSummary, RiskResults } from './results.js';
import { deaggregate, eventSummaries, perilSummaries, tailOf, yearFigures, type YearFigures } from './summarize-events.js';
import { exp } from '../numerics/elementary.js';
import { treeResult, waysOf, type Way, type WayCurves } from './tree.js';

/** What a study found, without what it is called. */
export interface Found extends YearFigures {
  perils: PerilSummary[]; events: EventSummary[]; assets: AssetRisk[]; deaggregation: Deaggregation | null; tree: RiskResults['tree'];
  replications: number; pilot: number; digests: string[]; failures: RiskResults['failures'];
}

export interface ByEvents { input: ReadCatalogue; context: PassContext; studiesOf: (way: Way) => CatalogueStudies; deaggregateYears: number; onPlanned: (rows: number) => void }

/** @returns undefined: stopped */
export async function studyByEvents({ input: { catalogue, model }, context, studiesOf, deaggregateYears, onPlanned }: ByEvents): Promise<Found | undefined> {
  const ways = waysOf(catalogue), assets = model.assets.length, sets = new Map<string, Way[]>();
  for (const way of ways) { const key = JSON.stringify(way.changes); sets.set(key, [...(sets.get(key) ?? []), way]); }
  let counts: Int32Array | undefined, pilot = 0, first: { studies: CatalogueStudies; strata: Stratum[]; plan: ReturnType<typeof eventPlan>; ledger: Ledger } | undefined;
  const digests: string[] = [], branches = new Map<string, { result: BranchResult; curves: WayCurves }>();
  let set = 0;
  for (const [way, ...others] of sets.values() as Iterable<[Way, ...Way[]]>) {
    const studies = studiesOf(way), strata = strataOf(catalogue, studies, (event) => event.ratePerYear);
    if (counts === undefined) {
      const sampled = await countsOf({ catalogue, context, studies, strata, assets, sets: sets.size, onPlanned });
      if (sampled === undefined) return undefined;
      ({ counts, pilot } = sampled);
    }
    const plan = eventPlan(catalogue, studies, strata, counts, 'main');
    // All sets have the same luck; only the file of their state has its own name.
    const ledger = await runPass({ ...plan, id: sets.size === 1 ? 'main' : `main-${++set}` }, assets, context);
    if (ledger === undefined) return undefined;
    digests.push(ledger.digest({ rates: strata.map((s) => s.ratePerYear) }));
    first ??= { studies, strata, plan, ledger };
    if (catalogue.tree.length > 0) for (const each of [way, ...others]) branches.set(each.id, branchOf(each, ledger, plan.stratum, strata, catalogue.returnPeriods));
  }
  const { studies, strata, plan, ledger } = first!, sample = new LossSample({ losses: ledger.losses, stratum: plan.stratum, rates: Float64Array.from(strata, (s) => s.ratePerYear) });
  const figures = yearFigures(sample, catalogue.returnPeriods), deaggregation = await tailFigures(deaggregateYears, sample, strata, plan, studies, context);
  if (deaggregation === undefined) return undefined;
  return {
    average: figures.average, deviation: figures.deviation, periods: figures.periods, curves: figures.curves, perils: perilSummaries(catalogue, strata, sample, figures.average.value),
    events: eventSummaries(strata, sample), assets: assetRisks(studies.base, ledger), deaggregation, replications: plan.rows * sets.size, pilot, digests, failures: failuresOf(ledger, (row) => strata[plan.stratum[row]!]!.event.id),
    tree: catalogue.tree.length === 0 ? undefined : treeResult(catalogue, ways.map((way) => branches.get(way.id)!.result), ways.map((way) => branches.get(way.id)!.curves)),
  };
}

/** Replications of each stratum. */
async function countsOf({ catalogue, context, studies, strata, assets, sets, onPlanned }: { catalogue: ReadCatalogue['catalogue']; context: PassContext; studies: CatalogueStudies; strata: Stratum[]; assets: number; sets: number; onPlanned: (rows: number) => void }): Promise<{ counts: Int32Array; pilot: number } | undefined> {
  const { sampling } = catalogue;
  if (sampling.by === 'event') {
    onPlanned(strata.length * sampling.replications * sets);
    return { counts: new Int32Array(strata.length).fill(sampling.replications), pilot: 0 };
  }
  const pilots = pilotCounts(strata.length, sampling.replications, sampling.pilot), plan = eventPlan(catalogue, studies, strata, pilots, 'pilot'), left = sampling.replications - plan.rows;
  onPlanned(plan.rows + left * sets);
  const ledger = await runPass(plan, assets, context);
  if (ledger === undefined) return undefined;
  const sample = new LossSample({ losses: ledger.losses, stratum: plan.stratum, rates: Float64Array.from(strata, (s) => s.ratePerYear) });
  return { counts: allocate(sample, sampling.returnPeriod, left), pilot: plan.rows };
}

function branchOf(way: Way, ledger: Ledger, stratum: Int32Array, strata: readonly Stratum[], periods: readonly number[]): { result: BranchResult; curves: WayCurves } {
  const rates = Float64Array.from(strata, ({ event, ratePerYear }) => ratePerYear * (way.rateOf(event) / event.ratePerYear)), sample = new LossSample({ losses: ledger.losses, stratum, rates });
  const { average, periods: losses, aggregate } = yearFigures(sample, periods);
  return {
    result: { id: way.id, branches: way.branches.map((b) => b.id), weight: way.weight, average, periods: losses },
    curves: { occurrence: (x) => 1 - exp(-sample.rate[sample.above(x)]!), aggregate: (x) => aggregate.annual.exceeds(x) },
  };
}

/** Null: nothing beyond the return period; undefined: stopped. */
async function tailFigures(years: number, sample: LossSample, strata: readonly Stratum[], plan: ReturnType<typeof eventPlan>, studies: CatalogueStudies, context: PassContext): Promise<Deaggregation | null | undefined> {
  const tail = tailOf(sample, years);
  if (tail === undefined) return null;
  const replay = replayPlan(plan, tail.rows), ledger = await runPass(replay, sample.rows.losses.length === 0 ? 0 : studies.base.model.assets.length, { ...context, identity: { ...context.identity, deaggregate: years }, onRows: () => context.onRows?.(0) });
  if (ledger === undefined) return undefined;
  let total = 0;
  for (const group of replay.groups) for (let i = 0; i < group.count; i++) total += group.build(group.first + i).weight;
  return { ...deaggregate(strata, sample, years, tail), assets: tailAssets(studies.base, ledger, total) };
}

/** Failed rows by event and code, in order of rows. */
export function failuresOf({ failures }: Ledger, eventOf: (row: number) => string): RiskResults['failures'] {
  const found = new Map<string, RiskResults['failures'][number]>();
  for (const { replication, code, message, kept } of failures) {
    if (kept) continue;
    const event = eventOf(replication), key = `${event} ${code}`, known = found.get(key);
    if (known) known.count++; else found.set(key, { event, code, message, count: 1 });
  }
  return [...found.values()];
}
