/** Ground motion by another model than a hazard's own: what branches and variants choose, and footprints of catalogues that name none. */
import { CascadeError } from '../errors.js';
import { checkField } from './check-field.js';
import { motionScope, type GroundMotionModelName } from './ground-motion-models.js';
import { Problems } from './problems.js';
import { rangeProblem } from './quantities.js';
import type { GroundMotionFootprint } from './types-fields.js';
import type { Footprint, Hazard } from './types.js';

/**
 * The ground motion by a model. A normal distribution that ends where the former model does ends where this one does.
 * @throws CascadeError QUANTITY_INVALID when the model does not hold for the magnitude
 */
function byModel(quake: GroundMotionFootprint, model: GroundMotionModelName): GroundMotionFootprint {
  const before = motionScope(quake.model).magnitude, range = motionScope(model).magnitude, { magnitude: given } = quake;
  const magnitude = typeof given === 'number' || given.dist !== 'normal' ? given : { ...given, min: given.min === before.min ? range.min : given.min, max: given.max === before.max ? range.max : given.max };
  const wrong = rangeProblem(magnitude, range);
  if (wrong !== undefined) throw new CascadeError('QUANTITY_INVALID', `magnitude ${wrong} (${model})`);
  return { ...quake, model, magnitude };
}

/** The hazard with its ground motion by a model. @throws CascadeError when it has none, or the model does not hold for its magnitude */
export function withMotionModel(hazard: Hazard, model: GroundMotionModelName): Hazard {
  const { footprint, id } = hazard;
  if (footprint.form !== 'ground-motion') throw new CascadeError('FIELD_INVALID', `hazard "${id}" has a footprint of the form ${footprint.form}, which no ground-motion model computes`);
  return { ...hazard, footprint: byModel(footprint, model) };
}

/** A footprint in place of a hazard's own: a ground motion that names no model has the hazard's. @throws CascadeError when that does not hold for its magnitude */
export function inPlaceOf({ footprint: own }: Hazard, footprint: Footprint): Footprint {
  return footprint.form !== 'ground-motion' || footprint.model !== undefined || own.form !== 'ground-motion' || own.model === undefined ? footprint : byModel(footprint, own.model);
}

/** Tells what a ground motion in place of a hazard's own asks of the hazard's measures, and of its model. */
export function checkInPlaceOf(hazard: Hazard, footprint: Footprint, say: (code: string, message: string) => void): void {
  if (footprint.form !== 'ground-motion') return;
  const found = new Problems();
  try {
    checkField({ ...hazard, footprint: inPlaceOf(hazard, footprint) }, found, () => ({}));
  } catch (error) {
    if (!(error instanceof CascadeError)) throw error;
    say(error.code, error.message);
  }
  for (const { code, message } of found.all()) say(code, message);
}
