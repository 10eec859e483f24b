/** Layers of a model checked before any replication: `validate` and the study commands name what is wrong with them, and where. */
import { dirname, join } from 'node:path';
import type { LayerInputs, SectorModel, SectorPlugin } from '../engine/sector-model.js';
import { CascadeError, nearest, type Problem } from '../errors.js';
import type { Model, Physics } from '../model/types.js';
import { carriedNeeds } from '../network/carried.js';
import { compileNetwork } from '../network/compile.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import { sectorParamFaults, sectorPlugin } from '../sectors/index.js';

/** Any resolution of time will do: what plug-ins check are names and shapes. */
const TICKS_PER_HOUR = 3600;

/** What layers are checked against. */
interface Ground { network: CompiledNetwork; assets: readonly string[]; index: ReadonlyMap<string, number>; /** Of the model. */ file: string }

/**
 * Every problem of layers: unknown plug-ins, parameters that do not fit the plug-in's schema, files it does not know or misses, what it
 * finds wrong with its files and table, assets that are none or in two layers.
 * @param file the model's file, named in problems that have no place of their own; files of layers are named from its folder
 * @param layers default: all of the model, whether a scenario runs them or not
 */
export async function physicsProblems(model: Model, file: string, layers: readonly Physics[] = model.physics): Promise<Problem[]> {
  if (layers.length === 0) return [];
  const { network, names } = compileNetwork(model, TICKS_PER_HOUR);
  const ground: Ground = { network, assets: names.assets, index: new Map(names.assets.map((id, a) => [id, a])), file };
  const problems: Problem[] = [], layerOf = new Map<number, string>();
  for (const layer of layers) {
    const found: Problem[] = [];
    const error = (code: string, message: string): void => { found.push({ code, severity: 'error', file, message: `physics "${layer.id}": ${message}` }); };
    try {
      const { components, observes = false } = await checkLayer(layer, ground, error, found) ?? NO_MODEL;
      if (components.length > 0) warnIdleCarries(layer, observes ? new Int32Array() : components, { network, services: names.services.map((service) => service.id) }, (message) => { found.push({ code: 'LAYER_CARRIES_NOTHING', severity: 'warning', file, message: `physics "${layer.id}": ${message}` }); });
      for (const a of observes ? [] : components) {
        const other = layerOf.get(a);
        if (other === undefined) layerOf.set(a, layer.id);
        else error('LAYER_TWICE', `asset "${names.assets[a]!}" belongs to layer "${other}" too; expected one`);
      }
    } catch (thrown) {
      if (!(thrown instanceof CascadeError)) throw thrown;
      error(thrown.code, thrown.message);
    }
    problems.push(...found);
  }
  return problems;
}

const NO_MODEL: Pick<SectorModel, 'components' | 'observes'> = { components: new Int32Array() };

/** @returns its model; undefined: there was an error */
async function checkLayer(layer: Physics, ground: Ground, error: (code: string, message: string) => void, problems: Problem[]): Promise<SectorModel | undefined> {
  const plugin = sectorPlugin(layer.model), inputs = inputsOf(layer);
  for (const fault of sectorParamFaults(layer.model, layer.params)) error('SECTOR_PARAMS_INVALID', `${['params', ...fault.path].join('.')}: ${fault.message}`);
  checkFiles(layer, plugin, error);
  if (problems.length > 0) return undefined;
  for (const problem of plugin.check?.(layer.params, inputs) ?? []) problems.push({ ...problem, file: problem.file === '' ? ground.file : join(dirname(ground.file), problem.file), message: `physics "${layer.id}": ${problem.message}` });
  if (problems.some((problem) => problem.severity === 'error')) return undefined;
  // What only shows with the assets, the plug-in says when it is made.
  return plugin.create(layer.params, ground.network, (id) => {
    const a = ground.index.get(id);
    if (a !== undefined) return a;
    const near = nearest(id, ground.assets);
    throw new CascadeError('LAYER_ASSET_UNKNOWN', `"${id}" is not an asset of the model${near === undefined ? '' : `. Did you mean "${near}"?`}`);
  }, inputs);
}

/** Services that a layer carries though none of its components needs them of others. */
function warnIdleCarries({ carries }: Physics, components: Int32Array, { network, services }: { network: CompiledNetwork; services: readonly string[] }, warn: (message: string) => void): void {
  for (const service of carries) {
    if (carriedNeeds(network, components, new Set([services.indexOf(service)])).length === 0) warn(`carries ${service}, but no component has a need of it whose suppliers are all components`);
  }
}

function inputsOf(layer: Physics): LayerInputs {
  return { files: layer.files, map: layer.map?.lines ?? [], mapPath: layer.map?.path ?? '', mode: 'exact', startHourOfWeek: 0 };
}

/** Files by the roles that the plug-in knows. */
function checkFiles({ files }: Physics, { name, files: roles = { required: [], optional: [] } }: SectorPlugin, error: (code: string, message: string) => void): void {
  const known = [...roles.required, ...roles.optional];
  for (const role of roles.required) if (!Object.hasOwn(files, role)) error('LAYER_FILE_MISSING', `sector model "${name}" needs a file under files.${role}`);
  for (const role of Object.keys(files)) {
    if (known.includes(role)) continue;
    const near = nearest(role, known);
    error('LAYER_FILE_UNKNOWN', `sector model "${name}" has no use for files.${role}; expecting ${known.length > 0 ? `one of ${known.join(', ')}` : 'no files'}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
}
