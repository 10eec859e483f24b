/** Hazards and triggers of a scenario -> the engine's terms: footprints become intensities at assets, selectors positions. */
import type { CompiledCourses, CompiledEffect, CompiledHazard, CompiledTrigger } from '../engine/compiled-scenario.js';
import { compileFragility } from '../damage/fragility.js';
import { FULL, partsDown, ticksNear } from '../engine/units.js';
import { footprintIntensities } from '../hazards/footprint.js';
import type { CompiledField } from '../hazards/field-data.js';
import { DAMAGE_STATES, type Effect, type Hazard, type PeopleEffect, type PlainFootprint, type Trigger } from '../model/types.js';
import { log } from '../numerics/elementary.js';
import { hashKey } from '../random/hash.js';
import { compileField, furtherMeasures } from './assemble-fields.js';
import { compilePeopleEffect, isPeopleEffect, lnAboveOf } from './assemble-people.js';
import { compileArrivals, type ConditionList } from './assemble-interactions.js';
import { fileIntensities } from './file-intensities.js';
import type { FootprintSamples } from './footprints.js';
import type { ScenarioNames } from './scenario-names.js';

/** A hazard on the assets that its footprint reaches. @param footprints those that are files, sampled */
export function compileHazard(at: ScenarioNames, hazard: Hazard, footprints?: FootprintSamples): CompiledHazard {
  const [key0, key1] = hashKey(hazard.key), { assets, lnFactor, field, courses, skipped } = extentOf(at, hazard, footprints);
  if (skipped.length > 0) at.warn('ASSET_NO_PLACE', `hazard "${hazard.id}" cannot reach ${skipped.length} asset${skipped.length === 1 ? '' : 's'} without a place, the first "${at.names.assets[skipped[0]!]!}"`);
  // Of files, sampling has told more.
  if (assets.length === 0 && hazard.footprint.form !== 'file') at.warn('HAZARD_HITS_NOTHING', `the footprint of hazard "${hazard.id}" holds no asset`);
  const position = new Map<number, number>();
  assets.forEach((a, i) => position.set(a, i));
  const byFragility = hazard.effects.some((e) => e.effect === 'damage' && e.probability === undefined && e.peril === undefined);
  const fragility = byFragility ? compileFragility(at.names.kinds, hazard.measure, hazard.unit) : undefined;
  const profile = hazard.profile === undefined ? undefined : { hours: Float64Array.from(hazard.profile, (p) => p[0]), factors: Float64Array.from(hazard.profile, (p) => p[1]) };
  const toPeople = hazard.effects.filter(isPeopleEffect), further = furtherMeasures(hazard).map(({ name }) => name);
  return {
    id: hazard.id, key0, key1, onset: hazard.onsetHours, ...(hazard.arrivals === undefined ? {} : { arrivals: compileArrivals(hazard.arrivals, at) }), duration: hazard.durationHours, intensity: hazard.intensity, assets,
    lnFactor, ...(field && { field }), ...(courses && { courses }), fragility, common: hazard.common, workLimit: workLimits(at, hazard.measure, hazard.unit), profile, once: hazard.once,
    effects: hazard.effects.flatMap((effect) => (isPeopleEffect(effect) ? [] : compileEffect(at, effect, positionsOf(at, effect, position), effect.effect === 'damage' && effect.peril !== undefined ? 1 + further.indexOf(`${effect.peril.measure} ${effect.peril.unit}`) : 0))),
    ...(toPeople.length === 0 ? {} : { people: toPeople.map((effect) => compilePeopleEffect(at, effect, positionsOf(at, effect, position))) }),
    ...(hazard.detectedHours === undefined ? {} : { detected: hazard.detectedHours }),
  };
}

/** Where it is: the assets it may reach, and the intensity there, as a factor or as a field. */
function extentOf(at: ScenarioNames, hazard: Hazard, footprints: FootprintSamples | undefined): { assets: Int32Array; lnFactor: Float64Array; skipped: Int32Array; field?: CompiledField; courses?: CompiledCourses } {
  const computed = compileField(at, hazard), { footprint } = hazard, { assetLon: lon, assetLat: lat } = at.network;
  if (computed !== undefined) return { ...computed, lnFactor: new Float64Array(computed.assets.length) };
  if (footprint.form === 'file') {
    const { assets, ln, weights, skipped, courses } = fileIntensities(at, hazard, footprint.file, footprints), [only] = ln;
    if (ln.length === 1) return { assets, skipped, lnFactor: only!, courses };
    let sum = 0;
    return { assets, skipped, lnFactor: new Float64Array(assets.length), field: { form: 'ensemble', ln, cumulative: Float64Array.from(weights, (weight) => (sum += weight)) } };
  }
  const { assets, factor, skipped } = footprintIntensities(footprint as PlainFootprint, { lon, lat }, (s) => at.select(s));
  return { assets, skipped, lnFactor: Float64Array.from(factor, (f) => (f > 0 ? log(f) : -Infinity)) };
}

/** Positions of an effect's own assets among those of the hazard; undefined: all. */
function positionsOf(at: ScenarioNames, effect: Effect, position: Map<number, number>): Int32Array | undefined {
  return effect.select === undefined ? undefined : Int32Array.from(at.select(effect.select).flatMap((a) => { const place = position.get(a); return place === undefined ? [] : [place]; }));
}

/** @param further of damage by a measure of its own: its number in the hazard's field, 0: none */
function compileEffect(at: ScenarioNames, effect: Exclude<Effect, PeopleEffect>, positions: Int32Array | undefined, further: number): CompiledEffect {
  switch (effect.effect) {
    case 'damage': {
      const peril = effect.peril && { fragility: compileFragility(at.names.kinds, effect.peril.measure, effect.peril.unit), intensity: effect.peril.intensity, workLimit: workLimits(at, effect.peril.measure, effect.peril.unit) };
      return { effect: 'damage', positions, probability: effect.probability ?? NaN, state: DAMAGE_STATES.indexOf(effect.state ?? 'complete'), to: FULL, peril: peril && { ...peril, ...(further > 0 ? { further } : {}) } };
    }
    case 'derate': return { effect: 'derate', positions, probability: effect.probability, state: 0, to: partsDown(effect.to), ...lnAboveOf(effect) };
    case 'trip': return { effect: 'trip', positions, probability: effect.probability, state: 0, to: 0, ...lnAboveOf(effect) };
    case 'demand': return { effect: 'demand', positions, probability: effect.probability, state: 0, to: 0, service: at.service(effect.service), by: effect.by, ...lnAboveOf(effect) };
    case 'staff': return { effect: 'staff', positions, probability: effect.probability, state: 0, to: 0, staff: { ...absenceSteps(effect.absent), scaled: effect.scaled }, ...lnAboveOf(effect) };
    case 'crews': return { effect: 'crews', positions, probability: 1, state: 0, to: partsDown(effect.to), pools: Int32Array.from(effect.pools ?? at.input.crews.map((pool) => pool.id), (id) => at.pool(id)) };
  }
}

/** A course of absence changes by no more than this at once. */
const ABSENCE_STEP = 0.025;

/** Shares absent from so many hours on: a course in equal steps of its pieces, each with the share of its middle, so that none is lost or gained. */
function absenceSteps(absent: number | [number, number][]): { hours: Float64Array; absent: Float64Array } {
  if (typeof absent === 'number') return { hours: Float64Array.of(0), absent: Float64Array.of(absent) };
  const hours: number[] = [], shares: number[] = [];
  if (absent[0]![0] > 0) { hours.push(0); shares.push(0); }
  absent.slice(1).forEach(([to, high], i) => {
    const [from, low] = absent[i]!, steps = Math.max(1, Math.ceil(Math.abs(high - low) / ABSENCE_STEP - 1e-9));
    for (let s = 0; s < steps; s++) { hours.push(from + ((to - from) * s) / steps); shares.push(low + ((high - low) * (s + 0.5)) / steps); }
  });
  const [last, stays] = absent.at(-1)!;
  return { hours: Float64Array.from([...hours, last]), absent: Float64Array.from([...shares, stays]) };
}

/** By kind, where a hazard takes staff; undefined: none does. */
export function compileStaffing(at: ScenarioNames): { spare: Float64Array; needed: Float64Array } | undefined {
  if (!at.input.hazards.some(({ effects }) => effects.some(({ effect }) => effect === 'staff'))) return undefined;
  return { spare: Float64Array.from(at.names.kinds, (kind) => kind.staffing?.spare ?? 0), needed: Float64Array.from(at.names.kinds, (kind) => kind.staffing?.needed ?? 0) };
}

/** By kind: ln of the intensity from which no work begins; undefined: no kind has a limit for the measure. */
function workLimits(at: ScenarioNames, measure: string, unit: string): Float64Array | undefined {
  const limits = at.names.kinds.map((kind) => kind.workLimit?.find((limit) => limit.measure === measure && limit.unit === unit)?.below);
  return limits.every((below) => below === undefined) ? undefined : Float64Array.from(limits, (below) => (below === undefined ? Infinity : log(below)));
}

/** Some asset may be damaged by a curve of loss ratios. */
export function hasLosses({ fragility, effects }: CompiledHazard): boolean {
  return fragility?.losses !== undefined || effects.some(({ peril }) => peril?.fragility.losses !== undefined);
}

/** A rule by which a hazard follows. */
export function compileTrigger(at: ScenarioNames, trigger: Trigger, conditions: ConditionList): CompiledTrigger {
  const { cause } = trigger, [key0, key1] = hashKey(trigger.key);
  return {
    id: trigger.id, key0, key1, on: cause.on, causeHazard: cause.on === 'hazard' ? at.hazardIndex(cause.hazard) : -1,
    members: cause.on === 'hazard' ? undefined : at.members(cause.select), state: cause.on === 'damage' ? DAMAGE_STATES.indexOf(cause.state) : 0,
    afterTicks: cause.on === 'outage' ? ticksNear(cause.afterHours, at.input.ticksPerHour) : 0,
    ...(trigger.while === undefined ? {} : { gate: conditions.numberOf(trigger.while) }), probability: trigger.probability, lag: trigger.lagHours, hazard: at.hazardIndex(trigger.hazard), repeat: trigger.repeat,
  };
}
