/**
 * A libsql store as one file, while others read and write it, and back. The copy is a snapshot: of a study that runs it has what was written
 * up to the last checkpoint, from which the study goes on after a restore, to the same digest.
 */
import { chmodSync, closeSync, constants, copyFileSync, existsSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CascadeError } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { ThreadConnection } from './libsql/connection.js';
import { translateSqlite } from './libsql/dialect.js';
import { DATABASE_FILE, isPostgres, openStore } from './open.js';

/**
 * Copies the store of a data folder into a file, whole or not at all; one that is there is replaced.
 * @returns bytes of the file. Errors: STORE_NOT_FOUND, STORE_EXISTS (the file is the store itself), BACKUP_UNSUPPORTED (PostgreSQL has tools of its own),
 * STORE_FULL, OUT_UNWRITABLE
 */
export async function backupStore(place: string, file: string): Promise<number> {
  if (isPostgres(place)) throw new CascadeError('BACKUP_UNSUPPORTED', 'a store on PostgreSQL is saved with its own tools: pg_dump --format=custom --file=FILE URL');
  const source = join(place, DATABASE_FILE);
  if (!existsSync(source)) throw new CascadeError('STORE_NOT_FOUND', `there is no store in ${place}: ${source} does not exist`);
  makeFolder(dirname(file));
  // Whoever has the store open would go on writing into what is no longer there.
  if (isSame(file, source)) throw new CascadeError('STORE_EXISTS', `${file} is the store itself; name another file for the copy`);
  // A folder of its own, for its owner alone: two backups at once do not write into one file.
  const trial = mkdtempSync(join(dirname(file), 'backing-up-')), copy = join(trial, DATABASE_FILE);
  try {
    closeSync(openSync(copy, 'wx', 0o600));
    await query(source, 'vacuum into ?', [copy]);
    sync(copy);
    renameSync(copy, file);
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
  return statSync(file).size;
}

/**
 * Puts a copy into a data folder that has no store yet. It is checked and brought to this version's schema before it takes its place.
 * Errors: STORE_NOT_FOUND, STORE_EXISTS, STORE_CORRUPT (also: another kind of database), STORE_NEWER, BACKUP_UNSUPPORTED
 */
export async function restoreStore(file: string, folder: string): Promise<void> {
  if (isPostgres(folder)) throw new CascadeError('BACKUP_UNSUPPORTED', 'a store on PostgreSQL is restored with its own tools: pg_restore --dbname=URL FILE');
  const target = join(folder, DATABASE_FILE);
  if (!existsSync(file)) throw new CascadeError('STORE_NOT_FOUND', `there is no backup ${file}`);
  // What a database that was not closed leaves beside it would be played into the restored one: SQLite does not ask whose it is.
  const there = [target, `${target}-wal`].find((path) => existsSync(path));
  if (there !== undefined) throw new CascadeError('STORE_EXISTS', `${there} exists; end its server and move ${DATABASE_FILE} away with all that begins with its name, or restore into another folder`);
  makeFolder(folder);
  const trial = mkdtempSync(join(folder, 'restoring-')), copy = join(trial, DATABASE_FILE);
  try {
    copyFileSync(file, copy, constants.COPYFILE_EXCL);
    chmodSync(copy, 0o600);
    await check(copy, file);
    await (await openStore(trial)).close();
    sync(copy);
    renameSync(copy, target);
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
}

function isSame(file: string, other: string): boolean {
  const one = statSync(file, { throwIfNoEntry: false }), two = statSync(other);
  return one?.dev === two.dev && one.ino === two.ino;
}

async function check(copy: string, file: string): Promise<void> {
  const tables = await query<{ name: string }>(copy, "select name from sqlite_master where name in ('kysely_migration', 'studies')", [], file);
  if (tables.length !== 2) throw new CascadeError('STORE_CORRUPT', `${file} is a database, but no store of Hazcade`);
  const found = await query<{ quick_check: string }>(copy, 'pragma quick_check(1)', [], file);
  if (found[0]?.quick_check !== 'ok') throw new CascadeError('STORE_CORRUPT', `${file} is damaged: ${found[0]?.quick_check ?? 'unknown'}`);
}

/** One statement on a connection of its own. @param named in errors */
async function query<R>(file: string, sql: string, parameters: readonly string[], named = file): Promise<R[]> {
  const connection = new ThreadConnection(file, false);
  try {
    return (await connection.executeQuery<R>({ sql, parameters })).rows;
  } catch (error) {
    throw translateSqlite(named, error);
  } finally {
    await connection.close();
  }
}

function sync(file: string): void {
  const open = openSync(file, 'r+');
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}
