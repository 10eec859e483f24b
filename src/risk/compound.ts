/**
 * The annual loss as a compound Poisson sum, by Panjer's recursion on a grid (H. H. Panjer, "Recursive evaluation of a family of compound
 * distributions", ASTIN Bulletin 12 (1981), 22-26): with step h, rate lambda and severities f on the grid,
 *     P_0 = exp(-lambda (1 - f_0)),   P_k = lambda / k * sum over j of j f_j P_(k-j).
 * Severities lie between two grid points; their mass is split so that the mean stays (H. U. Gerber 1982, "method of dispersal, mean
 * preserving"). The recursion runs upwards, so what lies beyond the grid bends nothing inside it.
 * Each P_k is spread evenly over [(k - 1/2) h, (k + 1/2) h), P_0 stays at 0.
 */
import { exp } from '../numerics/elementary.js';

/** Steps of a grid. */
const STEPS = 4096;
/** A grid is this many times as wide as the next finer one: a loss read from the finest that holds it errs by about 2 x 8 / 4096 at most. */
const ZOOM = 8;
const GRIDS = 5;
/** exp(-x) of larger rates comes near the least double: such rates are halved, and the sum is convolved with itself. */
const LARGEST_RATE = 600;

/** Losses above 0 with their rates a year. */
export interface Severities { losses: ArrayLike<number>; rates: ArrayLike<number> }

/** Distribution of the annual loss on one grid. */
class Grid {
  /** P(S <= (k + 1/2) step). */
  readonly cumulative: Float64Array;

  constructor(readonly step: number, mass: Float64Array) {
    let sum = 0;
    this.cumulative = mass.map((p) => Math.min(1, (sum += p)));
  }

  get end(): number { return (this.cumulative.length - 0.5) * this.step; }

  /** P(S > x), for x in [0, end]. */
  exceeds(x: number): number {
    if (x < 0) return 1;
    const { cumulative } = this, place = x / this.step + 0.5, k = Math.min(cumulative.length - 1, Math.floor(place));
    if (k === 0) return 1 - cumulative[0]!;
    return 1 - (cumulative[k - 1]! + (cumulative[k]! - cumulative[k - 1]!) * (place - k));
  }
}

export class AnnualLoss {
  /** The widest first. */
  private readonly grids: Grid[] = [];

  /** @param least least exceedance probability of interest: the widest grid reaches beyond its loss */
  constructor(severities: Severities, least: number) {
    let width = 0, mean = 0;
    for (let i = 0; i < severities.losses.length; i++) { width = Math.max(width, severities.losses[i]!); mean += severities.losses[i]! * severities.rates[i]!; }
    if (width === 0) return;
    // Chebyshev would be far too wide, so the width is tried.
    for (width += mean; ; width *= 2) {
      const grid = gridOf(severities, width);
      if (1 - grid.cumulative.at(-1)! > least / 4) continue;
      this.grids.push(grid);
      break;
    }
    for (let g = 1; g < GRIDS; g++) this.grids.push(gridOf(severities, width / ZOOM ** g));
  }

  /** P(annual loss > x). */
  exceeds(x: number): number {
    if (x < 0) return 1;
    const grid = this.finest((g) => x <= g.end);
    return grid === undefined ? 0 : grid.exceeds(x);
  }

  /** The loss that is exceeded with this probability; 0 where more than that lose nothing. */
  quantile(probability: number): number {
    return this.search((x) => this.exceeds(x), probability, this.grids[0]?.end ?? 0) ?? 0;
  }

  /** Largest loss the grids hold. */
  get end(): number { return this.grids[0]?.end ?? 0; }

  /** The least x up to `end` at which a function that falls with x is at most `target`; null: none. */
  search(f: (x: number) => number, target: number, end: number): number | null {
    if (f(0) <= target) return 0;
    if (f(end) > target) return null;
    let low = 0, high = end;
    for (let step = 0; step < 60 && high - low > 1e-9 * high; step++) {
      const middle = (low + high) / 2;
      if (f(middle) > target) low = middle; else high = middle;
    }
    return high;
  }

  private finest(fits: (grid: Grid) => boolean): Grid | undefined {
    for (let g = this.grids.length - 1; g >= 0; g--) if (fits(this.grids[g]!)) return this.grids[g];
    return undefined;
  }
}

function gridOf({ losses, rates }: Severities, width: number): Grid {
  const step = width / (STEPS - 1), intensity = new Float64Array(STEPS);
  let beyond = 0;
  for (let i = 0; i < losses.length; i++) {
    const place = losses[i]! / step, k = Math.floor(place), up = place - k;
    // A loss of less than a step leaves a part at 0, which is no loss.
    if (k + 1 >= STEPS) { if (k < STEPS && up === 0) intensity[k]! += rates[i]!; else beyond += rates[i]!; continue; }
    intensity[k]! += rates[i]! * (1 - up);
    intensity[k + 1]! += rates[i]! * up;
  }
  intensity[0] = 0;
  return new Grid(step, panjer(intensity, beyond));
}

/** @param intensity rate of losses of k steps; @param beyond rate of those beyond the grid */
function panjer(intensity: Float64Array, beyond: number): Float64Array {
  const total = intensity.reduce((sum, x) => sum + x, beyond);
  let halvings = 0;
  while (total / 2 ** halvings > LARGEST_RATE) halvings++;
  const part = 1 / 2 ** halvings, n = intensity.length, moments = intensity.map((x, j) => j * x * part), mass = new Float64Array(n);
  mass[0] = exp(-total * part);
  for (let k = 1; k < n; k++) {
    let sum = 0;
    for (let j = 1; j <= k; j++) sum += moments[j]! * mass[k - j]!;
    mass[k] = sum / k;
  }
  let result: Float64Array = mass;
  for (let i = 0; i < halvings; i++) result = convolved(result);
  return result;
}

/** Distribution of the sum of two. */
function convolved(mass: Float64Array): Float64Array {
  const result = new Float64Array(mass.length);
  for (let i = 0; i < mass.length; i++) {
    const p = mass[i]!;
    if (p > 0) for (let j = 0; i + j < mass.length; j++) result[i + j]! += p * mass[j]!;
  }
  return result;
}
