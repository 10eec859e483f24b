/**
 * Fragility functions of kinds, as tables for the engine and in closed form. State j of an asset is entered when the
 * intensity reaches median_j exp(sigma_j z), with one standard normal z for all its states; the worst state entered counts.
 * So P(at least j) = Phi(max over k >= j of (ln I - ln median_k) / sigma_k): curves may cross without harm.
 */
import type { FragilityTables } from '../engine/compiled-scenario.js';
import { DAMAGE_STATES, type Kind } from '../model/types.js';
import { log } from '../numerics/elementary.js';
import { normalCdf } from '../numerics/normal.js';

const STATES = DAMAGE_STATES.length - 1;

/**
 * Fragility of every kind for one intensity measure. A kind without a curve for this measure in this unit does not react
 * (validation warns of units that do not fit).
 */
export function compileFragility(kinds: readonly Pick<Kind, 'fragility'>[], measure: string, unit: string): FragilityTables {
  const tables: FragilityTables = {
    lnMedian: new Float64Array(kinds.length * STATES).fill(Infinity),
    invSigma: new Float64Array(kinds.length * STATES).fill(1),
    reacts: new Uint8Array(kinds.length),
  };
  kinds.forEach((kind, k) => {
    const fragility = kind.fragility.find((f) => f.measure === measure && f.unit === unit);
    if (fragility === undefined) return;
    const set = (state: string, median: number, sigma: number): void => {
      const at = k * STATES + (DAMAGE_STATES as readonly string[]).indexOf(state) - 1;
      tables.lnMedian[at] = log(median);
      tables.invSigma[at] = 1 / sigma; // sigma 0: a step, entered exactly from its threshold on
    };
    if (fragility.form === 'step') for (const { state, at } of fragility.states) set(state, at, 0);
    else for (const { state, median, sigma } of fragility.states) set(state, median, sigma);
    tables.reacts[k] = fragility.states.length > 0 ? 1 : 0;
  });
  return tables;
}

/**
 * Probability of each damage state, none to complete (5 values), of a kind at an intensity. The same whatever share of the
 * randomness is common to an occurrence: only the correlation between assets depends on it.
 * @param intensity in the unit of the tables, at least 0
 */
export function stateProbabilities(tables: FragilityTables, kind: number, intensity: number): number[] {
  const lnIntensity = log(intensity);
  const probabilities = new Array<number>(STATES + 1).fill(0);
  let worse = 0; // probability of a state worse than `state`
  let reach = -Infinity;
  for (let state = STATES; state >= 1; state--) {
    const at = kind * STATES + state - 1;
    const distance = lnIntensity - tables.lnMedian[at]!;
    // A step right at its threshold is entered; 0 times infinity would be NaN.
    reach = Math.max(reach, tables.invSigma[at] === Infinity ? (distance >= 0 ? Infinity : -Infinity) : distance * tables.invSigma[at]!);
    const atLeast = normalCdf(reach);
    probabilities[state] = atLeast - worse;
    worse = atLeast;
  }
  probabilities[0] = 1 - worse;
  return probabilities;
}
