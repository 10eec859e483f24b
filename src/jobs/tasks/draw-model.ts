/** A model as a file for other tools: its graph as GraphML or GEXF, or a map as GeoJSON. */
import { graphmlChunks, toGexf } from '../../network/export-graph.js';
import { modelGraph } from '../../network/graph.js';
import { mapPieces } from '../../network/map.js';
import { openModel, type ModelSource } from '../opened-models.js';
import { spool, type Spooled } from '../spool.js';
import type { TaskContext } from '../task.js';

export type Drawing = 'graphml' | 'gexf' | 'geojson';

/** Errors: those of openModel and spool. */
export async function run({ model: source, form }: { model: ModelSource; form: Drawing }, context: TaskContext): Promise<Spooled> {
  const { model } = await openModel(source, context);
  const text = form === 'geojson' ? [...mapPieces(model)].join('') : form === 'gexf' ? toGexf(modelGraph(model)) : [...graphmlChunks(modelGraph(model))].join('');
  return spool(context.settings, text);
}
