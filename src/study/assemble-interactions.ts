/** Random arrivals, conditions, links and correlations of a scenario -> the engine's terms. */
import type { CompiledArrivals, CompiledCondition, CompiledCorrelation, CompiledInteractions, CompiledLink } from '../engine/compiled-interactions.js';
import { ticksNear } from '../engine/units.js';
import type { Arrivals, Correlation, Link, While } from '../model/types.js';
import { hashKey } from '../random/hash.js';
import { localTime } from './local-time.js';
import type { ScenarioNames } from './scenario-names.js';

const HOURS_A_YEAR = 8760, MS_AN_HOUR = 3_600_000;

/** Numbers conditions as they are met: equal ones are one. */
export class ConditionList {
  readonly list: CompiledCondition[] = [];

  constructor(private readonly at: ScenarioNames) {}

  numberOf({ hazard: id, windowHours }: While): number {
    const hazard = this.at.hazardIndex(id), windowTicks = ticksNear(windowHours, this.at.input.ticksPerHour);
    const known = this.list.findIndex((c) => c.hazard === hazard && c.windowTicks === windowTicks);
    return known >= 0 ? known : this.list.push({ hazard, windowTicks }) - 1;
  }
}

/** The interactions of a scenario; undefined: there are none. @param conditions with those of triggers */
export function compileInteractions(at: ScenarioNames, conditions: ConditionList): CompiledInteractions | undefined {
  const { links = [], correlations = [] } = at.input;
  const compiled = links.map((link) => compileLink(at, link, conditions)), groups = correlations.map((correlation) => compileCorrelation(at, correlation));
  return conditions.list.length + groups.length > 0 ? { conditions: conditions.list, links: compiled, correlations: groups } : undefined;
}

function compileLink(at: ScenarioNames, link: Link, conditions: ConditionList): CompiledLink {
  const { linked, by } = link, common = { condition: conditions.numberOf(link.while), multiply: linked.multiply, by, target: -1 };
  switch (linked.multiply) {
    case 'rate': return { ...common, target: at.hazardIndex(linked.hazard) };
    case 'trigger': return { ...common, target: at.triggerIndex(linked.trigger) };
    case 'repair': return { ...common, ...(linked.select === undefined ? {} : { members: at.members(linked.select) }) };
    case 'fragility': {
      const { measures } = linked;
      return { ...common, ...(linked.select === undefined ? {} : { members: at.members(linked.select) }), hazards: Uint8Array.from(at.input.hazards, (h) => (measures === undefined || measures.includes(h.measure) ? 1 : 0)) };
    }
  }
}

/** The Cholesky factor of a matrix of ones and rhos, row by row. A pivot of 0 (rho at an end of its range) leaves the rest of its column 0. */
function compileCorrelation(at: ScenarioNames, { key, hazards, rho }: Correlation): CompiledCorrelation {
  const n = hazards.length, lower = new Float64Array(n * n), [key0, key1] = hashKey(key);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = i === j ? 1 : rho;
      for (let m = 0; m < j; m++) rest -= lower[i * n + m]! * lower[j * n + m]!;
      const pivot = lower[j * n + j]!;
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(0, rest)) : pivot > 0 ? rest / pivot : 0;
    }
  }
  return { key0, key1, hazards: Int32Array.from(hazards, (id) => at.hazardIndex(id)), lower };
}

/** Rate by piece: one piece, or the calendar months from the start to the horizon. Clock changes after the start are left out of account. */
export function compileArrivals({ perYear, season }: Arrivals, { input, model }: ScenarioNames): CompiledArrivals {
  const { ticksPerHour, horizonHours } = input, perTick = perYear / (HOURS_A_YEAR * ticksPerHour);
  if (season === undefined) return { ends: Float64Array.of(Infinity), rates: Float64Array.of(perTick) };
  const { year, month, ms } = localTime(input.start, model.timeZone), ends: number[] = [], rates: number[] = [];
  for (let m = month; ; m++) {
    const hours = (Date.UTC(year, m + 1, 1) - ms) / MS_AN_HOUR, last = hours >= horizonHours;
    rates.push(perTick * season[m % 12]!);
    ends.push(last ? Infinity : ticksNear(hours, ticksPerHour));
    if (last) return { ends: Float64Array.from(ends), rates: Float64Array.from(rates) };
  }
}
