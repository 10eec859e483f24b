/** Scenarios being written. A change names the state it is made from, so that none is lost. */
import type { Transaction } from 'kysely';
import { CascadeError } from '../errors.js';
import { modelsNamed } from './model-reference.js';
import { oneAtATime } from './quota.js';
import type { DraftLine, DraftRecord } from './records.js';
import { fromJson, isVisible, pageOf } from './rows.js';
import type { DraftAllowance, DraftStore, Page, PageQuery, Visibility } from './store.js';
import type { Database, Tables } from './tables.js';

const LINE = ['id', 'title', 'etag', 'owner', 'project', 'createdAt', 'updatedAt'] as const;

export class DraftQueries implements DraftStore {
  constructor(private readonly database: Database) {}

  create(draft: DraftRecord, allowance: DraftAllowance = {}): Promise<void> {
    return this.within(draft, allowance, async (trx) => { await trx.insertInto('drafts').values({ ...draft, ...derived(draft.text) }).execute(); });
  }

  get(id: string): Promise<DraftRecord | undefined> {
    return this.database.reads.selectFrom('drafts').select([...LINE, 'text']).where('id', '=', id).executeTakeFirst();
  }

  async list(visible: Visibility, { limit, cursor }: PageQuery): Promise<Page<DraftLine>> {
    const rows = await this.database.reads.selectFrom('drafts').select([...LINE, 'models']).where(isVisible(visible))
      .$if(cursor !== undefined, (query) => query.where('id', '>', cursor!)).orderBy('id').limit(limit + 1).execute();
    return pageOf(rows, limit, (row) => ({ ...row, models: fromJson(row.models) as string[] }), (row) => row.id);
  }

  update(draft: DraftRecord, expected: string, allowance: DraftAllowance = {}): Promise<boolean> {
    const { id, title, text, etag, updatedAt } = draft;
    return this.within(draft, allowance, async (trx) => {
      const { numUpdatedRows } = await trx.updateTable('drafts').set({ title, text, etag, updatedAt, ...derived(text) }).where('id', '=', id).where('etag', '=', expected).executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  }

  async remove(id: string, expected: string): Promise<boolean> {
    const { numDeletedRows } = await this.database.db.deleteFrom('drafts').where('id', '=', id).where('etag', '=', expected).executeTakeFirst();
    return numDeletedRows === 1n;
  }

  /** In one transaction with the look at what the owner has besides. */
  private within<T>({ id, owner, text }: DraftRecord, { drafts, bytes }: DraftAllowance, write: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.database.db.transaction().execute(async (trx) => {
      await oneAtATime(trx, this.database.kind, owner);
      const others = await trx.selectFrom('drafts').select((eb) => [eb.fn.countAll<number | string>().as('n'), eb.fn.sum<number | string | null>('size').as('size')]).where('owner', '=', owner).where('id', '!=', id).executeTakeFirstOrThrow();
      if (drafts !== undefined && Number(others.n) >= drafts) throw new CascadeError('QUOTA_EXCEEDED', `${owner} has ${others.n} drafts; at most ${drafts} are allowed: remove those that are no longer needed`);
      const size = Number(others.size ?? 0) + Buffer.byteLength(text);
      if (bytes !== undefined && size > bytes) throw new CascadeError('QUOTA_EXCEEDED', `drafts of ${owner} would take ${size} bytes; at most ${bytes} are allowed: remove those that are no longer needed`);
      return write(trx);
    });
  }
}

/** What is kept with a text so that lists and quotas need not read it. */
export const derived = (text: string): { size: number; models: string } => ({ size: Buffer.byteLength(text), models: JSON.stringify(modelsNamed(text)) });
