/** All sector models. To add one: write src/sectors/SECTOR/NAME.ts and one line here; tests/contracts/sectors.test.ts then tests it. */
import type { SectorPlugin } from '../engine/sector-model.js';
import { CascadeError, nearest } from '../errors.js';
import { fits, type Fault, type JsonSchema } from '../model/check-schema.js';
import { allocation } from './allocation.js';
import { backlog } from './backlog.js';
import { connectivity } from './connectivity.js';
import { inoperability } from './economy/plugin.js';
import { settlement } from './finance/settlement.js';
import { dcPowerFlow } from './power/dc-power-flow.js';
import { coverage } from './telecom/coverage.js';
import { traffic } from './transport/traffic.js';
import { hydraulics } from './water/hydraulics.js';

export const SECTOR_PLUGINS: readonly SectorPlugin[] = [allocation, backlog, connectivity, inoperability, settlement, dcPowerFlow, coverage, traffic, hydraulics];

/** Every mistake in the parameters of a model, by its own schema; paths start inside `params`. Throws SECTOR_MODEL_UNKNOWN. */
export function sectorParamFaults(name: string, params: Record<string, unknown>, known?: readonly SectorPlugin[]): Fault[] {
  const schema = find(name, known).schema as JsonSchema;
  const faults: Fault[] = [];
  fits(schema, schema, params, (fault) => faults.push(fault));
  return faults;
}

/**
 * The plug-in that a model's `physics` entry names, with parameters checked before a model is made of them.
 * @param known those of this package, unless a study brings its own
 * @throws CascadeError SECTOR_MODEL_UNKNOWN; its create: SECTOR_PARAMS_INVALID, and what the plug-in throws
 */
export function sectorPlugin(name: string, known?: readonly SectorPlugin[]): SectorPlugin {
  const plugin = find(name, known);
  return {
    ...plugin,
    create(params, network, indexOf, inputs) {
      const [first] = sectorParamFaults(name, params, known);
      if (first !== undefined) throw new CascadeError('SECTOR_PARAMS_INVALID', `sector model "${name}": ${['params', ...first.path].join('.')}: ${first.message}`);
      return plugin.create(params, network, indexOf, inputs);
    },
  };
}

function find(name: string, known = SECTOR_PLUGINS): SectorPlugin {
  const found = known.find((plugin) => plugin.name === name);
  if (found !== undefined) return found;
  const names = known.map((plugin) => plugin.name);
  const hint = nearest(name, names);
  throw new CascadeError('SECTOR_MODEL_UNKNOWN', `sector model "${name}" is not known. Expecting one of: ${names.join(', ')}.${hint === undefined ? '' : ` Did you mean "${hint}"?`}`);
}
