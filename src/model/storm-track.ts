/** Tracks of storms: points of a scenario, or of a file of the International Best Track Archive for Climate Stewardship (IBTrACS v04, CSV). */
import { readCsv, type CsvRow } from './csv.js';
import type { FieldReader } from './field-reader.js';
import { strictlyInside, there } from './inside-folder.js';
import type { Place } from './problems.js';
import { hoursOf, kilometresOf } from './quantities.js';
import type { FieldFootprintData } from './schema-fields.js';
import type { StormPoint } from './types-fields.js';

/** International nautical mile, and knot. */
const KM_PER_NAUTICAL_MILE = 1.852, MS_PER_KNOT = 1852 / 3600;
/** What the second line of the file says of the columns that are read. */
const UNITS: Readonly<Record<string, string>> = { LAT: 'degrees_north', LON: 'degrees_east', USA_WIND: 'kts', USA_PRES: 'mb', USA_POCI: 'mb', USA_RMW: 'nmile', WMO_WIND: 'kts', WMO_PRES: 'mb' };
const NEEDED = ['SID', 'ISO_TIME', 'LAT', 'LON'];
/** Storms remembered, to find the nearest name. */
const MOST_NAMES = 100_000;
const TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?Z?$/;

type StormData = NonNullable<FieldFootprintData['storm']>;

/** The track of a storm, at least two points; what is wrong with it is reported. */
export function trackOf(data: StormData, ambientHpa: number, read: FieldReader): StormPoint[] {
  if ((data.track === undefined) === (data.ibtracs === undefined)) { read.wrong('expecting either track or ibtracs'); return []; }
  const points = data.track !== undefined ? data.track.map((p): StormPoint => ({
    hours: hoursOf(p.time)!, lon: p.at[0]!, lat: p.at[1]!, pressureHpa: p.pressure, ambientHpa: p.ambient, windMs: p.wind, radiusKm: p.radius === undefined ? undefined : kilometresOf(p.radius),
  })) : ibtracsTrack(data.ibtracs!, read);
  const path = data.track !== undefined ? ['track'] : ['ibtracs'];
  points.forEach((point, i) => checkPoint(point, i, points[i - 1], ambientHpa, read, data.track !== undefined ? [...path, i] : path));
  return points;
}

function checkPoint(point: StormPoint, i: number, before: StormPoint | undefined, ambientHpa: number, read: FieldReader, path: (string | number)[]): void {
  const wrong = (message: string): void => read.wrong(`point ${i + 1} of the track: ${message}`, ...path);
  const { hours, lon, lat, pressureHpa, windMs, radiusKm } = point, outside = point.ambientHpa ?? ambientHpa;
  if (before !== undefined && hours <= before.hours) wrong('the times must rise');
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) wrong(`expecting [lon, lat] in degrees, found [${lon}, ${lat}]`);
  if (before !== undefined && Math.abs(lon - before.lon) > 180) wrong('the track crosses the 180th meridian, which footprints cannot');
  if (pressureHpa === undefined && windMs === undefined) wrong('expecting pressure or wind');
  if (pressureHpa !== undefined && !(pressureHpa >= 850 && pressureHpa < outside)) wrong(`pressure: expecting 850 .. below ${outside} hPa outside, found ${pressureHpa}`);
  if (windMs !== undefined && !(windMs > 0 && windMs <= 120)) wrong(`wind: expecting above 0 .. 120 m/s, found ${windMs}`);
  if (radiusKm !== undefined && !(radiusKm > 0 && radiusKm <= 1000)) wrong(`radius: expecting above 0 .. 1000 km, found ${radiusKm}`);
}

/** Points of one storm, its own agency's values before the archive's; points without wind and pressure are left out. */
function ibtracsTrack(data: NonNullable<StormData['ibtracs']>, read: FieldReader): StormPoint[] {
  const points: StormPoint[] = [], storms = new Set<string>();
  const place = (): Place => read.where(['ibtracs', 'file']), inside = strictlyInside(data.file, read.folder, read.problems, place, 'tracks lie inside the folder of the scenario'), file = there(data.file, inside, read.problems, place);
  if (file === undefined) return points;
  const from = data.from === undefined ? -Infinity : instantOf(data.from, read, 'from'), to = data.to === undefined ? Infinity : instantOf(data.to, read, 'to');
  let first: number | undefined, units = true, known = false;
  const header = (row: CsvRow): boolean => {
    const missing = NEEDED.filter((column) => !row.columns.includes(column));
    if (missing.length > 0) read.problems.error('TRACK_FILE', `expecting the columns of IBTrACS, there is no ${missing.join(', ')}`, row.place());
    return missing.length === 0;
  };
  const complete = readCsv(file, read.problems, header, (row) => {
    if (units) { units = false; checkUnits(row, read); return; }
    const sid = row.text('SID');
    if (sid !== data.storm) { if (storms.size < MOST_NAMES) storms.add(sid); return; }
    known = true;
    const instant = timeOf(row.text('ISO_TIME'));
    if (instant === undefined) { read.problems.error('TRACK_FILE', `expecting a time as 2005-08-28 12:00:00, found "${row.text('ISO_TIME')}"`, row.place('ISO_TIME')); return; }
    if (instant < from || instant > to) return;
    const point = pointOf(row);
    if (point.windMs === undefined && point.pressureHpa === undefined) return;
    first ??= instant;
    points.push({ ...point, hours: (instant - first) / 3_600_000 });
  });
  if (!complete) return points;
  if (!known) read.problems.unknown('TRACK_UNKNOWN', 'storm', data.storm, storms, read.where(['ibtracs', 'storm']));
  else if (points.length < 2) read.wrong(`storm ${data.storm}: expecting at least two points with wind or pressure, found ${points.length}`, 'ibtracs');
  return points;
}

function pointOf(row: CsvRow): Omit<StormPoint, 'hours'> {
  const number = (column: string): number | undefined => { const value = row.number(column); return value === undefined || Number.isNaN(value) ? undefined : value; };
  const wind = number('USA_WIND') ?? number('WMO_WIND'), radius = number('USA_RMW'), ambient = number('USA_POCI'), lon = number('LON') ?? NaN;
  return {
    lon: lon > 180 ? lon - 360 : lon, lat: number('LAT') ?? NaN, pressureHpa: number('USA_PRES') ?? number('WMO_PRES'), ambientHpa: ambient,
    windMs: wind === undefined ? undefined : wind * MS_PER_KNOT, radiusKm: radius === undefined ? undefined : radius * KM_PER_NAUTICAL_MILE,
  };
}

/** The line below the header. */
function checkUnits(row: CsvRow, read: FieldReader): void {
  for (const [column, unit] of Object.entries(UNITS)) {
    if (row.columns.includes(column) && row.text(column) !== unit) read.problems.error('TRACK_FILE', `${column}: expecting the unit ${unit} in the second line, found "${row.text(column)}"`, row.place(column));
  }
}

function timeOf(text: string): number | undefined {
  const match = TIME.exec(text), instant = match ? Date.parse(`${match[1]}T${match[2]}${match[3] ?? ':00'}Z`) : NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

function instantOf(text: string, read: FieldReader, field: string): number {
  const instant = timeOf(text);
  if (instant === undefined) read.wrong(`expecting an instant in UTC as 2005-08-28T12:00Z, found "${text}"`, 'ibtracs', field);
  return instant ?? NaN;
}
