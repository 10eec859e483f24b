/** Network files of the layers and their tables asset <-> component, all from the region's assets and needs. */
import { economyFiles } from './economy.mjs';
import { gridFiles } from './grid.mjs';
import { paymentFiles } from './payments.mjs';
import { roadFiles } from './roads.mjs';
import { waterFiles } from './water.mjs';

const sharesCsv = (rows) => `asset,component,share\n${rows.map(({ asset, component, share }) => `${asset},${component},${share}`).join('\n')}\n`;
const mapCsv = (rows) => `asset,component\n${rows.map(({ asset, component }) => `${asset},${component}`).join('\n')}\n`;

/** @returns texts by path inside the model's folder, and the size of each layer in words */
export function physicsFiles(region, { districts, profiles, plan }) {
  const grid = gridFiles(region, districts, profiles), pipes = waterFiles(region, districts, profiles), roads = roadFiles(region, districts), payments = paymentFiles(region, districts, plan), economy = economyFiles(region);
  const files = {
    'physics/grid.m': grid.text, 'physics/grid-map.csv': mapCsv(grid.map),
    'physics/water.inp': pipes.text, 'physics/water-map.csv': mapCsv(pipes.map),
    'physics/roads-net.tntp': roads.net, 'physics/roads-trips.tntp': roads.trips, 'physics/roads-nodes.tntp': roads.nodes, 'physics/roads-map.csv': mapCsv(roads.map),
    'physics/payments.json': payments.text, 'physics/payments-map.csv': mapCsv(payments.map),
    'physics/economy.json': economy.text, 'physics/economy-map.csv': sharesCsv(economy.map),
  };
  return { files, sizes: { grid: grid.size, pipes: pipes.size, roads: roads.size, payments: payments.size, economy: economy.size } };
}
