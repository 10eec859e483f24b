/**
 * Losses of a catalogue, stratum by stratum: stratum s stands for `rates[s]` occurrences a year and was replicated `counts[s]` times, so each of
 * its rows weighs rates[s] / counts[s] a year. From this follow, without bias whatever the counts, the average annual loss
 *     AAL = sum over rows of weight x loss
 * and the rate at which single events lose more than x,
 *     nu(x) = sum of the weights of rows with a loss above x
 * (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, chapter 5: stratified sampling; P. Grossi, H. Kunreuther, Catastrophe Modeling, 2005,
 * chapter 2: exceedance curves of event sets). Intervals are for the limited number of replications; the rates count as known.
 */
import { exactSum } from '../numerics/exact-sum.js';
import { skewedInterval } from '../numerics/mean-interval.js';
import type { Interval } from '../numerics/proportion.js';
import { Z95 } from '../numerics/student-t.js';

/** Rows of a catalogue study; NaN: the replication failed, and its stratum counts one less. */
export interface LossRows { /** By row. */ losses: Float64Array; /** Stratum of each row, ascending. */ stratum: Int32Array; /** A year, by stratum. */ rates: Float64Array }

export interface Estimate { value: number; standardError: number; interval: Interval }

export class LossSample {
  /** Completed replications by stratum. */
  readonly counts: Int32Array;
  /** Rows that completed, the greatest loss first, of equal ones the first. */
  readonly order: Int32Array;
  /** After the first k rows of `order`: their weights in all, its variance, and the greatest weight among them and the next. */
  readonly rate: Float64Array;
  readonly variance: Float64Array;
  readonly heaviest: Float64Array;

  constructor(readonly rows: LossRows) {
    const { losses, stratum, rates } = rows;
    this.counts = new Int32Array(rates.length);
    const completed: number[] = [];
    losses.forEach((loss, row) => { if (!Number.isNaN(loss)) { this.counts[stratum[row]!]!++; completed.push(row); } });
    this.order = Int32Array.from(completed).sort((p, q) => losses[q]! - losses[p]! || p - q);
    const n = this.order.length;
    this.rate = new Float64Array(n + 1);
    this.variance = new Float64Array(n + 1);
    this.heaviest = new Float64Array(n + 1);
    this.accumulate();
  }

  /** What row r stands for, a year. */
  weight(row: number): number {
    const s = this.rows.stratum[row]!;
    return this.rows.rates[s]! / this.counts[s]!;
  }

  loss(rank: number): number { return this.rows.losses[this.order[rank]!]!; }

  /** Number of rows with a loss above x: a rank in `order`. */
  above(x: number): number {
    let low = 0, high = this.order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.loss(middle) > x) low = middle + 1; else high = middle;
    }
    return low;
  }

  private accumulate(): void {
    const seen = new Int32Array(this.counts.length);
    let rate = 0, variance = 0, heaviest = 0;
    this.order.forEach((row, k) => {
      const s = this.rows.stratum[row]!, n = this.counts[s]!, lambda = this.rows.rates[s]!;
      heaviest = Math.max(heaviest, lambda / n);
      this.heaviest[k] = heaviest;
      const before = shareVariance(seen[s]!, n);
      seen[s]!++;
      rate += lambda / n;
      variance += lambda * lambda * (shareVariance(seen[s]!, n) - before);
      this.rate[k + 1] = rate;
      this.variance[k + 1] = Math.max(0, variance);
    });
    this.heaviest[this.order.length] = heaviest;
  }

  /** Average annual loss of the strata that `of` takes (default: all), with Hall's interval for skewed sums. */
  averageAnnualLoss(of: (stratum: number) => boolean = () => true): Estimate {
    return this.weighted((row) => (of(this.rows.stratum[row]!) ? this.rows.losses[row]! : 0));
  }

  /** Sum over rows of weight x f(row), with its standard error by strata. */
  weighted(f: (row: number) => number): Estimate {
    const { losses, stratum, rates } = this.rows, values: number[] = [];
    const means = new Float64Array(rates.length), second = new Float64Array(rates.length), third = new Float64Array(rates.length);
    let least = Infinity;
    losses.forEach((loss, row) => {
      if (Number.isNaN(loss)) return;
      const value = f(row);
      least = Math.min(least, value);
      means[stratum[row]!]! += value / this.counts[stratum[row]!]!;
      values.push(value * this.weight(row));
    });
    losses.forEach((loss, row) => {
      if (Number.isNaN(loss)) return;
      const d = f(row) - means[stratum[row]!]!;
      second[stratum[row]!]! += d * d;
      third[stratum[row]!]! += d * d * d;
    });
    let variance = 0, cube = 0;
    rates.forEach((lambda, s) => {
      const n = this.counts[s]!;
      if (n === 0) return;
      // One replication says nothing of its own spread: its square takes the place of the variance, which is never too little.
      variance += lambda * lambda * (n > 1 ? second[s]! / (n - 1) / n : means[s]! * means[s]!);
      cube += (lambda * lambda * lambda * third[s]!) / n / n / n;
    });
    const value = exactSum(values), standardError = Math.sqrt(variance);
    const [low, high] = standardError > 0 ? skewedInterval(value, standardError, cube / (variance * standardError), Z95) : [value, value];
    return { value, standardError, interval: [least >= 0 ? Math.max(0, low) : low, high] };
  }

  /** Standard deviation of the annual loss, events being Poisson: the square root of the sum of weight x loss squared. */
  annualDeviation(): number {
    return Math.sqrt(exactSum(Array.from(this.order, (row) => this.weight(row) * this.rows.losses[row]! * this.rows.losses[row]!)));
  }
}

/** Variance of a share seen c times in n; of one replication its Poisson form. */
const shareVariance = (c: number, n: number): number => (n > 1 ? ((c / n) * (1 - c / n)) / (n - 1) : c);
