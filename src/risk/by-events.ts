/** A study by events: pilot and allocation where replications go to a return period, the passes of all ways, figures. */
import type { ReadCatalogue } from '../model/read-catalogue.js';
import { pilotCounts } from './allocate.js';
import { assetRisks, replayPlan, tailAssets } from './asset-risk.js';
import { eventPlan, neighboursOf, strataOf, type CatalogueStudies, type Stratum } from './event-plan.js';
import type { Ledger } from './ledger.js';
import { LossSample } from './loss-sample.js';
import { runPass, type PassContext } from './pass.js';
import { runPilot } from './pilot.js';
import type { AssetRisk, BranchResult, Deaggregation, EventSummary, PerilSummary, RiskPartial, RiskResults } from './results.js';
import { deaggregate, eventSummaries, perilSummaries, tailOf, yearFigures, type YearFigures } from './summarize-events.js';
import { exp } from '../numerics/elementary.js';
import { exactSum } from '../numerics/exact-sum.js';
import { treeResult, waysOf, type Way, type WayCurves } from './tree.js';

/** What a study found, without what it is called. */
export interface Found extends YearFigures {
  perils: PerilSummary[]; events: EventSummary[]; assets: AssetRisk[]; deaggregation: Deaggregation | null; tree: RiskResults['tree'];
  replications: number; pilot: number; digests: string[]; failures: RiskResults['failures']; partial?: RiskPartial;
}

export interface ByEvents { input: ReadCatalogue; context: PassContext; studiesOf: (way: Way) => CatalogueStudies; deaggregateYears: number; onPlanned: (rows: number) => void }

/** A pass of one way that has begun. */
interface Sampled { studies: CatalogueStudies; strata: Stratum[]; plan: ReturnType<typeof eventPlan>; ledger: Ledger }

/** @returns figures of what is done when stopped; undefined: nothing is */
export async function studyByEvents(asked: ByEvents): Promise<Found | undefined> {
  const { input: { catalogue }, context, deaggregateYears } = asked, run = await runWays(asked), { strata, plan, ledger, studies } = run.shown;
  if (ledger.rows === 0) return undefined;
  const stratum = plan.stratum.subarray(0, ledger.rows), sample = new LossSample({ losses: ledger.losses.subarray(0, ledger.rows), stratum, rates: Float64Array.from(strata, (s) => s.ratePerYear) });
  const figures = yearFigures(sample, catalogue.returnPeriods), tail = run.stopped === undefined ? await tailFigures(deaggregateYears, sample, strata, plan, studies, context) : undefined;
  const begun = new Map(Array.from(new Set(stratum), (s) => [s, strata[s]!])), during = run.stopped ?? (tail === undefined ? 'tail' : undefined);
  return {
    average: figures.average, deviation: figures.deviation, periods: figures.periods, curves: figures.curves, perils: perilSummaries(catalogue, strata, sample, figures.average.value),
    events: eventSummaries(strata, sample), assets: assetRisks(studies.base, ledger), deaggregation: tail ?? null, replications: run.replications, pilot: run.pilot, digests: run.digests,
    failures: failuresOf(ledger, (row) => strata[stratum[row]!]!.event.id),
    tree: catalogue.tree.length === 0 || run.stopped !== undefined ? undefined : treeResult(catalogue, run.branches.map((b) => b.result), run.branches.map((b) => b.curves)),
    ...(during === undefined ? {} : { partial: { during, replications: ledger.rows, planned: plan.rows, events: new Set(Array.from(begun.values(), (s) => s.event.id)).size, ratePerYear: exactSum(Array.from(begun.values(), (s) => s.ratePerYear)), ways: run.branches.length } }),
  };
}

interface Ran { shown: Sampled; /** Where; undefined: all is done. */ stopped?: 'pilot' | 'main'; /** Of ways that are done, in their order. */ branches: { result: BranchResult; curves: WayCurves }[]; digests: string[]; replications: number; pilot: number }

/** Pilot, allocation, and the passes of all ways, until stopped. */
async function runWays({ input: { catalogue, model }, context, studiesOf, onPlanned }: ByEvents): Promise<Ran> {
  const ways = waysOf(catalogue), assets = model.assets.length, sets = new Map<string, Way[]>();
  for (const way of ways) { const key = JSON.stringify(way.changes); sets.set(key, [...(sets.get(key) ?? []), way]); }
  const found = new Map<string, Ran['branches'][number]>(), digests: string[] = [], branches = () => ways.flatMap((way) => found.get(way.id) ?? []);
  let counts: Int32Array | undefined, pilot = 0, shown: Sampled | undefined, set = 0;
  for (const [way, ...others] of sets.values() as Iterable<[Way, ...Way[]]>) {
    const studies = studiesOf(way), strata = strataOf(catalogue, studies, (event) => event.ratePerYear);
    if (counts === undefined) {
      const sampled = await countsOf({ catalogue, context, studies, strata, assets, sets: sets.size, onPlanned });
      if (sampled.counts === undefined) return { shown: { studies, strata, ...sampled.stopped }, stopped: 'pilot', branches: [], digests: [sampled.stopped.ledger.digest({})], replications: sampled.stopped.ledger.rows, pilot: 0 };
      ({ counts, pilot } = sampled);
    }
    const plan = eventPlan(catalogue, studies, strata, counts, 'main');
    // All sets have the same luck; only the file of their state has its own name.
    const ledger = await runPass({ ...plan, id: sets.size === 1 ? 'main' : `main-${++set}` }, assets, context);
    shown ??= { studies, strata, plan, ledger };
    digests.push(ledger.digest({ rates: strata.map((s) => s.ratePerYear) }));
    if (ledger.rows < plan.rows) return { shown, stopped: 'main', branches: branches(), digests, replications: shown.ledger.rows, pilot };
    if (catalogue.tree.length > 0) for (const each of [way, ...others]) found.set(each.id, branchOf(each, ledger, plan.stratum, strata, catalogue.returnPeriods));
  }
  return { shown: shown!, branches: branches(), digests, replications: shown!.plan.rows * sets.size, pilot };
}

/** Replications of each stratum; or the pilot as it was stopped. */
async function countsOf({ catalogue, context, studies, strata, assets, sets, onPlanned }: { catalogue: ReadCatalogue['catalogue']; context: PassContext; studies: CatalogueStudies; strata: Stratum[]; assets: number; sets: number; onPlanned: (rows: number) => void }): Promise<{ counts: Int32Array; pilot: number } | { counts?: undefined; stopped: Pick<Sampled, 'plan' | 'ledger'> }> {
  const { sampling } = catalogue;
  if (sampling.by === 'event') {
    onPlanned(strata.length * sampling.replications * sets);
    return { counts: new Int32Array(strata.length).fill(sampling.replications), pilot: 0 };
  }
  const planned = sampling.replications - strata.length * pilotCounts(strata.length, sampling.replications, sampling.pilot)[0]!;
  onPlanned(sampling.replications + planned * (sets - 1));
  let stopped: Pick<Sampled, 'plan' | 'ledger'> | undefined;
  const found = await runPilot(async (counts, id) => {
    const plan = eventPlan(catalogue, studies, strata, counts, id), ledger = await runPass(plan, assets, context);
    // Of a pilot that is stopped in its second half the first is shown, which is the same for all.
    stopped ??= { plan, ledger };
    return ledger.rows < plan.rows ? undefined : { losses: ledger.losses, stratum: plan.stratum, rates: Float64Array.from(strata, (s) => s.ratePerYear) };
  }, sampling, neighboursOf(strata));
  return found ?? { stopped: stopped! };
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
  if (ledger.rows < replay.rows) return undefined;
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
