/** Flow models of a model checked before any replication: `validate` and the study commands name what is wrong with the file. */
import { CascadeError, type Problem } from '../errors.js';
import { NO_FILES } from '../sectors/sector.js';
import type { Model } from '../model/types.js';
import { compileNetwork } from '../network/compile.js';
import { SECTOR_PLUGINS, sectorParamFaults } from '../sectors/index.js';

/** Any resolution of time will do: what plug-ins check are names and shapes. */
const TICKS_PER_HOUR = 3600;

/**
 * Every problem of the model's `physics`: unknown plug-ins, parameters that do not fit the plug-in's schema, assets that are none.
 * @param file the model's file, named in the problems
 */
export async function physicsProblems(model: Model, file: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { id, model: name, params } of model.physics) {
    const error = (code: string, message: string): void => { problems.push({ code, severity: 'error', file, message: `physics "${id}": ${message}` }); };
    try {
      const faults = sectorParamFaults(name, params);
      for (const fault of faults) error('SECTOR_PARAMS_INVALID', `${['params', ...fault.path].join('.')}: ${fault.message}`);
      if (faults.length === 0) await create(model, name, params);
    } catch (found) {
      if (!(found instanceof CascadeError)) throw found;
      error(found.code, found.message);
    }
  }
  return problems;
}

/** What the schema cannot say, the plug-in does when it is made. Throws what it throws, and LAYER_ASSET_UNKNOWN. */
async function create(model: Model, name: string, params: Record<string, unknown>): Promise<void> {
  const { network, names } = compileNetwork(model, TICKS_PER_HOUR);
  const index = new Map(names.assets.map((id, a) => [id, a]));
  await SECTOR_PLUGINS.find((plugin) => plugin.name === name)!.create(params, network, (id) => {
    const a = index.get(id);
    if (a === undefined) throw new CascadeError('LAYER_ASSET_UNKNOWN', `"${id}" is not an asset of the model`);
    return a;
  }, NO_FILES);
}
