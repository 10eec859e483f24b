/** A kysely dialect whose errors are the store's, and which takes only text that both databases keep as it is. */
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely';
import { CascadeError } from '../errors.js';

/** What an error of a driver means to users of the store. */
export type Translate = (error: unknown) => unknown;

/** The dialect behind the guard. */
export function guarded(dialect: Dialect, translate: Translate): Dialect {
  return {
    createDriver: () => new GuardedDriver(dialect.createDriver(), translate),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

class GuardedDriver implements Driver {
  private readonly connections = new WeakMap<DatabaseConnection, GuardedConnection>();

  constructor(private readonly driver: Driver, private readonly translate: Translate) {}

  init(): Promise<void> { return this.guard(() => this.driver.init()); }

  async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await this.guard(() => this.driver.acquireConnection());
    let connection = this.connections.get(inner);
    if (connection === undefined) {
      connection = new GuardedConnection(inner, this.translate);
      this.connections.set(inner, connection);
    }
    return connection;
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> { return this.guard(() => this.driver.beginTransaction(innerOf(connection), settings)); }
  commitTransaction(connection: DatabaseConnection): Promise<void> { return this.guard(() => this.driver.commitTransaction(innerOf(connection))); }
  rollbackTransaction(connection: DatabaseConnection): Promise<void> { return this.guard(() => this.driver.rollbackTransaction(innerOf(connection))); }
  releaseConnection(connection: DatabaseConnection): Promise<void> { return this.driver.releaseConnection(innerOf(connection)); }
  destroy(): Promise<void> { return this.driver.destroy(); }

  private async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.translate(error);
    }
  }
}

class GuardedConnection implements DatabaseConnection {
  constructor(readonly inner: DatabaseConnection, private readonly translate: Translate) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    for (const parameter of query.parameters) checkParameter(parameter);
    try {
      return await this.inner.executeQuery<R>(query);
    } catch (error) {
      throw this.translate(error);
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<R>> { return this.inner.streamQuery<R>(query, chunkSize); }
}

const innerOf = (connection: DatabaseConnection): DatabaseConnection => (connection instanceof GuardedConnection ? connection.inner : connection);

/** libsql cuts text at U+0000, and PostgreSQL refuses it. */
function checkParameter(value: unknown): void {
  if (typeof value === 'string' && value.includes('\0')) throw new CascadeError('TEXT_INVALID', 'a text with the character U+0000 cannot be kept');
}
