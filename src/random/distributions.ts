/**
 * Distributions by inverse transform: one uniform gives one value, increasing in the uniform, so that two variants of a
 * study that see the same draws see values that move together (common random numbers). Values have the unit of the parameters.
 */
import { CascadeError } from '../errors.js';
import type { Distribution, Numeric } from '../model/types.js';
import { lnGamma } from '../numerics/beta.js';
import { exp, expIn, log, logIn } from '../numerics/elementary.js';
import { normalCdf, normalQuantileIn } from '../numerics/normal.js';
import { BetaTable } from './beta-table.js';

/** A number or distribution made ready for drawing. */
export interface Sampler {
  /** The value, where it is a plain number: no draw is needed. */
  readonly constant: number | undefined;
  /** One draw for all assets of a replication instead of one each. */
  readonly shared: boolean;
  /**
   * Replaces the uniform in cell[0], in [2^-53, 1 - 2^-53] as CounterDraws gives it, by the value. In place since a double that a function
   * takes or returns becomes an object.
   */
  transform(cell: Float64Array): void;
  /** The value for a uniform. */
  sample(u: number): number;
  /** Expected value. */
  mean(): number;
}

/** Everything that is drawn is a Sampler without a constant. */
abstract class Drawn implements Sampler {
  readonly constant = undefined;
  constructor(readonly shared: boolean) {}
  abstract transform(cell: Float64Array): void;
  sample(u: number): number {
    const cell = Float64Array.of(u);
    this.transform(cell);
    return cell[0]!;
  }
  abstract mean(): number;
}

class Constant implements Sampler {
  readonly shared = false;
  constructor(readonly constant: number) {}
  transform(cell: Float64Array): void { cell[0] = this.constant; }
  sample(): number { return this.constant; }
  mean(): number { return this.constant; }
}

class Lognormal extends Drawn {
  constructor(private readonly median: number, private readonly sigma: number, shared: boolean) { super(shared); }
  transform(cell: Float64Array): void {
    normalQuantileIn(cell);
    cell[0] = this.sigma * cell[0]!;
    expIn(cell);
    cell[0] = this.median * cell[0];
  }
  mean(): number { return this.median * exp(0.5 * this.sigma * this.sigma); }
}

class Triangular extends Drawn {
  private readonly left: number;
  constructor(private readonly min: number, private readonly mode: number, private readonly max: number, shared: boolean) {
    super(shared);
    this.left = (mode - min) / (max - min);
  }
  transform(cell: Float64Array): void {
    const { min, mode, max } = this, u = cell[0]!;
    // Rounding must not carry either branch over the mode, or the quantile would not increase there.
    cell[0] = u < this.left
      ? Math.min(mode, min + Math.sqrt(u * (max - min) * (mode - min)))
      : Math.max(mode, max - Math.sqrt((1 - u) * (max - min) * (max - mode)));
  }
  mean(): number { return (this.min + this.mode + this.max) / 3; }
}

/** A beta distribution on [min, max] whose mean is (min + 4 mode + max) / 6 (D. G. Malcolm et al., Operations Research 7 (1959) 646-669). */
class Pert extends Drawn {
  private table: BetaTable | undefined;
  constructor(private readonly min: number, private readonly mode: number, private readonly max: number, shared: boolean) { super(shared); }
  transform(cell: Float64Array): void {
    const range = this.max - this.min;
    // Made at the first draw: a library of kinds has many repair times of which a scenario draws few.
    this.table ??= new BetaTable(1 + (4 * (this.mode - this.min)) / range, 1 + (4 * (this.max - this.mode)) / range);
    this.table.quantileIn(cell);
    cell[0] = this.min + range * cell[0]!;
  }
  mean(): number { return (this.min + 4 * this.mode + this.max) / 6; }
}

class Uniform extends Drawn {
  constructor(private readonly min: number, private readonly max: number, shared: boolean) { super(shared); }
  transform(cell: Float64Array): void { cell[0] = this.min + (this.max - this.min) * cell[0]!; }
  mean(): number { return 0.5 * (this.min + this.max); }
}

/** Normal distribution cut at min and max and scaled up in between. */
class TruncatedNormal extends Drawn {
  /** 1, or -1 where the interval lies in the upper tail: it is then mirrored, since probabilities near 0 are exact and those near 1 are not. */
  private readonly sign: number;
  private readonly below: number;
  private readonly inside: number;
  constructor(private readonly center: number, private readonly sd: number, private readonly min: number, private readonly max: number, shared: boolean) {
    super(shared);
    const from = (min - center) / sd;
    const to = (max - center) / sd;
    this.sign = from > 0 ? -1 : 1;
    this.below = normalCdf(this.sign * from);
    this.inside = normalCdf(this.sign * to) - this.below;
    if (this.inside === 0) invalid(`a normal distribution with mean ${center} and sd ${sd}`, 'a part of it between min and max', `${min} and ${max}, where it has none`);
  }
  transform(cell: Float64Array): void {
    cell[0] = this.below + cell[0]! * this.inside;
    normalQuantileIn(cell);
    cell[0] = Math.min(this.max, Math.max(this.min, this.center + this.sd * this.sign * cell[0]));
  }
  mean(): number {
    const density = (x: number): number => 0.3989422804014327 * exp(-0.5 * ((x - this.center) / this.sd) * ((x - this.center) / this.sd));
    return this.center + (this.sd * (density(this.min) - density(this.max))) / Math.abs(this.inside);
  }
}

class Exponential extends Drawn {
  constructor(private readonly average: number, shared: boolean) { super(shared); }
  transform(cell: Float64Array): void {
    cell[0] = 1 - cell[0]!;
    logIn(cell);
    cell[0] = -this.average * cell[0];
  }
  mean(): number { return this.average; }
}

class Weibull extends Drawn {
  constructor(private readonly scale: number, private readonly shape: number, shared: boolean) { super(shared); }
  transform(cell: Float64Array): void {
    cell[0] = exp(log(-log(1 - cell[0]!)) / this.shape) * this.scale;
  }
  mean(): number { return this.scale * exp(lnGamma(1 + 1 / this.shape)); }
}

/** One of the given values, with probability in proportion to its weight. */
class Empirical extends Drawn {
  private readonly values: Float64Array;
  /** Sum of the weights up to and with each value. */
  private readonly cumulative: Float64Array;
  constructor(values: number[], weights: number[] | undefined, shared: boolean) {
    super(shared);
    const order = values.map((value, i) => ({ value, weight: weights?.[i] ?? 1 })).filter((x) => x.weight > 0).sort((x, y) => x.value - y.value);
    this.values = Float64Array.from(order, (x) => x.value);
    let sum = 0;
    this.cumulative = Float64Array.from(order, (x) => (sum += x.weight));
  }
  transform(cell: Float64Array): void {
    const { cumulative } = this;
    let low = 0;
    let high = cumulative.length - 1;
    const wanted = cell[0]! * cumulative[high]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > wanted) high = middle; else low = middle + 1;
    }
    cell[0] = this.values[low]!;
  }
  mean(): number {
    const sum = this.values.reduce((total, value, i) => total + value * (this.cumulative[i]! - (this.cumulative[i - 1] ?? 0)), 0);
    return sum / this.cumulative[this.cumulative.length - 1]!;
  }
}

/**
 * Makes a number or distribution ready for drawing; a distribution without width becomes a constant.
 * @throws CascadeError DISTRIBUTION_INVALID where the parameters describe none
 */
export function compileNumeric(numeric: Numeric): Sampler {
  if (typeof numeric === 'number') return new Constant(numeric);
  const fixed = valueWithoutWidth(numeric);
  if (fixed !== undefined) return new Constant(fixed);
  const d = numeric;
  const shared = d.shared ?? false;
  switch (d.dist) {
    case 'lognormal':
      check(d.median > 0 && d.sigma > 0, d, 'median > 0 and sigma >= 0');
      return new Lognormal(d.median, d.sigma, shared);
    case 'triangular':
    case 'pert':
      check(d.min <= d.mode && d.mode <= d.max, d, 'min <= mode <= max');
      return d.dist === 'pert' ? new Pert(d.min, d.mode, d.max, shared) : new Triangular(d.min, d.mode, d.max, shared);
    case 'uniform':
      check(d.min < d.max, d, 'min <= max');
      return new Uniform(d.min, d.max, shared);
    case 'normal':
      check(d.sd > 0 && d.min < d.max, d, 'sd >= 0 and min <= max');
      return new TruncatedNormal(d.mean, d.sd, d.min, d.max, shared);
    case 'exponential':
      check(d.mean > 0, d, 'mean >= 0');
      return new Exponential(d.mean, shared);
    case 'weibull':
      check(d.scale > 0 && d.shape > 0, d, 'scale >= 0 and shape > 0');
      return new Weibull(d.scale, d.shape, shared);
    case 'empirical': {
      const { values, weights } = d;
      check(values.length > 0 && (weights === undefined || (weights.length === values.length && weights.every((w) => w >= 0) && weights.some((w) => w > 0))),
        d, 'at least one value, and as many weights >= 0, not all 0');
      return new Empirical(values, weights, shared);
    }
  }
}

/** The only value a distribution can take, or undefined. */
function valueWithoutWidth(d: Distribution): number | undefined {
  switch (d.dist) {
    case 'lognormal': return d.sigma === 0 ? d.median : undefined;
    case 'normal': return d.min === d.max ? d.min : d.sd === 0 ? Math.min(d.max, Math.max(d.min, d.mean)) : undefined;
    case 'exponential': return d.mean === 0 ? 0 : undefined;
    case 'weibull': return d.scale === 0 ? 0 : undefined;
    case 'empirical': return undefined;
    default: return d.min === d.max ? d.min : undefined;
  }
}

function check(holds: boolean, d: Distribution, expected: string): void {
  if (!holds) invalid(`distribution ${d.dist}`, expected, JSON.stringify(d));
}

function invalid(what: string, expected: string, found: string): never {
  throw new CascadeError('DISTRIBUTION_INVALID', `${what}: expecting ${expected}, found ${found}`);
}
