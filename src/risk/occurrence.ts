/**
 * Occurrence exceedance (OEP): the probability that the greatest single event of a year loses more than x. Events come as a Poisson process,
 * so OEP(x) = 1 - exp(-nu(x)) (Grossi and Kunreuther 2005). The return period of a loss is 1 / OEP.
 *
 * The interval of the loss at a return period turns that of nu around (R. S. Woodruff, "Confidence intervals for medians and other position
 * measures", JASA 47 (1952), 635-646): it holds all x at which the rate that belongs to the return period lies inside the interval of nu(x).
 */
import { exp, log } from '../numerics/elementary.js';
import { rateInterval } from '../numerics/rate-interval.js';
import type { LossSample } from './loss-sample.js';

/** A loss at a return period; null: beyond what the replications can tell. */
export interface LossAtPeriod { years: number; loss: number | null; interval: [number | null, number | null] }

/** A point of an exceedance curve: probability a year of losing more, with its 95 % interval. */
export interface CurvePoint { loss: number; probability: number; interval: [number, number] }

/** Rate of events a year whose greatest of a year exceeds with probability 1 / years: -ln(1 - 1 / years). */
export const rateOfPeriod = (years: number): number => -log(1 - 1 / years);

/** The least loss that is exceeded with a probability of at most 1 / years. @param years above 1 */
export function occurrenceLoss(sample: LossSample, years: number): LossAtPeriod {
  const rate = rateOfPeriod(years), limits = (k: number) => rateInterval(sample.rate[k]!, sample.variance[k]!, sample.heaviest[k]!);
  const loss = lossWhere(sample, rate, (k) => sample.rate[k]!);
  return { years, loss, interval: [lossWhere(sample, rate, (k) => limits(k)[0]) ?? loss, lossWhere(sample, rate, (k) => limits(k)[1])] };
}

/** The least loss above which `of` (which rises with the number of rows above) does not exceed the rate; null: not even above the greatest. */
function lossWhere(sample: LossSample, rate: number, of: (k: number) => number): number | null {
  const n = sample.order.length;
  if (of(0) > rate) return null;
  let low = 0, high = n;
  // The greatest number of rows that may be exceeded.
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (of(middle) <= rate) low = middle; else high = middle - 1;
  }
  return low === n ? 0 : Math.max(0, sample.loss(low));
}

/** The curve at up to `most` losses, spread evenly over the logarithm of the rate. */
export function occurrenceCurve(sample: LossSample, most = 60): CurvePoint[] {
  const losing = sample.above(0), points: CurvePoint[] = [];
  if (losing === 0) return points;
  const least = log(sample.rate[1]!), greatest = log(sample.rate[losing]!);
  for (let i = 0, k = 0; i < most; i++) {
    const wanted = exp(greatest + ((least - greatest) * i) / (most - 1));
    // Ranks fall from losing - 1 to 0.
    let low = 0, high = losing - 1;
    while (low < high) { const middle = (low + high) >>> 1; if (sample.rate[middle + 1]! >= wanted) high = middle; else low = middle + 1; }
    k = sample.above(sample.loss(low));
    const loss = sample.loss(low), [from, to] = rateInterval(sample.rate[k]!, sample.variance[k]!, sample.heaviest[k]!);
    if (points.at(-1)?.loss === loss) continue;
    points.push({ loss, probability: 1 - exp(-sample.rate[k]!), interval: [1 - exp(-from), 1 - exp(-to)] });
  }
  return points;
}
