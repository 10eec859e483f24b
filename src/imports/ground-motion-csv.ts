/**
 * Ground motion at sites, from tables. Two forms are told apart by their columns: one row a site with its coordinates and a column for each measure;
 * or, as the OpenQuake engine exports (`gmf-data`, `sitemesh`: OpenQuake Engine Manual, "Event based: outputs"), one row an event and site with columns
 * `event_id`, `site_id`, `gmv_PGA` ..., and the coordinates in a table of sites. Pairs of event and site that such a table leaves out are no data.
 */
import { Problems } from '../model/problems.js';
import { readCsv, type CsvRow } from '../model/csv.js';
import { FILE_LIMITS } from '../model/read-file.js';
import { fileFault, MOST_VALUES, type HazardField, type HazardFileFormat, type HazardFileOptions, type SitesFile } from './hazard-file.js';

const X = ['lon', 'longitude', 'x', 'easting', 'lon_utm'], Y = ['lat', 'latitude', 'y', 'northing', 'lat_utm'];
const EVENT = ['event_id', 'eid'], SITE = ['site_id', 'sid', 'custom_site_id'];
/** Columns that are no measure. */
const OTHER = new Set([...X, ...Y, ...EVENT, ...SITE, 'id', 'rlz_id', 'rlzi', 'vs30', '']);
/** OpenQuake's units of ground motion (OpenQuake Engine Manual, "Intensity measure types"): columns `gmv_...` follow them. */
const UNITS: readonly [RegExp, string][] = [[/^gmv_(PGA|SA\()/, 'g'], [/^gmv_PGV$/, 'cm/s'], [/^gmv_MMI$/, 'MMI']];

export const groundMotionCsvFormat: HazardFileFormat = {
  format: 'ground-motion-csv', extensions: ['.csv'], limit: FILE_LIMITS.csv,
  open: (file, options) => Promise.resolve(openTable(file, options)),
};

function openTable(file: string, options: HazardFileOptions): SitesFile {
  const columns = columnsOf(file), event = among(columns, EVENT);
  if (event === undefined) {
    if (options.sites !== undefined) throw fileFault('FOOTPRINT_OPTION', file, `a table of sites goes with a table of events: expecting a column ${EVENT.join(' or ')}, found ${columns.join(', ')}`);
    return openSites(file, columns);
  }
  return openEvents(file, columns, event, options);
}

/** Names of a header. */
function columnsOf(file: string): string[] {
  let columns: string[] = [];
  scan(file, (row) => { columns = [...row.columns]; return false; });
  return columns;
}

/** Goes through a table. @param header returns false to stop after it @throws ValidationError with all that is wrong */
function scan(file: string, header: (row: CsvRow) => boolean, take: (row: CsvRow, problems: Problems) => void = () => undefined): void {
  const problems = new Problems();
  readCsv(file, problems, header, (row) => { take(row, problems); }, { comments: true });
  problems.throwIfErrors();
}

const among = (columns: readonly string[], names: readonly string[]): string | undefined => columns.find((column) => names.includes(column.toLowerCase()));

function fieldOf(column: string): HazardField {
  const unit = UNITS.find(([pattern]) => pattern.test(column))?.[1];
  return unit === undefined ? { name: column } : { name: column, unit };
}

/** Coordinates of a table of sites, by its rows. */
interface Sites { x: Float64Array; y: Float64Array; ids: Map<string, number>; degrees: boolean }

function readSites(file: string, columns: readonly string[], id: string | undefined): Sites {
  const xColumn = among(columns, X), yColumn = among(columns, Y), x: number[] = [], y: number[] = [], ids = new Map<string, number>();
  if (xColumn === undefined || yColumn === undefined) throw fileFault('COLUMN_MISSING', file, `expecting columns for the coordinates, one of ${X.join(', ')} and one of ${Y.join(', ')}; found ${columns.join(', ')}`, 1);
  scan(file, () => true, (row, problems) => {
    const at = row.number(xColumn), north = row.number(yColumn), name = id === undefined ? String(x.length) : row.text(id);
    if (at === undefined || Number.isNaN(at)) problems.error('CELL_INVALID', `${xColumn}: expecting a number, found "${row.text(xColumn)}"`, row.place(xColumn));
    if (north === undefined || Number.isNaN(north)) problems.error('CELL_INVALID', `${yColumn}: expecting a number, found "${row.text(yColumn)}"`, row.place(yColumn));
    if (ids.has(name)) problems.error('CELL_INVALID', `${id}: site "${name}" stands twice`, row.place(id));
    ids.set(name, x.length);
    x.push(at ?? NaN);
    y.push(north ?? NaN);
  });
  return { x: Float64Array.from(x), y: Float64Array.from(y), ids, degrees: /^lon(gitude)?$/i.test(xColumn) && /^lat(itude)?$/i.test(yColumn) };
}

/** One row a site. */
function openSites(file: string, columns: readonly string[]): SitesFile {
  const { x, y, degrees } = readSites(file, columns, undefined), fields = columns.filter((column) => !OTHER.has(column.toLowerCase())).map(fieldOf);
  return {
    shape: 'sites', ensemble: false, fields, x, y, close: () => undefined, ...(degrees ? { crs: 'EPSG:4326' } : {}),
    read(wanted, sites) {
      const values = tableFor(file, wanted.length, sites.length), positionOf = new Map([...sites].map((site, i) => [site, i]));
      let row = 0;
      scan(file, () => true, (cells, problems) => {
        const i = positionOf.get(row++);
        if (i !== undefined) wanted.forEach((f, n) => { values[n]![i] = valueOf(cells, fields[f]!.name, problems); });
      });
      return Promise.resolve(values);
    },
  };
}

/** One row an event and site. */
function openEvents(file: string, columns: readonly string[], event: string, { field, sites: sitesFile }: HazardFileOptions): SitesFile {
  const site = among(columns, SITE), measures = columns.filter((column) => !OTHER.has(column.toLowerCase()));
  if (site === undefined) throw fileFault('COLUMN_MISSING', file, `expecting a column ${SITE.join(', ')} beside ${event}, found ${columns.join(', ')}`, 1);
  if (sitesFile === undefined) throw fileFault('FOOTPRINT_OPTION', file, 'the table has an event and a site in each row: expecting `sites`, the table with the coordinates of the sites');
  const column = measures.find((name) => name === field || name === `gmv_${field}`) ?? (field === undefined && measures.length === 1 ? measures[0] : undefined);
  if (column === undefined) {
    const known = measures.map((name) => name.replace(/^gmv_/, '')).join(', ');
    throw field === undefined ? fileFault('FOOTPRINT_FIELD_MISSING', file, `the table has several measures: expecting \`field\`, one of ${known}`) : fileFault('FOOTPRINT_FIELD_UNKNOWN', file, `there is no field "${field}". Expecting one of ${known}`);
  }
  const ofSites = columnsOf(sitesFile), id = among(ofSites, [site.toLowerCase()]) ?? among(ofSites, SITE);
  if (id === undefined) throw fileFault('COLUMN_MISSING', sitesFile, `expecting a column ${site}, found ${ofSites.join(', ')}`, 1);
  const sites = readSites(sitesFile, ofSites, id), events = eventsOf(file, event);
  return {
    shape: 'sites', ensemble: true, crs: 'EPSG:4326', x: sites.x, y: sites.y, fields: events.map((name) => ({ ...fieldOf(column), name })), close: () => undefined,
    read: (wanted, at) => Promise.resolve(readEvents(file, { event, site, column }, events, sites, wanted, at)),
  };
}

/** Ids of all events: in the order of their numbers, whatever that of the rows. */
function eventsOf(file: string, event: string): string[] {
  const ids = new Set<string>();
  scan(file, () => true, (row) => { const id = row.text(event); if (!ids.has(id)) ids.add(detached(id)); });
  return [...ids].sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
}

/** A string that does not hold on to the piece of the file that it was cut from. */
const detached = (text: string): string => Buffer.from(text).toString();

function readEvents(file: string, names: { event: string; site: string; column: string }, events: readonly string[], { ids }: Sites, wanted: readonly number[], sites: Int32Array): Float64Array[] {
  const values = tableFor(file, wanted.length, sites.length), positionOf = new Map([...sites].map((s, i) => [s, i])), rowOf = new Map(wanted.map((f, n) => [events[f]!, n]));
  const filled = wanted.map(() => new Uint8Array(sites.length));
  scan(file, () => true, (row, problems) => {
    const site = ids.get(row.text(names.site));
    if (site === undefined) { problems.error('FOOTPRINT_SITE_UNKNOWN', `site "${row.text(names.site)}" is not in the table of sites`, row.place(names.site)); return; }
    const n = rowOf.get(row.text(names.event)), i = positionOf.get(site);
    if (n === undefined || i === undefined) return;
    if (filled[n]![i] === 1) problems.error('CELL_INVALID', `event "${row.text(names.event)}" has site "${row.text(names.site)}" twice`, row.place(names.site));
    filled[n]![i] = 1;
    values[n]![i] = valueOf(row, names.column, problems);
  });
  return values;
}

function tableFor(file: string, fields: number, sites: number): Float64Array[] {
  if (fields * sites > MOST_VALUES) throw fileFault('FOOTPRINT_FILE_LIMIT', file, `${fields} realisations at ${sites} sites are more than ${MOST_VALUES} values: name fewer realisations`);
  return Array.from({ length: fields }, () => new Float64Array(sites).fill(NaN));
}

/** A number; an empty cell and `nan` are no data. */
function valueOf(row: CsvRow, column: string, problems: Problems): number {
  const value = row.number(column);
  if (value !== undefined && Number.isNaN(value) && !/^nan$/i.test(row.text(column))) problems.error('CELL_INVALID', `${column}: expecting a number, found "${row.text(column)}"`, row.place(column));
  return value ?? NaN;
}
