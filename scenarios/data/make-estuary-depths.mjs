// Makes sea-depth.asc and river-depth.asc: depths in cm where the sea stands at 2.3 m, and where the river does at 2.6 m, over the low ground of Harbour City.
// The ground is drawn between the elevations of the model's assets (inverse squares of the distance to the four nearest); a cell belongs to the water that its
// nearest asset lies by, and to none farther than 900 m from an asset. Invented, as the city is.
// node scenarios/data/make-estuary-depths.mjs [FOLDER]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModel } from 'hazcade';

const CELL = 0.003, REACH_M = 900, NO_DATA = -9, LEVELS_M = { sea: 2.3, river: 2.6 };
// Metres a degree on the sphere of 6371.0088 km; of longitude at 52.53 degrees north.
const NORTH_M = 111195.08, EAST_M = 67651.5;
const points = readModel('models/harbour-city').model.assets.flatMap(({ place, attributes: { elevationM, water } }) => (place && typeof elevationM === 'number' ? [{ ...place, elevationM, water }] : []));

function depthCm(lon, lat, water) {
  const near = points.map((p) => ({ ...p, square: ((p.lon - lon) * EAST_M) ** 2 + ((p.lat - lat) * NORTH_M) ** 2 })).sort((a, b) => a.square - b.square).slice(0, 4);
  if (near[0].square > REACH_M ** 2 || near[0].water !== water) return NO_DATA;
  const weight = near.map(({ square }) => 1 / (square + 1)), sum = weight.reduce((a, b) => a + b);
  return Math.max(0, Math.round(100 * (LEVELS_M[water] - near.reduce((total, p, i) => total + weight[i] * p.elevationM, 0) / sum)));
}

for (const water of ['sea', 'river']) {
  // Cells are counted from 3 degrees east and 52 degrees north, so that corners are short numbers.
  const low = points.filter((p) => p.water === water && p.elevationM < LEVELS_M[water]), cell = (value, from) => Math.floor((value - from) / CELL);
  const [west, east] = [Math.min, Math.max].map((f, i) => f(...low.map((p) => cell(p.lon, 3))) + (i ? 4 : -3)), [south, north] = [Math.min, Math.max].map((f, i) => f(...low.map((p) => cell(p.lat, 52))) + (i ? 4 : -3));
  const lines = Array.from({ length: north - south }, (_, row) => Array.from({ length: east - west }, (_, column) => depthCm(3 + (west + column + 0.5) * CELL, 52 + (north - row - 0.5) * CELL, water)).join(' '));
  const header = `ncols ${east - west}\nnrows ${north - south}\nxllcorner ${(3 + west * CELL).toFixed(3)}\nyllcorner ${(52 + south * CELL).toFixed(3)}\ncellsize ${CELL}\nNODATA_value ${NO_DATA}\n`;
  writeFileSync(join(process.argv[2] ?? import.meta.dirname, `${water}-depth.asc`), `${header}${lines.join('\n')}\n`);
  console.log(`${water}-depth.asc: ${east - west} x ${north - south} cells`);
}
