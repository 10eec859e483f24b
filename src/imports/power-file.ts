/** Power networks in any of the formats that are read. */
import { readMatpower } from './matpower.js';
import { readPandapower } from './pandapower.js';
import type { PowerNetwork } from './power-network.js';

/**
 * @param text a MATPOWER case, or a pandapower network (JSON: it begins with a brace)
 * @param path for messages
 * @throws ValidationError
 */
export function readPowerNetwork(text: string, path: string): PowerNetwork {
  return text.trimStart().startsWith('{') ? readPandapower(text, path) : readMatpower(text, path);
}
