/**
 * Damage state from an intensity: state j is entered when the intensity reaches the threshold median_j * exp(sigma_j * z), with one
 * standard normal z for all states of an asset in an occurrence, z = sqrt(common) * z0 + sqrt(1 - common) * Phi^-1(u); the worst counts.
 */
import { expIn } from '../numerics/elementary.js';
import { normalQuantile, normalQuantileIn } from '../numerics/normal.js';
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
export function stateOf({ lnMedian, invSigma }: FragilityTables, kind: number, lnIntensity: number, z: number): number {
  const first = kind * 4;
  for (let state = 4; state >= 1; state--) if (z <= reachOf(lnIntensity, lnMedian[first + state - 1]!, invSigma[first + state - 1]!)) return state;
  return 0;
}

/** Assets of one occurrence and what is decided about them; arrays by position in the list. */
export interface StrengthTest {
  /** Row of the tables (the kind, unless curves depend on the present state) and ln of the intensity factor of each asset. */
  kinds: Int32Array;
  lnFactor: Float64Array;
  /** Given: the assets' uniforms; and ln of the intensity, sqrt(common) * z0, sqrt(1 - common). */
  uniforms: Float64Array;
  setting: Float64Array;
  /** Found: worst state entered; where there is one, ln of the intensity and the strength z. */
  states: Uint8Array;
  lnIntensities: Float64Array;
  strengths: Float64Array;
}

/** Tests of so many assets, with room for their numbers. */
export function strengthTest(kinds: Int32Array, lnFactor: Float64Array): StrengthTest {
  const f64 = () => new Float64Array(kinds.length);
  return { kinds, lnFactor, uniforms: f64(), setting: new Float64Array(3), states: new Uint8Array(kinds.length), lnIntensities: f64(), strengths: f64() };
}

const cell = new Float64Array(1);

/**
 * damageState for many assets at once, inverting the normal distribution only where the bracket of the uniform leaves it open. Numbers pass
 * by arrays, since a double handed to a function is an object.
 */
export function damageStates(tables: FragilityTables, test: StrengthTest): void {
  const { kinds, lnFactor, uniforms, states, lnIntensities, strengths } = test, { lnMedian, invSigma } = tables;
  const lnIntensity = test.setting[0]!, shared = test.setting[1]!, own = test.setting[2]!;
  for (let i = 0; i < kinds.length; i++) {
    const first = kinds[i]! * 4, ln = lnIntensity + lnFactor[i]!, u = uniforms[i]!;
    let best = -Infinity;
    for (let j = first; j < first + 4; j++) {
      const reach = reachOf(ln, lnMedian[j]!, invSigma[j]!);
      if (reach > best) best = reach;
    }
    states[i] = 0;
    if (best < shared + own * LOWER[Math.floor(u * CELLS)]!) continue;
    cell[0] = u;
    normalQuantileIn(cell);
    const z = shared + own * cell[0];
    let state = 4;
    while (state > 0 && !(z <= reachOf(ln, lnMedian[first + state - 1]!, invSigma[first + state - 1]!))) state--;
    states[i] = state;
    lnIntensities[i] = ln;
    strengths[i] = z;
  }
}

/** Largest z at which the state is entered: (ln I - ln median) / sigma; a step is entered for every z from its threshold on. */
function reachOf(lnIntensity: number, lnMedian: number, invSigma: number): number {
  const distance = lnIntensity - lnMedian;
  if (invSigma === Infinity) return distance >= 0 ? Infinity : -Infinity;
  return distance * invSigma;
}

/** Into factor[0]: the share of the peak intensity at which asset i of a test enters a state. Above 1: not at all. */
export function entryFactor({ lnMedian, invSigma }: FragilityTables, { kinds, lnIntensities, strengths }: StrengthTest, i: number, state: number, factor: Float64Array): void {
  const j = kinds[i]! * 4 + state - 1, ln = lnMedian[j]!;
  if (ln === Infinity) { factor[0] = Infinity; return; }
  factor[0] = (invSigma[j] === Infinity ? ln : ln + strengths[i]! / invSigma[j]!) - lnIntensities[i]!;
  expIn(factor);
}
