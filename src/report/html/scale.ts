/** Axes: round tick values, linear and logarithmic positions, coordinates with one decimal. */
import { human } from '../numbers.js';

/** About `wanted` round values (1, 2 or 5 times a power of ten apart) that lie in [low, high]. */
export function roundTicks(low: number, high: number, wanted: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((m) => m * power >= rough * 0.999)! * power;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high * (1 + 1e-12); k++) ticks.push(Number((k * step).toPrecision(12)));
  return ticks;
}

/** Ticks of a time axis from 0 to `hours`, with their labels: hours up to two days, days beyond, years beyond two. */
export function timeTicks(hours: number, wanted: number): { at: number; label: string }[] {
  const [unit, name] = hours <= 48 ? [1, 'h'] as const : hours <= 2 * 8766 ? [24, 'd'] as const : [8766, 'y'] as const;
  const steps = unit === 1 ? [0.1, 0.25, 0.5, 1, 2, 3, 6, 12] : [0.5, 1, 2, 5, 7, 14, 28, 56, 91, 182, 365];
  const step = (steps.find((s) => hours / unit / s <= wanted) ?? hours / unit / wanted) * unit;
  const ticks: { at: number; label: string }[] = [];
  for (let k = 0; k * step <= hours * (1 + 1e-9); k++) ticks.push({ at: k * step, label: `${human((k * step) / unit, 4)} ${name}` });
  return ticks;
}

export type Scale = (value: number) => number;

/** Linear map of [low, high] to [from, to]; a single point goes to `from`. */
export const linear = (low: number, high: number, from: number, to: number): Scale => (v) => (high > low ? from + ((v - low) / (high - low)) * (to - from) : from);

/** Coordinate with at most one decimal. */
export const px = (x: number): string => String(Math.round(x * 10) / 10);

/** `M x y L ...` of the points. */
export const pathOf = (points: readonly (readonly [number, number])[]): string => points.map(([x, y], i) => `${i ? 'L' : 'M'}${px(x)} ${px(y)}`).join('');
