/** Plans of a scenario file, already checked by the schema. */
import type { Problems, Where } from './problems.js';
import { hoursOf, numericOf, shareOf } from './quantities.js';
import type { ConditionData, PlanData } from './schema-plans.js';
import type { SelectorData } from './schema-parts.js';
import { selectorOf } from './selectors.js';
import type { Condition, DamageState, Measure, Numeric, Plan, Selector } from './types.js';

export function planOf(data: PlanData, problems: Problems, where: Where): Plan {
  return {
    id: data.id, key: data.key ?? data.id, when: conditionOf(data.when, problems, (path = []) => where(['when', ...path])), afterHours: delayOf(data.after, problems, where),
    measures: data.do.map((measure, i) => measureOf(measure, problems, (path = []) => where(['do', i, ...path]))), precedence: data.precedence ?? 0, once: data.once ?? false,
    ...(data.for === undefined ? {} : { forHours: hoursOf(data.for)! }), ...(data.uses === undefined ? {} : { uses: { ...data.uses } }),
    ...(data.probability === undefined ? {} : { probability: shareOf(data.probability)! }), ...(data.active === undefined ? {} : { active: data.active }),
  };
}

function delayOf(after: PlanData['after'], problems: Problems, where: Where): Numeric {
  if (after === undefined) return 0;
  const numeric = numericOf(after, hoursOf);
  if (typeof numeric !== 'string') return numeric;
  problems.error('QUANTITY_INVALID', `after ${numeric}`, where(['after']));
  return 0;
}

function conditionOf(data: ConditionData, problems: Problems, where: Where): Condition {
  const select = (s: SelectorData, ...at: string[]): Selector => selectorOf(s, problems, (path = []) => where([...at, ...path]));
  const each = (list: ConditionData[], at: 'all' | 'any'): Condition => ({ on: at, of: list.map((part, i) => conditionOf(part, problems, (path = []) => where([at, i, ...path]))) });
  if (data.all) return each(data.all, 'all');
  if (data.any) return each(data.any, 'any');
  if (data.time !== undefined) return { on: 'time', atHours: hoursOf(data.time)! };
  for (const on of ['hazard', 'hazard-ends', 'detected'] as const) if (data[on] !== undefined) return { on, hazard: data[on] };
  if (data.damage) return { on: 'damage', select: select(data.damage.select, 'damage', 'select'), state: data.damage.state as DamageState };
  if (data.fall) return { on: 'fall', select: select(data.fall, 'fall') };
  if (data.level) return { on: 'level', asset: data.level.asset, below: shareOf(data.level.below)!, forHours: hoursOf(data.level.for) ?? 0 };
  if (data.working) return { on: 'working', select: select(data.working.select, 'working', 'select'), below: shareOf(data.working.below)!, forHours: hoursOf(data.working.for) ?? 0 };
  if (data.people) return { on: 'people', service: data.people.without, above: data.people.above, forHours: hoursOf(data.people.for) ?? 0 };
  return { on: 'buffer', need: data.buffer!.need, belowHours: hoursOf(data.buffer!.below)! };
}

function measureOf(data: PlanData['do'][number], problems: Problems, where: Where): Measure {
  const select = (s: SelectorData, ...at: string[]): Selector => selectorOf(s, problems, (path = []) => where([...at, ...path]));
  if (data.trip) return { do: 'trip', select: select(data.trip, 'trip') };
  if (data.release) return { do: 'release', select: select(data.release, 'release') };
  if (data['repair-first']) return { do: 'repair-first', select: select(data['repair-first'], 'repair-first') };
  if (data.derate) return { do: 'derate', select: select(data.derate.select, 'derate', 'select'), to: shareOf(data.derate.to)! };
  if (data.refill) return { do: 'refill', needs: [...data.refill] };
  if (data.cover) {
    const { service, share, short, unit, with: by } = data.cover;
    return { do: 'cover', select: select(data.cover.select, 'cover', 'select'), service, share: shareOf(share) ?? 1, short: short ?? false, ...(unit === undefined ? {} : { unit }), ...(by === undefined ? {} : { with: by }) };
  }
  if (data.evacuate) {
    const { share, over, travel, to } = data.evacuate;
    return { do: 'evacuate', select: select(data.evacuate.select, 'evacuate', 'select'), share: shareOf(share) ?? 1, overHours: hoursOf(over) ?? 0, travelHours: hoursOf(travel) ?? 0, ...(to === undefined ? {} : { to }) };
  }
  if (data.warn) {
    const { compliance, lead, against } = data.warn;
    return { do: 'warn', select: select(data.warn.select, 'warn', 'select'), compliance: shareOf(compliance)!, leadHours: hoursOf(lead) ?? 0, ...(against === undefined ? {} : { against: [...against] }) };
  }
  return { do: 'crews', pool: data.crews!.pool, count: data.crews!.count };
}
