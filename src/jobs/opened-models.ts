/** Models that this process has read, kept for the next question: most come about the same few. */
import type { Model } from '../model/types.js';
import { readModel } from '../model/read.js';
import { compileNetwork } from '../network/compile.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import { DEFAULT_TICKS_PER_HOUR } from '../engine/units.js';
import { bundlePath } from './bundle.js';
import type { TaskContext } from './task.js';

/** A version of a model in the store. */
export interface ModelSource { id: string; version: string }

export interface OpenedModel {
  model: Model;
  /** Compiled when first asked for. Asset i of the model is asset i of the network. */
  compiled(): { network: CompiledNetwork; names: NetworkNames };
  indexOf(asset: string): number | undefined;
}

/** Assets of the models kept, about; the one that was asked for last is always kept. */
const MOST_ASSETS = 250_000;

/** By version, which is a hash of the content; the one asked for last is at the end. */
const opened = new Map<string, OpenedModel>();

/** Errors: VERSION_UNKNOWN, FILE_LOST, ValidationError (a later release reads more strictly than the one it came with). */
export async function openModel({ id, version }: ModelSource, context: TaskContext): Promise<OpenedModel> {
  const there = opened.get(version) ?? openedModel(readModel(await bundlePath(context, 'model', id, version), { confined: true }).model);
  opened.delete(version);
  opened.set(version, there);
  let assets = 0;
  for (const [kept, { model }] of [...opened].reverse()) {
    assets += model.assets.length;
    if (kept !== version && assets > MOST_ASSETS) opened.delete(kept);
  }
  return there;
}

function openedModel(model: Model): OpenedModel {
  let compiled: ReturnType<OpenedModel['compiled']> | undefined, index: ReadonlyMap<string, number> | undefined;
  return {
    model, compiled: () => (compiled ??= compileNetwork(model, DEFAULT_TICKS_PER_HOUR)),
    indexOf(asset) { index ??= new Map(model.assets.map(({ id }, i) => [id, i])); return index.get(asset); },
  };
}
