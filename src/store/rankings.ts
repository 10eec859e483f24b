/** Rankings of studies: the queue, who computes what, what came of it. Leases as of studies (studies.ts). */
import type { Kysely, Selectable, Transaction } from 'kysely';
import { CascadeError } from '../errors.js';
import type { RankingRecord, SegmentRecord } from './records.js';
import { putResult } from './results.js';
import { fromJson, orAbsent } from './rows.js';
import type { RankingStore } from './store.js';
import type { Database, RankingsTable, Tables } from './tables.js';

/** Under which name segments of a study are those of a ranking of it, computed by a version of Hazcade: another one would not go on from them. No variant has such an id. */
export const rankingMember = (id: string, version: string): string => `ranking:${id}:${version}`;

const FREE = { leaseHolder: null, leaseUntil: null };

export class RankingQueries implements RankingStore {
  constructor(private readonly database: Database) {}

  create({ request, error: _none, lease: _nobody, ...ranking }: RankingRecord, waiting: number): Promise<RankingRecord | undefined> {
    return this.database.db.transaction().execute(async (trx) => {
      const row = { ...ranking, request: JSON.stringify(request), errorCode: null, errorMessage: null, ...FREE };
      // One that has failed or was cancelled is asked for anew; of two who ask at once, the second finds the row of the first.
      const { numInsertedOrUpdatedRows } = await trx.insertInto('rankings').values(row)
        .onConflict((conflict) => conflict.columns(['study', 'id']).doUpdateSet(row).where('rankings.status', 'in', ['failed', 'cancelled'])).executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 0n) return rankingOf(await trx.selectFrom('rankings').selectAll().where('study', '=', ranking.study).where('id', '=', ranking.id).executeTakeFirstOrThrow());
      const { n } = await trx.selectFrom('rankings').select((eb) => eb.fn.countAll<number>().as('n')).where('status', '=', 'queued').executeTakeFirstOrThrow();
      if (n > waiting) throw new CascadeError('JOBS_BUSY', `${n - 1} rankings wait already: try again later`);
      return undefined;
    });
  }

  async get(study: string, id: string): Promise<RankingRecord | undefined> {
    const row = await this.database.reads.selectFrom('rankings').selectAll().where('study', '=', study).where('id', '=', id).executeTakeFirst();
    return row && rankingOf(row);
  }

  async list(study: string): Promise<RankingRecord[]> {
    return (await this.database.reads.selectFrom('rankings').selectAll().where('study', '=', study).orderBy('createdAt').orderBy('id').execute()).map(rankingOf);
  }

  async running(): Promise<RankingRecord[]> {
    return (await this.database.reads.selectFrom('rankings').selectAll().where('status', '=', 'running').orderBy('createdAt').orderBy('study').orderBy('id').execute()).map(rankingOf);
  }

  claim(holder: string, now: string, until: string): Promise<RankingRecord | undefined> {
    return this.database.db.transaction().execute(async (trx) => {
      const next = await trx.selectFrom('rankings').select(['study', 'id'])
        .where((eb) => eb.or([eb('status', '=', 'queued'), eb.and([eb('status', '=', 'running'), eb('leaseUntil', '<=', now)])]))
        .orderBy('createdAt').orderBy('study').orderBy('id').limit(1).$if(this.database.kind === 'postgres', (query) => query.forUpdate().skipLocked()).executeTakeFirst();
      if (next === undefined) return undefined;
      const row = await trx.updateTable('rankings').set((eb) => ({ status: 'running', leaseHolder: holder, leaseUntil: until, at: now, attempts: eb('attempts', '+', 1) }))
        .where('study', '=', next.study).where('id', '=', next.id).returningAll().executeTakeFirstOrThrow();
      return rankingOf(row);
    });
  }

  renew(study: string, id: string, holder: string, until: string, done?: number): Promise<boolean> {
    return one(this.held(study, id, holder).set({ leaseUntil: until, ...(done === undefined ? {} : { done }) }));
  }

  async release(study: string, id: string, holder: string): Promise<void> {
    await this.held(study, id, holder).set({ status: 'queued', ...FREE }).execute();
  }

  advance(study: string, id: string, holder: string, segment: SegmentRecord, done: number): Promise<boolean> {
    return this.database.db.transaction().execute(async (trx) => {
      // Locks the row until the end.
      if (!await one(this.held(study, id, holder, trx).set({ done }))) return false;
      const last = await trx.selectFrom('segments').select(['firstBlock', 'blocks']).where('study', '=', study).where('member', '=', segment.member).orderBy('firstBlock', 'desc').limit(1).executeTakeFirst();
      if ((last === undefined ? 0 : last.firstBlock + last.blocks) !== segment.firstBlock) return false;
      await trx.insertInto('segments').values({ study, ...segment, size: segment.bytes.length }).execute();
      return true;
    });
  }

  cancel(study: string, id: string, now: string): Promise<boolean> {
    return this.end(study, id, (trx) => one(trx.updateTable('rankings').set({ status: 'cancelled', at: now, ...FREE }).where('study', '=', study).where('id', '=', id).where('status', 'in', ['queued', 'running'])));
  }

  fail(study: string, id: string, holder: string, { code, message }: { code: string; message: string }, now: string): Promise<boolean> {
    return this.end(study, id, (trx) => one(this.held(study, id, holder, trx).set({ status: 'failed', errorCode: code, errorMessage: message, at: now, ...FREE })));
  }

  finish(study: string, id: string, holder: string, done: number, result: Uint8Array, now: string): Promise<boolean> {
    return this.end(study, id, async (trx) => {
      const ended = await one(this.held(study, id, holder, trx).set({ status: 'done', done, at: now, ...FREE }));
      if (ended) await putResult(trx, study, `ranking-${id}`, result);
      return ended;
    });
  }

  /** What was kept on the way goes with the change that ends it. */
  private end(study: string, id: string, change: (trx: Transaction<Tables>) => Promise<boolean>): Promise<boolean> {
    return this.database.db.transaction().execute(async (trx) => {
      const ended = await change(trx);
      if (ended) await trx.deleteFrom('segments').where('study', '=', study).where('member', 'like', rankingMember(id, '%')).execute();
      return ended;
    });
  }

  /** The ranking while it runs, and is the holder's. */
  private held(study: string, id: string, holder: string, db: Kysely<Tables> = this.database.db) {
    return db.updateTable('rankings').where('study', '=', study).where('id', '=', id).where('status', '=', 'running').where('leaseHolder', '=', holder);
  }
}

/** Whether a change found its row. */
async function one(change: { executeTakeFirst(): Promise<{ numUpdatedRows: bigint } | undefined> }): Promise<boolean> {
  return (await change.executeTakeFirst())?.numUpdatedRows === 1n;
}

const rankingOf = ({ request, errorCode, errorMessage, leaseHolder, leaseUntil, ...ranking }: Selectable<RankingsTable>): RankingRecord => ({
  ...ranking, request: fromJson(request), error: errorCode === null ? undefined : { code: errorCode, message: orAbsent(errorMessage) ?? '' },
  lease: leaseHolder === null ? undefined : { holder: leaseHolder, until: leaseUntil ?? '' },
});
