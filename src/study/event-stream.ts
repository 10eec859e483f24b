/**
 * The events of one replication as lines of JSON: filtered, with chosen columns, from an event on. Re-simulated each time; what is written goes to a
 * writer at once, so a long replication takes no more memory than a short one.
 */
import { filter, takeWhile } from 'rxjs';
import { EVENT_KINDS, type CascadeEvent, type EventKind, type Replicator } from '../engine/contracts.js';
import { CascadeError, nearest } from '../errors.js';
import type { Model } from '../model/types.js';

/** Which events are wanted; what is left out wants all. Events of no asset (hazards, plans, crews) are left out by `sectors`, `assets` and `box`. */
export interface EventFilter {
  kinds?: readonly string[];
  sectors?: readonly string[];
  assets?: readonly string[];
  /** West, south, east, north, degrees. */
  box?: readonly [number, number, number, number];
  /** Hours after the start: from the first to before the second. */
  fromHours?: number;
  toHours?: number;
  /** Falls between root and event, at least. */
  minDepth?: number;
  /** Only events after this id: to go on where a reader stopped. */
  afterId?: number;
}

/** Columns of the compact form, in the order of the table in docs/replay.md. */
export const EVENT_FIELDS = [
  'id', 'hours', 'tick', 'step', 'wave', 'kind', 'asset', 'need', 'source', 'reason', 'amount', 'from', 'to', 'state', 'intensity', 'detail', 'people', 'obstacle', 'cause', 'causes', 'depth',
] as const satisfies readonly (keyof CascadeEvent)[];
export type EventField = (typeof EVENT_FIELDS)[number];

/** Whether an event passes. @throws CascadeError ASSET_UNKNOWN, SECTOR_UNKNOWN, EVENT_FILTER_INVALID */
export function eventFilter({ afterId = 0, assets, box, fromHours = 0, kinds, minDepth = 0, sectors, toHours = Infinity }: EventFilter, model: Model): (event: CascadeEvent) => boolean {
  refuse('EVENT_FILTER_INVALID', 'kind of event', kinds, EVENT_KINDS);
  refuse('ASSET_UNKNOWN', 'asset', assets, model.assets.map(({ id }) => id));
  refuse('SECTOR_UNKNOWN', 'sector', sectors, model.sectors.map(({ id }) => id));
  if (box !== undefined && !(box[1] <= box[3])) throw new CascadeError('EVENT_FILTER_INVALID', `box: expecting west,south,east,north in degrees, the south below the north, found ${box.join(',')}`);
  const wanted = kinds && new Set(kinds as EventKind[]), named = assets && new Set(assets), ofSectors = sectors && new Set(sectors);
  const chosen = (assets ?? sectors ?? box) === undefined ? undefined : new Set(model.assets.filter(({ id, place, sector }) => (named?.has(id) ?? true) && (ofSectors?.has(sector) ?? true) && (box === undefined || inBox(place, box))).map(({ id }) => id));
  return (event) => event.id > afterId && event.hours >= fromHours && event.hours < toHours && event.depth >= minDepth && (wanted?.has(event.kind) ?? true) && (chosen === undefined || (event.asset !== undefined && chosen.has(event.asset)));
}

/** A box may lie over the date line: its west is then greater than its east. */
function inBox(place: { lon: number; lat: number } | undefined, [west, south, east, north]: readonly [number, number, number, number]): boolean {
  if (place === undefined || place.lat < south || place.lat > north) return false;
  return west <= east ? place.lon >= west && place.lon <= east : place.lon >= west || place.lon <= east;
}

function refuse(code: string, what: string, given: readonly string[] | undefined, known: readonly string[]): void {
  const all = new Set(known), wrong = given?.find((name) => !all.has(name));
  if (wrong === undefined) return;
  const near = nearest(wrong, known);
  throw new CascadeError(code, `"${wrong}" is no ${what}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
}

/** Columns by name. Throws EVENT_FILTER_INVALID. */
export function eventFields(names: readonly string[]): EventField[] {
  refuse('EVENT_FILTER_INVALID', `column of events (${EVENT_FIELDS.join(', ')})`, names, EVENT_FIELDS);
  return names as EventField[];
}

/** A line of an event: its object, or its columns, null where it has none of one. */
export const eventLine = (event: CascadeEvent, fields?: readonly EventField[]): string => JSON.stringify(fields === undefined ? event : fields.map((field) => event[field] ?? null));

export interface EventStreamOptions {
  passes: (event: CascadeEvent) => boolean;
  /** The compact form: before the events a line `{"columns": [...]}`, then a list of values a line. */
  fields?: readonly EventField[];
  /** Most events; default: all. */
  limit?: number;
}

/**
 * Replays a replication and writes the lines of its events. @param write takes a line, without its end, and the event (none: the line of columns);
 * false ends the replay
 * @returns how many events were written
 */
export function writeEvents(replicator: Replicator, replication: number, { fields, limit = Infinity, passes }: EventStreamOptions, write: (line: string, event?: CascadeEvent) => boolean): number {
  let written = 0, failed: Error | undefined;
  if (fields !== undefined && !write(JSON.stringify({ columns: fields }))) return 0;
  // A reader that has enough unsubscribes, which ends the replay at the next instant.
  const goesOn = (event: CascadeEvent): boolean => { written++; return write(eventLine(event, fields), event) && written < limit; };
  if (limit > 0) replicator.events(replication).pipe(filter(passes), takeWhile(goesOn)).subscribe({ error: (error: Error) => { failed = error; } });
  if (failed !== undefined) throw failed;
  return written;
}
