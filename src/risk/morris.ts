/**
 * Elementary effects: how much f changes when one parameter moves by Delta from a random point of a grid with p levels, in trajectories that
 * move each parameter once (M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33 (1991),
 * 161-174). mu* is the mean size of the effects (F. Campolongo, J. Cariboni, A. Saltelli, Environmental Modelling & Software 22 (2007),
 * 1509-1518), sigma their standard deviation: large where a parameter's effect depends on the others or is not linear. Effects are per
 * whole range of the parameter. Intervals of mu* from resamples of the trajectories (percentile bootstrap).
 */
import type { Interval } from '../numerics/proportion.js';
import { percentiles } from './sobol.js';

export interface MorrisEffect { mean: number; meanSize: number; meanSizeInterval: Interval; deviation: number }

/** A trajectory: d + 1 points, and which parameter moves from each to the next. */
interface Trajectory { points: number[][]; moved: number[] }

/**
 * @param levels even, at least 2: the grid is 0, 1 / (p - 1), ..., 1, and Delta = p / (2 (p - 1))
 * @param uniform of trajectory t, n-th
 */
export function morrisDesign(trajectories: number, d: number, levels: number, uniform: (trajectory: number, n: number) => number): Trajectory[] {
  const delta = levels / (2 * (levels - 1));
  return Array.from({ length: trajectories }, (_, t) => {
    let point = Array.from({ length: d }, (__, i) => Math.floor((uniform(t, i) * levels) / 2) / (levels - 1));
    // Half of the parameters start above and move down.
    const down = Array.from({ length: d }, (__, i) => uniform(t, d + i) < 0.5), order = Array.from({ length: d }, (__, i) => ({ i, key: uniform(t, 2 * d + i) })).sort((a, b) => a.key - b.key || a.i - b.i).map(({ i }) => i);
    point = point.map((x, i) => (down[i] ? x + delta : x));
    const points = [point];
    for (const i of order) points.push(point = point.map((x, j) => (j === i ? (down[i] ? x - delta : x + delta) : x)));
    return { points, moved: order };
  });
}

/** @param values of f at all points, trajectory after trajectory */
export function morrisEffects(design: readonly Trajectory[], values: ArrayLike<number>, resamples: number, resample: (resample: number, k: number) => number): MorrisEffect[] {
  const r = design.length, d = design[0]!.moved.length, effects = Array.from({ length: d }, () => new Float64Array(r));
  design.forEach(({ points, moved }, t) => moved.forEach((i, step) => {
    const at = t * (d + 1) + step, change = points[step + 1]![i]! - points[step]![i]!;
    effects[i]![t] = (values[at + 1]! - values[at]!) / change;
  }));
  return effects.map((list) => {
    const mean = list.reduce((sum, x) => sum + x, 0) / r, size = (at: (k: number) => number): number => { let sum = 0; for (let k = 0; k < r; k++) sum += Math.abs(list[at(k)]!); return sum / r; };
    return {
      mean, meanSize: size((k) => k), deviation: r > 1 ? Math.sqrt(list.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (r - 1)) : 0,
      meanSizeInterval: percentiles(Array.from({ length: resamples }, (_, b) => size((k) => resample(b, k)))),
    };
  });
}
