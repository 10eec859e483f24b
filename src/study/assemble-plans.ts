/** Plans and resources of a scenario -> the engine's terms. */
import type { CompiledCondition, CompiledCover, CompiledMeasure, CompiledPlan, CompiledResource } from '../engine/compiled-plans.js';
import { FULL, partsDown, ticksNear } from '../engine/units.js';
import { DAMAGE_STATES, type Condition, type Measure, type Plan, type Selector } from '../model/types.js';
import { Role } from '../network/compiled-network.js';
import { hashKey } from '../random/hash.js';
import type { ScenarioNames } from './scenario-names.js';

/** Resources in order of id. */
export function compileResources(at: ScenarioNames): CompiledResource[] {
  return at.resources.map(({ id, count, base }) => ({ id, count, base: base === undefined ? -1 : at.asset(base) }));
}

/** A plan: its condition, and its measures. */
export function compilePlan(at: ScenarioNames, plan: Plan): CompiledPlan {
  const ticks = (hours: number): number => ticksNear(hours, at.input.ticksPerHour), [key0, key1] = hashKey(plan.key), { afterHours } = plan;
  return {
    id: plan.id, key0, key1, when: compileCondition(at, plan.when), once: plan.once,
    ...(typeof afterHours === 'number' ? { afterTicks: ticks(afterHours) } : { afterTicks: 0, afterHours }),
    forTicks: plan.forHours === undefined ? Infinity : ticks(plan.forHours), probability: plan.probability ?? 1,
    uses: Object.entries(plan.uses ?? {}).sort(([p], [q]) => (p < q ? -1 : 1)).map(([id, count]) => ({ ...at.resourceOrPool(id), count })),
    measures: plan.measures.map((measure) => compileMeasure(at, measure)),
  };
}

function compileCondition(at: ScenarioNames, when: Condition): CompiledCondition {
  const ticks = (hours: number): number => ticksNear(hours, at.input.ticksPerHour), assets = (select: Selector): Int32Array => Int32Array.from(at.select(select));
  switch (when.on) {
    case 'time': return { on: 'time', tick: ticks(when.atHours) };
    case 'hazard': case 'hazard-ends': case 'detected': return { on: when.on, hazard: at.hazardIndex(when.hazard) };
    case 'damage': return { on: 'damage', members: at.members(when.select), state: DAMAGE_STATES.indexOf(when.state) };
    case 'fall': return { on: 'fall', assets: assets(when.select) };
    case 'level': return { on: 'level', asset: at.asset(when.asset), below: Math.max(1, Math.ceil(when.below * FULL)), forTicks: ticks(when.forHours) };
    case 'working': {
      const selected = assets(when.select);
      // 1e-9 forgives the decimal notation of a share: fewer than 60 % of 5 are fewer than 3.
      return { on: 'working', assets: selected, below: Math.ceil(when.below * selected.length - 1e-9), forTicks: ticks(when.forHours) };
    }
    case 'people': return { on: 'people', service: at.service(when.service), above: when.above * FULL, forTicks: ticks(when.forHours) };
    case 'buffer': return { on: 'buffer', need: at.need(when.need), belowLevel: ticks(when.belowHours) * FULL };
    case 'all': case 'any': return { on: when.on, of: when.of.map((part) => compileCondition(at, part)) };
  }
}

function compileMeasure(at: ScenarioNames, measure: Measure): CompiledMeasure {
  const assets = (select: Selector): Int32Array => Int32Array.from(at.select(select)), ticks = (hours: number): number => ticksNear(hours, at.input.ticksPerHour);
  switch (measure.do) {
    case 'derate': return { do: 'derate', assets: assets(measure.select), to: partsDown(measure.to) };
    case 'refill': return { do: 'refill', needs: Int32Array.from(measure.needs, (need) => at.need(need)) };
    case 'crews': return { do: 'crews', pool: at.pool(measure.pool), count: measure.count };
    case 'cover': return compileCover(at, measure);
    case 'evacuate': return {
      do: 'evacuate', assets: assets(measure.select).filter((a) => at.network.assetPeople[a]! > 0), to: measure.to === undefined ? -1 : at.asset(measure.to),
      share: measure.share, overTicks: ticks(measure.overHours), travelTicks: ticks(measure.travelHours),
    };
    case 'warn': return {
      do: 'warn', members: at.members(measure.select), compliance: measure.compliance, leadTicks: ticks(measure.leadHours),
      ...(measure.against === undefined ? {} : { against: Uint8Array.from(at.input.hazards, (hazard) => (measure.against!.includes(hazard.id) ? 1 : 0)) }),
    };
    default: return { do: measure.do, assets: assets(measure.select) };
  }
}

/** All needs of the service that carry function, of the selected assets. */
function compileCover(at: ScenarioNames, measure: Extract<Measure, { do: 'cover' }>): CompiledCover {
  const { assetServed, needFunctionEnd, needRole, needService, needStart } = at.network, service = at.service(measure.service), needs: number[] = [], assets: number[] = [];
  for (const a of at.select(measure.select).sort((p, q) => assetServed[q]! - assetServed[p]! || p - q)) {
    for (let x = needStart[a]!; x < needFunctionEnd[a]!; x++) if (needService[x] === service && needRole[x] === Role.Function) { needs.push(x); assets.push(a); }
  }
  return {
    do: 'cover', needs: Int32Array.from(needs), assets: Int32Array.from(assets), parts: partsDown(measure.share), short: measure.short,
    unit: measure.unit === undefined ? -1 : at.resource(measure.unit), by: measure.with === undefined ? -1 : at.asset(measure.with),
  };
}
