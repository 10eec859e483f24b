/** Plans of a scenario -> the engine's terms. */
import type { CompiledMeasure, CompiledPlan } from '../engine/compiled-scenario.js';
import { FULL, partsDown, ticksNear } from '../engine/units.js';
import { DAMAGE_STATES, type Plan, type Selector } from '../model/types.js';
import type { ScenarioNames } from './scenario-names.js';

/** A plan: its condition, and its measures. */
export function compilePlan(at: ScenarioNames, plan: Plan): CompiledPlan {
  const ticks = (hours: number): number => ticksNear(hours, at.input.ticksPerHour), { when } = plan;
  const condition = (): CompiledPlan['when'] => {
    switch (when.on) {
      case 'time': return { on: 'time', tick: ticks(when.atHours) };
      case 'hazard': return { on: 'hazard', hazard: at.hazardIndex(when.hazard) };
      case 'damage': return { on: 'damage', members: at.members(when.select), state: DAMAGE_STATES.indexOf(when.state) };
      case 'level': return { on: 'level', asset: at.asset(when.asset), below: Math.max(1, Math.ceil(when.below * FULL)), forTicks: ticks(when.forHours) };
      case 'buffer': return { on: 'buffer', need: at.need(when.need), belowLevel: ticks(when.belowHours) * FULL };
    }
  };
  return { id: plan.id, when: condition(), afterTicks: ticks(plan.afterHours), once: plan.once, measures: plan.measures.map((measure) => compileMeasure(at, measure)) };
}

function compileMeasure(at: ScenarioNames, measure: Plan['measures'][number]): CompiledMeasure {
  const assets = (select: Selector): Int32Array => Int32Array.from(at.select(select));
  switch (measure.do) {
    case 'derate': return { do: 'derate', assets: assets(measure.select), to: partsDown(measure.to) };
    case 'refill': return { do: 'refill', needs: Int32Array.from(measure.needs, (need) => at.need(need)) };
    case 'crews': return { do: 'crews', pool: at.pool(measure.pool), count: measure.count };
    default: return { do: measure.do, assets: assets(measure.select) };
  }
}
