/** Small networks whose flows are found by hand. */
import type { PowerBranch, PowerGenerator, PowerNetwork } from '../../../../src/imports/power-network.js';

type Line = [from: number, to: number, x: number, ratingMw?: number, more?: Partial<PowerBranch>];
type Unit = [bus: number, outputMw: number, maxMw: number, more?: Partial<PowerGenerator>];

/** Buses are numbered from 1; loads are [bus, MW]. Bus 1 is the slack. */
export function network(buses: number, lines: readonly Line[], units: readonly Unit[], loads: readonly [number, number][]): PowerNetwork {
  return {
    file: 'test.m', baseMva: 100,
    buses: Array.from({ length: buses }, (_, i) => ({ id: String(i + 1), type: i === 0 ? 'slack' : 'load', shuntMw: 0, angleDeg: 0, baseKv: 110 })),
    loads: loads.map(([bus, mw]) => ({ bus: bus - 1, mw, inService: true })),
    generators: units.map(([bus, outputMw, maxMw, more]) => ({ bus: bus - 1, outputMw, minMw: 0, maxMw, inService: true, ...more })),
    branches: lines.map(([from, to, reactancePu, ratingMw = Infinity, more]) => ({ from: from - 1, to: to - 1, reactancePu, ratingMw, tap: 1, shiftDeg: 0, minAngleDeg: -Infinity, maxAngleDeg: Infinity, inService: true, ...more })),
  };
}

/** Three buses in a ring of equal reactances; 90 MW at bus 1 go to bus 3: 60 straight, 30 round. */
export const triangle = (ratings: [number, number, number] = [Infinity, Infinity, Infinity]): PowerNetwork =>
  network(3, [[1, 2, 0.1, ratings[0]], [2, 3, 0.1, ratings[1]], [1, 3, 0.1, ratings[2]]], [[1, 90, 200]], [[3, 90]]);

export const rounded = (values: ArrayLike<number>, digits = 6): number[] => Array.from(values, (x) => Number(x.toFixed(digits)) + 0);
