/** Makes the Replicator of a packet, in a worker or in process: the same code either way. */
import type { DrawSource, Policy, Replicator } from '../engine/contracts.js';
import type { SectorModel, SectorPlugin } from '../engine/sector-model.js';
import { CascadeError } from '../errors.js';
import { SECTOR_PLUGINS, sectorPlugin } from '../sectors/index.js';
import type { StudyPacket } from './packet.js';
import { packetParts } from './packet-parts.js';
import { Simulation } from './simulation.js';

/**
 * @param packet made by assemble
 * @param ownPlugins sector models beside those of this package
 * @param draws given draws, a function or a table, instead of those of the study's seed
 * @throws CascadeError SECTOR_MODEL_UNKNOWN, SECTOR_PARAMS_INVALID, POLICY_MODULE_INVALID, and what a sector model throws
 */
export async function createReplicator(packet: StudyPacket, ownPlugins: readonly SectorPlugin[] = [], draws?: DrawSource): Promise<Replicator> {
  const { network, names, scenario } = packetParts(packet), { policyModule } = packet;
  const index = new Map(scenario.layers.length > 0 ? names.assets.map((id, a) => [id, a]) : []);
  const plugins = [...SECTOR_PLUGINS, ...ownPlugins];
  const layers: SectorModel[] = await Promise.all(scenario.layers.map(async (layer) => sectorPlugin(layer.plugin, plugins).create(layer.params, network, (id) => {
    const a = index.get(id);
    if (a === undefined) throw new CascadeError('LAYER_ASSET_UNKNOWN', `physics layer "${layer.id}": "${id}" is not an asset of the model`);
    return a;
  }, { ...layer, startHourOfWeek: scenario.startHourOfWeek, kindOf: (a: number) => names.kinds[network.assetKind[a]!]!.id })));
  const policies = policyModule === undefined ? undefined : await loadPolicies(policyModule);
  return new Simulation({ network, names, scenario, layers, policies, draws });
}

async function loadPolicies(url: string): Promise<Policy[]> {
  const module = (await import(url)) as { policies?: unknown };
  if (!Array.isArray(module.policies) || !module.policies.every((p) => typeof p === 'function')) {
    throw new CascadeError('POLICY_MODULE_INVALID', `${url} must export \`policies\`, an array of functions (context) => Observable<Action>`);
  }
  return module.policies as Policy[];
}
