/** The shape of a model, as `hazcade inspect --json` gives it: loops, hubs, single points of failure. */
import { inspectModel, type Shape } from '../../network/shape.js';
import { openModel, type ModelSource } from '../opened-models.js';
import { spoolJson, type Spooled } from '../spool.js';
import type { TaskContext } from '../task.js';

/** By version; small beside its model. */
const shapes = new Map<string, Shape>();
const MOST_SHAPES = 50;

/** Errors: those of openModel. */
export async function run({ model: source }: { model: ModelSource }, context: TaskContext): Promise<Spooled> {
  const there = shapes.get(source.version) ?? inspectModel((await openModel(source, context)).model);
  if (shapes.size >= MOST_SHAPES) shapes.clear();
  shapes.set(source.version, there);
  return spoolJson(context.settings, there);
}
