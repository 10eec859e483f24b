/** Opens a store, and brings its schema up to date. */
import { CamelCasePlugin, Kysely, Migrator, sql, type Dialect } from 'kysely';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { CascadeError } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { AuditQueries, KeyQueries } from './access.js';
import { DocumentQueries } from './documents.js';
import { DraftQueries } from './drafts.js';
import { guarded } from './guarded.js';
import { libsqlDialect, translateSqlite } from './libsql/dialect.js';
import { migrations } from './migrations.js';
import { postgresDialect, translatePostgres } from './postgres/dialect.js';
import { RankingQueries } from './rankings.js';
import { ResultQueries } from './results.js';
import type { Store } from './store.js';
import { StudyQueries } from './studies.js';
import type { Database, Tables } from './tables.js';
import { usageOf } from './usage.js';

/** Name of the database inside a data folder. */
export const DATABASE_FILE = 'hazcade.db';

export const isPostgres = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

/**
 * @param place URL of a PostgreSQL database (`postgres://...`), or a data folder, which is made if need be
 * @throws CascadeError STORE_UNAVAILABLE, STORE_CORRUPT, STORE_NEWER (written by a later version), OUT_UNWRITABLE, WORKER_NOT_BUILT
 */
export async function openStore(place: string): Promise<Store> {
  const database = isPostgres(place) ? postgres(place) : libsql(place);
  try {
    await migrate(database);
  } catch (error) {
    await close(database);
    throw error;
  }
  return storeOn(database);
}

function postgres(url: string): Database {
  const dialect = guarded(postgresDialect(url), (error) => translatePostgres(url, error));
  const db = on(dialect);
  return { db, reads: db, kind: 'postgres' };
}

function libsql(folder: string): Database {
  const file = join(folder, DATABASE_FILE);
  makeFolder(folder);
  keepPrivate(file);
  const connection = (readOnly: boolean): Kysely<Tables> => on(guarded(libsqlDialect(file, readOnly), (error) => translateSqlite(file, error)));
  return { db: connection(false), reads: connection(true), kind: 'libsql' };
}

const on = (dialect: Dialect): Kysely<Tables> => new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] });

/** Changes last: the last connection of all clears the write-ahead log away. */
async function close({ db, reads }: Database): Promise<void> {
  await reads.destroy();
  await db.destroy();
}

/** A new database is its owner's only: it holds confidential models. What SQLite puts beside it gets the same rights. */
function keepPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    throw new CascadeError('STORE_UNAVAILABLE', `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Steps run in one transaction: a process that dies half-way leaves the schema as it was. Of many processes one does them, the others wait. */
async function migrate({ db, kind }: Database): Promise<void> {
  const provider = migrations(kind);
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return;
  const missing = /previously executed migration (\S+) is missing/.exec(error instanceof Error ? error.message : '')?.[1];
  if (missing) throw new CascadeError('STORE_NEWER', `the store was written by a later version of Hazcade (its schema has step ${missing}); use that version, or restore a backup`);
  throw error as Error;
}

function storeOn(database: Database): Store {
  return {
    documents: new DocumentQueries(database), drafts: new DraftQueries(database), studies: new StudyQueries(database),
    rankings: new RankingQueries(database), results: new ResultQueries(database), keys: new KeyQueries(database), audit: new AuditQueries(database),
    ping: async () => { await sql`select 1`.execute(database.reads); },
    usage: (owner) => usageOf(database.reads, owner),
    close: () => close(database),
  };
}
