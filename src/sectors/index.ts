/** All sector models. To add one: write src/sectors/SECTOR/NAME.ts and one line here; tests/contracts/sectors.test.ts then tests it. */
import type { SectorPlugin } from '../engine/contracts.js';
import { CascadeError, nearest } from '../errors.js';
import { fits, type Fault, type JsonSchema } from '../model/check-schema.js';
import { connectivity } from './connectivity.js';

export const SECTOR_PLUGINS: readonly SectorPlugin[] = [connectivity];

/**
 * The plug-in that a model's `physics` entry names.
 * @param known those of this package, unless a study brings its own
 * @throws CascadeError SECTOR_MODEL_UNKNOWN
 */
export function sectorPlugin(name: string, known: readonly SectorPlugin[] = SECTOR_PLUGINS): SectorPlugin {
  const found = known.find((plugin) => plugin.name === name);
  if (found !== undefined) return found;
  const names = known.map((plugin) => plugin.name);
  const hint = nearest(name, names);
  throw new CascadeError('SECTOR_MODEL_UNKNOWN', `sector model "${name}" is not known. Expecting one of: ${names.join(', ')}.${hint === undefined ? '' : ` Did you mean "${hint}"?`}`);
}

/** Every mistake in the parameters of a `physics` entry, by the plug-in's own schema; paths start at `params`. Throws SECTOR_MODEL_UNKNOWN. */
export function sectorParamFaults(name: string, params: Record<string, unknown>, known?: readonly SectorPlugin[]): Fault[] {
  const schema = sectorPlugin(name, known).schema as JsonSchema;
  const faults: Fault[] = [];
  fits(schema, schema, params, (fault) => faults.push(fault));
  return faults;
}
