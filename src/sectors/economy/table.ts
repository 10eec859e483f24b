/** A* and resilience coefficients of an economy's input-output table. */
import { CascadeError } from '../../errors.js';
import type { Economy } from '../../imports/economy-json.js';
import { log } from '../../numerics/elementary.js';
import { interdependency } from './inoperability.js';

/** A*, rows in the order of sectors. */
export function interdependencyOf({ kind, matrix, sectors }: Economy): number[][] {
  return kind === 'technical' ? interdependency(matrix, sectors.map((sector) => sector.output)) : matrix;
}

/**
 * Resilience coefficients k_i, 1 / day; Infinity where a sector follows at once. From a time of recovery: Y. Y. Haimes et al., Inoperability
 * Input-Output Model for Interdependent Infrastructure Sectors I, J. Infrastructure Systems 11 (2005) 67-79: k = ln(q(0) / q(T)) / (T (1 - a*_ii)).
 * @throws CascadeError ECONOMY_RESILIENCE where a sector alone would never recover (a*_ii >= 1)
 */
export function resilienceOf(economy: Economy, matrix: readonly (readonly number[])[]): number[] {
  return economy.sectors.map(({ id, resilience, recovery }, i) => {
    if (recovery === undefined) return resilience ?? Infinity;
    const own = 1 - matrix[i]![i]!;
    if (!(own > 0)) throw new CascadeError('ECONOMY_RESILIENCE', `sector "${id}" needs ${matrix[i]![i]} of itself, so that it never recovers alone: expecting less than 1 where recovery is given`);
    return -log(recovery.to) / (recovery.days * own);
  });
}

/** The part k dt of the way to its settled state that a sector goes in a step of so many hours, at most 1. */
export const stepResilience = (perDay: readonly number[], hours: number): number[] => perDay.map((k) => Math.min(1, (k * hours) / 24));
