/**
 * Fragility functions of kinds, as tables for the engine and in closed form. State j of an asset is entered when the intensity first reaches its
 * threshold, the intensity where P(at least j) reaches Phi(z), with one standard normal z (the strength) for all its states; the worst state entered counts.
 * So P(at least j) is the largest of the curves of j and of worse states: curves may cross without harm.
 */
import type { FragilityTables, LossRow, ProbabilityRow } from '../engine/compiled-scenario.js';
import { PERIL_RULES } from '../model/types-damage.js';
import { DAMAGE_STATES, type Fragility, type Kind, type LossRatioCurve, type ProbabilityTable } from '../model/types.js';
import { log } from '../numerics/elementary.js';
import { normalCdf } from '../numerics/normal.js';
import { curveAt, firstReach } from '../numerics/curve.js';

const STATES = DAMAGE_STATES.length - 1;

type Fragile = Pick<Kind, 'fragility'> & Partial<Pick<Kind, 'perils' | 'persistent' | 'replacementCost'>>;

/**
 * Fragility of every kind for one intensity measure. A kind without a curve for this measure in this unit does not react (validation warns of units that
 * do not fit). Rows are kinds; where some kind has curves for assets damaged already, one block of kinds for each present state.
 */
export function compileFragility(kinds: readonly Fragile[], measure: string, unit: string): FragilityTables {
  const own = kinds.map((kind) => kind.fragility.filter((f) => f.measure === measure && f.unit === unit));
  const blocks = own.some((list) => list.some((f) => f.given !== undefined)) ? DAMAGE_STATES.length : 1, rows = kinds.length * blocks;
  const tables: FragilityTables = { lnMedian: new Float64Array(rows * STATES).fill(Infinity), invSigma: new Float64Array(rows * STATES).fill(1), reacts: new Uint8Array(kinds.length) };
  own.forEach((list, k) => {
    for (let present = 0; present < blocks; present++) {
      const f = curvesGiven(list, present);
      if (f === undefined) continue;
      setRow(tables, present * kinds.length + k, f, kinds[k]!.replacementCost ?? 0);
      if (f.states.length > 0 || f.form === 'loss-ratio') tables.reacts[k] = 1;
    }
  });
  setRules(tables, kinds, measure);
  return tables;
}

/** Curves of an asset in a state: those given for it, or else for the nearest milder one. */
function curvesGiven(list: readonly Fragility[], present: number): Fragility | undefined {
  let best: Fragility | undefined, bestGiven = -1;
  for (const f of list) {
    const given = f.given === undefined ? 0 : DAMAGE_STATES.indexOf(f.given);
    if (given <= present && given > bestGiven) { best = f; bestGiven = given; }
  }
  return best;
}

function setRules(tables: FragilityTables, kinds: readonly Fragile[], measure: string): void {
  if (kinds.every((kind) => kind.perils === undefined && kind.persistent !== true)) return;
  tables.rules = { perils: Uint8Array.from(kinds, (kind) => PERIL_RULES.indexOf(kind.perils ?? 'worst')), persistent: Uint8Array.from(kinds, (kind) => (kind.persistent === true ? 1 : 0)), measure };
}

function setRow(tables: FragilityTables, row: number, f: Fragility, replacementCost: number): void {
  const set = (state: string, median: number, sigma: number): void => {
    const at = row * STATES + (DAMAGE_STATES as readonly string[]).indexOf(state) - 1;
    tables.lnMedian[at] = log(median);
    tables.invSigma[at] = 1 / sigma; // sigma 0: a step, entered exactly from its threshold on
  };
  switch (f.form) {
    case 'step': for (const { state, at } of f.states) set(state, at, 0); break;
    case 'lognormal': for (const { state, median, sigma } of f.states) set(state, median, sigma); break;
    case 'loss-ratio': {
      const at = Float64Array.from(f.at), ratio = Float64Array.from(f.ratio);
      for (const { state, ratio: share } of f.states) set(state, firstReach(at, ratio, share, false), f.sigma);
      (tables.losses ??= [])[row] = lossRow(f, replacementCost);
      break;
    }
    default: (tables.probabilities ??= [])[row] = probabilityRow(f);
  }
}

function probabilityRow(f: ProbabilityTable): ProbabilityRow {
  const probability = Array.from({ length: STATES }, () => new Float64Array(f.at.length));
  for (const { state, probability: p } of f.states) probability[DAMAGE_STATES.indexOf(state) - 1]!.set(p);
  return { at: Float64Array.from(f.at), probability, stepwise: f.form === 'classes' };
}

const lossRow = (f: LossRatioCurve, replacementCost: number): LossRow => ({ at: Float64Array.from(f.at), euro: Float64Array.from(f.ratio, (ratio) => ratio * replacementCost), sigma: f.sigma });

/**
 * Probability of each damage state, none to complete (5 values), of a kind at an intensity. The same whatever share of the randomness is common to an
 * occurrence: only the correlation between assets depends on it.
 * @param kind its row: kind + kinds x number of the present state, where the tables have blocks
 * @param intensity in the unit of the tables, at least 0
 */
export function stateProbabilities(tables: FragilityTables, kind: number, intensity: number): number[] {
  const probabilities = new Array<number>(STATES + 1).fill(0);
  let worse = 0; // probability of a state worse than `state`
  for (let state = STATES; state >= 1; state--) {
    const atLeast = Math.max(worse, probabilityOf(tables, kind, intensity, state));
    probabilities[state] = atLeast - worse;
    worse = atLeast;
  }
  probabilities[0] = 1 - worse;
  return probabilities;
}

/** The curve of one state. */
function probabilityOf({ lnMedian, invSigma, probabilities }: FragilityTables, row: number, intensity: number, state: number): number {
  // A hazard of no intensity does nothing, whatever the curves say.
  if (!(intensity > 0)) return 0;
  const table = probabilities?.[row];
  if (table !== undefined) return curveAt(table.at, table.probability[state - 1]!, intensity, table.stepwise);
  const at = row * STATES + state - 1, distance = log(intensity) - lnMedian[at]!;
  // A step right at its threshold is entered; 0 times infinity would be NaN.
  if (invSigma[at] === Infinity) return distance >= 0 ? 1 : 0;
  return normalCdf(distance * invSigma[at]!);
}
