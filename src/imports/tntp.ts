/**
 * Road networks and trip tables in the TNTP format (H. Bar-Gera, Transportation Networks for Research, "TNTP file format"): metadata
 * lines `<NAME> value` up to `<END OF METADATA>`, `~` for comments, a row `;`. Reading never throws: problems are listed with their lines.
 */
import { decimal, FileProblems, shown, tooLarge } from './file-problems.js';
import type { NodePlaces, Read, RoadNetwork, TripTable } from './road-network.js';

/** Values of the metadata by name, with their lines, and the rows that follow. */
interface Parts { metadata: Map<string, { value: number; line: number }>; rows: { text: string; line: number }[] }

/** More nodes, zones or links than a file of 64 MB holds. */
const MOST = 2_000_000;

function partsOf(text: string, numbers: readonly string[], problems: FileProblems): Parts {
  const metadata: Parts['metadata'] = new Map(), rows: Parts['rows'] = [];
  let inMetadata = true;
  text.split(/\r\n|\n|\r/).forEach((raw, i) => {
    const line = i + 1, content = raw.trim();
    if (content === '' || content.startsWith('~')) return;
    if (!inMetadata) { rows.push({ text: content, line }); return; }
    const match = /^<([^>]*)>(.*)$/.exec(content);
    if (match === null) { problems.error('TNTP_METADATA', line, `expecting a line "<NAME> value" before <END OF METADATA>, found ${shown(content)}`); return; }
    const name = match[1]!.trim().toUpperCase();
    if (name === 'END OF METADATA') inMetadata = false;
    else if (metadata.has(name)) problems.error('TNTP_METADATA', line, `<${name}> stands twice`);
    else if (numbers.includes(name)) metadata.set(name, { value: decimal(match[2]!.trim()), line });
  });
  if (inMetadata) problems.error('TNTP_METADATA', 0, 'expecting a line <END OF METADATA>, found none: not a TNTP file');
  return { metadata, rows };
}

/** A whole number of the metadata from `least` on; undefined and a problem when it is not there or none. */
function count(parts: Parts, name: string, least: number, problems: FileProblems): number | undefined {
  const entry = parts.metadata.get(name);
  if (entry === undefined) { problems.error('TNTP_METADATA', 0, `expecting <${name}>, found none`); return undefined; }
  if (Number.isInteger(entry.value) && entry.value >= least && entry.value <= MOST) return entry.value;
  problems.error('TNTP_METADATA', entry.line, `<${name}>: expecting a whole number from ${least} to ${MOST}, found ${entry.value}`);
  return undefined;
}

const COLUMNS = ['init_node', 'term_node', 'capacity', 'length', 'free_flow_time', 'b', 'power', 'speed', 'toll', 'link_type'] as const;

/** Numbers of a row, or undefined and a problem. */
function linkRow(row: { text: string; line: number }, nodes: number, problems: FileProblems): number[] | undefined {
  const cells = row.text.replace(/;.*$/, '').trim().split(/\s+/);
  if (cells.length !== COLUMNS.length) { problems.error('TNTP_ROW', row.line, `expecting ${COLUMNS.length} columns (${COLUMNS.join(' ')}), found ${cells.length}`); return undefined; }
  const values = cells.map(decimal), [tail, head, capacity, , freeFlow, b] = values;
  const wrong = (column: number, expected: string): undefined => { problems.error('TNTP_ROW', row.line, `${COLUMNS[column]}: expecting ${expected}, found ${shown(cells[column]!)}`); return undefined; };
  const none = values.findIndex(Number.isNaN);
  if (none >= 0) return wrong(none, 'a number');
  for (const end of [0, 1]) if (!Number.isInteger(values[end]) || values[end]! < 1 || values[end]! > nodes) return wrong(end, `a node from 1 to ${nodes}`);
  if (tail === head) return wrong(1, `another node than init_node ${tail}`);
  const negative = [2, 3, 4, 5, 6, 8].find((column) => values[column]! < 0);
  if (negative !== undefined) return wrong(negative, 'a number of at least 0');
  if (capacity === 0 && freeFlow! * b! > 0) return wrong(2, 'a capacity above 0 (free_flow_time and b are above 0)');
  return values;
}

/**
 * Reads a network file (`*_net.tntp`).
 * @param file its name, for problems
 */
export function readTntpNetwork(file: string, text: string): Read<RoadNetwork> {
  const large = tooLarge(file, text), problems = new FileProblems(file);
  if (large !== undefined) return { problems: [large] };
  const parts = partsOf(text, ['NUMBER OF ZONES', 'NUMBER OF NODES', 'FIRST THRU NODE', 'NUMBER OF LINKS'], problems);
  const zones = count(parts, 'NUMBER OF ZONES', 1, problems), nodes = count(parts, 'NUMBER OF NODES', 1, problems);
  const firstThrough = count(parts, 'FIRST THRU NODE', 1, problems), links = count(parts, 'NUMBER OF LINKS', 0, problems);
  if (zones === undefined || nodes === undefined || firstThrough === undefined || links === undefined) return { problems: problems.all() };
  if (zones > nodes) problems.error('TNTP_METADATA', parts.metadata.get('NUMBER OF ZONES')!.line, `${zones} zones, but only ${nodes} nodes: zones are the first nodes`);
  if (links !== parts.rows.length) problems.error('TNTP_METADATA', parts.metadata.get('NUMBER OF LINKS')!.line, `<NUMBER OF LINKS> says ${links}, found ${parts.rows.length} rows`);
  const rows = parts.rows.map((row) => linkRow(row, nodes, problems));
  if (problems.hasErrors) return { problems: problems.all() };
  const column = (c: number): Float64Array => Float64Array.from(rows, (row) => row![c]!), node = (c: number): Int32Array => Int32Array.from(rows, (row) => row![c]! - 1);
  const value: RoadNetwork = {
    file, zoneCount: zones, nodeNames: Array.from({ length: nodes }, (_, i) => String(i + 1)),
    endsOnly: Uint8Array.from({ length: nodes }, (_, i) => (i + 1 < firstThrough ? 1 : 0)),
    tail: node(0), head: node(1), capacity: column(2), length: column(3), freeFlowTime: column(4), delayFactor: column(5), power: column(6), toll: column(8),
    row: Int32Array.from(parts.rows, (row) => row.line),
  };
  return { value, problems: problems.all() };
}

/** Two totals agree when they differ by less than this share (files print them rounded). */
const TOTAL_TOLERANCE = 1e-4;

/**
 * Reads a trip table (`*_trips.tntp`). A pair that stands twice is an error; a total that differs from <TOTAL OD FLOW> is a warning.
 * @param file its name, for problems
 */
export function readTntpTrips(file: string, text: string): Read<TripTable> {
  const large = tooLarge(file, text), problems = new FileProblems(file);
  if (large !== undefined) return { problems: [large] };
  const parts = partsOf(text, ['NUMBER OF ZONES', 'TOTAL OD FLOW'], problems), zones = count(parts, 'NUMBER OF ZONES', 1, problems);
  if (zones === undefined) return { problems: problems.all() };
  const pairs = new Map<number, number>();
  let origin = 0, total = 0;
  for (const { text: content, line } of parts.rows) {
    const header = /^Origin\s+(\S+)$/i.exec(content);
    if (header !== null) {
      origin = zoneOf(header[1]!, zones);
      if (origin === 0) problems.error('TNTP_ROW', line, `Origin: expecting a zone from 1 to ${zones}, found ${shown(header[1]!)}`);
      continue;
    }
    for (const entry of content.split(';')) {
      if (entry.trim() === '') continue;
      const cells = entry.split(':'), destination = zoneOf(cells[0]!.trim(), zones), trips = cells.length === 2 ? decimal(cells[1]!.trim()) : NaN;
      if (origin === 0) problems.error('TNTP_ROW', line, `trips before a sound "Origin" line: ${shown(entry)}`);
      else if (destination === 0) problems.error('TNTP_ROW', line, `expecting "zone : trips" with a zone from 1 to ${zones}, found ${shown(entry)}`);
      else if (!(trips >= 0)) problems.error('TNTP_ROW', line, `expecting "zone : trips" with trips of at least 0, found ${shown(entry)}`);
      else if (pairs.has((origin - 1) * zones + destination - 1)) problems.error('TNTP_ROW', line, `trips from zone ${origin} to zone ${destination} stand twice`);
      else { pairs.set((origin - 1) * zones + destination - 1, trips); total += trips; }
    }
  }
  const stated = parts.metadata.get('TOTAL OD FLOW');
  if (stated !== undefined && !(Math.abs(stated.value - total) <= TOTAL_TOLERANCE * total)) problems.warn('TNTP_TOTAL', stated.line, `<TOTAL OD FLOW> says ${stated.value}, the table adds up to ${total}`);
  return problems.hasErrors ? { problems: problems.all() } : { value: tripTable(file, zones, pairs), problems: problems.all() };
}

/** 1-based zone, 0 where the text is none. */
function zoneOf(text: string, zones: number): number {
  const zone = /^\d+$/.test(text) ? Number(text) : 0;
  return zone <= zones ? zone : 0;
}

/** @param pairs trips by origin * zones + destination, from 0 */
export function tripTable(file: string, zoneCount: number, pairs: ReadonlyMap<number, number>): TripTable {
  const sorted = Float64Array.from([...pairs].filter(([, trips]) => trips > 0).map(([pair]) => pair)).sort();
  return {
    file, zoneCount, origin: Int32Array.from(sorted, (pair) => Math.floor(pair / zoneCount)), destination: Int32Array.from(sorted, (pair) => pair % zoneCount),
    trips: Float64Array.from(sorted, (pair) => pairs.get(pair)!),
  };
}

/**
 * Reads a node file (`*_node.tntp`): rows `node x y ;` after a line of headings.
 * @param nodes number of nodes of the network
 */
export function readTntpNodes(file: string, text: string, nodes: number): Read<NodePlaces> {
  const problems = new FileProblems(file), x = new Float64Array(nodes).fill(NaN), y = new Float64Array(nodes).fill(NaN);
  let first = true;
  text.split(/\r\n|\n|\r/).forEach((raw, i) => {
    const cells = raw.replace(/;.*$/, '').trim().split(/\s+/), line = i + 1;
    if (raw.trim() === '' || raw.trim().startsWith('~')) return;
    const heading = first && /^node$/i.test(cells[0]!);
    first = false;
    if (heading) return;
    const node = zoneOf(cells[0]!, nodes), place = [decimal(cells[1] ?? ''), decimal(cells[2] ?? '')];
    if (node === 0) problems.error('TNTP_ROW', line, `expecting "node x y" with a node from 1 to ${nodes}, found ${shown(raw)}`);
    else if (cells.length < 3 || place.some(Number.isNaN)) problems.error('TNTP_ROW', line, `expecting "node x y" with two numbers, found ${shown(raw)}`);
    else if (!Number.isNaN(x[node - 1]!)) problems.error('TNTP_ROW', line, `node ${node} stands twice`);
    else { x[node - 1] = place[0]!; y[node - 1] = place[1]!; }
  });
  return problems.hasErrors ? { problems: problems.all() } : { value: { x, y }, problems: problems.all() };
}
