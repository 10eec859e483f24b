/** A study by years: timelines of all ways, year loss table, figures. */
import { CascadeError } from '../errors.js';
import type { ReadCatalogue } from '../model/read-catalogue.js';
import { assetRisks } from './asset-risk.js';
import { exactSum } from '../numerics/exact-sum.js';
import { failuresOf, type Found } from './by-events.js';
import type { CatalogueStudies } from './event-plan.js';
import { runPass, type PassContext } from './pass.js';
import type { BranchResult, YearLossTable } from './results.js';
import { deaggregateYears, eventsOfYears, figuresOfYears, perilsOfYears } from './summarize-years.js';
import { treeResult, waysOf, type Way, type WayCurves } from './tree.js';
import { YearSample } from './year-sample.js';
import { requireAccruing, timelinesOf, yearsPlan, yearsStudy, yearTable, type YearTable } from './years-plan.js';

export interface ByYears { input: ReadCatalogue; context: PassContext; studiesOf: (way: Way) => CatalogueStudies; deaggregatePeriod: number; onPlanned: (rows: number) => void }

/** @returns figures of the timelines that are done when stopped; undefined: none is. Throws LOSS_NOT_ACCRUING. */
export async function studyByYears({ input: { catalogue, model }, context, studiesOf, deaggregatePeriod, onPlanned }: ByYears): Promise<(Found & { table: YearLossTable; simulated: number }) | undefined> {
  requireAccruing(context.loss);
  requireStrikes(catalogue.events);
  const years = catalogue.years!, each = years.timelineYears - years.warmUpYears, ways = waysOf(catalogue), digests: string[] = [], branches: { result: BranchResult; curves: WayCurves }[] = [];
  onPlanned(timelinesOf(years) * ways.length);
  let first: { found: Omit<Found, 'tree' | 'digests' | 'replications'>; table: YearTable; timelines: number } | undefined, stopped = false;
  for (const [w, way] of ways.entries()) {
    // The base is as the catalogue says; with a tree, the first way is shown in full.
    const study = yearsStudy(studiesOf(way).base, years), plan = yearsPlan(catalogue, study, way.rateOf);
    const ledger = await runPass({ ...plan, id: ways.length === 1 ? 'main' : `main-${w + 1}` }, model.assets.length, context);
    if (first === undefined && ledger.rows === 0) return undefined;
    digests.push(ledger.digest({ rates: catalogue.events.map(way.rateOf) }));
    stopped = ledger.rows < plan.rows;
    if (stopped && first !== undefined) break;
    const table = yearTable(plan, ledger, years, study.scenario.ticksPerHour), figures = figuresOfYears(table, catalogue.returnPeriods, each);
    if (catalogue.tree.length > 0 && !stopped) branches.push({ result: { id: way.id, branches: way.branches.map((b) => b.id), weight: way.weight, average: figures.average, periods: figures.periods }, curves: curvesOf(table, each) });
    const aggregate = figures.periods.find((p) => p.years === deaggregatePeriod)!.aggregate;
    first ??= {
      table, timelines: ledger.rows, found: {
        ...figures, perils: perilsOfYears(catalogue, table, way.rateOf, each), events: eventsOfYears(catalogue, table, way.rateOf), assets: assetRisks(study, ledger, plan.rows / ledger.rows),
        deaggregation: deaggregateYears(table, deaggregatePeriod, aggregate.loss), pilot: 0, failures: failuresOf(ledger, (row) => `timeline ${row}`),
      },
    };
    if (stopped) break;
  }
  const { found, table } = first!;
  return {
    ...found, digests, replications: stopped ? first!.timelines : timelinesOf(years) * ways.length, simulated: table.years.length, tree: branches.length === 0 || stopped ? undefined : treeResult(catalogue, branches.map((b) => b.result), branches.map((b) => b.curves)),
    ...(stopped ? { partial: { during: 'main' as const, replications: first!.timelines, planned: timelinesOf(years), events: catalogue.events.length, ratePerYear: exactSum(catalogue.events.map((e) => e.ratePerYear)), ways: branches.length } } : {}),
    table: { years: table.years, occurrences: table.events.map(({ event, ...rest }) => ({ ...rest, event: event.id, peril: event.peril })) },
  };
}

/** A study by years may be asked for though the catalogue is made for one by events. */
function requireStrikes(events: ReadCatalogue['catalogue']['events']): void {
  const own = events.find((event) => event.strikes.length === 0);
  if (own !== undefined) throw new CascadeError('YEARS_INVALID', `event "${own.id}" is a scenario by itself; years are made of events with hazards of the catalogue's scenario`);
}

function curvesOf({ years }: YearTable, each: number): WayCurves {
  const all = new YearSample(Float64Array.from(years, (y) => y.loss), each), greatest = new YearSample(Float64Array.from(years, (y) => y.greatest), each);
  return { occurrence: (x) => greatest.exceedance(x).probability, aggregate: (x) => all.exceedance(x).probability };
}
