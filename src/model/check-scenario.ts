/** A scenario against its model: unknown ids, selectors that select nothing, units that do not fit, variants that cannot be applied. */
import { nearest } from '../errors.js';
import { checkPlans, type Lookup } from './check-plans.js';
import { checkInteractions, checkStrains, type NameCheck, type Whole } from './check-interactions.js';
import { checkRecovery } from './check-recovery.js';
import { checkType } from './check-types.js';
import { checkVariants } from './check-variants.js';
import { ModelNames } from './model-names.js';
import type { Path, Problems, WherePart } from './problems.js';
import { selectAssets } from './select.js';
import type { Hazard, Model, Scenario, Selector } from './types.js';

/**
 * Adds what is wrong to `problems`.
 * @param whole what is not is checked all the same; but that something is not there, or that nothing is found, is then no problem
 */
export function checkAgainstModel(scenario: Scenario, model: Model, problems: Problems, where: WherePart, whole: Whole = { scenario: true, model: true }): void {
  const check = new ScenarioCheck(scenario, model, problems, where, whole);
  scenario.hazards.forEach((hazard) => check.hazard(hazard));
  check.triggers();
  checkInteractions(check);
  checkPlans(scenario, model, check);
  check.recovery();
  Object.keys(scenario.physics?.layers ?? {}).forEach((id) => check.layer(id, {}, ['physics', id]));
  checkVariants(check, model, (id, part, path) => check.layer(id, part, path));
  scenario.hazards.forEach((hazard) => checkType(hazard, problems, where, check.warned.has(hazard)));
}

class ScenarioCheck implements NameCheck, Lookup {
  private readonly names: ModelNames;
  private readonly hazards: Set<string>;
  /** Hazards to whose measure or unit something was said already. */
  readonly warned = new Set<Hazard>();

  constructor(readonly scenario: Scenario, readonly model: Model, readonly problems: Problems, readonly where: WherePart, readonly whole: Whole) {
    this.names = new ModelNames(model);
    this.hazards = new Set(scenario.hazards.map((h) => h.id));
  }

  get assets(): ReadonlySet<string> { return this.names.ids; }

  hazard(hazard: Hazard): void {
    const { footprint } = hazard;
    const path = footprint.form === 'select' ? ['footprint', 'select'] : ['footprint'];
    const struck = footprint.form === 'select' ? this.select(footprint.select, hazard, path) : undefined;
    hazard.effects.forEach((effect, i) => { if (effect.select) this.select(effect.select, hazard, ['effects', i, effect.effect, 'select']); });
    hazard.effects.forEach((effect, i) => { if (effect.effect === 'exposure' && effect.service !== undefined) this.known('SERVICE_UNKNOWN', 'service', effect.service, this.names.services, hazard, ['effects', i, 'exposure', 'service']); });
    if (footprint.form === 'flood' && footprint.areas === undefined) this.known('ATTRIBUTE_UNKNOWN', 'attribute', footprint.ground, this.names.attributes, hazard, ['footprint', 'flood', ...(footprint.ground === 'elevationM' ? [] : ['ground'])]);
    if (footprint.form === 'file' && footprint.file.ground !== undefined) this.known('ATTRIBUTE_UNKNOWN', 'attribute', footprint.file.ground, this.names.attributes, hazard, ['footprint', 'file', 'ground']);
    checkStrains(this, hazard, new Set(this.scenario.crews.map((c) => c.id)));
    if (struck?.length === 0 || this.problems.isPartial(this.where(hazard))) return;
    const reached = struck ?? this.model.assets.map((_, i) => i);
    if (hazard.effects.some((e) => e.effect === 'damage' && e.state === undefined && e.peril === undefined)) this.fragility(hazard, hazard, reached, []);
    this.workLimit(hazard, hazard, reached, []);
    hazard.effects.forEach((e, i) => {
      if (e.effect !== 'damage' || e.peril === undefined) return;
      this.fragility(hazard, e.peril, reached, ['effects', i, 'damage']);
      this.workLimit(hazard, e.peril, reached, ['effects', i, 'damage']);
    });
    const triggered = this.scenario.triggers.some((t) => t.hazard === hazard.id);
    if (this.whole.scenario && hazard.onsetHours === undefined && hazard.arrivals === undefined && !triggered) this.problems.warn('HAZARD_IDLE', `hazard "${hazard.id}" has no onset, no arrivals and no trigger: it never occurs`, this.where(hazard));
    if (this.whole.scenario && typeof hazard.onsetHours === 'number' && hazard.onsetHours >= this.scenario.horizonHours && !triggered) this.problems.warn('HAZARD_IDLE', `hazard "${hazard.id}" begins after ${hazard.onsetHours} h, the horizon is at ${this.scenario.horizonHours} h: it never occurs`, this.where(hazard, ['onset']));
  }

  /** Does anything in reach react to the measure, and in the same unit? */
  private fragility(hazard: Hazard, { measure, unit: given }: { measure: string; unit: string }, struck: number[], path: Path): void {
    if (measure === '') { this.problems.error('MEASURE_MISSING', `hazard "${hazard.id}" damages by fragility, so it needs a measure, a unit and an intensity`, this.where(hazard)); return; }
    const units = new Map<string, string>();
    for (const i of struck) {
      const { kind } = this.model.assets[i]!;
      for (const f of kind.fragility) if (f.measure === measure && !units.has(f.unit)) units.set(f.unit, kind.id);
    }
    if (units.size !== 1 || !units.has(hazard.unit)) this.warned.add(hazard);
    if (units.size === 0) {
      if (!this.whole.model) return;
      const near = nearest(measure, new Set(this.model.assets.flatMap((a) => a.kind.fragility.map((f) => f.measure))));
      this.problems.warn('MEASURE_UNUSED', `no asset in the footprint of "${hazard.id}" has a fragility for "${measure}": it damages nothing.${near === undefined || near === measure ? '' : ` Did you mean "${near}"?`}`, this.where(hazard, [...path, 'measure']));
    } else if (!units.has(given) || units.size > 1) {
      const [unit, kind] = [...units].find(([u]) => u !== given)!;
      this.problems.warn('UNIT_MISMATCH', `hazard "${hazard.id}" gives ${measure} in "${given}", the fragility of kind "${kind}" expects "${unit}"`, this.where(hazard, [...path, 'unit']));
    }
  }

  /** A work limit in another unit than the hazard's never holds. */
  private workLimit(hazard: Hazard, { measure, unit }: { measure: string; unit: string }, struck: number[], path: Path): void {
    for (const i of struck) {
      const { kind } = this.model.assets[i]!, other = kind.workLimit?.find((limit) => limit.measure === measure && limit.unit !== unit);
      if (other === undefined) continue;
      this.problems.warn('UNIT_MISMATCH', `hazard "${hazard.id}" gives ${measure} in "${unit}", the work limit of kind "${kind.id}" expects "${other.unit}"`, this.where(hazard, [...path, 'unit']));
      return;
    }
  }

  triggers(): void {
    for (const trigger of this.scenario.triggers) {
      const { cause } = trigger;
      this.knownHazard(trigger.hazard, trigger, ['hazard']);
      if (cause.on === 'hazard') this.knownHazard(cause.hazard, trigger, ['when', 'hazard']);
      else this.select(cause.select, trigger, ['when', cause.on, 'select']);
    }
  }

  recovery(): void {
    const { crews } = this.scenario, { ids: assets, needs, services } = this.names;
    checkRecovery(this, { assets, needs, services, bufferedNeed: (id, part, path) => this.bufferedNeed(id, part, path) });
    if (!this.whole.scenario || !this.whole.model || crews.length === 0 || crews.some((c) => c.skills.length === 0)) return;
    const skills = new Set(crews.flatMap((c) => c.skills));
    for (const skill of new Set([...this.names.skills, ...(this.scenario.resources?.inspections ?? []).flatMap((one) => one.skill ?? [])])) {
      if (!skills.has(skill)) this.problems.warn('SKILL_MISSING', `no crew has the skill "${skill}" that assets of the model need: their damage stays`, this.where({}, ['recovery', 'crews']));
    }
  }

  /** A layer that the scenario, or a change of a variant, says something about. */
  layer(id: string, part: object, path: Path): void {
    this.known('LAYER_UNKNOWN', 'layer of physics', id, new Set(this.model.physics.map((layer) => layer.id)), part, path);
  }

  knownHazard(id: string, part: object, path: Path): void {
    this.known('HAZARD_UNKNOWN', 'hazard', id, this.hazards, part, path);
  }

  bufferedNeed(id: string, part: object, path: Path): void {
    const buffered = this.names.needs.get(id);
    if (buffered === undefined) this.known('NEED_UNKNOWN', 'need', id, this.names.needs, part, path);
    else if (!buffered && this.whole.model) this.problems.error('BUFFER_MISSING', `need "${id}" has no buffer`, this.where(part, path));
  }

  known(code: string, what: string, id: string, known: ReadonlySet<string> | ReadonlyMap<string, unknown>, part: object, path: Path): void {
    if (!known.has(id) && (this.whole.model || !this.names.maybe(code, id, (name) => this.problems.forgives('ASSET_UNKNOWN', name)))) this.problems.unknown(code, what, id, known.keys(), this.where(part, path));
  }

  /** Checks the names in a selector; returns what it selects. */
  select(selector: Selector, part: object, path: Path, model = this.model): number[] {
    const names = model === this.model ? this.names : new ModelNames(model);
    const sound = this.selectorNames(selector, names, part, path);
    const selected = selectAssets(model, selector);
    if (sound && selected.length === 0 && this.whole.model) this.problems.warn('SELECTOR_EMPTY', 'the selector selects no asset', this.where(part, path));
    return selected;
  }

  private selectorNames(selector: Selector, names: ModelNames, part: object, path: Path): boolean {
    let sound = true;
    const look = (code: string, what: string, wanted: string[] | undefined, known: ReadonlySet<string>, field: string) => {
      for (const id of wanted ?? []) if (!known.has(id)) { sound = false; this.known(code, what, id, known, part, [...path, field]); }
    };
    look('ASSET_UNKNOWN', 'asset', selector.id, names.ids, 'id');
    look('KIND_UNKNOWN', 'kind', selector.kind, names.kinds, 'kind');
    look('SECTOR_UNKNOWN', 'sector', selector.sector, names.sectors, 'sector');
    look('ATTRIBUTE_UNKNOWN', 'attribute', selector.attribute && Object.keys(selector.attribute), names.attributes, 'attribute');
    if (selector.within && 'asset' in selector.within.of) look('ASSET_UNKNOWN', 'asset', [selector.within.of.asset], names.ids, 'within');
    if (selector.not) sound = this.selectorNames(selector.not, names, part, [...path, 'not']) && sound;
    selector.any?.forEach((s, i) => { sound = this.selectorNames(s, names, part, [...path, 'any', i]) && sound; });
    return sound;
  }
}
