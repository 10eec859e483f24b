/** Links and correlations of a scenario file, already checked by the schema. */
import { order, type Problems, type Where } from './problems.js';
import { hoursOf } from './quantities.js';
import type { CorrelationData, LinkData } from './schema-interactions.js';
import type { SelectorData } from './schema-parts.js';
import { selectorOf } from './selectors.js';
import type { Correlation, Link, Linked, While } from './types.js';

/** @param data a condition as files write it */
export function whileOf(data: LinkData['while']): While {
  return { hazard: data.hazard, windowHours: hoursOf(data.window) ?? 0 };
}

/** Adds LINK_INVALID where a factor of 0 makes no sense. */
export function linkOf(data: LinkData, problems: Problems, where: Where): Link {
  const linked = linkedOf(data.multiply, problems, (path = []) => where(['multiply', ...path]));
  if (data.by === 0 && (linked.multiply === 'fragility' || linked.multiply === 'repair')) {
    problems.error('LINK_INVALID', `medians of fragility and repair times are multiplied by a factor above 0, found 0`, where(['by']));
  }
  return { id: data.id, key: data.key ?? data.id, while: whileOf(data.while), linked, by: data.by };
}

function linkedOf(data: LinkData['multiply'], problems: Problems, where: Where): Linked {
  if (data.rate !== undefined) return { multiply: 'rate', hazard: data.rate };
  if (data.trigger !== undefined) return { multiply: 'trigger', trigger: data.trigger };
  const selected = (select: SelectorData | undefined, field: string) => (select ? { select: selectorOf(select, problems, (path = []) => where([field, 'select', ...path])) } : {});
  if (data.repair) return { multiply: 'repair', ...selected(data.repair.select, 'repair') };
  const { select, measures } = data.fragility!;
  return { multiply: 'fragility', ...selected(select, 'fragility'), ...(measures === undefined ? {} : { measures: [...new Set(measures)].sort(order) }) };
}

/** Adds CORRELATION_INVALID where no such joint distribution exists. */
export function correlationOf(data: CorrelationData, problems: Problems, where: Where): Correlation {
  const hazards = [...new Set(data.hazards)].sort(order), n = hazards.length;
  if (n < data.hazards.length) problems.error('CORRELATION_INVALID', 'a hazard stands twice in a correlation', where(['hazards']));
  // The smallest eigenvalue of a matrix of ones and rhos is 1 - rho or 1 + (n - 1) rho.
  else if (1 + (n - 1) * data.rho < 0) problems.error('CORRELATION_INVALID', `${n} hazards cannot all be correlated by ${data.rho} with each other: expecting at least ${(-1 / (n - 1)).toPrecision(3)}`, where(['rho']));
  return { id: data.id, key: data.key ?? data.id, hazards, rho: data.rho };
}
