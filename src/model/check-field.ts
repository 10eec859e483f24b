/** What a hazard may say beside a footprint that is computed: its measure and unit, its time, its place. */
import type { Problems, Where } from './problems.js';
import { FIELD_FORMS, GROUND_MOTION_MEASURES, groundMotionMeasure, type FieldFootprint } from './types-fields.js';
import type { Footprint, Hazard } from './types.js';

const isComputed = (footprint: Footprint): footprint is FieldFootprint => FIELD_FORMS.includes(footprint.form);

/** Measure of a hazard that names none, where its footprint knows it. */
export function usualMeasure({ form }: Footprint): string | undefined {
  return form === 'ground-motion' ? 'pga' : form === 'storm' ? 'gust' : form === 'flood' ? 'depth' : undefined;
}

/** The unit in which a footprint gives a measure; undefined: the hazard's own. */
export function computedUnit({ form }: Footprint, measure: string): string | undefined {
  return form === 'ground-motion' ? (measure === 'pgv' ? 'm/s' : 'g') : form === 'storm' ? 'm/s' : form === 'flood' ? 'm' : undefined;
}

/** Adds what is wrong to `problems`. */
export function checkField(hazard: Hazard, problems: Problems, where: Where): void {
  const { footprint, shiftKm, profile, durationHours } = hazard, { form } = footprint;
  const wrong = (message: string, ...path: string[]): void => problems.error('FIELD_INVALID', message, where(path));
  if (shiftKm !== undefined && ['select', 'file', 'storm', 'flood'].includes(form)) wrong(`a footprint of the form ${form} has no place to shift${form === 'storm' ? ': crossTrack moves a track' : ''}`, 'place');
  if (footprint.form === 'file' && footprint.file.times !== undefined && profile !== undefined) wrong('the times of its footprint say how the intensity changes: expecting no profile', 'profile');
  if (!isComputed(footprint)) return;
  checkMeasure(hazard, problems, where);
  if (profile !== undefined && (form === 'storm' || form === 'flood')) wrong(`its ${form === 'storm' ? 'track' : 'hydrograph'} says how the intensity changes: expecting no profile`, 'profile');
  if (durationHours === 0 && (form === 'plume' || form === 'fire')) wrong(`a ${form} needs a duration: whom it has not reached by then is spared`);
}

/** Computed intensities have the units of their model. */
function checkMeasure({ measure, unit, footprint, effects }: Hazard, problems: Problems, where: Where): void {
  const { form } = footprint, expected = computedUnit(footprint, measure);
  if (form === 'ground-motion' && groundMotionMeasure(measure) === undefined) { problems.unknown('MEASURE_UNKNOWN', 'measure of ground motion', measure, GROUND_MOTION_MEASURES, where(['measure'])); return; }
  if (form === 'ground-motion') checkPerils(effects, problems, where);
  if (expected !== undefined && unit !== expected && !(form === 'ground-motion' && measure === 'pgv' && unit === 'cm/s')) problems.error('FIELD_INVALID', `unit: a ${form} gives ${measure} in ${expected}, found "${unit}"`, where(['unit']));
}

/** Further measures of an earthquake's motion, in the units of their model; other measures follow the hazard's own. */
function checkPerils(effects: Hazard['effects'], problems: Problems, where: Where): void {
  effects.forEach((effect, i) => {
    if (effect.effect !== 'damage' || effect.peril === undefined || groundMotionMeasure(effect.peril.measure) === undefined) return;
    const { measure, unit } = effect.peril, units = measure === 'pgv' ? ['m/s', 'cm/s'] : ['g'];
    if (!units.includes(unit)) problems.error('FIELD_INVALID', `unit: a ground-motion gives ${measure} in ${units.join(' or ')}, found "${unit}"`, where(['effects', i, 'damage', 'unit']));
  });
}
