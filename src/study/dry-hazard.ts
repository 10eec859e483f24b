/** What a hazard will hit, told without a study: who is in reach, how strong it is there, and how likely it damages what it reaches. */
import type { CompiledEffect, CompiledHazard, FragilityTables } from '../engine/compiled-scenario.js';
import { peakShare } from '../engine/fields.js';
import type { Hazard, Model, Numeric } from '../model/types.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import { curveAt } from '../numerics/curve.js';
import { exp, log } from '../numerics/elementary.js';
import { normalCdf } from '../numerics/normal.js';
import { compileNumeric } from '../random/distributions.js';

/** 5, 50 and 95 of 100 occurrences stay at or below. */
export type Range = readonly [number, number, number];

export interface DryAsset {
  asset: string;
  name: string;
  sector: string;
  people: number;
  /** The greatest at the asset, in the hazard's unit; null: computed anew in each occurrence, or the hazard has no measure. */
  intensity: Range | null;
  /** Chance that one occurrence damages it, as if it stood alone and whole; null: it cannot be told without a study. */
  damage: number | null;
  /** Chance that it is derated or tripped while the hazard lasts; null: likewise. */
  stopped: number | null;
}

export interface DryHazard {
  hazard: string;
  title: string;
  type: string;
  /** How it comes about. */
  occurs: 'onset' | 'arrivals' | 'triggered or called';
  onsetHours: Range | null;
  durationHours: Range;
  measure: string;
  unit: string;
  /** What it draws: where the footprint's factor is 1. */
  intensity: Range;
  /** Intensities are computed anew in each occurrence (source, track, wind): only reach is known beforehand. */
  computed: boolean;
  assets: number;
  bySector: Record<string, number>;
  /** Residents of the areas in reach, at nominal numbers. */
  people: number;
  /** Mean number of assets that one occurrence damages; null: it cannot be told without a study. */
  damagedMean: number | null;
  /** Those in reach: by chance of damage, then people, then id. */
  reached: DryAsset[];
}

/** Parts of a distribution, each standing for as much chance. */
const PARTS = 64;

export function dryHazard(model: Model, network: CompiledNetwork, hazard: Hazard, compiled: CompiledHazard): DryHazard {
  const computed = compiled.field !== undefined, strength = rangeOf(hazard.intensity), sectors = new Map<string, number>(), dry = new DryDamage(network, compiled);
  const reached = Array.from(compiled.assets, (a, position): DryAsset => {
    const { id, name, people, sector } = model.assets[a]!, factor = computed ? NaN : exp(compiled.lnFactor[position]!) * peakShare(compiled, position);
    sectors.set(sector, (sectors.get(sector) ?? 0) + 1);
    return { asset: id, name, sector, people, intensity: computed || hazard.unit === '' ? null : [strength[0] * factor, strength[1] * factor, strength[2] * factor], damage: dry.damage(position), stopped: dry.stopped(position) };
  });
  const known = reached.every(({ damage }) => damage !== null);
  return {
    hazard: hazard.id, title: hazard.title, type: hazard.type, occurs: hazard.onsetHours !== undefined ? 'onset' : hazard.arrivals !== undefined ? 'arrivals' : 'triggered or called',
    onsetHours: hazard.onsetHours === undefined ? null : rangeOf(hazard.onsetHours), durationHours: rangeOf(hazard.durationHours), measure: hazard.measure, unit: hazard.unit, intensity: strength, computed,
    assets: reached.length, bySector: Object.fromEntries([...sectors].sort(([p], [q]) => (p < q ? -1 : 1))), people: reached.reduce((sum, { people }) => sum + people, 0),
    damagedMean: known ? reached.reduce((sum, { damage }) => sum + damage!, 0) : null,
    reached: reached.sort((p, q) => (q.damage ?? -1) - (p.damage ?? -1) || q.people - p.people || (p.asset < q.asset ? -1 : 1)),
  };
}

function quantilesOf(numeric: Numeric, at: readonly number[]): number[] {
  if (typeof numeric === 'number') return at.map(() => numeric);
  const sampler = compileNumeric(numeric), cell = new Float64Array(1);
  return at.map((share) => { cell[0] = share; sampler.transform(cell); return cell[0]; });
}

const rangeOf = (numeric: Numeric): Range => quantilesOf(numeric, [0.05, 0.5, 0.95]) as unknown as Range;

/** Chances by position in the hazard's assets. Links, earlier damage and what others of the occurrence share are left out of account. */
class DryDamage {
  private readonly members: (Set<number> | undefined)[];
  private readonly lnParts: number[][];

  constructor(private readonly network: CompiledNetwork, private readonly hazard: CompiledHazard) {
    const middles = Array.from({ length: PARTS }, (_, i) => (i + 0.5) / PARTS);
    this.members = hazard.effects.map(({ positions }) => (positions === undefined ? undefined : new Set(positions)));
    this.lnParts = hazard.effects.map(({ peril }) => { const numeric = peril?.intensity ?? hazard.intensity; return (typeof numeric === 'number' ? [numeric] : quantilesOf(numeric, middles)).map((value) => log(value)); });
  }

  damage(position: number): number | null { return this.either(position, (effect) => effect.effect === 'damage'); }

  stopped(position: number): number | null { return this.either(position, ({ effect }) => effect === 'trip' || effect === 'derate'); }

  /** Chance of at least one of several effects that are tried apart. */
  private either(position: number, wanted: (effect: CompiledEffect) => boolean): number | null {
    let spared = 1;
    for (const [e, effect] of this.hazard.effects.entries()) {
      if (!wanted(effect) || this.members[e]?.has(position) === false) continue;
      const chance = this.chance(e, effect, position);
      if (chance === null) return null;
      spared *= 1 - chance;
    }
    return 1 - spared;
  }

  private chance(e: number, { lnAbove, peril, probability }: CompiledEffect, position: number): number | null {
    const { assets, field, fragility, lnFactor } = this.hazard, tables = peril?.fragility ?? fragility, plain = !Number.isNaN(probability);
    if (!plain && tables === undefined) return 0;
    if (field !== undefined) return null;
    if (plain && lnAbove === undefined) return lnFactor[position] === -Infinity ? 0 : probability;
    const kind = this.network.assetKind[assets[position]!]!, parts = this.lnParts[e]!, lnPeak = lnFactor[position]! + log(peakShare(this.hazard, position));
    const at = (ln: number): number => (!plain ? anyDamage(tables!, kind, ln) : ln >= lnAbove! ? probability : 0);
    return parts.reduce((sum, ln) => sum + at(ln + lnPeak), 0) / parts.length;
  }
}

/** P(slight or worse) of an undamaged asset of a kind. */
function anyDamage({ invSigma, lnMedian, probabilities, reacts }: FragilityTables, kind: number, lnIntensity: number): number {
  if (reacts[kind] !== 1) return 0;
  const table = probabilities?.[kind];
  if (table !== undefined) return Math.max(...table.probability.map((column) => curveAt(table.at, column, exp(lnIntensity), table.stepwise)));
  let chance = 0;
  for (let j = kind * 4; j < kind * 4 + 4; j++) {
    const distance = lnIntensity - lnMedian[j]!;
    chance = Math.max(chance, invSigma[j] === Infinity ? (distance >= 0 ? 1 : 0) : normalCdf(distance * invSigma[j]!));
  }
  return chance;
}
