import { Z95 } from './student-t.js';

/** Interval as [low, high]. */
export type Interval = [number, number];

/**
 * Wilson's 95 % score interval of a probability (Wilson 1927; recommended by Brown, Cai, DasGupta, "Interval estimation for
 * a binomial proportion", Statistical Science 16, 2001). Its average coverage is close to 95 % also for rare events, and it is
 * not empty when nothing or everything was seen: 0 of n gives [0, 3.84 / (n + 3.84)].
 * @param count replications in which it happened, 0..total
 */
export function proportionInterval(count: number, total: number): Interval {
  if (total === 0) return [0, 1];
  const p = count / total;
  const z2 = (Z95 * Z95) / total;
  const centre = (p + z2 / 2) / (1 + z2);
  const half = Math.sqrt(z2 * (p * (1 - p) + z2 / 4)) / (1 + z2);
  return [count === 0 ? 0 : centre - half, count === total ? 1 : centre + half];
}
