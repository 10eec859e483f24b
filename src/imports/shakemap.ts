/**
 * ShakeMap `grid.xml` (USGS ShakeMap manual, "XML grid": grid_specification, grid_field, grid_data): ground motion at the nodes of a regular grid in
 * WGS 84 degrees, rows from the north. A node stands for the cell around it.
 */
import { closeSync, readFileSync } from 'node:fs';
import { decimal, shown } from './file-problems.js';
import { invalid, openBytes, type Grid, type GridFile, type HazardField, type HazardFileFormat } from './hazard-file.js';
import { readXml, XmlError } from './xml-reader.js';

export const shakemapFormat: HazardFileFormat = {
  format: 'shakemap', extensions: ['.xml'], limit: 128 << 20,
  open(file) {
    const { fd } = openBytes(file, this.limit);
    let text: string;
    try { text = readFileSync(fd, 'utf8'); } finally { closeSync(fd); }
    try {
      return Promise.resolve(shakemapOf(file, text));
    } catch (error) {
      throw error instanceof XmlError ? invalid(file, error.message, error.line) : error;
    }
  },
};

/** Units as ShakeMap writes them, by the names that are used here. */
const UNITS: Readonly<Record<string, string>> = { pctg: '%g', '%g': '%g', cms: 'cm/s', 'cm/s': 'cm/s', g: 'g', intensity: 'MMI', mmi: 'MMI', 'm/s': 'm/s' };

interface Parts { specification?: ReadonlyMap<string, string>; fields: (HazardField & { index: number })[]; data?: string; dataLine: number }

function shakemapOf(file: string, text: string): GridFile {
  const parts: Parts = { fields: [], dataLine: 1 };
  readXml(text, {
    start(name, attributes, line) {
      if (name === 'grid_specification') parts.specification = attributes;
      else if (name === 'grid_field') parts.fields.push(fieldOf(file, attributes, line));
      else if (name === 'grid_data') parts.dataLine = line;
    },
    end(name, content) { if (name === 'grid_data') parts.data = content; },
  });
  if (parts.specification === undefined || parts.data === undefined || parts.fields.length === 0) throw invalid(file, 'expecting grid_specification, grid_field and grid_data: this is no grid.xml of ShakeMap');
  const all = [...parts.fields].sort((a, b) => a.index - b.index), fields = all.filter(({ name }) => name !== 'LON' && name !== 'LAT');
  if (all.some(({ index }, i) => index !== i + 1)) throw invalid(file, 'the indices of grid_field must run from 1 without a gap');
  const lon = all.findIndex(({ name }) => name === 'LON'), lat = all.findIndex(({ name }) => name === 'LAT');
  if (lon < 0 || lat < 0) throw invalid(file, 'expecting the fields LON and LAT');
  const grid = gridOf(file, parts.specification), numbers = numbersOf(file, parts.data, parts.dataLine, grid.columns * grid.rows * all.length);
  checkNodes(file, grid, (node) => [numbers[node * all.length + lon]!, numbers[node * all.length + lat]!]);
  return {
    shape: 'grid', ensemble: false, crs: 'EPSG:4326', fields, grid, close: () => undefined,
    read: (wanted, cells) => Promise.resolve(wanted.map((f) => cells.map((cell) => numbers[cell * all.length + fields[f]!.index - 1]!))),
  };
}

function fieldOf(file: string, attributes: ReadonlyMap<string, string>, line: number): HazardField & { index: number } {
  const name = attributes.get('name') ?? '', index = Number(attributes.get('index')), unit = attributes.get('units');
  if (name === '' || !Number.isInteger(index)) throw invalid(file, 'a grid_field needs index and name', line);
  const known = unit === undefined ? undefined : UNITS[unit.toLowerCase()] ?? unit;
  return { name, index, ...(known === undefined || known === '' ? {} : { unit: known }) };
}

function gridOf(file: string, specification: ReadonlyMap<string, string>): Grid {
  const number = (name: string): number => {
    const value = decimal((specification.get(name) ?? '').trim());
    if (Number.isNaN(value)) throw invalid(file, `grid_specification: ${name}: expecting a number, found ${shown(specification.get(name) ?? '')}`);
    return value;
  };
  const columns = number('nlon'), rows = number('nlat'), west = number('lon_min'), east = number('lon_max'), south = number('lat_min'), north = number('lat_max');
  if (![columns, rows].every((n) => Number.isInteger(n) && n >= 2 && n <= 1e6) || !(east > west) || !(north > south)) throw invalid(file, `grid_specification: expecting nlon and nlat from 2 and ranges that rise, found ${columns} x ${rows}, ${west} to ${east}, ${south} to ${north}`);
  // The nominal spacing is rounded; the ends are not.
  const dx = (east - west) / (columns - 1), dy = (north - south) / (rows - 1);
  return { columns, rows, x0: west - dx / 2, y0: north + dy / 2, columnDx: dx, columnDy: 0, rowDx: 0, rowDy: -dy };
}

/** All numbers of the grid; `NaN` stands for no data. */
function numbersOf(file: string, data: string, firstLine: number, expected: number): Float64Array {
  // Each number takes two characters at least: a claim that the text cannot hold allocates nothing.
  if (expected > data.length) throw invalid(file, `grid_specification claims ${expected} numbers, grid_data has ${data.length} characters`, firstLine);
  const numbers = new Float64Array(expected), token = /\S+/g;
  let count = 0;
  for (let match = token.exec(data); match !== null; match = token.exec(data)) {
    const value = decimal(match[0]);
    if (Number.isNaN(value) && !/^nan$/i.test(match[0])) throw invalid(file, `grid_data: expecting a number, found ${shown(match[0])}`, firstLine + data.slice(0, match.index).split('\n').length - 1);
    if (count < expected) numbers[count] = value;
    count++;
  }
  if (count !== expected) throw invalid(file, `grid_data: expecting ${expected} numbers, found ${count}`, firstLine);
  return numbers;
}

/** The first and the last node are where the specification says, rows from the north. */
function checkNodes(file: string, { columns, rows, x0, y0, columnDx, rowDy }: Grid, at: (node: number) => [number, number]): void {
  for (const node of [0, columns * rows - 1]) {
    const [lon, lat] = at(node), column = (lon - x0) / columnDx, row = (lat - y0) / rowDy, atStart = node === 0;
    const fits = atStart ? column >= 0 && column < 1 && row >= 0 && row < 1 : column >= columns - 1 && column < columns && row >= rows - 1 && row < rows;
    if (!fits) throw invalid(file, `the ${atStart ? 'first' : 'last'} node lies at ${lon}, ${lat}, which is not where the specification has it (rows run from north to south, west to east)`);
  }
}
