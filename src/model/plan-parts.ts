/** Parts of plans: the times in their conditions, and what is left without assets that a variant takes out of the model. */
import type { Condition, Measure, Plan, Resource } from './types.js';

const needGone = (gone: ReadonlySet<string>, need: string): boolean => gone.has(need.slice(0, need.indexOf('/')));

/** The plans that still make sense: conditions on what is gone can never hold, measures on it do nothing. */
export function plansWithout(plans: readonly Plan[], gone: ReadonlySet<string>): Plan[] {
  return plans.flatMap((plan) => {
    const when = conditionWithout(plan.when, gone);
    return when === undefined ? [] : [{ ...plan, when, measures: plan.measures.flatMap((measure) => measureWithout(measure, gone) ?? []) }];
  });
}

/** undefined: it never holds. */
function conditionWithout(when: Condition, gone: ReadonlySet<string>): Condition | undefined {
  switch (when.on) {
    case 'level': return gone.has(when.asset) ? undefined : when;
    case 'buffer': return needGone(gone, when.need) ? undefined : when;
    case 'all': case 'any': {
      const of = when.of.flatMap((part) => conditionWithout(part, gone) ?? []);
      return of.length === 0 || (when.on === 'all' && of.length < when.of.length) ? undefined : { on: when.on, of };
    }
    default: return when;
  }
}

/** Hours that the condition waits for, wherever they stand in it. */
export function timesOf(when: Condition): number[] {
  return when.on === 'time' ? [when.atHours] : when.on === 'all' || when.on === 'any' ? when.of.flatMap(timesOf) : [];
}

/** undefined: it does nothing any more. */
function measureWithout(measure: Measure, gone: ReadonlySet<string>): Measure | undefined {
  switch (measure.do) {
    case 'refill': return { ...measure, needs: measure.needs.filter((need) => !needGone(gone, need)) };
    case 'cover': return measure.with !== undefined && gone.has(measure.with) ? undefined : measure;
    case 'evacuate': return measure.to !== undefined && gone.has(measure.to) ? undefined : measure;
    default: return measure;
  }
}

/** Resources whose base is gone are there at once. */
export function resourcesWithout(resources: readonly Resource[], gone: ReadonlySet<string>): Resource[] {
  return resources.map(({ base, ...resource }) => (base === undefined || gone.has(base) ? resource : { ...resource, base }));
}
