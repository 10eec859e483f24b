/** Which layers of a model run in a scenario, and what of them belongs to the identity of a study. */
import { createHash } from 'node:crypto';
import type { CompiledLayer } from '../engine/compiled-scenario.js';
import { CascadeError, nearest } from '../errors.js';
import { canonicalJson } from '../model/canonical.js';
import type { Model, Physics, Scenario } from '../model/types.js';

/** A layer, and how it runs. */
export interface RunningLayer { layer: Physics; mode: 'exact' | 'surrogate' }

/**
 * The layers that run, in order of their ids. Throws LAYER_UNKNOWN for one that the scenario names and the model does not have.
 */
export function runningLayers(model: Model, { physics }: Pick<Scenario, 'physics'>): RunningLayer[] {
  const ids = model.physics.map((layer) => layer.id);
  for (const id of Object.keys(physics?.layers ?? {})) {
    if (ids.includes(id)) continue;
    const near = nearest(id, ids);
    throw new CascadeError('LAYER_UNKNOWN', `physics: the model has no layer "${id}"; ${ids.length > 0 ? `expecting one of ${ids.join(', ')}` : 'it has none'}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
  return model.physics.flatMap((layer): RunningLayer[] => {
    const mode = physics?.layers[layer.id] ?? physics?.all ?? (layer.use === 'always' ? 'exact' : 'off');
    return mode === 'off' ? [] : [{ layer, mode }];
  });
}

/** Hash of a model as a study runs it: that of the model if no layer runs; else with those that do, their files and tables. */
export function studyModelHash(model: Model, running: readonly RunningLayer[]): string {
  if (running.length === 0) return model.hash;
  const layers = running.map(({ layer: { id, sector, model: name, params, carries, files, map }, mode }) => ({
    id, sector, model: name, mode, params, carries,
    files: Object.fromEntries(Object.entries(files).map(([role, { text }]) => [role, sha256(text)])),
    // Neither the order of lines nor their place means anything.
    map: map?.lines.map(({ asset, component, share }) => canonicalJson([component, asset, share])).sort(),
  }));
  return sha256(canonicalJson({ model: model.hash, layers }));
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What workers need to make the models of layers, the texts of files included: they read no disk. */
export function compileLayers(running: readonly RunningLayer[]): CompiledLayer[] {
  return running.map(({ layer, mode }) => ({
    id: layer.id, plugin: layer.model, params: layer.params, mode, carries: layer.carries, files: layer.files, map: layer.map?.lines ?? [], mapPath: layer.map?.path ?? '',
  }));
}
