/**
 * Numbers as files write them: durations with a unit, distances, shares, and distributions of them.
 * Everything is checked here once; inside, durations are hours, distances kilometres, shares 0..1.
 */
import type { Distribution, Numeric } from './types.js';

const HOURS: Record<string, number> = { s: 1 / 3600, min: 1 / 60, h: 1, d: 24, w: 168, y: 8760 };
const DURATION = /^(\d+(?:\.\d+)?) ?(s|min|h|d|w|y)$/;
const DISTANCE = /^(\d+(?:\.\d+)?) ?(m|km)$/;
const PERCENT = /^(\d+(?:\.\d+)?) ?%$/;

/** Patterns of the published schemas: the same expressions. */
export const DURATION_PATTERN = DURATION.source;
export const DISTANCE_PATTERN = DISTANCE.source;
export const PERCENT_PATTERN = PERCENT.source;

/** Hours of a duration such as `90min`, `8h`, `3d` (a year is 365 days); undefined when it is none. */
export function hoursOf(text: unknown): number | undefined {
  const match = typeof text === 'string' ? DURATION.exec(text) : null;
  if (!match) return undefined;
  // Dividing by 60 is exact where multiplying by 1/60 is not: 90min must be 1.5 h to the last bit.
  const value = Number(match[1]);
  return match[2] === 's' ? value / 3600 : match[2] === 'min' ? value / 60 : value * HOURS[match[2]!]!;
}

/** Kilometres of a distance such as `500m` or `5km`; undefined when it is none. */
export function kilometresOf(text: unknown): number | undefined {
  const match = typeof text === 'string' ? DISTANCE.exec(text) : null;
  if (!match) return undefined;
  return match[2] === 'm' ? Number(match[1]) / 1000 : Number(match[1]);
}

/** A share: a number, or `60%`; undefined when it is neither. The range is the caller's to check. */
export function shareOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const match = typeof value === 'string' ? PERCENT.exec(value) : null;
  return match ? Number(match[1]) / 100 : undefined;
}

/** A plain finite number; undefined when it is none. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Parameters of each distribution: those in the unit of the value, and plain ones. `?` = optional. */
export const DISTRIBUTION_PARAMETERS = {
  lognormal: { value: ['median'], plain: ['sigma'] },
  triangular: { value: ['min', 'mode', 'max'], plain: [] },
  pert: { value: ['min', 'mode', 'max'], plain: [] },
  uniform: { value: ['min', 'max'], plain: [] },
  normal: { value: ['mean', 'sd', 'min?', 'max?'], plain: [] },
  exponential: { value: ['mean'], plain: [] },
  weibull: { value: ['scale'], plain: ['shape'] },
} as const satisfies Record<string, { value: readonly string[]; plain: readonly string[] }>;

/** Reads a quantity of one unit, e.g. hoursOf. */
export type Unit = (value: unknown) => number | undefined;

/**
 * A number or distribution as written in a file (its shape checked by the schema before).
 * @param unit reads the numbers, e.g. {@link hoursOf}
 * @param range least and greatest value allowed; distributions must keep to it as far as they are bounded; `cuts`: a normal distribution without
 *   bounds is cut there, instead of at 0
 * @returns the value, or a sentence that says what is wrong with it
 */
export function numericOf(data: unknown, unit: Unit, range: { min: number; max: number; cuts?: boolean } = { min: 0, max: Infinity }): Numeric | string {
  if (typeof data !== 'object' || data === null) {
    const value = unit(data);
    return value === undefined ? 'is not a quantity of this unit' : inRange(value, range) ?? value;
  }
  const { shared, ...rest } = data as Record<string, unknown>;
  const [dist, ...more] = Object.keys(rest);
  if (dist === undefined || more.length > 0) return `names ${dist === undefined ? 'no' : 'more than one'} distribution`;
  const parameters = rest[dist];
  if (typeof parameters !== 'object' || parameters === null) return `needs the parameters of ${dist} as a map`;
  const drawn = distributionOf(dist, parameters as Record<string, unknown>, unit, range.cuts ? range : { min: 0, max: Infinity });
  const wrong = typeof drawn === 'string' ? drawn : distributionProblem(drawn, range);
  if (typeof drawn === 'string' || wrong !== undefined) return wrong ?? '';
  return shared === true ? { ...drawn, shared: true } : drawn;
}

function distributionOf(dist: string, data: Record<string, unknown>, unit: Unit, cut: { min: number; max: number }): Distribution | string {
  if (dist === 'empirical') {
    const values = Array.isArray(data.values) ? data.values.map(unit) : [];
    if (values.length === 0) return 'needs a list of values';
    if (values.some((v) => v === undefined)) return 'has a value that is not a quantity of this unit';
    return { dist, values: values as number[], ...(Array.isArray(data.weights) ? { weights: data.weights as number[] } : {}) };
  }
  if (!Object.hasOwn(DISTRIBUTION_PARAMETERS, dist)) return `names no known distribution ("${dist}")`;
  const { value, plain } = DISTRIBUTION_PARAMETERS[dist as keyof typeof DISTRIBUTION_PARAMETERS];
  const parameters: Record<string, number> = {};
  for (const name of [...value.map((n) => n.replace('?', '')), ...plain]) {
    if (data[name] === undefined) continue;
    const read = (plain as readonly string[]).includes(name) ? numberOf(data[name]) : unit(data[name]);
    if (read === undefined) return `has a ${name} that is not a quantity of this unit`;
    parameters[name] = read;
  }
  // A normal is truncated: at 0 unless the file says otherwise.
  if (dist === 'normal') return { dist, mean: parameters.mean!, sd: parameters.sd!, min: parameters.min ?? cut.min, max: parameters.max ?? cut.max };
  return { dist, ...parameters } as Distribution;
}

/** What keeps a number or distribution from lying in a range, as a sentence without its subject; undefined: nothing. */
export const rangeProblem = (numeric: Numeric, range: { min: number; max: number }): string | undefined => (typeof numeric === 'number' ? inRange(numeric, range) : distributionProblem(numeric, range));

/** What is wrong with the parameters of a distribution, as a sentence without its subject; undefined: nothing. */
function distributionProblem(d: Distribution, range: { min: number; max: number }): string | undefined {
  switch (d.dist) {
    case 'lognormal': return d.median > 0 && d.sigma >= 0 ? inRange(d.median, range) : 'needs median > 0 and sigma >= 0';
    case 'triangular':
    case 'pert': return d.min <= d.mode && d.mode <= d.max && d.min < d.max ? inRange(d.min, range) ?? inRange(d.max, range) : 'needs min <= mode <= max and min < max';
    case 'uniform': return d.min < d.max ? inRange(d.min, range) ?? inRange(d.max, range) : 'needs min < max';
    case 'normal': {
      if (!(d.sd > 0)) return 'needs sd > 0';
      if (!(d.min < d.max)) return 'needs min < max';
      // Cutting off nearly everything leaves a tail that no method draws well.
      if (d.max < d.mean - 6 * d.sd || d.min > d.mean + 6 * d.sd) return 'is cut off more than 6 sd from its mean';
      return inRange(d.min, range) ?? (d.max === Infinity ? undefined : inRange(d.max, range));
    }
    case 'exponential': return d.mean > 0 ? inRange(d.mean, range) : 'needs mean > 0';
    case 'weibull': return d.scale > 0 && d.shape > 0 ? inRange(d.scale, range) : 'needs scale > 0 and shape > 0';
    case 'empirical': {
      if (d.weights && d.weights.length !== d.values.length) return `needs as many weights as values: ${d.values.length}, found ${d.weights.length}`;
      if (d.weights && (d.weights.some((w) => !(w >= 0)) || !d.weights.some((w) => w > 0))) return 'needs weights >= 0, one of them > 0';
      for (const value of d.values) { const wrong = inRange(value, range); if (wrong !== undefined) return wrong; }
      return undefined;
    }
  }
}

function inRange(value: number, range: { min: number; max: number }): string | undefined {
  if (value >= range.min && value <= range.max) return undefined;
  return range.max === Infinity ? `must be at least ${range.min}, found ${value}` : `must be in ${range.min} .. ${range.max}, found ${value}`;
}

/** True for a decimal of at most six places, as weights and impacts must be (they are summed as integers). */
export function hasSixPlaces(value: number): boolean {
  return Math.abs(Math.round(value * 1e6) / 1e6 - value) <= Math.abs(value) * 1e-15;
}
