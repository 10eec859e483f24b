/** Plans and variants of a scenario file, already checked by the schema. */
import { bufferOf } from './buffers.js';
import type { Problems, Where } from './problems.js';
import { hasSixPlaces, hoursOf, shareOf } from './quantities.js';
import type { PlanData } from './schema-plans.js';
import type { VariantData } from './schema-variants.js';
import type { SelectorData } from './schema-parts.js';
import { selectorOf } from './selectors.js';
import type { Change, Condition, DamageState, Measure, Plan, Selector, Variant } from './types.js';

export function planOf(data: PlanData, problems: Problems, where: Where): Plan {
  return {
    id: data.id, key: data.key ?? data.id, when: conditionOf(data.when, problems, (path = []) => where(['when', ...path])), afterHours: hoursOf(data.after) ?? 0,
    measures: data.do.map((measure, i) => measureOf(measure, problems, (path = []) => where(['do', i, ...path]))), precedence: data.precedence ?? 0, once: data.once ?? false,
  };
}

function conditionOf(data: PlanData['when'], problems: Problems, where: Where): Condition {
  const { time, hazard, damage, level, buffer } = data;
  if (time !== undefined) return { on: 'time', atHours: hoursOf(time)! };
  if (hazard !== undefined) return { on: 'hazard', hazard };
  if (damage) return { on: 'damage', select: selectorOf(damage.select, problems, (path = []) => where(['damage', 'select', ...path])), state: damage.state as DamageState };
  if (level) return { on: 'level', asset: level.asset, below: shareOf(level.below)!, forHours: hoursOf(level.for) ?? 0 };
  return { on: 'buffer', need: buffer!.need, belowHours: hoursOf(buffer!.below)! };
}

function measureOf(data: PlanData['do'][number], problems: Problems, where: Where): Measure {
  const select = (s: SelectorData, ...at: string[]): Selector => selectorOf(s, problems, (path = []) => where([...at, ...path]));
  if (data.trip) return { do: 'trip', select: select(data.trip, 'trip') };
  if (data.release) return { do: 'release', select: select(data.release, 'release') };
  if (data['repair-first']) return { do: 'repair-first', select: select(data['repair-first'], 'repair-first') };
  if (data.derate) return { do: 'derate', select: select(data.derate.select, 'derate', 'select'), to: shareOf(data.derate.to)! };
  if (data.refill) return { do: 'refill', needs: [...data.refill] };
  return { do: 'crews', pool: data.crews!.pool, count: data.crews!.count };
}

export function variantOf(data: VariantData, problems: Problems, where: Where): Variant {
  const changes = data.changes.flatMap((change, i) => changeOf(change, problems, (path = []) => where(['changes', i, ...path])) ?? []);
  return { id: data.id, title: data.title ?? data.id, changes, ...(data.cost === undefined ? {} : { costEuro: data.cost }) };
}

/** A change; undefined and a problem when it makes no sense. */
export function changeOf(data: VariantData['changes'][number], problems: Problems, where: Where): Change | undefined {
  const select = (s: SelectorData, ...at: string[]): Selector => selectorOf(s, problems, (path = []) => where([...at, ...path]));
  if (data.set) return { change: 'set', select: select(data.set.select, 'set', 'select'), values: { ...data.set.values } };
  if (data.harden) return { change: 'harden', select: select(data.harden.select, 'harden', 'select'), factor: data.harden.factor };
  if (data.invulnerable) return { change: 'invulnerable', select: select(data.invulnerable, 'invulnerable') };
  if (data['add-buffer']) {
    const { select: s, service, buffer } = data['add-buffer'];
    const read = bufferOf(buffer, problems, (path = []) => where(['add-buffer', 'buffer', ...path]));
    return read && { change: 'add-buffer', select: select(s, 'add-buffer', 'select'), service, buffer: read };
  }
  if (data['add-supplier']) {
    const { select: s, service, supplier, weight = 1 } = data['add-supplier'];
    if (!hasSixPlaces(weight)) problems.error('WEIGHT_INVALID', `the weight must be a decimal of at most six places, found ${weight}`, where(['add-supplier', 'weight']));
    return { change: 'add-supplier', select: select(s, 'add-supplier', 'select'), service, supplier: { asset: supplier, weight } };
  }
  if (data['add-asset']) return { change: 'add-asset', asset: { ...data['add-asset'] } };
  if (data.remove) return { change: 'remove', select: select(data.remove, 'remove') };
  return { change: 'scenario', values: { ...data.scenario!.values } };
}
