/**
 * Which assets of an effect are tried together, and with which draws. One group for almost every effect; more where kinds differ in the form of their
 * curves, in their rule for several perils, or in how long a strength lasts.
 */
import { PERIL_RULES } from '../model/types-damage.js';
import { hashKey } from '../random/hash.js';
import type { CompiledEffect, CompiledHazard, FragilityTables } from './compiled-scenario.js';
import { strengthTest, type StrengthTest } from './fragility.js';

const WORST = PERIL_RULES.indexOf('worst'), CUMULATIVE = PERIL_RULES.indexOf('cumulative');

/** Assets of one effect whose strengths are drawn and tried alike. */
export interface Trial {
  /** Positions in the hazard's assets, and these. */
  positions: Int32Array;
  assets: Int32Array;
  test: StrengthTest;
  tables: FragilityTables;
  /** Number of the draw: that of the effect, or where one strength stands for all perils that of the first. */
  n: number;
  /** The test's factors as they are, where conditions may change them for an occurrence. */
  unweakened?: Float64Array;
  /** Curves are given at points. */
  tabulated: boolean;
  /** Curves have losses. */
  priced: boolean;
  /** Kinds of the assets where their curves depend on the present state; the test's rows then follow from both. */
  kinds?: Int32Array;
  /** Number of the peril's measure in the hazard's field; 0: the hazard's own. */
  further: number;
  /** A strength that lasts: context of its draw in place of the occurrence. */
  lasting?: { context0: number; context1: number };
}

/** Damage by fragility has no probability of its own. */
const byFragility = (effect: CompiledEffect): boolean => effect.effect === 'damage' && Number.isNaN(effect.probability);

/**
 * The groups of an effect, in a fixed order; only assets whose kind reacts to the measure need a draw.
 * @param linked conditions may weaken assets
 */
export function trialsOf(hazard: CompiledHazard, ordinal: number, kindOf: Int32Array, linked: boolean): Trial[] {
  const effect = hazard.effects[ordinal]!, tables = effect.peril?.fragility ?? hazard.fragility;
  if (!byFragility(effect) || tables === undefined) return [];
  const all = effect.positions ?? Int32Array.from(hazard.assets.keys()), reacting = all.filter((at) => tables.reacts[kindOf[hazard.assets[at]!]!] === 1);
  const sort = (at: number): number => sortOf(tables, kindOf[hazard.assets[at]!]!, tables.reacts.length);
  const sorts = [...new Set(Array.from(reacting, sort))].sort((p, q) => p - q);
  return sorts.map((one) => trial(hazard, effect, tables, sorts.length === 1 ? reacting : reacting.filter((at) => sort(at) === one), one, ordinal, kindOf, linked));
}

/** What tells groups apart, as one number: rule, then bits for tabulated, priced and lasting. */
function sortOf({ probabilities, losses, rules, lnMedian }: FragilityTables, kind: number, kinds: number): number {
  let tabulated = 0, priced = 0;
  for (let row = kind; row < lnMedian.length / 4; row += kinds) {
    if (probabilities?.[row] !== undefined) tabulated = 1;
    if (losses?.[row] !== undefined) priced = 1;
  }
  return (rules?.perils[kind] ?? WORST) * 8 + tabulated * 4 + priced * 2 + (rules?.persistent[kind] ?? 0);
}

function trial(hazard: CompiledHazard, effect: CompiledEffect, tables: FragilityTables, positions: Int32Array, sort: number, ordinal: number, kindOf: Int32Array, linked: boolean): Trial {
  const assets = positions.map((at) => hazard.assets[at]!), kinds = assets.map((a) => kindOf[a]!), rule = sort >> 3;
  // Several effects by the measure of the hazard itself (parts of its footprint) keep a draw each; further perils share the first one's where one strength stands for all.
  const first = rule === WORST && effect.peril !== undefined ? hazard.effects.findIndex(byFragility) : ordinal;
  const lnFactor = Float64Array.from(positions, (at) => hazard.lnFactor[at]!);
  const [context0, context1] = rule === WORST ? [0, 0] : hashKey(tables.rules!.measure);
  return {
    positions, assets, test: strengthTest(kinds, lnFactor), ...(linked ? { unweakened: lnFactor.slice() } : {}), tables, n: first, further: effect.peril?.further ?? 0,
    tabulated: (sort & 4) !== 0, priced: (sort & 2) !== 0,
    kinds: rule === CUMULATIVE && tables.lnMedian.length > tables.reacts.length * 4 ? kinds.slice() : undefined,
    lasting: (sort & 1) !== 0 ? { context0, context1 } : undefined,
  };
}
