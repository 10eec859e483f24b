/** What would be public of the service areas of a model if an attribute of theirs were. */
import { CascadeError, nearest } from '../../errors.js';
import { areaNames } from '../load-results.js';
import { openModel, type ModelSource } from '../opened-models.js';
import type { TaskContext } from '../task.js';

/** @returns the values, sorted. Errors: ATTRIBUTE_UNKNOWN (no service area has it), those of openModel. */
export async function run({ model: source, attribute }: { model: ModelSource; attribute: string }, context: TaskContext): Promise<string[]> {
  const { model } = await openModel(source, context), values = [...new Set(areaNames(model, attribute).values())].filter((value) => value !== undefined);
  if (values.length > 0) return values.sort();
  const known = [...new Set(model.assets.filter(({ kind }) => kind.serviceArea).flatMap(({ attributes }) => Object.keys(attributes)))].sort(), near = nearest(attribute, known);
  throw new CascadeError('ATTRIBUTE_UNKNOWN', `no service area of model "${model.id}" has the attribute "${attribute}"; ${known.length > 0 ? `they have ${known.join(', ')}` : 'they have none'}${near === undefined ? '' : `. Did you mean "${near}"?`}`);
}
