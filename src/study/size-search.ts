/**
 * The least amount that reaches a confidence. Amounts are compared under common random numbers, so the share of replications that meet a target
 * mostly rises with the amount, but need not (more crews may mend the wrong thing first): the search takes it that it does, and then looks
 * whether the amounts it tried, and neighbours of the answer, are in line.
 */
import { proportionInterval, type Interval } from '../numerics/proportion.js';

/** What one scenario does with an amount. */
export interface Share { scenario: string; met: number; of: number; value: number; interval: Interval; /** Mean of the outcome; "not by the horizon" counts as the horizon. */ mean: number }
export interface Trial { amount: number; shares: Share[] }

export const shareOf = (scenario: string, met: number, of: number, mean: number): Share => ({ scenario, met, of, value: of === 0 ? 0 : met / of, interval: proportionInterval(met, of), mean });

export interface SearchBounds { least: number; most: number; /** Tried first. */ from: number; confidence: number }

export interface Found {
  /** Undefined: no amount up to `most` is enough. */
  amount?: number;
  /** Least amounts that are enough if each share were at the upper, and at the lower end of its interval; undefined: none found. */
  range: [number | undefined, number | undefined];
  /** Amounts tried that are out of line: enough below the answer, or not enough above it. */
  exceptions: number[];
  /** Ascending. */
  trials: Trial[];
}

/** @param evaluate shares of all scenarios for an amount; asked once for each */
export async function searchLeast(evaluate: (amount: number) => Promise<Share[]>, { least, most, from, confidence }: SearchBounds): Promise<Found> {
  const known = new Map<number, Trial>();
  const trial = async (amount: number): Promise<Trial> => {
    let found = known.get(amount);
    if (!found) known.set(amount, found = { amount, shares: await evaluate(amount) });
    return found;
  };
  const enough = (of: (share: Share) => number) => async (amount: number): Promise<boolean> => (await trial(amount)).shares.every((share) => of(share) >= confidence);
  const same = async (p: number, q: number): Promise<boolean> => { const [a, b] = [await trial(p), await trial(q)]; return a.shares.every((s, i) => s.met === b.shares[i]!.met && s.mean === b.shares[i]!.mean); };
  const amount = await leastWhere(enough((s) => s.value), same, least, most, from);
  const start = amount ?? Math.max(...known.keys());
  if (amount !== undefined) for (const near of [amount - 2, amount + 1, amount + 2, 2 * amount]) if (near >= least && near <= most) await trial(near);
  const low = await leastWhere(enough((s) => s.interval[1]), same, least, most, start);
  // Where not even all replications would do, no amount is tried for it.
  const reachable = (await trial(start)).shares.every((s) => proportionInterval(s.of, s.of)[0] >= confidence);
  const high = amount !== undefined && reachable ? await leastWhere(enough((s) => s.interval[0]), same, least, Math.min(most, 4 * amount + 16), amount) : undefined;
  const trials = [...known.values()].sort((p, q) => p.amount - q.amount);
  const holds = ({ shares }: Trial): boolean => shares.every((s) => s.value >= confidence);
  const exceptions = amount === undefined ? [] : trials.filter((t) => holds(t) !== t.amount >= amount).map((t) => t.amount);
  return { ...(amount === undefined ? {} : { amount }), range: [low, high], exceptions, trials };
}

/**
 * Doubling from `from`, then halving the interval: the result holds, and one less does not (or is below `least`).
 * @param same whether two amounts do the same; when two doublings on end change nothing, the most is tried next
 */
async function leastWhere(holds: (amount: number) => Promise<boolean>, same: (p: number, q: number) => Promise<boolean>, least: number, most: number, from: number): Promise<number | undefined> {
  if (await holds(least)) return least;
  let low = least, high = Math.min(most, Math.max(least + 1, from)), idle = 0;
  while (!(await holds(high))) {
    idle = await same(low, high) ? idle + 1 : 0;
    if (high >= most) return undefined;
    low = high;
    high = idle === 2 ? most : Math.min(most, 2 * high);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
