/** Hazards and triggers of a scenario file, already checked by the schema, as the engine means them. */
import { checkField, computedUnit, usualMeasure } from './check-field.js';
import { fieldFootprintOf } from './normalize-fields.js';
import { footprintFileOf } from './normalize-footprint-file.js';
import { whileOf } from './normalize-interactions.js';
import { aboveOf, casualtiesOf, exposureOf } from './normalize-people.js';
import { order, type Problems, type Where } from './problems.js';
import { hoursOf, kilometresOf, numberOf, numericOf, shareOf, type Unit } from './quantities.js';
import type { HazardData, TriggerData } from './schema-hazards.js';
import type { SelectorData } from './schema-parts.js';
import { polygonOf, positionOf, selectorOf } from './selectors.js';
import type { DamageState, Effect, Footprint, Hazard, Numeric, Selector, Trigger } from './types.js';

/** @param folder of the scenario, from which footprints name files */
export function hazardOf(data: HazardData, folder: string, problems: Problems, where: Where): Hazard {
  const numeric = (field: string, value: unknown, unit: Unit, fallback: number, range?: { min: number; max: number }) => read(value, unit, fallback, field, problems, where, range);
  const footprint = footprintOf(data, folder, problems, (path = []) => where(['footprint', ...path])), measure = data.measure ?? usualMeasure(footprint) ?? '';
  const hazard: Hazard = {
    id: data.id, key: data.key ?? data.id, title: data.title ?? data.id, type: data.type,
    onsetHours: data.onset === undefined ? undefined : numeric('onset', data.onset, hoursOf, 0),
    ...(data.detected === undefined ? {} : { detectedHours: numeric('detected', data.detected, hoursOf, 0) }),
    ...(data.arrivals === undefined ? {} : { arrivals: arrivalsOf(data, problems, where) }),
    durationHours: numeric('duration', data.duration, hoursOf, 0), measure, unit: data.unit ?? computedUnit(footprint, measure) ?? '', intensity: numeric('intensity', data.intensity, numberOf, 1),
    footprint, ...(data.place && { shiftKm: kilometresOf(data.place.shift)! }), profile: profileOf(data, problems, where),
    effects: (data.effects ?? ['damage']).map((effect, i) => effectOf(effect, problems, (path = []) => where(['effects', i, ...path]))),
    common: shareOf(data.common) ?? 0, once: data.once ?? false,
  };
  checkField(hazard, problems, where);
  return hazard;
}

function arrivalsOf({ arrivals, onset }: HazardData, problems: Problems, where: Where): NonNullable<Hazard['arrivals']> {
  if (onset !== undefined) problems.error('ARRIVALS_INVALID', 'a hazard has an onset or random arrivals, not both', where(['arrivals']));
  const { perYear, season } = arrivals!;
  return { perYear, ...(season === undefined ? {} : { season: [...season] }) };
}

function read(value: unknown, unit: Unit, fallback: number, field: string, problems: Problems, where: Where, range?: { min: number; max: number }): Numeric {
  if (value === undefined) return fallback;
  const numeric = numericOf(value, unit, range);
  if (typeof numeric !== 'string') return numeric;
  problems.error('QUANTITY_INVALID', `${field} ${numeric}`, where([field]));
  return fallback;
}

/** A footprint. @param folder what paths of files are relative to */
export function footprintOf({ footprint: data, unit }: Pick<HazardData, 'footprint' | 'unit'>, folder: string, problems: Problems, where: Where): Footprint {
  const computed = fieldFootprintOf(data, problems, where, folder);
  if (computed) return computed;
  if (data.file) return { form: 'file', file: footprintFileOf(data.file, unit, folder, problems, (path = []) => where(['file', ...path])) };
  if (data.select) return { form: 'select', select: selectorOf(data.select, problems, (path = []) => where(['select', ...path])) };
  if (data.assets) return { form: 'select', select: { id: [...data.assets] } };
  if (data.circle) {
    const { center, radius, rim } = data.circle;
    return { form: 'circle', center: positionOf(center, problems, () => where(['circle', 'center'])), radiusKm: kilometresOf(radius)!, rim: shareOf(rim) ?? 1 };
  }
  if (data.polygon) return { form: 'polygon', polygon: polygonOf(data.polygon, problems, (path = []) => where(['polygon', ...path])) };
  const { from, scale, exponent, max } = data.attenuation!;
  const scaleKm = kilometresOf(scale)!;
  if (!(scaleKm > 0)) problems.error('QUANTITY_INVALID', 'the scale of an attenuation must be above 0', where(['attenuation', 'scale']));
  return { form: 'attenuation', from: polygonOf(from, problems, (path = []) => where(['attenuation', 'from', ...path])), scaleKm, exponent, maxKm: kilometresOf(max)! };
}

function profileOf(data: HazardData, problems: Problems, where: Where): Hazard['profile'] {
  const profile = data.profile?.map(([hours, share]): [number, number] => [hoursOf(hours)!, shareOf(share)!]);
  const wrong = profile?.findIndex(([hours], i) => i > 0 && hours <= profile[i - 1]![0]) ?? -1;
  if (wrong >= 0) problems.error('PROFILE_INVALID', 'the times of a profile must rise', where(['profile', wrong]));
  return profile;
}

function effectOf(data: NonNullable<HazardData['effects']>[number], problems: Problems, where: Where): Effect {
  if (data === 'damage') return { effect: 'damage' };
  const selected = (select: SelectorData | undefined, field: string) => (select ? { select: selectorOf(select, problems, (path = []) => where([field, 'select', ...path])) } : {});
  if (data.damage) {
    const { select, probability, state, measure, unit, intensity } = data.damage;
    if (measure !== undefined || unit !== undefined || intensity !== undefined) {
      if (measure === undefined || unit === undefined || state !== undefined || probability !== undefined) problems.error('EFFECT_INVALID', 'damage by a measure of its own takes measure, unit and intensity, and no probability or state', where(['damage']));
      return { effect: 'damage', ...selected(select, 'damage'), peril: { measure: measure ?? '', unit: unit ?? '', intensity: read(intensity, numberOf, 1, 'intensity', problems, (path = []) => where(['damage', ...path])) } };
    }
    if ((probability === undefined) !== (state === undefined)) problems.error('EFFECT_INVALID', 'damage takes probability and state together, or neither (then the fragility of the kind decides)', where(['damage']));
    return { effect: 'damage', ...selected(select, 'damage'), ...(state === undefined ? {} : { probability: shareOf(probability) ?? 1, state: state as DamageState }) };
  }
  if (data.casualties) return casualtiesOf(data.casualties, problems, (path = []) => where(['casualties', ...path]));
  if (data.exposure) return exposureOf(data.exposure, problems, (path = []) => where(['exposure', ...path]));
  if (data.derate) return { effect: 'derate', ...selected(data.derate.select, 'derate'), to: shareOf(data.derate.to)!, probability: shareOf(data.derate.probability) ?? 1, ...aboveOf(data.derate) };
  if (data.demand) return { effect: 'demand', ...selected(data.demand.select, 'demand'), service: data.demand.service, by: data.demand.by, probability: shareOf(data.demand.probability) ?? 1, ...aboveOf(data.demand) };
  if (data.staff) return staffOf(data.staff, selected(data.staff.select, 'staff'), problems, (path = []) => where(['staff', ...path]));
  if (data.crews) return { effect: 'crews', ...(data.crews.pools === undefined ? {} : { pools: [...new Set(data.crews.pools)].sort(order) }), to: shareOf(data.crews.to)! };
  return { effect: 'trip', ...selected(data.trip!.select, 'trip'), probability: shareOf(data.trip!.probability) ?? 1, ...aboveOf(data.trip!) };
}

type StaffData = NonNullable<Exclude<NonNullable<HazardData['effects']>[number], 'damage'>['staff']>;

function staffOf({ absent, scaled, probability, above }: StaffData, selected: { select?: Selector }, problems: Problems, where: Where): Effect {
  const course = Array.isArray(absent) ? absent.map(([hours, share]): [number, number] => [hoursOf(hours)!, shareOf(share)!]) : undefined;
  const wrong = course?.findIndex(([hours], i) => i > 0 && hours <= course[i - 1]![0]) ?? -1;
  if (wrong >= 0) problems.error('PROFILE_INVALID', 'the times of absent must rise', where(['absent', wrong]));
  return { effect: 'staff', ...selected, absent: course ?? shareOf(absent)!, scaled: scaled ?? false, probability: shareOf(probability) ?? 1, ...aboveOf({ above }) };
}

export function triggerOf(data: TriggerData, problems: Problems, where: Where): Trigger {
  const { hazard, damage, outage } = data.when;
  const select = (field: string, s: SelectorData) => selectorOf(s, problems, (path = []) => where(['when', field, 'select', ...path]));
  const cause: Trigger['cause'] = hazard !== undefined ? { on: 'hazard', hazard }
    : damage ? { on: 'damage', select: select('damage', damage.select), state: damage.state as DamageState }
    : { on: 'outage', select: select('outage', outage!.select), afterHours: hoursOf(outage!.after)! };
  return {
    id: data.id, key: data.key ?? data.id, cause, ...(data.while === undefined ? {} : { while: whileOf(data.while) }), probability: shareOf(data.probability) ?? 1, lagHours: read(data.lag, hoursOf, 0, 'lag', problems, where),
    hazard: data.hazard, repeat: data.repeat ?? false,
  };
}
