/** Random arrivals, links, correlations, and the effects on demand and crews, against the scenario and its model: unknown names, and what would act on nothing. */
import type { Path, Problems, WherePart } from './problems.js';
import { selectAssets } from './select.js';
import type { Hazard, Link, Model, Scenario, Selector } from './types.js';

/** Flow models whose demand hazards can raise (SectorModel.setDemand); a contract test holds the list. */
export const TAKE_DEMAND: ReadonlySet<string> = new Set(['allocation', 'coverage', 'dc-power-flow', 'hydraulics']);

/** Whether all of it could be read: what is missing may have been wrong, so that nothing follows from its absence. */
export interface Whole { scenario: boolean; model: boolean }

/** What the check of a scenario lends: names are checked with the nearest known one, selectors on the model. */
export interface NameCheck {
  readonly scenario: Scenario;
  readonly model: Model;
  readonly problems: Problems;
  readonly where: WherePart;
  readonly whole: Whole;
  known(code: string, what: string, id: string, known: ReadonlySet<string> | ReadonlyMap<string, unknown>, part: object, path: Path): void;
  select(selector: Selector, part: object, path: Path): number[];
}

/** Adds the problems of all interactions. */
export function checkInteractions(check: NameCheck): void {
  const { scenario, problems } = check, { links = [], correlations = [] } = scenario, hazards = new Set(scenario.hazards.map((h) => h.id));
  for (const trigger of scenario.triggers) if (trigger.while) check.known('HAZARD_UNKNOWN', 'hazard', trigger.while.hazard, hazards, trigger, ['while', 'hazard']);
  for (const link of links) checkLink(check, link, hazards);
  const grouped = new Map<string, string>();
  for (const correlation of correlations) {
    for (const [i, id] of correlation.hazards.entries()) {
      check.known('HAZARD_UNKNOWN', 'hazard', id, hazards, correlation, ['hazards', i]);
      const other = grouped.get(id);
      if (other !== undefined) problems.error('CORRELATION_INVALID', `hazard "${id}" stands in two correlations, "${other}" and "${correlation.id}"`, check.where(correlation, ['hazards', i]));
      grouped.set(id, correlation.id);
      const hazard = scenario.hazards.find((h) => h.id === id);
      if (hazard !== undefined && typeof hazard.intensity === 'number' && !problems.isPartial(check.where(hazard))) problems.warn('CORRELATION_FIXED', `the intensity of "${id}" is no distribution: there is nothing to correlate`, check.where(correlation, ['hazards', i]));
    }
  }
}

function checkLink(check: NameCheck, link: Link, hazards: ReadonlySet<string>): void {
  const { scenario, problems } = check, { linked } = link;
  check.known('HAZARD_UNKNOWN', 'hazard', link.while.hazard, hazards, link, ['while', 'hazard']);
  if (linked.multiply === 'rate') {
    check.known('HAZARD_UNKNOWN', 'hazard', linked.hazard, hazards, link, ['multiply', 'rate']);
    const hazard = scenario.hazards.find((h) => h.id === linked.hazard);
    if (hazard !== undefined && hazard.arrivals === undefined && !problems.isPartial(check.where(hazard))) problems.error('LINK_INVALID', `hazard "${linked.hazard}" has no random arrivals, so no rate to multiply`, check.where(link, ['multiply', 'rate']));
  } else if (linked.multiply === 'trigger') {
    check.known('TRIGGER_UNKNOWN', 'trigger', linked.trigger, new Set(scenario.triggers.map((t) => t.id)), link, ['multiply', 'trigger']);
  } else if (linked.select) {
    check.select(linked.select, link, ['multiply', linked.multiply, 'select']);
  }
  if (linked.multiply !== 'fragility' || linked.measures === undefined) return;
  const measures = new Set(scenario.hazards.flatMap((h) => (h.measure === '' ? [] : [h.measure])));
  linked.measures.forEach((measure, i) => check.known('MEASURE_UNKNOWN', 'measure of a hazard of this scenario', measure, measures, link, ['multiply', 'fragility', 'measures', i]));
}

/** Adds the problems of a hazard's effects on demand and crews. */
export function checkStrains(check: NameCheck, hazard: Hazard, pools: ReadonlySet<string>): void {
  const { model, problems, scenario } = check;
  let services: Set<string> | undefined;
  hazard.effects.forEach((effect, i) => {
    if (effect.effect === 'crews') {
      effect.pools?.forEach((id, n) => check.known('POOL_UNKNOWN', 'crew pool', id, pools, hazard, ['effects', i, 'crews', 'pools', n]));
      if (check.whole.scenario && scenario.crews.length === 0) problems.warn('CREWS_UNLIMITED', `hazard "${hazard.id}" takes crews away, but the scenario has none: every job starts at once`, check.where(hazard, ['effects', i]));
    }
    if (effect.effect !== 'demand') return;
    services ??= new Set(model.assets.flatMap((a) => a.needs.map((n) => n.service)));
    check.known('SERVICE_UNKNOWN', 'service that assets need', effect.service, services, hazard, ['effects', i, 'demand', 'service']);
    if (!services.has(effect.service)) return;
    const needed = (effect.select ? selectAssets(model, effect.select).map((a) => model.assets[a]!) : model.assets).some((a) => a.needs.some((n) => n.service === effect.service && n.role === 'function' && n.combine === 'sum'));
    if (!needed && check.whole.model) problems.warn('DEMAND_NOWHERE', `hazard "${hazard.id}" changes the demand for ${effect.service}, but no selected asset has a need of it that has a quantity`, check.where(hazard, ['effects', i]));
    const keeping = model.physics.find((layer) => layer.carries.includes(effect.service) && !TAKE_DEMAND.has(layer.model));
    if (keeping !== undefined) problems.warn('DEMAND_CARRIED', `demand for ${effect.service} rises in needs of suppliers and in buffers; the flow model "${keeping.model}" of layer "${keeping.id}" keeps its own demand`, check.where(hazard, ['effects', i, 'demand', 'service']));
  });
}
