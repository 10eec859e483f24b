/**
 * Model + scenario -> what the engine runs on: selectors become lists of assets, ids indices, keys hashes, places intensities.
 * Done once for a study (and for each of its variants); the packet goes to every worker as it is.
 */
import type { CompiledEffect, CompiledHazard, CompiledPlan, CompiledMeasure, CompiledScenario, CompiledTrigger } from '../engine/compiled-scenario.js';
import { FULL, partsDown, ticksNear } from '../engine/units.js';
import { compileFragility } from '../damage/fragility.js';
import { CascadeError, type Problem } from '../errors.js';
import { footprintIntensities } from '../hazards/footprint.js';
import { DAMAGE_STATES, type Effect, type Hazard, type Model, type Plan, type Scenario, type Selector, type Trigger } from '../model/types.js';
import { selectAssets } from '../model/select.js';
import { compileNetwork } from '../network/compile.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import { log } from '../numerics/elementary.js';
import { hashKey } from '../random/hash.js';
import { studyKey } from '../random/study-key.js';
import { compileLayers, runningLayers } from './layers.js';
import type { StudyPacket } from './packet.js';

export interface AssembleOptions {
  /** Follow causes (depth, origins of loss, transmissions). Default: models of up to 200,000 assets. Always on where outages trigger hazards. */
  causes?: boolean;
  /** Points of the curves over time. Default 97. */
  gridPoints?: number;
  /** URL of a module whose `policies` take part in every replication. */
  policyModule?: string;
}

export interface Assembled {
  network: CompiledNetwork;
  names: NetworkNames;
  scenario: CompiledScenario;
  packet: StudyPacket;
  warnings: Problem[];
}

const HOURS_A_YEAR = 8760;

/** Throws CascadeError for what cannot be known before model and scenario meet. */
export function assemble(model: Model, scenario: Scenario, options: AssembleOptions = {}): Assembled {
  const { network, names } = compileNetwork(model, scenario.ticksPerHour);
  const assembler = new Assembler(model, scenario, network, names);
  const compiled = assembler.scenario(options);
  const packet: StudyPacket = { network: network.buffer, names, scenario: compiled, policyModule: options.policyModule };
  return { network, names, scenario: compiled, packet, warnings: assembler.warnings };
}

class Assembler {
  readonly warnings: Problem[] = [];
  private readonly indexOf: Map<string, number>;
  private readonly skills = new Map<string, number>([['', 0]]);

  constructor(private readonly model: Model, private readonly input: Scenario, private readonly network: CompiledNetwork, private readonly names: NetworkNames) {
    this.indexOf = new Map(names.assets.map((id, i) => [id, i]));
  }

  scenario(options: AssembleOptions): CompiledScenario {
    const { input, names, network } = this, { ticksPerHour } = input, [studyKey0, studyKey1] = studyKey(input.seed), points = options.gridPoints ?? 97;
    const asked = input.physics?.all;
    if (asked !== undefined && asked !== 'off' && this.model.physics.length === 0) this.warn('PHYSICS_NONE', `physics: ${asked} is asked for, but the model has no layers: it runs on dependencies alone`);
    const kindSkill = Int32Array.from(names.kinds, (kind) => this.skill(kind.skill ?? ''));
    return {
      horizonTicks: ticksNear(input.horizonHours, ticksPerHour), ticksPerHour, startHourOfWeek: hourOfWeek(input.start, this.model.timeZone), studyKey0, studyKey1,
      hazards: input.hazards.map((hazard) => this.hazard(hazard)),
      triggers: [...input.triggers].sort(byKey).map((trigger) => this.trigger(trigger)),
      repair: names.kinds.flatMap((kind) => kind.repair),
      kindSkill,
      pools: [...input.crews].sort((p, q) => (p.id < q.id ? -1 : 1)).map((pool) => ({ id: pool.id, count: pool.count, fromTick: ticksNear(pool.fromHours, ticksPerHour), skills: this.skillsOf(pool.skills), base: pool.base === undefined ? -1 : this.asset(pool.base) })),
      skills: [...this.skills.keys()],
      order: input.repairOrder,
      listRank: input.repairOrder === 'list' ? this.listRank() : undefined,
      plans: [...input.plans].sort((p, q) => p.precedence - q.precedence || byKey(p, q)).map((plan) => this.plan(plan)),
      layers: compileLayers(runningLayers(this.model, input)),
      ownFailureMeanHours: Float64Array.from(names.kinds, (kind) => (kind.failuresPerYear > 0 ? HOURS_A_YEAR / kind.failuresPerYear : 0)),
      ownFailureState: Uint8Array.from(names.kinds, (kind) => DAMAGE_STATES.indexOf(kind.ownFailureState)),
      damageCost: Float64Array.from(names.kinds.flatMap((kind) => kind.lossRatio.map((ratio) => ratio * kind.replacementCost))),
      affectedBelow: Math.max(1, partsDown(input.affectedThreshold)),
      eventBudget: Math.max(1_000_000, 1_000 * network.sizes.assets),
      gridHours: Float64Array.from({ length: points }, (_, i) => (input.horizonHours * i) / (points - 1)),
      // What an outage triggers hangs on the occurrence that began it.
      causes: (options.causes ?? network.sizes.assets <= 200_000) || input.triggers.some((trigger) => trigger.cause.on === 'outage'),
    };
  }

  private hazard(hazard: Hazard): CompiledHazard {
    const { assetLon, assetLat } = this.network, [key0, key1] = hashKey(hazard.key);
    const { assets, factor, skipped } = footprintIntensities(hazard.footprint, { lon: assetLon, lat: assetLat }, (s) => this.select(s));
    if (skipped.length > 0) this.warn('ASSET_NO_PLACE', `hazard "${hazard.id}" cannot reach ${skipped.length} asset${skipped.length === 1 ? '' : 's'} without a place, the first "${this.names.assets[skipped[0]!]!}"`);
    if (assets.length === 0) this.warn('HAZARD_HITS_NOTHING', `the footprint of hazard "${hazard.id}" holds no asset`);
    const position = new Map<number, number>();
    assets.forEach((a, i) => position.set(a, i));
    const byFragility = hazard.effects.some((e) => e.effect === 'damage' && e.probability === undefined);
    const fragility = byFragility ? compileFragility(this.names.kinds, hazard.measure, hazard.unit) : undefined;
    const profile = hazard.profile === undefined ? undefined : { hours: Float64Array.from(hazard.profile, (p) => p[0]), factors: Float64Array.from(hazard.profile, (p) => p[1]) };
    return {
      id: hazard.id, key0, key1, onset: hazard.onsetHours, duration: hazard.durationHours, intensity: hazard.intensity, assets,
      lnFactor: Float64Array.from(factor, (f) => (f > 0 ? log(f) : -Infinity)), fragility, common: hazard.common, profile, once: hazard.once,
      effects: hazard.effects.map((effect) => this.effect(effect, position)),
    };
  }

  private effect(effect: Effect, position: Map<number, number>): CompiledEffect {
    const positions = effect.select === undefined ? undefined : Int32Array.from(this.select(effect.select).flatMap((a) => { const at = position.get(a); return at === undefined ? [] : [at]; }));
    switch (effect.effect) {
      case 'damage': return { effect: 'damage', positions, probability: effect.probability ?? NaN, state: DAMAGE_STATES.indexOf(effect.state ?? 'complete'), to: FULL };
      case 'derate': return { effect: 'derate', positions, probability: effect.probability, state: 0, to: partsDown(effect.to) };
      case 'trip': return { effect: 'trip', positions, probability: effect.probability, state: 0, to: 0 };
    }
  }

  private trigger(trigger: Trigger): CompiledTrigger {
    const { cause } = trigger, [key0, key1] = hashKey(trigger.key);
    return {
      id: trigger.id, key0, key1, on: cause.on, causeHazard: cause.on === 'hazard' ? this.hazardIndex(cause.hazard) : -1,
      members: cause.on === 'hazard' ? undefined : this.members(cause.select), state: cause.on === 'damage' ? DAMAGE_STATES.indexOf(cause.state) : 0,
      afterTicks: cause.on === 'outage' ? ticksNear(cause.afterHours, this.input.ticksPerHour) : 0,
      probability: trigger.probability, lag: trigger.lagHours, hazard: this.hazardIndex(trigger.hazard), repeat: trigger.repeat,
    };
  }

  private plan(plan: Plan): CompiledPlan {
    const ticks = (hours: number): number => ticksNear(hours, this.input.ticksPerHour), { when } = plan;
    const condition = (): CompiledPlan['when'] => {
      switch (when.on) {
        case 'time': return { on: 'time', tick: ticks(when.atHours) };
        case 'hazard': return { on: 'hazard', hazard: this.hazardIndex(when.hazard) };
        case 'damage': return { on: 'damage', members: this.members(when.select), state: DAMAGE_STATES.indexOf(when.state) };
        case 'level': return { on: 'level', asset: this.asset(when.asset), below: Math.max(1, Math.ceil(when.below * FULL)), forTicks: ticks(when.forHours) };
        case 'buffer': return { on: 'buffer', need: this.need(when.need), belowLevel: ticks(when.belowHours) * FULL };
      }
    };
    return { id: plan.id, when: condition(), afterTicks: ticks(plan.afterHours), once: plan.once, measures: plan.measures.map((measure) => this.measure(measure)) };
  }

  private measure(measure: Plan['measures'][number]): CompiledMeasure {
    const assets = (select: Selector): Int32Array => Int32Array.from(this.select(select));
    switch (measure.do) {
      case 'derate': return { do: 'derate', assets: assets(measure.select), to: partsDown(measure.to) };
      case 'refill': return { do: 'refill', needs: Int32Array.from(measure.needs, (need) => this.need(need)) };
      case 'crews': return { do: 'crews', pool: this.pool(measure.pool), count: measure.count };
      default: return { do: measure.do, assets: assets(measure.select) };
    }
  }

  /** Model.assets is in asset order, which is the network's: positions are indices. */
  private select(selector: Selector): number[] { return selectAssets(this.model, selector); }

  private members(selector: Selector): Uint8Array {
    const members = new Uint8Array(this.network.sizes.assets);
    for (const a of this.select(selector)) members[a] = 1;
    return members;
  }

  private skill(name: string): number {
    const known = this.skills.get(name);
    if (known !== undefined) return known;
    this.skills.set(name, this.skills.size);
    return this.skills.size - 1;
  }

  /** A pool that names no skills does any job; one that does, those and the jobs that need none. Those of the kinds are known by now. */
  private skillsOf(named: readonly string[]): number[] {
    return named.length === 0 ? [...this.skills.values()] : [0, ...named.map((name) => this.skill(name))];
  }

  private listRank(): Int32Array {
    const rank = new Int32Array(this.network.sizes.assets).fill(2 ** 31 - 1);
    this.input.repairList.forEach((id, i) => { rank[this.asset(id)] = i; });
    return rank;
  }

  private asset(id: string): number { return found(this.indexOf.get(id), 'SCENARIO_ASSET_UNKNOWN', 'asset', id); }
  private need(id: string): number { return found(this.names.needs.indexOf(id), 'SCENARIO_NEED_UNKNOWN', 'need', id); }
  private hazardIndex(id: string): number { return found(this.input.hazards.findIndex((h) => h.id === id), 'SCENARIO_HAZARD_UNKNOWN', 'hazard', id); }
  private pool(id: string): number { return found([...this.input.crews].sort((p, q) => (p.id < q.id ? -1 : 1)).findIndex((p) => p.id === id), 'SCENARIO_POOL_UNKNOWN', 'crew pool', id); }

  private warn(code: string, message: string): void { this.warnings.push({ code, severity: 'warning', message }); }
}

function found(index: number | undefined, code: string, what: string, id: string): number {
  if (index === undefined || index < 0) throw new CascadeError(code, `"${id}" is not a known ${what}`);
  return index;
}

const byKey = (p: { key: string }, q: { key: string }): number => (p.key < q.key ? -1 : p.key > q.key ? 1 : 0);

/** Local hour of the week of an instant, Monday 00:00 = 0, with its fraction. Clock changes after the start are left out of account. */
export function hourOfWeek(instant: string, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(instant));
  const part = (type: string): string => parts.find((p) => p.type === type)!.value;
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday'));
  return day * 24 + Number(part('hour')) + Number(part('minute')) / 60 + Number(part('second')) / 3600;
}
