/** A whole catalogue study in one call: what `hazcade risk` does, without terminal and result folder. */
import { createHash } from 'node:crypto';
import type { CompiledScenario } from '../engine/compiled-scenario.js';
import { CascadeError } from '../errors.js';
import { canonicalJson } from '../model/canonical.js';
import type { ReadCatalogue } from '../model/read-catalogue.js';
import type { Catalogue } from '../model/types.js';
import { exactSum } from '../numerics/exact-sum.js';
import { studyScenarioHash } from '../study/footprints.js';
import { runningLayers, studyModelHash } from '../study/layers.js';
import { loadReplicator } from '../study/load-replicator.js';
import { headlineOutcome, outcomeIndex } from '../study/shape.js';
import { VERSION } from '../version.js';
import { studyByEvents } from './by-events.js';
import { studyByYears } from './by-years.js';
import { EventCourses } from './event-courses.js';
import type { CatalogueStudies } from './event-plan.js';
import { removeStates, type PassContext } from './pass.js';
import type { RiskResults, YearLossTable } from './results.js';
import { catalogueStudies, sampleCatalogue } from './studies.js';
import { nearestPeriod } from './summarize-events.js';
import { waysOf } from './tree.js';

export interface RunCatalogueOptions {
  seed?: string;
  /** Worker threads; 0: all in this process. Changes no result. */
  workers?: number;
  /** Replications of each event, or, where they go to a return period, in all. */
  replications?: number;
  /** Outcome that is the loss. */
  loss?: string;
  /** Simulate so many years, whatever the catalogue says; 0: a study by events. */
  years?: number;
  /** Return period that is taken apart, the nearest of the catalogue's; default 200. */
  deaggregate?: number;
  signal?: AbortSignal;
  onProgress?: (done: number, planned: number) => void;
  /** Folder in which the state is kept while it runs. */
  folder?: string;
  /** Continue from the state in the folder. */
  resume?: boolean;
  /** Command that gives the same digest. */
  command?: string;
}

export interface CatalogueRun { results: RiskResults; /** Of a study by years. */ years?: YearLossTable }

/** What was asked otherwise. */
export function withOptions(catalogue: Catalogue, { replications, years }: RunCatalogueOptions): Catalogue {
  const changed = { ...catalogue };
  if (replications !== undefined) changed.sampling = { ...changed.sampling, replications };
  if (years === 0) delete changed.years;
  else if (years !== undefined) changed.years = { timelineYears: Math.min(10, years), warmUpYears: 0, ...changed.years, count: years };
  return changed;
}

/**
 * Average annual loss, losses by return period, and what makes them.
 * @returns when stopped by the signal, figures of what is done (`study.partial`), undefined before the first block; the state is then in the folder
 * @throws CascadeError OUTCOME_UNKNOWN, LOSS_NOT_ACCRUING, SAMPLING_SMALL, CATALOGUE_FAILED (an event none of whose replications completed), RESUME_MISMATCH, those of runners
 */
export async function runCatalogue(read: ReadCatalogue, options: RunCatalogueOptions = {}): Promise<CatalogueRun | undefined> {
  const catalogue = withOptions(read.catalogue, options), input = { ...read, catalogue }, seed = options.seed ?? catalogue.seed ?? read.scenario.seed, wanted = options.loss ?? catalogue.loss;
  const causes = wanted?.startsWith('cascade-depth') === true, samples = await sampleCatalogue(input), prepared = catalogueStudies(input, seed, waysOf(catalogue)[0]!.changes, causes, samples);
  const { outcomes } = await loadReplicator(prepared.base.packet), outcome = outcomes[wanted === undefined ? headlineOutcome(outcomes) : outcomeIndex(outcomes, wanted)]!;
  const identity = { catalogueHash: catalogue.hash, modelHash: studyModelHash(read.model, runningLayers(read.model, read.scenario)), scenarioHash: studyScenarioHash(read.scenario, samples.get('')), seed, loss: outcome.name, sampling: catalogue.sampling, years: catalogue.years };
  const passes = new Set<string>(), meter = progressMeter(options.onProgress);
  const context: PassContext = { loss: outcome.name, workers: options.workers, signal: options.signal, folder: options.folder, resume: options.resume ?? false, identity, onRows: meter.rows, onPass: (pass) => { passes.add(pass); meter.next(); } };
  const studiesOf = (way: { changes: ReturnType<typeof waysOf>[number]['changes'] }): CatalogueStudies => catalogueStudies(input, seed, way.changes, causes, samples);
  const period = nearestPeriod(catalogue.returnPeriods, options.deaggregate ?? 200);
  const byYears = catalogue.years === undefined ? undefined : await studyByYears({ input, context, studiesOf, deaggregatePeriod: period, onPlanned: meter.planned });
  const found = catalogue.years === undefined ? await studyByEvents({ input, context, studiesOf, deaggregateYears: period, onPlanned: meter.planned }) : byYears;
  if (found === undefined) return undefined;
  const { replications, pilot, digests, tree, partial, ...figures } = found, digest = createHash('sha256').update(canonicalJson({ format: 'hazcade-risk-digest/1', ...identity, digests })).digest('hex');
  if (options.folder !== undefined && partial === undefined) removeStates(options.folder, passes);
  const lost = catalogue.years === undefined && partial === undefined ? found.events.filter((e) => e.replications === e.failed) : [];
  if (lost.length > 0) throw new CascadeError('CATALOGUE_FAILED', `every replication of event "${lost[0]!.id}" failed (${found.failures[0]?.code ?? ''} ${found.failures[0]?.message ?? ''}): its loss is not known${lost.length > 1 ? `, nor are those of ${lost.length - 1} more` : ''}`);
  const results: RiskResults = {
    format: 'hazcade-risk/1',
    study: {
      catalogue: catalogue.id, title: catalogue.title, model: read.model.id, modelTitle: read.model.title, scenario: read.scenario.id, catalogueHash: catalogue.hash, modelHash: identity.modelHash, scenarioHash: read.scenario.hash, seed,
      mode: catalogue.years === undefined ? 'events' : 'years', loss: { outcome: outcome.name, unit: outcome.unit, title: outcome.title }, events: catalogue.events.length,
      ratePerYear: exactSum(catalogue.events.map((e) => e.ratePerYear)), replications, pilot, years: byYears?.simulated ?? 0, version: VERSION, digest, command: options.command ?? `runCatalogue(catalogue, ${JSON.stringify({ seed })})`,
      ...(partial === undefined ? {} : { partial }),
    },
    average: figures.average, deviation: figures.deviation, periods: figures.periods, curves: figures.curves, perils: figures.perils, events: figures.events, assets: figures.assets, deaggregation: figures.deaggregation,
    ...(tree === undefined ? {} : { tree }), failures: figures.failures, warnings: warningsOf(input, prepared, figures.failures), meta: {},
  };
  return { results, ...(byYears === undefined ? {} : { years: byYears.table }) };
}

function progressMeter(tell: RunCatalogueOptions['onProgress']) {
  let before = 0, now = 0, all = 0;
  return {
    planned: (rows: number): void => { all = rows; },
    next: (): void => { before += now; now = 0; },
    rows: (rows: number): void => { now = rows; tell?.(before + now, all); },
  };
}

/** Of reading, of compiling, of events that reach nothing, of replications that failed. */
function warningsOf({ warnings, catalogue }: ReadCatalogue, { base }: CatalogueStudies, failures: RiskResults['failures']): string[] {
  const courses = new EventCourses(catalogue, base), { hazards } = base.packet.scenario as CompiledScenario;
  const idle = catalogue.events.filter((event) => event.scenario === undefined && courses.occurrences(event, 0, 0).some(({ as, hazard }) => (as ?? hazards[hazard]!).assets.length === 0)).map((event) => event.id);
  // Where a hazard of the scenario lies by itself matters only to events that leave it there.
  const compiling = base.warnings.filter((w) => w.code !== 'HAZARD_HITS_NOTHING');
  const failed = failures.reduce((sum, f) => sum + f.count, 0);
  return [
    ...[...warnings, ...compiling].map((w) => `${w.code}: ${w.message}`), ...(idle.length > 0 ? [`HAZARD_HITS_NOTHING: ${idle.length} event${idle.length === 1 ? ' reaches' : 's reach'} no asset, the first "${idle[0]!}"`] : []),
    ...(failed > 0 ? [`${failed} replications failed and are left out of all figures; their events count by the others`] : []),
  ];
}
