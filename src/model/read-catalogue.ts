/** Catalogues of events from files, with their scenarios and model. */
import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { CascadeError, type Problem } from '../errors.js';
import { canonicalJson } from './canonical.js';
import { checkInPlaceOf } from './motion-model.js';
import type { Whole } from './check-interactions.js';
import { fitsSchema } from './check-schema.js';
import { readEventTable } from './event-table.js';
import { notFollowing } from './check-variants.js';
import { clusteringOf, eventOf, samplingOf, seasonsOf, treeOf, yearsOf } from './normalize-catalogue.js';
import { footprintOf } from './normalize-hazards.js';
import { order, Problems, type Place, type Where } from './problems.js';
import { readData } from './read-data.js';
import { NO_MODEL, studyInputFrom } from './read-scenario.js';
import type { CatalogueData } from './schema-catalogue.js';
import type { Catalogue, CatalogueEvent, Model, Scenario } from './types.js';
import { soundPart } from './sound-part.js';
import { applyChange, type Study } from './variant.js';

export interface ReadCatalogue {
  catalogue: Catalogue;
  model: Model;
  scenario: Scenario;
  /** Scenarios that events have of their own, by absolute path. */
  scenarios: Map<string, Scenario>;
  warnings: Problem[];
}

/**
 * Reads a catalogue with its table, scenarios and model.
 * @throws ValidationError with the problems of all files
 */
export function readCatalogue(path: string): ReadCatalogue {
  const problems = new Problems(), read = catalogueFrom(path, problems);
  problems.throwIfErrors();
  const { catalogue, model, scenario, scenarios } = read!;
  return { catalogue: catalogue!, model: model!, scenario: scenario!, scenarios, warnings: problems.all() };
}

/** A catalogue as far as it is sound: its scenario and model, and, without errors, itself. Problems tell. */
export function catalogueFrom(path: string, problems: Problems): (Partial<Base> & { whole: Whole; catalogue?: Catalogue; scenarios: Map<string, Scenario> }) | undefined {
  const written = readData(path, problems), whole = written !== undefined && fitsSchema('catalogue', written, problems), source = written && (whole ? written : soundPart('catalogue', written, problems));
  if (!source) return undefined;
  const data = source.data as CatalogueData, folder = dirname(resolve(path)), at = (field: string): Where => (steps = []) => source.locate([field, ...steps]);
  // A stand-in for the scenario is none.
  const named = typeof (written!.data as { scenario?: unknown }).scenario === 'string', scenarioPath = resolve(folder, data.scenario), base = named ? readInput(scenarioPath, problems, source.locate(['scenario'])) : undefined;
  const places = new Map<CatalogueEvent, Where>();
  const events = (data.events ?? []).map((event, i) => {
    const where: Where = (steps = []) => source.locate(['events', i, ...steps]), read = eventOf(event, problems, where, (p) => resolve(folder, p));
    places.set(read, where);
    return read;
  });
  const complete = data.table === undefined || readEventTable(resolve(folder, data.table), problems, (p) => resolve(folder, p), (event, where) => { events.push(event); places.set(event, where); });
  // The values of a file are converted to the unit of the hazard that has it.
  const unitOf = (footprint: string): string => {
    const strike = events.flatMap((event) => event.strikes).find((s) => s.footprint === footprint);
    return base?.scenario.hazards.find((h) => h.id === strike?.hazard)?.unit ?? '';
  };
  const content: Omit<Catalogue, 'hash'> = {
    format: 'hazcade-catalogue/1', id: data.id, title: data.title ?? data.id, story: data.story ?? '', sources: [...(data.sources ?? [])], limits: [...(data.limits ?? [])], scenarioPath,
    ...(data.seed === undefined ? {} : { seed: String(data.seed) }), ...(data.loss === undefined ? {} : { loss: data.loss }),
    returnPeriods: [...new Set(data.returnPeriods ?? [2, 5, 10, 25, 50, 100, 200, 500, 1000])].sort((a, b) => a - b), seasons: seasonsOf(data.seasons, problems, at('seasons')), perils: [],
    footprints: Object.fromEntries(Object.entries(data.footprints ?? {}).map(([id, footprint]) => [id, footprintOf({ footprint, unit: unitOf(id) }, folder, problems, (steps = []) => source.locate(['footprints', id, ...steps]))])),
    events: events.sort((a, b) => order(a.id, b.id)), sampling: samplingOf(data.sampling, problems, at('sampling')), years: yearsOf(data.years, problems, at('years')), tree: treeOf(data.branches, problems, at('branches')),
  };
  // When something could not be read, it may have been the events.
  if (events.length === 0 && !problems.hasErrors) problems.error('CATALOGUE_EMPTY', 'a catalogue has at least one event, in events or in a table', source.locate([]));
  const scenarios = new Map<string, Scenario>();
  // Without a scenario, names inside the catalogue are checked.
  if (base === undefined) problems.forgive({ codes: ['HAZARD_UNKNOWN'] });
  new Check(content, data, { base, whole: whole && complete && base?.whole.scenario === true }, scenarios, problems, places, (steps) => source.locate(steps)).all();
  if (problems.hasErrors) return { ...(base ?? { whole: { model: false, scenario: false } }), scenarios };
  const normal = { ...content, scenarioPath: '', events: events.map(({ scenario, ...event }) => (scenario === undefined ? event : { ...event, scenario: scenarios.get(scenario)!.hash })) };
  return { catalogue: { ...content, hash: createHash('sha256').update(canonicalJson(normal)).digest('hex') }, ...base!, scenarios };
}

/** A scenario with its model, as far as they are sound; `whole`: whether each is. */
interface Base { model: Model; scenario: Scenario; whole: Whole }

function readInput(path: string, problems: Problems, place: Place): Base | undefined {
  const found = new Problems(), { model = NO_MODEL, scenario, whole } = studyInputFrom(path, found);
  // Hazards without onset are what events are made of.
  for (const p of found.all()) if (p.code !== 'HAZARD_IDLE') problems[p.severity === 'error' ? 'error' : 'warn'](p.code, p.message, p.file === undefined ? place : p);
  problems.forgiveAs(found);
  return scenario && { model, scenario, whole };
}

/** What a catalogue names: hazards, footprints, seasons, perils, scenarios; what its branches change. */
class Check {
  private readonly hazards: Map<string, Scenario['hazards'][number]>;
  private readonly base: Base | undefined;
  /** Nothing was lost: what is not there is missing. */
  private readonly whole: boolean;

  constructor(
    private readonly catalogue: Omit<Catalogue, 'hash'>, private readonly data: CatalogueData, input: { base: Base | undefined; whole: boolean },
    private readonly scenarios: Map<string, Scenario>, private readonly problems: Problems, private readonly places: ReadonlyMap<CatalogueEvent, Where>, private readonly locate: (path: (string | number)[]) => Place,
  ) {
    ({ base: this.base, whole: this.whole } = input);
    this.hazards = new Map(this.base?.scenario.hazards.map((h) => [h.id, h]));
  }

  all(): void {
    const { events, seasons } = this.catalogue, perils = this.data.perils ?? {}, used = new Set<string>(), ids = new Set<string>();
    for (const event of events) {
      const where = this.places.get(event)!;
      if (ids.has(event.id)) this.problems.error('ID_DUPLICATE', `events: the id "${event.id}" stands twice`, where(['id']));
      ids.add(event.id);
      this.event(event, where);
      used.add(event.peril);
      const season = event.season ?? perils[event.peril]?.season;
      if (season !== undefined) event.season = season;
      if (event.season !== undefined && seasons[event.season] === undefined) this.problems.unknown('SEASON_UNKNOWN', 'season', event.season, Object.keys(seasons), where(['season']));
    }
    if (this.whole) for (const id of Object.keys(perils)) if (!used.has(id)) this.problems.unknown('PERIL_UNKNOWN', 'peril', id, used, this.locate(['perils', id]));
    this.catalogue.perils.push(...[...used].sort(order).map((id) => {
      const clustering = clusteringOf(perils[id]?.clustering, this.problems, (steps = []) => this.locate(['perils', id, 'clustering', ...steps]));
      return { id, title: perils[id]?.title ?? id, ...(clustering === undefined ? {} : { clustering }) };
    }));
    // A lost event may be one of a peril that is described.
    this.tree(this.whole ? used : new Set([...used, ...Object.keys(perils)]));
    if (this.catalogue.years !== undefined) this.years();
  }

  private event(event: CatalogueEvent, where: Where): void {
    if (event.scenario !== undefined) this.ownScenario(event, where);
    event.strikes.forEach((strike, i) => {
      const at: Where = (steps = []) => where(event.strikes.length > 1 ? ['strikes', i, ...steps] : steps), hazard = this.hazards.get(strike.hazard);
      if (hazard === undefined) { this.problems.unknown('HAZARD_UNKNOWN', 'hazard', strike.hazard, this.hazards.keys(), at(['hazard'])); return; }
      if (event.peril === '') event.peril = hazard.type;
      const footprint = strike.footprint === undefined ? hazard.footprint : this.catalogue.footprints[strike.footprint];
      if (footprint === undefined) this.problems.unknown('FOOTPRINT_UNKNOWN', 'footprint', strike.footprint!, Object.keys(this.catalogue.footprints), at(['footprint']));
      else if (strike.at !== undefined && !['circle', 'attenuation', 'polygon'].includes(footprint.form)) this.problems.error('EVENT_INVALID', `event "${event.id}": a footprint by ${footprint.form} has no place and cannot be moved; expecting a circle, an attenuation or a polygon`, at(['at']));
      else if (strike.footprint !== undefined) checkInPlaceOf(hazard, footprint, (code, message) => this.problems.error(code, `event "${event.id}": ${message}`, at(['footprint'])));
    });
    if (event.peril === '') event.peril = (this.scenarios.get(event.scenario ?? '') ?? this.base?.scenario)?.hazards[0]?.type ?? event.id;
  }

  /** Footprints of the catalogue on hazards of a scenario whose ground motion a branch changed. */
  private motions(scenario: Scenario, say: (message: string) => void): void {
    const changed = new Map(scenario.hazards.filter(({ id, footprint }) => footprint !== this.hazards.get(id)?.footprint).map((hazard) => [hazard.id, hazard])), seen = new Set<string>();
    for (const { strikes } of changed.size === 0 ? [] : this.catalogue.events) {
      for (const { hazard: id, footprint: name } of strikes) {
        const hazard = changed.get(id), footprint = name === undefined ? undefined : this.catalogue.footprints[name], pair = `${id} ${name}`;
        if (hazard === undefined || footprint === undefined || seen.has(pair)) continue;
        seen.add(pair);
        checkInPlaceOf(hazard, footprint, (_code, message) => say(`footprint "${name}": ${message}`));
      }
    }
  }

  private ownScenario(event: CatalogueEvent, where: Where): void {
    const path = event.scenario!;
    if (this.scenarios.has(path)) return;
    const read = readInput(path, this.problems, where(['scenario']));
    if (read === undefined) return;
    if (this.base?.whole.model && read.whole.model && read.model.hash !== this.base.model.hash) this.problems.error('CATALOGUE_MODEL_OTHER', `event "${event.id}": its scenario is on model "${read.model.id}"; expecting that of the catalogue, "${this.base.model.id}"`, where(['scenario']));
    this.scenarios.set(path, read.scenario);
  }

  /** Branches are tried out, and name perils that there are. */
  private tree(perils: ReadonlySet<string>): void {
    this.catalogue.tree.forEach((level, l) => level.branches.forEach((branch, b) => {
      const place = ['branches', l, 'branches', b];
      for (const peril of Object.keys(branch.rates)) if (!perils.has(peril)) this.problems.unknown('PERIL_UNKNOWN', 'peril', peril, perils, this.locate([...place, 'rates', peril]));
      if (!this.base) return;
      let state: Study = this.base, { whole } = this.base;
      branch.changes.forEach((change, i) => {
        try {
          state = applyChange(state, change);
        } catch (error) {
          if (!(error instanceof CascadeError)) throw error;
          const message = notFollowing(error, change, this.problems, whole);
          if (message !== undefined) this.problems.error('BRANCH_INVALID', `branch "${branch.id}": ${message.replace(/^1 problem:\s*/, '')}`, this.locate([...place, 'changes', i]));
          whole = { ...whole, model: false };
        }
      });
      this.motions(state.scenario, (message) => this.problems.error('BRANCH_INVALID', `branch "${branch.id}": ${message}`, this.locate(place)));
    }));
  }

  /** A timeline of years is one replication of one scenario. */
  private years(): void {
    const own = this.catalogue.events.find((event) => event.strikes.length === 0);
    if (own !== undefined) this.problems.error('YEARS_INVALID', `event "${own.id}" is a scenario by itself; years are made of events with hazards of the catalogue's scenario`, this.places.get(own)!(own.scenario === undefined ? [] : ['scenario']));
    const calls = this.base?.scenario.plans.find((plan) => plan.once || plan.measures.some((m) => m.do === 'crews'));
    if (calls !== undefined) this.problems.warn('YEARS_PLAN_STAYS', `plan "${calls.id}" acts once, or calls crews who stay: in a timeline of several years that holds for all its events after the first`, this.locate(['years']));
  }
}
