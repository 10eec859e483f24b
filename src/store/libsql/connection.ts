/** The caller's end of the database thread: one connection, whose queries run one after the other. */
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { Worker } from 'node:worker_threads';
import { builtFile } from '../../built-file.js';
import { CascadeError } from '../../errors.js';
import type { FromDatabase, ThreadData, ToDatabase, Value } from './messages.js';

/** How long a write waits for that of another process. */
const BUSY_MILLISECONDS = 10_000;

interface Waiting { resolve(answer: FromDatabase): void; reject(error: Error): void }

/** An error as SQLite names it. */
export class SqliteError extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
    this.name = 'SqliteError';
  }
}

export class ThreadConnection implements DatabaseConnection {
  private readonly thread: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private readonly exited: Promise<void>;
  private nextId = 0;
  private broken?: Error;

  /** @param file of the database, which is there. Throws WORKER_NOT_BUILT. */
  constructor(file: string, readOnly: boolean) {
    this.thread = new Worker(builtFile('store/libsql/thread.js'), { workerData: { file, busyMilliseconds: BUSY_MILLISECONDS, readOnly } satisfies ThreadData });
    this.thread.on('message', (answer: FromDatabase) => {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      waiting?.resolve(answer);
    });
    this.thread.on('error', (error) => this.fail(new CascadeError('STORE_UNAVAILABLE', `the thread of the database ended: ${error.message}`, { cause: error })));
    this.exited = new Promise((resolve) => {
      this.thread.once('exit', () => { this.fail(new CascadeError('STORE_UNAVAILABLE', 'the store is closed')); resolve(); });
    });
  }

  async executeQuery<R>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<R>> {
    if (this.broken) throw this.broken;
    parameters.forEach(checkType);
    const id = this.nextId++;
    const answer = await new Promise<FromDatabase>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.thread.postMessage({ id, sql, parameters: parameters as readonly Value[] } satisfies ToDatabase);
    });
    if ('error' in answer) throw new SqliteError(answer.error.code, answer.error.message);
    return { rows: answer.rows as R[], numAffectedRows: answer.changes === undefined ? undefined : BigInt(answer.changes) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> { throw new Error('rows are not streamed: the store reads by pages'); }

  /** After the queries that have been sent. */
  async close(): Promise<void> {
    this.thread.postMessage('close');
    await this.exited;
  }

  private fail(error: Error): void {
    this.broken ??= error;
    for (const { reject } of this.waiting.values()) reject(this.broken);
    this.waiting.clear();
  }
}

/** libsql ends the whole process on a truth value. */
function checkType(value: unknown): void {
  if (value === null || typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array) return;
  throw new TypeError(`libsql keeps text, numbers, bytes and null; found ${typeof value}`);
}
