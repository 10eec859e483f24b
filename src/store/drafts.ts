/** Scenarios being written. A change names the state it is made from, so that none is lost. */
import type { DraftRecord } from './records.js';
import { isVisible, pageOf } from './rows.js';
import type { DraftStore, Page, PageQuery, Visibility } from './store.js';
import type { Database } from './tables.js';

export class DraftQueries implements DraftStore {
  constructor(private readonly database: Database) {}

  async create(draft: DraftRecord): Promise<void> {
    await this.database.db.insertInto('drafts').values(draft).execute();
  }

  get(id: string): Promise<DraftRecord | undefined> {
    return this.database.reads.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
  }

  async list(visible: Visibility, { limit, cursor }: PageQuery): Promise<Page<DraftRecord>> {
    const rows = await this.database.reads.selectFrom('drafts').selectAll().where(isVisible(visible))
      .$if(cursor !== undefined, (query) => query.where('id', '>', cursor!)).orderBy('id').limit(limit + 1).execute();
    return pageOf(rows, limit, (row) => row, (row) => row.id);
  }

  async update(draft: DraftRecord, expected: string): Promise<boolean> {
    const { title, text, etag, updatedAt } = draft;
    const { numUpdatedRows } = await this.database.db.updateTable('drafts').set({ title, text, etag, updatedAt }).where('id', '=', draft.id).where('etag', '=', expected).executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async remove(id: string, expected: string): Promise<boolean> {
    const { numDeletedRows } = await this.database.db.deleteFrom('drafts').where('id', '=', id).where('etag', '=', expected).executeTakeFirst();
    return numDeletedRows === 1n;
  }
}
