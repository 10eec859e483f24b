/** kysely on the database thread: SQLite's language, a driver of our own. */
import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type DatabaseConnection, type Dialect, type Driver } from 'kysely';
import { CascadeError } from '../../errors.js';
import { SqliteError, ThreadConnection } from './connection.js';

/** @param file of the database, which is there (empty: a new one). @param readOnly a connection that refuses changes */
export function libsqlDialect(file: string, readOnly: boolean): Dialect {
  return {
    createDriver: () => new ThreadDriver(file, readOnly),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new ThreadAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/**
 * SQLite changes tables inside transactions like anything else, which kysely does not count on: without this, steps of the schema would be written
 * one statement at a time, and a process that dies between two would leave a store that no other can open.
 */
class ThreadAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean { return true; }
}

/** One connection, its thread started for the first query; lent to one borrower at a time, in the order of asking. */
class ThreadDriver implements Driver {
  private connection?: ThreadConnection;
  private last: Promise<void> = Promise.resolve();
  private giveBack?: () => void;

  constructor(private readonly file: string, private readonly readOnly: boolean) {}

  async init(): Promise<void> {
    this.connection = new ThreadConnection(this.file, this.readOnly);
    await Promise.resolve();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.last;
    let giveBack!: () => void;
    this.last = new Promise((resolve) => { giveBack = resolve; });
    await before;
    this.giveBack = giveBack;
    return this.connection!;
  }

  releaseConnection(): Promise<void> {
    this.giveBack!();
    return Promise.resolve();
  }

  /** Immediate: the right to write is taken at once, waiting if need be; taken half-way it could be refused. So of many that bring a schema up to date, one does. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> { await connection.executeQuery(CompiledQuery.raw('begin immediate')); }
  async commitTransaction(connection: DatabaseConnection): Promise<void> { await connection.executeQuery(CompiledQuery.raw('commit')); }

  /** Some errors (a full disk) have rolled back already. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'));
    } catch (error) {
      if (!(error instanceof SqliteError && error.message.includes('no transaction is active'))) throw error;
    }
  }

  async destroy(): Promise<void> { await this.connection?.close(); }
}

/** SQLite's errors as the store's; others as they are. */
export function translateSqlite(file: string, error: unknown): unknown {
  if (!(error instanceof SqliteError)) return error;
  const told = (code: string, what: string): CascadeError => new CascadeError(code, `${file}: ${what} (${error.code}: ${error.message})`, { cause: error });
  if (/^SQLITE_(FULL|IOERR_WRITE)$/.test(error.code)) return told('STORE_FULL', 'there is no room left; nothing of this change is written, and it can be repeated once there is room');
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return told('STORE_CORRUPT', 'this is no store, or a damaged one; restore a backup');
  if (/^SQLITE_(BUSY|LOCKED|CANTOPEN|READONLY|IOERR|PERM|AUTH|NOMEM)/.test(error.code)) return told('STORE_UNAVAILABLE', 'cannot be read or written');
  return error;
}
