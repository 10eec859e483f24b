/**
 * The thread that holds the connection to libsql. Its calls block, for as long as another process writes or the disk is slow: here nobody
 * waits but the callers' promises. (The promises of `libsql/promise` block the thread that calls all the same: `run` is synchronous.)
 */
import Libsql from 'libsql';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromDatabase, ThreadData, ToDatabase, Value } from './messages.js';

/** Statements kept prepared; there are fewer different ones in the store. */
const PREPARED = 200;

const { file, busyMilliseconds, readOnly } = workerData as ThreadData;
const port = parentPort!;
const prepared = new Map<string, Libsql.Statement<unknown[]>>();
let database: Libsql.Database | undefined;

port.on('message', (message: ToDatabase | 'close') => {
  if (message === 'close') {
    database?.close();
    port.close();
    return;
  }
  const answer = answerTo(message);
  port.postMessage(answer, 'rows' in answer ? buffersOf(answer.rows) : []);
});

function answerTo({ id, sql, parameters }: ToDatabase): FromDatabase {
  try {
    database ??= open();
    const statement = prepare(database, sql);
    if (statement.reader) return { id, rows: (statement.all(parameters) as Record<string, Value | ArrayBuffer>[]).map(withBytes) };
    return { id, rows: [], changes: statement.run(parameters).changes };
  } catch (error) {
    return { id, error: { code: (error as { code?: string }).code ?? 'UNKNOWN', message: error instanceof Error ? error.message : String(error) } };
  }
}

function open(): Libsql.Database {
  const opened = new Libsql(file, { timeout: busyMilliseconds });
  // Only a new database takes it. Most of what is kept comes in pieces of megabytes; they cost a third less in pages of 16 kB than in SQLite's 4 kB.
  opened.pragma('page_size = 16384');
  opened.pragma('journal_mode = WAL');
  // A commit is whole after a crash of the process; after a crash of the machine the last ones may be missing, and nothing else.
  opened.pragma('synchronous = NORMAL');
  opened.pragma('foreign_keys = ON');
  if (readOnly) opened.pragma('query_only = ON');
  return opened;
}

function prepare(open: Libsql.Database, sql: string): Libsql.Statement<unknown[]> {
  let statement = prepared.get(sql);
  if (statement === undefined) {
    statement = open.prepare<unknown[]>(sql);
    if (prepared.size >= PREPARED) prepared.clear();
    prepared.set(sql, statement);
  }
  return statement;
}

/** libsql hands out bytes as ArrayBuffer. */
function withBytes(row: Record<string, Value | ArrayBuffer>): Record<string, Value> {
  for (const key of Object.keys(row)) {
    const value = row[key]!;
    if (value instanceof ArrayBuffer) row[key] = new Uint8Array(value);
  }
  return row as Record<string, Value>;
}

const buffersOf = (rows: readonly Record<string, Value>[]): ArrayBuffer[] =>
  rows.flatMap((row) => Object.values(row).flatMap((value) => (value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : [])));
