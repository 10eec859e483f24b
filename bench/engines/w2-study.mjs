/** W2 through the public library: a Replicator with W2's draws or the engine's own. */
import { assemble, createReplicator, normalizeModel, normalizeScenario, readModel } from '../../dist/index.js';
import { hashKey } from '../../dist/random/hash.js';
import { W2Draws, w2Model, w2Scenario } from '../workloads/w2.mjs';

/** Larger models come from tables. */
export const LARGEST_INLINE = 10_000;

/**
 * @param options.folder model folder written by writeW2Model; without it, the model is made in memory
 * @param options.draws `w2` or `own`, as the model was made
 */
export async function w2Replicator(n, { folder, draws = 'w2', wholeHours = false } = {}) {
  const { model } = folder === undefined ? normalizeModel(w2Model(n, 7, draws)) : readModel(folder);
  const { packet } = assemble(model, normalizeScenario(w2Scenario(n)).scenario, { causes: false });
  return createReplicator(packet, [], draws === 'own' ? undefined : new W2Draws([hashKey('pulse-0')[0], hashKey('pulse-1')[0]], 7, wholeHours));
}
