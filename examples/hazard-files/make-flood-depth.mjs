// Makes flood-depth.asc: an invented flood of Harbour City, as a grid of depths in cm. The ground is drawn between the elevations of the model's
// assets (inverse squares of the distance to the four nearest); water stands at 2.6 m wherever the ground is lower, not farther than 1 km from an asset.
// node examples/hazard-files/make-flood-depth.mjs [FILE]
import { writeFileSync } from 'node:fs';
import proj4 from 'proj4';
import { readModel } from 'hazcade';

const LEVEL_M = 2.6, CELL_M = 250, REACH_M = 1000, NO_DATA = -9;
const toUtm = proj4('+proj=utm +zone=31 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m'); // EPSG:25831
const points = readModel('models/harbour-city').model.assets.flatMap(({ place, attributes: { elevationM } }) => {
  if (!place || typeof elevationM !== 'number') return [];
  const [x, y] = toUtm.forward([place.lon, place.lat]);
  return [{ x, y, elevationM }];
});
const edge = (values, round, away) => CELL_M * round(values.reduce((a, b) => away(a, b)) / CELL_M);
const west = edge(points.map((p) => p.x), Math.floor, Math.min) - CELL_M, east = edge(points.map((p) => p.x), Math.ceil, Math.max) + CELL_M;
const south = edge(points.map((p) => p.y), Math.floor, Math.min) - CELL_M, north = edge(points.map((p) => p.y), Math.ceil, Math.max) + CELL_M;
const columns = (east - west) / CELL_M, rows = (north - south) / CELL_M;

function depthCm(x, y) {
  const near = points.map((p) => ({ square: (p.x - x) ** 2 + (p.y - y) ** 2, elevationM: p.elevationM })).sort((a, b) => a.square - b.square).slice(0, 4);
  if (near[0].square > REACH_M ** 2) return NO_DATA;
  const weight = near.map(({ square }) => 1 / (square + 1)), sum = weight.reduce((a, b) => a + b);
  const ground = near.reduce((total, p, i) => total + weight[i] * p.elevationM, 0) / sum;
  return Math.max(0, Math.round(100 * (LEVEL_M - ground)));
}

const lines = Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => depthCm(west + (column + 0.5) * CELL_M, north - (row + 0.5) * CELL_M)).join(' '));
const header = `ncols ${columns}\nnrows ${rows}\nxllcorner ${west}\nyllcorner ${south}\ncellsize ${CELL_M}\nNODATA_value ${NO_DATA}\n`;
writeFileSync(process.argv[2] ?? new URL('flood-depth.asc', import.meta.url), `${header}${lines.join('\n')}\n`);
console.log(`flood-depth.asc: ${columns} x ${rows} cells of ${CELL_M} m`);
