/** Network files of the four layers and their tables asset <-> component, all from the region's assets and needs. */
import { gridFiles } from './grid.mjs';
import { paymentFiles } from './payments.mjs';
import { roadFiles } from './roads.mjs';
import { waterFiles } from './water.mjs';

const mapCsv = (rows) => `asset,component\n${rows.map(({ asset, component }) => `${asset},${component}`).join('\n')}\n`;

/** @returns {Record<string, string>} texts by path inside the model's folder */
export function physicsFiles(region, { districts, profiles, plan }) {
  const grid = gridFiles(region, districts, profiles), water = waterFiles(region, districts, profiles), roads = roadFiles(region, districts), payments = paymentFiles(region, districts, plan);
  return {
    'physics/grid.m': grid.text, 'physics/grid-map.csv': mapCsv(grid.map),
    'physics/water.inp': water.text, 'physics/water-map.csv': mapCsv(water.map),
    'physics/roads-net.tntp': roads.net, 'physics/roads-trips.tntp': roads.trips, 'physics/roads-nodes.tntp': roads.nodes, 'physics/roads-map.csv': mapCsv(roads.map),
    'physics/payments.json': payments.text, 'physics/payments-map.csv': mapCsv(payments.map),
  };
}
