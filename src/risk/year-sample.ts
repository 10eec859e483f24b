/**
 * Exceedance from simulated years: the share of years that lose more than x. Years of one timeline hang together (damage carries over,
 * clusters), so variances are those of whole timelines, which are independent (cluster sampling: Cochran 1977, chapter 9). Intervals of the
 * loss at a return period turn those of the share around, as in occurrence.ts. What a few timelines have in common cannot be told from their
 * own spread: from fewer than FEW of them the interval of a share is all of 0..1, and it is never narrower than that of independent years.
 */
import { exp, log } from '../numerics/elementary.js';
import { estimateMean } from '../numerics/mean-interval.js';
import type { Interval } from '../numerics/proportion.js';
import { rateInterval } from '../numerics/rate-interval.js';
import type { Estimate } from './loss-sample.js';
import type { CurvePoint, LossAtPeriod } from './occurrence.js';

const FEW = 5;

export class YearSample {
  private readonly sorted: Float64Array;
  private readonly timelines: number;

  /** @param losses of the years, timeline after timeline, as many in each */
  constructor(private readonly losses: Float64Array, private readonly yearsEach: number) {
    this.sorted = losses.slice().sort();
    this.timelines = losses.length / yearsEach;
  }

  /** Mean of a year, with Hall's interval over timelines. */
  average(): Estimate {
    const means = new Float64Array(this.timelines);
    this.losses.forEach((loss, i) => { means[Math.floor(i / this.yearsEach)]! += loss / this.yearsEach; });
    const { mean, standardError, interval } = estimateMean(means);
    // Timelines that all lose the same say nothing of their spread when they are few.
    if (this.timelines < FEW && standardError === 0) return { value: mean, standardError: NaN, interval: [NaN, NaN] };
    return { value: mean, standardError, interval };
  }

  deviation(): number { return Math.sqrt(estimateMean(this.losses).variance); }

  /** Share of the years above x, with its 95 % interval. */
  exceedance(x: number): { probability: number; interval: Interval } {
    const counts = new Float64Array(this.timelines);
    let above = 0;
    this.losses.forEach((loss, i) => { if (loss > x) { counts[Math.floor(i / this.yearsEach)]!++; above++; } });
    const n = this.losses.length, mean = above / this.timelines, spread = counts.reduce((sum, c) => sum + (c - mean) * (c - mean), 0);
    if (this.timelines < FEW) return { probability: above / n, interval: [0, 1] };
    const independent = (above * (1 - above / n)) / (n * n), variance = Math.max(independent, ((spread / (this.timelines - 1)) * this.timelines) / (n * n)), [low, high] = rateInterval(above / n, variance, 1 / n);
    return { probability: above / n, interval: [low, Math.min(1, high)] };
  }

  /** The least loss that a share of at most 1 / years of the years exceeds. */
  loss(years: number): LossAtPeriod {
    const at = (of: (x: number) => number): number | null => this.search(of, 1 / years), loss = at((x) => this.exceedance(x).probability);
    return { years, loss: this.losses.length < years ? null : loss, interval: [at((x) => this.exceedance(x).interval[0]) ?? loss, at((x) => this.exceedance(x).interval[1])] };
  }

  /** The least of the losses (or 0) at which a falling function is at most the target; null: none. */
  private search(of: (x: number) => number, target: number): number | null {
    if (of(0) <= target) return 0;
    let low = 0, high = this.sorted.length;
    while (low < high) { const middle = (low + high) >>> 1; if (of(this.sorted[middle]!) <= target) high = middle; else low = middle + 1; }
    return low === this.sorted.length ? null : Math.max(0, this.sorted[low]!);
  }

  curve(most = 40): CurvePoint[] {
    const n = this.sorted.length, points: CurvePoint[] = [], positive = this.sorted.findIndex((loss) => loss > 0);
    if (positive < 0) return points;
    // Ranks from the top: halving steps, and even ones below.
    const ranks = new Set<number>();
    for (let i = 0; i < most; i++) ranks.add(Math.max(1, Math.round(exp(log(n - positive) * (1 - i / (most - 1))))));
    for (const rank of [...ranks].sort((a, b) => b - a)) { const loss = this.sorted[n - rank]!; if (points.at(-1)?.loss !== loss) points.push({ loss, ...this.exceedance(loss) }); }
    return points;
  }
}
