/** One asset of a model with its needs, and what it supplies. */
import { assetOf, assetView } from '../asset-views.js';
import { openModel, type ModelSource } from '../opened-models.js';
import { spoolJson, type Spooled } from '../spool.js';
import type { TaskContext } from '../task.js';

/** Errors: NOT_FOUND, those of openModel. */
export async function run({ model, asset }: { model: ModelSource; asset: string }, context: TaskContext): Promise<Spooled> {
  const opened = await openModel(model, context);
  return spoolJson(context.settings, assetView(opened, assetOf(opened, asset).asset));
}
