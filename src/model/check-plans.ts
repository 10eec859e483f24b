/** Plans and resources of a scenario against its model: the names they use, and whether what they want is there at all. */
import type { Whole } from './check-interactions.js';
import type { Path, Problems, WherePart } from './problems.js';
import type { Condition, Measure, Model, Plan, Scenario, Selector } from './types.js';

/** What the check of a scenario lends: names of the model, looked up with suggestions. */
export interface Lookup {
  readonly problems: Problems;
  readonly where: WherePart;
  readonly whole: Whole;
  readonly assets: ReadonlySet<string>;
  known(code: string, what: string, id: string, known: ReadonlySet<string> | ReadonlyMap<string, unknown>, part: object, path: Path): void;
  knownHazard(id: string, part: object, path: Path): void;
  bufferedNeed(id: string, part: object, path: Path): void;
  /** @returns positions of the assets selected */
  select(selector: Selector, part: object, path: Path): number[];
}

/** Adds what is wrong with plans and resources to the problems of `look`. */
export function checkPlans(scenario: Scenario, model: Model, look: Lookup): void {
  const pools = new Set(scenario.crews.map((c) => c.id)), resources = new Set(scenario.planResources?.map((r) => r.id)), services = new Set(model.services.map((s) => s.id));
  for (const resource of scenario.planResources ?? []) {
    if (resource.base !== undefined) look.known('ASSET_UNKNOWN', 'asset', resource.base, look.assets, resource, ['base']);
    if (pools.has(resource.id)) look.problems.error('ID_DUPLICATE', `"${resource.id}" is a crew pool already: give the resource another id`, look.where(resource, ['id']));
  }
  const check = new PlanCheck(model, look, { pools, resources, services });
  for (const plan of scenario.plans) check.plan(plan);
}

class PlanCheck {
  constructor(private readonly model: Model, private readonly look: Lookup, private readonly names: { pools: Set<string>; resources: Set<string>; services: Set<string> }) {}

  plan(plan: Plan): void {
    const { look, names } = this;
    this.condition(plan.when, plan, ['when']);
    plan.measures.forEach((measure, i) => this.measure(measure, plan, ['do', i]));
    for (const id of Object.keys(plan.uses ?? {})) look.known('RESOURCE_UNKNOWN', 'resource or crew pool', id, new Set([...names.resources, ...names.pools]), plan, ['uses', id]);
  }

  private condition(when: Condition, plan: Plan, path: Path): void {
    const { look } = this, at = [...path, when.on];
    switch (when.on) {
      case 'time': break;
      case 'hazard': case 'hazard-ends': case 'detected': look.knownHazard(when.hazard, plan, at); break;
      case 'damage': case 'working': look.select(when.select, plan, [...at, 'select']); break;
      case 'fall': look.select(when.select, plan, at); break;
      case 'level': look.known('ASSET_UNKNOWN', 'asset', when.asset, look.assets, plan, [...at, 'asset']); break;
      case 'people': this.service(when.service, plan, [...at, 'without']); break;
      case 'buffer': look.bufferedNeed(when.need, plan, [...at, 'need']); break;
      case 'all': case 'any': when.of.forEach((part, i) => this.condition(part, plan, [...at, i])); break;
    }
  }

  private measure(measure: Measure, plan: Plan, path: Path): void {
    const { look, names } = this, at = [...path, measure.do];
    switch (measure.do) {
      case 'refill': measure.needs.forEach((need, n) => look.bufferedNeed(need, plan, [...at, n])); break;
      case 'crews': look.known('POOL_UNKNOWN', 'crew pool', measure.pool, names.pools, plan, [...at, 'pool']); break;
      case 'trip': case 'release': case 'repair-first': look.select(measure.select, plan, at); break;
      case 'derate': look.select(measure.select, plan, [...at, 'select']); break;
      case 'warn':
        look.select(measure.select, plan, [...at, 'select']);
        measure.against?.forEach((hazard, i) => look.knownHazard(hazard, plan, [...at, 'against', i]));
        break;
      case 'evacuate':
        this.somebody(look.select(measure.select, plan, [...at, 'select']), plan, [...at, 'select']);
        if (measure.to !== undefined) look.known('ASSET_UNKNOWN', 'asset', measure.to, look.assets, plan, [...at, 'to']);
        break;
      case 'cover': this.cover(measure, plan, at); break;
    }
  }

  private cover(measure: Extract<Measure, { do: 'cover' }>, plan: Plan, at: Path): void {
    const { look, model, names } = this, selected = look.select(measure.select, plan, [...at, 'select']);
    this.service(measure.service, plan, [...at, 'service']);
    if (measure.unit !== undefined) look.known('RESOURCE_UNKNOWN', 'resource', measure.unit, names.resources, plan, [...at, 'unit']);
    if (measure.with !== undefined) look.known('ASSET_UNKNOWN', 'asset', measure.with, look.assets, plan, [...at, 'with']);
    if (!look.whole.model || selected.length === 0 || !names.services.has(measure.service)) return;
    if (selected.some((i) => model.assets[i]!.needs.some((need) => need.service === measure.service && need.role === 'function'))) return;
    look.problems.error('NEED_UNKNOWN', `none of the ${selected.length} selected assets has a need of ${measure.service} to cover`, look.where(plan, [...at, 'service']));
  }

  private somebody(selected: number[], plan: Plan, path: Path): void {
    const { look, model } = this;
    if (look.whole.model && selected.length > 0 && selected.every((i) => model.assets[i]!.people === 0)) look.problems.warn('NOBODY_THERE', `none of the ${selected.length} selected assets has people`, look.where(plan, path));
  }

  private service(id: string, plan: Plan, path: Path): void {
    this.look.known('SERVICE_UNKNOWN', 'service', id, this.names.services, plan, path);
  }
}
