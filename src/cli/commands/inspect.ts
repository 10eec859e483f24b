/** `hazcade inspect MODEL`: the shape of a model, and its graph for other tools. */
import { writeFile } from 'node:fs/promises';
import type { Model } from '../../model/types.js';
import type { FootprintSummary } from '../../study/footprints.js';
import { footprintLine } from '../footprint-line.js';
import { declare, existing, writeJson, type Declare } from '../command.js';
import { formatOf } from '../../study/check-input.js';

interface Options { json?: boolean; graphml?: string; gexf?: string }

export const inspect: Declare = (session) =>
  declare('inspect', 'Show the shape of a model: sectors and their dependencies, loops, hubs, single points of failure.', ['inspect models/harbour-city', 'inspect models/harbour-city --gexf harbour-city.gexf'])
    .argument('<model>', 'model folder or file, or a scenario (its model is shown, and what its footprints sample)')
    .option('--graphml <file>', 'write the graph as GraphML (yEd, igraph, NetworkX)')
    .option('--gexf <file>', 'write the graph as GEXF (Gephi)')
    .action(async (path: string, options: Options) => {
      const { io } = session;
      const { model, footprints } = await modelOf(existing(path, 'model'));
      if (options.graphml !== undefined || options.gexf !== undefined) {
        const [{ modelGraph }, { toGexf, toGraphml }] = await Promise.all([import('../../network/graph.js'), import('../../network/export-graph.js')]);
        const graph = modelGraph(model);
        if (options.graphml !== undefined) await writeFile(options.graphml, toGraphml(graph));
        if (options.gexf !== undefined) await writeFile(options.gexf, toGexf(graph));
      }
      const { inspectModel } = await import('../../network/shape.js');
      const shape = inspectModel(model);
      if (options.json) return writeJson(io, footprints.length > 0 ? { ...shape, footprints } : shape);
      const { inspectReport } = await import('../../report/inspect.js');
      io.out(inspectReport(shape, { columns: io.columns, color: io.color }));
      if (footprints.length > 0) io.out(`\nFootprints from files\n${footprints.map((f) => `${footprintLine(f)}\n`).join('')}`);
    });

/** The model, and what a scenario samples of files. */
async function modelOf(path: string): Promise<{ model: Model; footprints: readonly FootprintSummary[] }> {
  if (formatOf(path) !== 'scenario') { const { readModel } = await import('../../model/read.js'); return { model: readModel(path).model, footprints: [] }; }
  const [{ readStudyInput }, { sampleFootprints }] = await Promise.all([import('../../model/read-scenario.js'), import('../../study/footprints.js')]);
  const { model, scenario } = readStudyInput(path);
  return { model, footprints: (await sampleFootprints(model, scenario))?.summaries ?? [] };
}
