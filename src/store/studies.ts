/** Studies from their order to their end: the queue, who computes what, and how far it has come (progress.ts). */
import type { Transaction } from 'kysely';
import { CascadeError } from '../errors.js';
import { Progress } from './progress.js';
import type { MemberProgress, SegmentRecord, StudyRecord, StudyStatus } from './records.js';
import { oneAtATime, requireAllowance } from './quota.js';
import { putResult } from './results.js';
import { isVisible, pageOf } from './rows.js';
import type { Allowance, Page, StudyQuery, StudyStore, Visibility } from './store.js';
import { rowOf, studyOf } from './study-rows.js';
import type { Database, Tables } from './tables.js';
import { studyBytes } from './usage.js';

const ENDED: readonly StudyStatus[] = ['done', 'failed', 'cancelled'];

export class StudyQueries implements StudyStore {
  private readonly progress: Progress;

  constructor(private readonly database: Database) { this.progress = new Progress(database); }

  create(study: StudyRecord, allowance: Allowance = {}): Promise<StudyRecord | undefined> {
    return this.database.db.transaction().execute(async (trx) => {
      await oneAtATime(trx, this.database.kind, study.owner);
      await this.requireDocuments(trx, study);
      const { numInsertedOrUpdatedRows } = await trx.insertInto('studies').values(rowOf(study))
        .onConflict((conflict) => conflict.columns(['owner', 'idempotencyKey']).doNothing()).executeTakeFirstOrThrow();
      // Asked for again, it is there already and takes no room.
      if (numInsertedOrUpdatedRows === 1n) { await requireAllowance(trx, study.owner, allowance); return undefined; }
      const there = await trx.selectFrom('studies').selectAll().where('owner', '=', study.owner).where('idempotencyKey', '=', study.idempotencyKey!).executeTakeFirstOrThrow();
      return studyOf(there);
    });
  }

  async get(id: string): Promise<StudyRecord | undefined> {
    const row = await this.database.reads.selectFrom('studies').selectAll().where('id', '=', id).executeTakeFirst();
    return row && studyOf(row);
  }

  async underKey(owner: string, idempotencyKey: string): Promise<StudyRecord | undefined> {
    const row = await this.database.reads.selectFrom('studies').selectAll().where('owner', '=', owner).where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
    return row && studyOf(row);
  }

  async list(visible: Visibility, { limit, cursor, status, model, scenario }: StudyQuery): Promise<Page<StudyRecord>> {
    const rows = await this.database.reads.selectFrom('studies').selectAll().where(isVisible(visible))
      .$if(status !== undefined, (query) => query.where('status', '=', status!))
      .$if(model !== undefined, (query) => query.where('modelId', '=', model!))
      .$if(scenario !== undefined, (query) => query.where('scenarioId', '=', scenario!))
      .$if(cursor !== undefined, (query) => query.where('id', '<', cursor!))
      .orderBy('id', 'desc').limit(limit + 1).execute();
    return pageOf(rows, limit, studyOf, (row) => row.id);
  }

  async count(status: StudyStatus, owner?: string): Promise<number> {
    const { n } = await this.database.reads.selectFrom('studies').select((eb) => eb.fn.countAll<number>().as('n')).where('status', '=', status)
      .$if(owner !== undefined, (query) => query.where('owner', '=', owner!)).executeTakeFirstOrThrow();
    return n;
  }

  async claim(holder: string, now: string, until: string): Promise<StudyRecord | undefined> {
    const row = await this.database.db.updateTable('studies')
      .set((eb) => ({ status: 'running', leaseHolder: holder, leaseUntil: until, attempts: eb('attempts', '+', 1), startedAt: eb.fn.coalesce('startedAt', eb.val(now)) }))
      // On PostgreSQL a study that somebody else is claiming is passed over; SQLite has one writer at a time.
      .where('id', '=', (eb) => eb.selectFrom('studies').select('id')
        .where((or) => or.or([or('status', '=', 'queued'), or.and([or('status', '=', 'running'), or('leaseUntil', '<=', now)])]))
        .orderBy('id').limit(1).$if(this.database.kind === 'postgres', (query) => query.forUpdate().skipLocked()))
      .returningAll().executeTakeFirst();
    return row && studyOf(row);
  }

  async renew(id: string, holder: string, until: string): Promise<boolean> {
    const { numUpdatedRows } = await this.held(id, holder).set({ leaseUntil: until }).executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async release(id: string, holder: string): Promise<void> {
    await this.held(id, holder).set({ status: 'queued', leaseHolder: null, leaseUntil: null }).execute();
  }

  async cancel(id: string, now: string): Promise<boolean> {
    const { numUpdatedRows } = await this.database.db.updateTable('studies').set({ status: 'cancelled', finishedAt: now, leaseHolder: null, leaseUntil: null })
      .where('id', '=', id).where('status', 'in', ['queued', 'running']).executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async fail(id: string, holder: string | undefined, error: { code: string; message: string }, now: string): Promise<boolean> {
    const { numUpdatedRows } = await this.held(id, holder)
      .set({ status: 'failed', errorCode: error.code, errorMessage: error.message, finishedAt: now, leaseHolder: null, leaseUntil: null }).executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  members(id: string): Promise<MemberProgress[]> { return this.progress.members(id); }
  segments(id: string, member: string): Promise<SegmentRecord[]> { return this.progress.segments(id, member); }
  advance(id: string, holder: string, progress: MemberProgress, segment: SegmentRecord): Promise<boolean> { return this.progress.advance(id, holder, progress, segment); }

  finish(id: string, holder: string, digest: string, results: Uint8Array, now: string): Promise<boolean> {
    return this.database.db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx.updateTable('studies').set({ status: 'done', digest, finishedAt: now, leaseHolder: null, leaseUntil: null })
        .where('id', '=', id).where('status', '=', 'running').where('leaseHolder', '=', holder).executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      await putResult(trx, id, 'results', results);
      return true;
    });
  }

  async remove(id: string): Promise<void> {
    await this.database.db.deleteFrom('studies').where('id', '=', id).execute();
    await this.progress.sweep();
  }

  async endedBefore(time: string, limit: number): Promise<string[]> {
    const rows = await this.database.reads.selectFrom('studies').select('id').where('status', 'in', ENDED).where('finishedAt', '<', time).orderBy('finishedAt').orderBy('id').limit(limit).execute();
    return rows.map((row) => row.id);
  }

  async ended(limit: number): Promise<{ id: string; owner: string; bytes: number }[]> {
    const rows = await this.database.reads.selectFrom('studies').select(['id', 'owner', studyBytes.as('bytes')]).where('status', 'in', ENDED).orderBy('finishedAt').orderBy('id').limit(limit).execute();
    return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
  }

  /** The study while it runs, and is the holder's. */
  private held(id: string, holder: string | undefined) {
    return this.database.db.updateTable('studies').where('id', '=', id).where('status', '=', 'running')
      .$if(holder !== undefined, (query) => query.where('leaseHolder', '=', holder!));
  }

  /** Their versions stay while a study uses them; locked, so that they are not removed at the same moment. */
  private async requireDocuments(trx: Transaction<Tables>, { modelId, modelVersion, scenarioId, scenarioVersion }: StudyRecord): Promise<void> {
    for (const [kind, id, hash] of [['model', modelId, modelVersion], ['scenario', scenarioId, scenarioVersion]] as const) {
      const there = await trx.selectFrom('versions').select('hash').where('kind', '=', kind).where('id', '=', id).where('hash', '=', hash)
        .$if(this.database.kind === 'postgres', (query) => query.forKeyShare()).executeTakeFirst();
      if (there === undefined) throw new CascadeError('DOCUMENT_UNKNOWN', `the store has no ${kind} "${id}" in version ${hash}`);
    }
  }
}
