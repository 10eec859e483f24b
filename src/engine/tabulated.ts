/**
 * Damage states where probabilities are given at points: state j is entered when z <= Phi^-1(P_j(I)), the same strength z and the same rule as for
 * lognormal curves, whose Phi^-1(P_j(I)) is ln(I / median) / sigma. Rows of lognormal curves may stand beside them (curves by present state).
 */
import { curveAt, firstReach } from '../numerics/curve.js';
import { exp } from '../numerics/elementary.js';
import { normalCdf, normalQuantile } from '../numerics/normal.js';
import type { FragilityTables, ProbabilityRow } from './compiled-scenario.js';
import { entryFactor, stateOf, type StrengthTest } from './fragility.js';

/** As damageStates, for a test of which some row is tabulated; the strength is left also where no state is entered. */
export function tabulatedStates(tables: FragilityTables, test: StrengthTest): void {
  const { kinds, lnFactor, uniforms, states, lnIntensities, strengths } = test, lnPeak = test.setting[0]!, shared = test.setting[1]!, own = test.setting[2]!;
  for (let i = 0; i < kinds.length; i++) {
    const row = kinds[i]!, ln = lnPeak + lnFactor[i]!, z = shared + own * normalQuantile(uniforms[i]!), table = tables.probabilities?.[row];
    states[i] = table === undefined ? stateOf(tables, row, ln, z) : worstOf(table, exp(ln), z);
    lnIntensities[i] = ln;
    strengths[i] = z;
  }
}

function worstOf({ at, probability, stepwise }: ProbabilityRow, intensity: number, z: number): number {
  for (let state = 4; state >= 1; state--) {
    const p = curveAt(at, probability[state - 1]!, intensity, stepwise);
    if (p > 0 && z <= normalQuantile(p)) return state;
  }
  return 0;
}

/** As entryFactor, where the row of asset i may be tabulated. */
export function entryFactorOf(tables: FragilityTables, test: StrengthTest, i: number, state: number, factor: Float64Array): void {
  const table = tables.probabilities?.[test.kinds[i]!];
  if (table === undefined) { entryFactor(tables, test, i, state, factor); return; }
  const z = test.strengths[i]!, peak = exp(test.lnIntensities[i]!), column = table.probability[state - 1]!, p = curveAt(table.at, column, peak, table.stepwise);
  // What the peak reaches is reached on the way, also where the inverse is off by a rounding.
  factor[0] = p > 0 && z <= normalQuantile(p) ? Math.min(1, firstReach(table.at, column, normalCdf(z), table.stepwise) / peak) : Infinity;
}
