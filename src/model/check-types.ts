/** Types, measures and units of hazards against the catalogue. All warnings: a region may know a hazard that the catalogue does not. */
import { hazardType, likeTypes } from '../catalogue/catalogue.js';
import type { Problems, WherePart } from './problems.js';
import type { Hazard } from './types.js';

/**
 * Adds warnings of a type that is none, a measure that the type does not have, a unit that the measure does not have.
 * @param typeOnly the measure or its unit fits no kind, which was said already
 */
export function checkType(hazard: Hazard, problems: Problems, where: WherePart, typeOnly: boolean): void {
  const { type: id, measure, unit } = hazard, type = hazardType(id);
  if (type === undefined) {
    problems.warn('HAZARD_TYPE_UNKNOWN', `hazard "${hazard.id}" has the type "${id}", which the catalogue does not know; nearest: ${likeTypes(id).join(', ')} ("hazcade hazards" lists all)`, where(hazard, ['type']));
    return;
  }
  // Without a measure and a unit nothing is measured.
  if (typeOnly || measure === '' || unit === '' || type.id === 'other') return;
  const known = type.measures.find((m) => m.measure === measure);
  if (known === undefined) {
    const expected = type.measures.length === 0 ? 'none' : type.measures.map((m) => m.measure).join(', ');
    problems.warn('HAZARD_MEASURE_UNUSUAL', `hazard "${hazard.id}" of type ${id} is measured in "${measure}"; the catalogue has for this type: ${expected}`, where(hazard, ['measure']));
  } else if (!known.units.includes(unit)) {
    problems.warn('HAZARD_UNIT_UNUSUAL', `hazard "${hazard.id}" gives ${measure} (${known.title}) in "${unit}"; expecting ${known.units.join(', ')}`, where(hazard, ['unit']));
  }
}
