/** What a hazard may say beside a footprint that is computed: its measure and unit, its time, its place. */
import { GROUND_MOTION_MODEL_NAMES, groundMotionMeasure, motionScope, USUAL_GROUND_MOTION_MODEL } from './ground-motion-models.js';
import type { Problems, Where } from './problems.js';
import { FIELD_FORMS, type FieldFootprint, type GroundMotionFootprint } from './types-fields.js';
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
function checkMeasure(hazard: Hazard, problems: Problems, where: Where): void {
  const { measure, unit, footprint } = hazard, { form } = footprint, expected = computedUnit(footprint, measure);
  if (footprint.form === 'ground-motion') { checkMotion(hazard, footprint, problems, where); return; }
  if (expected !== undefined && unit !== expected) problems.error('FIELD_INVALID', `unit: a ${form} gives ${measure} in ${expected}, found "${unit}"`, where(['unit']));
}

/** An earthquake's own measure and those of further perils, in the units of its model; other measures follow the hazard's own. */
function checkMotion({ measure, unit, effects }: Hazard, { model, maxKm }: GroundMotionFootprint, problems: Problems, where: Where): void {
  const { farthestKm, measures } = motionScope(model);
  const unknown = (name: string, path: (string | number)[]): void => problems.unknown('MEASURE_UNKNOWN', `measure of ground motion by ${model ?? USUAL_GROUND_MOTION_MODEL}`, name, measures, where(path));
  const inUnit = (name: string, found: string, units: string[], path: (string | number)[]): void => { if (!units.includes(found)) problems.error('FIELD_INVALID', `unit: a ground-motion gives ${name} in ${units.join(' or ')}, found "${found}"`, where(path)); };
  const unitsOf = (name: string): string[] => (name === 'pgv' ? ['m/s', 'cm/s'] : ['g']);
  if (maxKm > farthestKm) problems.error('FIELD_INVALID', `max: ${model} holds up to ${farthestKm} km, found ${maxKm} km`, where(['footprint', 'ground-motion', 'max']));
  if (groundMotionMeasure(measure, model) === undefined) { unknown(measure, ['measure']); return; }
  inUnit(measure, unit, unitsOf(measure), ['unit']);
  effects.forEach((effect, i) => {
    if (effect.effect !== 'damage' || effect.peril === undefined) return;
    const { measure: name, unit: found } = effect.peril;
    if (groundMotionMeasure(name, model) !== undefined) inUnit(name, found, unitsOf(name), ['effects', i, 'damage', 'unit']);
    // Following the hazard's own measure would be wrong for what another model calls a motion.
    else if (GROUND_MOTION_MODEL_NAMES.some((other) => groundMotionMeasure(name, other) !== undefined)) unknown(name, ['effects', i, 'damage', 'measure']);
  });
}
