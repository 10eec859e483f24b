/**
 * Replications for a return period: a pilot tells in which strata the loss of that period is uncertain, and the others go there. By Neyman
 * (J. Neyman 1934; Cochran 1977, section 5.5) the variance of nu(x) is least with counts in proportion to
 *     rate x sqrt(p (1 - p)),   p = share of the stratum's losses above x,
 * and that of the average annual loss with rate x standard deviation. A part goes by rate alone, so that no loss that the pilot missed can
 * weigh more than 1 / DEFENSIVE times what it would in plain sampling (T. Hesterberg, "Weighted average importance sampling and defensive
 * mixture distributions", Technometrics 37 (1995), 185-194). The pilot enters no estimate: counts that depend on the losses they then
 * average would bias them.
 */
import { CascadeError } from '../errors.js';
import { log } from '../numerics/elementary.js';
import { normalCdf } from '../numerics/normal.js';
import { MOST_OF_STRATUM, type Neighbours } from './event-plan.js';
import type { LossSample } from './loss-sample.js';
import { occurrenceLoss } from './occurrence.js';

/** Shares of the replications: for the return period, for the average annual loss, by rate. */
const TARGET = 0.6, AVERAGE = 0.2, DEFENSIVE = 0.2;
/** Two of each stratum, so that its spread can be told. */
export const LEAST = 2;
/** Standard deviations of ln loss from a few replications come out too small: they are taken wider, and no less than this. */
const WIDER = 1.5, LEAST_SIGMA = 0.25;
/**
 * A pilot sees little of what is rare in a stratum, and then a single hit of the study would weigh as much as fifty others. So an inner stratum of an
 * event is taken to reach the target no less often than an eighth of what the next outer one does, and a stratum under another leader as if it lay two bands further in.
 */
const INNER = 1 / 8, LED_OTHERWISE = INNER * INNER;

/** Replications of each stratum in the pilot. Throws SAMPLING_SMALL. */
export function pilotCounts(strata: number, replications: number, pilot: number): Int32Array {
  const each = Math.min(MOST_OF_STRATUM, Math.floor((replications * pilot) / strata));
  if (each >= LEAST && replications - each * strata >= LEAST * strata) return new Int32Array(strata).fill(each);
  throw new CascadeError('SAMPLING_SMALL', `${replications} replications are too few for ${strata} strata (events, times bands of intensity) with a pilot of ${Math.round(100 * pilot)} %: expecting at least ${Math.ceil((LEAST * strata) / Math.min(pilot, 1 - pilot))}, or fewer bands`);
}

/**
 * Replications of each stratum in the study.
 * @param pilot losses of the pilot
 * @param years return period
 * @param replications to be allocated, the pilot's not among them
 */
export function allocate(pilot: LossSample, years: number, replications: number, neighbours: Neighbours): Int32Array {
  const { rates } = pilot.rows, strata = rates.length, threshold = occurrenceLoss(pilot, years).loss ?? pilot.loss(0);
  const moments = momentsOf(pilot, threshold);
  const shares = sharesAbove(moments, pilot.counts, threshold, neighbours), byTarget = rates.map((rate, s) => rate * Math.sqrt(shares[s]! * (1 - shares[s]!))), byAverage = rates.map((rate, s) => rate * moments.deviation[s]!);
  const free = replications - LEAST * strata, wanted = new Float64Array(strata);
  // Shares of a kind that has none to give fall to the next.
  let left = free;
  for (const [weights, share] of [[byTarget, TARGET], [byAverage, AVERAGE], [rates, DEFENSIVE]] as const) {
    const total = weights.reduce((sum, w) => sum + w, 0), part = weights === rates ? left : total > 0 ? free * share : 0;
    left -= part;
    if (total > 0) for (let s = 0; s < strata; s++) wanted[s]! += (part * weights[s]!) / total;
  }
  return wholeCounts(wanted, free);
}

interface Moments { above: Int32Array; deviation: Float64Array; lnMean: Float64Array; lnSigma: Float64Array; positive: Int32Array }

function momentsOf({ rows: { losses, stratum, rates }, counts }: LossSample, threshold: number): Moments {
  const zeros = () => new Float64Array(rates.length), ints = () => new Int32Array(rates.length);
  const above = ints(), positive = ints(), mean = zeros(), deviation = zeros(), lnMean = zeros(), lnSigma = zeros();
  const each = (f: (loss: number, s: number) => void): void => { losses.forEach((loss, row) => { if (!Number.isNaN(loss)) f(loss, stratum[row]!); }); };
  each((loss, s) => {
    if (loss > threshold) above[s]!++;
    mean[s]! += loss / counts[s]!;
    if (loss > 0) { positive[s]!++; lnMean[s]! += log(loss); }
  });
  for (let s = 0; s < rates.length; s++) if (positive[s]! > 0) lnMean[s]! /= positive[s]!;
  each((loss, s) => {
    deviation[s]! += (loss - mean[s]!) * (loss - mean[s]!);
    if (loss > 0) { const d = log(loss) - lnMean[s]!; lnSigma[s]! += d * d; }
  });
  for (let s = 0; s < rates.length; s++) {
    deviation[s] = Math.sqrt(deviation[s]! / Math.max(1, counts[s]! - 1));
    lnSigma[s] = Math.max(LEAST_SIGMA, WIDER * Math.sqrt(lnSigma[s]! / Math.max(1, positive[s]! - 1)));
  }
  return { above, deviation, lnMean, lnSigma, positive };
}

/**
 * Shares of losses above a threshold: those seen, as if once more had been seen the share of a lognormal through the stratum's losses. Along the
 * strata of one leader they are taken to rise outwards: what a pilot of few replications saw otherwise is pooled. None is less than its neighbours allow.
 */
function sharesAbove({ above, lnMean, lnSigma, positive }: Moments, counts: ArrayLike<number>, threshold: number, { outer, shell }: Neighbours): Float64Array {
  const shares = new Float64Array(outer.length);
  for (let s = 0; s < shares.length; s++) if (positive[s]! > 0 && threshold > 0) shares[s] = (above[s]! + (positive[s]! / counts[s]!) * normalCdf((lnMean[s]! - log(threshold)) / lnSigma[s]!)) / (counts[s]! + 1);
  poolViolators(shares, counts, outer);
  // Outer strata stand after inner ones.
  for (let s = shares.length - 1; s >= 0; s--) if (outer[s]! >= 0) shares[s] = Math.max(shares[s]!, INNER * shares[outer[s]!]!);
  const most = new Map<number, number>();
  shell.forEach((one, s) => most.set(one, Math.max(most.get(one) ?? 0, shares[s]!)));
  return shares.map((share, s) => (shell[s]! < 0 ? share : Math.max(share, LED_OTHERWISE * most.get(shell[s]!)!)));
}

/** The nearest shares, weighted by counts, that rise along each run of strata (pool adjacent violators: R. E. Barlow et al., Statistical Inference under Order Restrictions, 1972, section 1.2). */
function poolViolators(shares: Float64Array, counts: ArrayLike<number>, outer: ArrayLike<number>): void {
  let pools: { first: number; end: number; share: number; count: number }[] = [];
  for (let s = 0; s < shares.length; s++) {
    if (s === 0 || outer[s - 1] !== s) pools = [];
    let pool = { first: s, end: s + 1, share: shares[s]!, count: counts[s]! };
    for (let inner = pools.at(-1); inner !== undefined && inner.share > pool.share; inner = pools.at(-1)) {
      pools.pop();
      const count = inner.count + pool.count;
      pool = { first: inner.first, end: pool.end, share: (inner.share * inner.count + pool.share * pool.count) / count, count };
    }
    pools.push(pool);
    shares.fill(pool.share, pool.first, pool.end);
  }
}

/** Whole numbers near the wanted ones that add up to `total`, by largest remainders, ties to the first; and LEAST of each. */
function wholeCounts(wanted: Float64Array, total: number): Int32Array {
  const counts = Int32Array.from(wanted, Math.floor), missing = total - counts.reduce((sum, n) => sum + n, 0);
  const byRemainder = Array.from(wanted.keys()).sort((a, b) => wanted[b]! - Math.floor(wanted[b]!) - (wanted[a]! - Math.floor(wanted[a]!)) || a - b);
  for (const s of byRemainder.slice(0, Math.max(0, missing))) counts[s]!++;
  return counts.map((n) => Math.min(MOST_OF_STRATUM, n + LEAST));
}
