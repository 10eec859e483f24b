/** Writes the region as files: model.yaml, two tables, README with figures, and the map. */
import { lonLat, riverY } from './region.mjs';

const ASSET_COLUMNS = ['id', 'kind', 'name', 'lon', 'lat', 'people', 'people_profile', 'critical', 'district', 'elevationM', 'water', 'vendor'];
const NEED_COLUMNS = ['asset', 'service', 'from', 'weights', 'required', 'combine', 'impact', 'delay', 'type', 'role', 'demand', 'demand_profile', 'buffer', 'refill', 'cover', 'refill_from'];

function cell(value) {
  const text = value === undefined ? '' : Array.isArray(value) ? value.join('|') : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const table = (columns, rows) => [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))].join('\n') + '\n';

export function assetsCsv(region) {
  return table(ASSET_COLUMNS, region.assets.map((asset) => {
    const [lon, lat] = lonLat(asset.place);
    return { ...asset, lon, lat };
  }));
}

/** Buffers are durations with a unit; plain numbers would be hours as well. */
export const needsCsv = (region) => table(NEED_COLUMNS, region.needs);

/** Counts and people by sector, as rows of a Markdown table. */
export function sectorTable(region, sectorOf) {
  const rows = new Map();
  for (const { id, kind } of region.assets) {
    const row = rows.get(sectorOf(kind)) ?? { assets: 0, needs: 0, kinds: new Set() };
    row.assets += 1;
    row.kinds.add(kind);
    row.needs += region.needs.filter((need) => need.asset === id).length;
    rows.set(sectorOf(kind), row);
  }
  const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([sector, row]) => `| ${sector} | ${row.assets} | ${row.needs} | ${[...row.kinds].sort().join(', ')} |`);
  return ['| sector | assets | needs | kinds |', '|---|---|---|---|', ...lines, `| all | ${region.assets.length} | ${region.needs.length} | |`].join('\n');
}

/** Colours that stay apart for the colour-blind (Okabe and Ito 2008), and a shape each. */
const STYLE = {
  power: ['#E69F00', 'square'], water: ['#56B4E9', 'circle'], wastewater: ['#8C6D46', 'circle'], telecom: ['#CC79A7', 'diamond'], transport: ['#555555', 'square'], finance: ['#F0E442', 'diamond'],
  health: ['#D55E00', 'cross'], food: ['#009E73', 'circle'], fuel: ['#000000', 'diamond'], emergency: ['#D55E00', 'square'], government: ['#0072B2', 'square'], population: ['#BBBBBB', 'circle'],
};
const OTHER = ['#0072B2', 'circle'];

function mark(shape, x, y, r, colour) {
  const stroke = `fill="${colour}" stroke="#333" stroke-width="0.3"`;
  if (shape === 'square') return `<rect x="${(x - r).toFixed(1)}" y="${(y - r).toFixed(1)}" width="${2 * r}" height="${2 * r}" ${stroke}/>`;
  if (shape === 'diamond') return `<path d="M${x.toFixed(1)} ${(y - r * 1.3).toFixed(1)}l${r} ${r * 1.3}l${-r} ${r * 1.3}l${-r} ${-r * 1.3}z" ${stroke}/>`;
  if (shape === 'cross') return `<path d="M${(x - r).toFixed(1)} ${y.toFixed(1)}h${2 * r}M${x.toFixed(1)} ${(y - r).toFixed(1)}v${2 * r}" stroke="${colour}" stroke-width="2"/>`;
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r}" ${stroke}/>`;
}

/** Map of all assets, 25 pixels a kilometre, north up. */
export function mapSvg(region, sectorOf) {
  const px = ([x, y]) => [10 + x * 25, 700 - y * 25];
  const river = Array.from({ length: 35 }, (_, i) => px([4 + i, riverY(4 + i)]).map((v) => v.toFixed(1)).join(' ')).join('L');
  const links = region.assets.filter((a) => a.kind === 'hv-line').map((line) => {
    const to = region.needs.find((need) => need.from.includes(line.id))?.asset;
    const from = region.needs.find((need) => need.asset === line.id).from[0];
    const [[x1, y1], [x2, y2]] = [px(region.get(from).place), px(region.get(to).place)];
    return `<path d="M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}" stroke="#E69F00" stroke-width="1" fill="none"/>`;
  });
  const marks = region.assets.map((asset) => {
    const [colour, shape] = STYLE[sectorOf(asset.kind)] ?? OTHER;
    const [x, y] = px(asset.place);
    return mark(shape, x, y, sectorOf(asset.kind) === 'population' ? 5 : 3, colour);
  });
  const labels = region.assets.filter((a) => a.kind === 'substation').map((a) => `<text x="${(px(a.place)[0] + 6).toFixed(1)}" y="${(px(a.place)[1] - 6).toFixed(1)}">${a.name.replace(' substation', '')}</text>`);
  const legend = Object.entries({ ...STYLE, 'public, customs, flood protection': OTHER }).map(([sector, [colour, shape]], i) => mark(shape, 850, 30 + i * 16, 4, colour) + `<text x="860" y="${34 + i * 16}">${sector}</text>`);
  return ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1020 720" font-family="sans-serif" font-size="10">', '<title>Harbour City: assets by sector (fictional)</title>', '<rect width="1020" height="720" fill="#fbfaf6"/>',
    '<path d="M0 0H85V720H0z" fill="#d7e8f2"/>', `<path d="M${river}" stroke="#9cc4de" stroke-width="9" fill="none"/>`, ...links, ...marks, ...labels, ...legend,
    '<path d="M20 700h125" stroke="#333" stroke-width="2"/><text x="60" y="695">5 km</text>', '</svg>'].join('\n') + '\n';
}
