/** The events of one replication, or of a fork of it, spooled to a file: the server streams it at the reader's pace, and nothing is kept. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { eventFields, eventFilter, writeEvents, type EventFilter } from '../../study/event-stream.js';
import { loadReplicator } from '../../study/load-replicator.js';
import { forkIn, type ForkAsked } from '../fork-asked.js';
import { openReplay, type ReplayOf } from '../replays.js';
import { PRIVATE_FILE, spoolPath } from '../spool.js';
import type { TaskContext } from '../task.js';

export interface ReplayEventsInput extends ReplayOf {
  replication: number;
  filter: EventFilter;
  fields?: string[];
  limit?: number;
  /** What changes on the way. */
  fork?: ForkAsked;
}

/** Lines of the file: id of the event and its hour (0 and 0: the line of columns), then what is to be sent, with tabs between. */
export interface SpooledEvents { path: string; events: number }

const BUFFER_CHARACTERS = 1 << 18;

/** Errors: those of openReplay, of the filter and of forks, and what a replay throws. */
export async function run({ fields, filter, fork, limit, replication, study, variant }: ReplayEventsInput, context: TaskContext): Promise<SpooledEvents> {
  const { prepared, replicator } = await openReplay({ study, variant }, context), columns = fields && eventFields(fields), passes = eventFilter(filter, prepared.model);
  const replayed = fork === undefined ? replicator : await loadReplicator(forkIn(prepared, fork).forked.packet), path = await spoolPath(context.settings), file = openSync(path, 'wx', PRIVATE_FILE);
  let waiting = '';
  const write = (text: string): void => { waiting += text; if (waiting.length > BUFFER_CHARACTERS) { writeSync(file, waiting); waiting = ''; } };
  try {
    const events = writeEvents(replayed, replication, { passes, fields: columns, limit }, (line, event) => { write(`${event?.id ?? 0}\t${event?.hours ?? 0}\t${line}\n`); return !context.signal.aborted; });
    writeSync(file, waiting);
    return { path, events };
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}
