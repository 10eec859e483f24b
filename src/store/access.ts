/** Keys of the API, and the log of who changed what. */
import type { Selectable } from 'kysely';
import { CascadeError } from '../errors.js';
import type { AuditRecord, KeyRecord } from './records.js';
import { fromJson, orAbsent, pageOf } from './rows.js';
import type { AuditStore, KeyStore, Page, PageQuery } from './store.js';
import type { Database, KeysTable } from './tables.js';

export class KeyQueries implements KeyStore {
  constructor(private readonly database: Database) {}

  async create(key: KeyRecord): Promise<void> {
    const row = { ...key, scopes: JSON.stringify(key.scopes), projects: JSON.stringify(key.projects), expiresAt: key.expiresAt ?? null, revokedAt: key.revokedAt ?? null };
    await this.database.db.insertInto('keys').values(row).execute();
  }

  async byHash(hash: string): Promise<KeyRecord | undefined> {
    const row = await this.database.reads.selectFrom('keys').selectAll().where('hash', '=', hash).executeTakeFirst();
    return row && keyOf(row);
  }

  async list(): Promise<KeyRecord[]> {
    return (await this.database.reads.selectFrom('keys').selectAll().orderBy('createdAt').orderBy('id').execute()).map(keyOf);
  }

  async revoke(id: string, now: string): Promise<boolean> {
    const { numUpdatedRows } = await this.database.db.updateTable('keys').set({ revokedAt: now }).where('id', '=', id)
      .where((eb) => eb.or([eb('revokedAt', 'is', null), eb('revokedAt', '>', now)])).executeTakeFirst();
    return numUpdatedRows === 1n;
  }
}

export class AuditQueries implements AuditStore {
  constructor(private readonly database: Database) {}

  async add(record: AuditRecord): Promise<void> {
    await this.database.db.insertInto('audit').values(record).execute();
  }

  async removeBefore(time: string): Promise<void> {
    await this.database.db.deleteFrom('audit').where('at', '<', time).execute();
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<AuditRecord>> {
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new CascadeError('CURSOR_INVALID', `"${cursor.slice(0, 40)}" does not continue a list of this log`);
    const rows = await this.database.reads.selectFrom('audit').selectAll()
      .$if(cursor !== undefined, (query) => query.where('id', '<', Number(cursor))).orderBy('id', 'desc').limit(limit + 1).execute();
    return pageOf(rows, limit, ({ id: _, ...record }) => record, (row) => String(row.id));
  }
}

const keyOf = (row: Selectable<KeysTable>): KeyRecord => ({
  ...row, scopes: fromJson(row.scopes) as KeyRecord['scopes'], projects: fromJson(row.projects) as string[], expiresAt: orAbsent(row.expiresAt), revokedAt: orAbsent(row.revokedAt),
});
