/** Tables of events: `events.csv` of a catalogue, an event a row. */
import { readCsv } from './csv.js';
import { eventOf } from './normalize-catalogue.js';
import type { Problems, Where } from './problems.js';
import type { EventData } from './schema-catalogue.js';
import { Cells, checkColumns, detached } from './table-cells.js';
import type { CatalogueEvent } from './types.js';

const COLUMNS = ['id', 'rate', 'hazard', 'peril', 'season', 'onset', 'intensity', 'duration', 'lon', 'lat', 'footprint', 'scenario'] as const;
const COLUMN_OF: Record<string, string> = { at: 'lon' };

/**
 * Reads the events of a table; wrong rows are problems.
 * @param scenarioOf makes the path of a scenario absolute
 * @param add gets each event, and where its fields were
 * @returns false when there may be events that could not be read
 */
export function readEventTable(file: string, problems: Problems, scenarioOf: (path: string) => string, add: (event: CatalogueEvent, where: Where) => void): boolean {
  let missed = false;
  const complete = readCsv(file, problems, (row) => checkColumns(row, ['id', 'rate'], COLUMNS, problems), (row) => {
    const cells = new Cells(row, problems), data = eventData(cells);
    if (data === undefined) { missed = true; return; }
    // The row is gone when problems are found later, so its places are kept: the line, and a column where one is asked for now.
    const { line } = row.place();
    const now: Where = ([field] = []) => row.place(field === undefined ? undefined : COLUMN_OF[field] ?? String(field));
    add(eventOf(data, problems, now, scenarioOf), () => ({ file, line, column: 1 }));
  });
  return complete && !missed;
}

function eventData(cells: Cells): EventData | undefined {
  const id = cells.id('id', true), rate = cells.number('rate', 0, 1e6), hazard = cells.id('hazard'), scenario = cells.text('scenario');
  const lon = cells.number('lon', -180, 180), lat = cells.number('lat', -90, 90), intensity = cells.row.number('intensity');
  if (rate === undefined && cells.row.text('rate') === '') cells.wrong('rate', 'the cell "rate" is empty: expecting occurrences a year');
  if ((lon === undefined) !== (lat === undefined)) cells.wrong(lon === undefined ? 'lon' : 'lat', 'a place needs both lon and lat');
  if (Number.isNaN(intensity)) cells.wrong('intensity', `intensity: expecting a number, found "${cells.row.text('intensity')}"`);
  if (id === undefined || rate === undefined) return undefined;
  const onset = cells.duration('onset'), peril = cells.id('peril'), season = cells.id('season'), footprint = cells.id('footprint'), duration = cells.duration('duration');
  return {
    id: detached(id), rate, ...(hazard === undefined ? {} : { hazard: detached(hazard) }), ...(scenario === undefined ? {} : { scenario: detached(scenario) }), ...(peril === undefined ? {} : { peril: detached(peril) }), ...(season === undefined ? {} : { season: detached(season) }),
    ...(onset === undefined ? {} : { onset: onset as string }), ...(intensity === undefined || Number.isNaN(intensity) ? {} : { intensity }), ...(duration === undefined ? {} : { duration }),
    ...(lon === undefined || lat === undefined ? {} : { at: [lon, lat] }), ...(footprint === undefined ? {} : { footprint: detached(footprint) }),
  };
}
