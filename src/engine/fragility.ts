/**
 * Damage state from an intensity: state j is entered when the intensity reaches the threshold median_j * exp(sigma_j * z), with one
 * standard normal z for all states of an asset in an occurrence, z = sqrt(common) * z0 + sqrt(1 - common) * Phi^-1(u); the worst counts.
 */
import { exp } from '../numerics/elementary.js';
import { normalQuantile } from '../numerics/normal.js';
import type { FragilityTables } from './compiled-scenario.js';

/** Brackets of Phi^-1 on a grid of u, so that most draws are decided without inverting the normal distribution. */
const CELLS = 1024;
const LOWER = Float64Array.from({ length: CELLS }, (_, i) => (i === 0 ? -Infinity : normalQuantile(i / CELLS)));

/**
 * @param lnIntensity ln of the intensity at the asset
 * @param shared sqrt(common) * z0
 * @param own sqrt(1 - common)
 * @param u the asset's uniform
 * @returns worst state entered, 0..4
 */
export function damageState(tables: FragilityTables, kind: number, lnIntensity: number, shared: number, own: number, u: number): number {
  return stateOf(tables, kind, lnIntensity, shared + own * normalQuantile(u));
}

/** Worst state that an asset of strength z enters. */
function stateOf({ lnMedian, invSigma }: FragilityTables, kind: number, lnIntensity: number, z: number): number {
  const first = kind * 4;
  for (let state = 4; state >= 1; state--) if (z <= reachOf(lnIntensity, lnMedian[first + state - 1]!, invSigma[first + state - 1]!)) return state;
  return 0;
}

/** Assets of one occurrence and what is decided about them; arrays by position in the list. */
export interface StrengthTest {
  /** Kind and ln of the intensity factor of each asset. */
  kinds: Int32Array;
  lnFactor: Float64Array;
  /** Given: the assets' uniforms. */
  uniforms: Float64Array;
  /** Found: worst state entered. */
  states: Uint8Array;
}

/**
 * damageState for many assets at once, inverting the normal distribution only where the bracket of the uniform leaves it open. Numbers pass
 * by arrays, since a double handed to a function is an object.
 */
export function damageStates(tables: FragilityTables, test: StrengthTest, lnIntensity: number, shared: number, own: number): void {
  const { kinds, lnFactor, uniforms, states } = test, { lnMedian, invSigma } = tables;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i]!, first = kind * 4, ln = lnIntensity + lnFactor[i]!, u = uniforms[i]!;
    let best = -Infinity;
    for (let j = first; j < first + 4; j++) {
      const reach = reachOf(ln, lnMedian[j]!, invSigma[j]!);
      if (reach > best) best = reach;
    }
    states[i] = best < shared + own * LOWER[Math.floor(u * CELLS)]! ? 0 : stateOf(tables, kind, ln, shared + own * normalQuantile(u));
  }
}

/** Largest z at which the state is entered: (ln I - ln median) / sigma; a step is entered for every z from its threshold on. */
function reachOf(lnIntensity: number, lnMedian: number, invSigma: number): number {
  const distance = lnIntensity - lnMedian;
  if (invSigma === Infinity) return distance >= 0 ? Infinity : -Infinity;
  return distance * invSigma;
}

/** Share of the peak intensity at which a state is entered by an asset of strength z. Above 1: not at all. */
export function entryFactor(tables: FragilityTables, kind: number, state: number, lnPeak: number, z: number): number {
  const j = kind * 4 + state - 1, lnMedian = tables.lnMedian[j]!;
  if (lnMedian === Infinity) return Infinity;
  const lnThreshold = tables.invSigma[j] === Infinity ? lnMedian : lnMedian + z / tables.invSigma[j]!;
  return exp(lnThreshold - lnPeak);
}
