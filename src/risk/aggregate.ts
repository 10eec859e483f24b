/**
 * Aggregate exceedance (AEP): the probability that all events of a year together lose more than x, events being Poisson (compound.ts).
 *
 * Its sampling error follows from the influence of one more event of loss y: P(S > x) changes by psi(y) = P(S + y > x) - P(S > x), the
 * derivative of a compound Poisson distribution by its rate of losses y (the delta method; A. W. van der Vaart, Asymptotic Statistics,
 * 1998, chapter 20). So var P(S > x) = sum over strata of rate^2 / n x variance of psi in the stratum. Intervals as those of occurrence.ts.
 */
import { exp, log } from '../numerics/elementary.js';
import { rateInterval } from '../numerics/rate-interval.js';
import type { Interval } from '../numerics/proportion.js';
import { AnnualLoss } from './compound.js';
import type { LossSample } from './loss-sample.js';
import type { CurvePoint, LossAtPeriod } from './occurrence.js';

export class Aggregate {
  readonly annual: AnnualLoss;
  private readonly losing: Int32Array;

  /** @param longest greatest return period of interest, years */
  constructor(private readonly sample: LossSample, longest: number) {
    this.losing = sample.order.subarray(0, sample.above(0));
    this.annual = new AnnualLoss({ losses: Array.from(this.losing, (row) => sample.rows.losses[row]!), rates: Array.from(this.losing, (row) => sample.weight(row)) }, 1 / longest);
  }

  /** P(annual loss > x) with its 95 % interval. */
  exceedance(x: number): { probability: number; interval: Interval } {
    const { sample, annual } = this, { stratum, rates, losses } = sample.rows, probability = annual.exceeds(x);
    const sums = new Float64Array(rates.length), squares = new Float64Array(rates.length);
    let heaviest = 0;
    for (const row of this.losing) {
      const s = stratum[row]!, influence = annual.exceeds(x - losses[row]!) - probability;
      sums[s]! += influence;
      squares[s]! += influence * influence;
      heaviest = Math.max(heaviest, sample.weight(row) * influence);
    }
    let variance = 0;
    rates.forEach((lambda, s) => {
      const n = sample.counts[s]!;
      if (n === 0 || squares[s] === 0) return;
      const spread = n > 1 ? Math.max(0, (squares[s]! - (sums[s]! * sums[s]!) / n) / (n - 1)) : squares[s]!;
      variance += (lambda * lambda * spread) / n;
    });
    const [low, high] = rateInterval(probability, variance, heaviest);
    return { probability, interval: [low, Math.min(1, high)] };
  }

  /** The loss that the year exceeds with probability 1 / years. */
  loss(years: number): LossAtPeriod {
    const { annual } = this, target = 1 / years, loss = annual.quantile(target);
    const limit = (side: 0 | 1): number | null => annual.search((x) => this.exceedance(x).interval[side], target, annual.end);
    return { years, loss, interval: [limit(0) ?? loss, limit(1)] };
  }

  /** The curve at losses evenly spread over the logarithm of the probability, up to that of `longest` years. */
  curve(longest: number, most = 40): CurvePoint[] {
    const points: CurvePoint[] = [], least = log(1 / longest), greatest = log(this.annual.exceeds(0));
    if (!(greatest > least)) return points;
    for (let i = 0; i < most; i++) {
      const loss = this.annual.quantile(exp(greatest + ((least - greatest) * i) / (most - 1)));
      if (points.at(-1)?.loss === loss) continue;
      points.push({ loss, ...this.exceedance(loss) });
    }
    return points;
  }
}
