/** How far the members of a study have come: their state, and the segments of values that led there, always both or none. */
import { sql, type Transaction } from 'kysely';
import { CascadeError } from '../errors.js';
import type { MemberProgress, SegmentRecord } from './records.js';
import type { Database, Tables } from './tables.js';

/** Rows named in one query. */
const SWEPT_AT_ONCE = 100;
/** Segments in memory at once: some megabytes each. */
const READ_AT_ONCE = 4;

export class Progress {
  constructor(private readonly database: Database) {}

  async members(study: string): Promise<MemberProgress[]> {
    const rows = await this.database.reads.selectFrom('members').select(['member', 'blocks', 'replications', 'done', 'state']).where('study', '=', study).orderBy('member').execute();
    return rows.map((row) => ({ ...row, done: row.done === 1 }));
  }

  async *segments(study: string, member: string): AsyncGenerator<SegmentRecord> {
    for (let from = 0; ;) {
      const rows = await this.database.reads.selectFrom('segments').select(['member', 'firstBlock', 'blocks', 'bytes']).where('study', '=', study).where('member', '=', member)
        .where('firstBlock', '>=', from).orderBy('firstBlock').limit(READ_AT_ONCE).execute();
      yield* rows;
      if (rows.length < READ_AT_ONCE) return;
      from = rows.at(-1)!.firstBlock + 1;
    }
  }

  /** See StudyStore.advance. Throws SEGMENT_MISMATCH when progress and segment do not belong together. */
  advance(study: string, holder: string, progress: MemberProgress, segment: SegmentRecord): Promise<boolean> {
    if (segment.member !== progress.member || segment.firstBlock + segment.blocks !== progress.blocks) {
      throw new CascadeError('SEGMENT_MISMATCH', `the state after ${progress.blocks} blocks of "${progress.member}" does not follow from blocks ${segment.firstBlock} to ${segment.firstBlock + segment.blocks} of "${segment.member}"`);
    }
    return this.database.db.transaction().execute(async (trx) => {
      if (!(await this.mayAdvance(trx, study, holder, segment))) return false;
      const { blocks, replications, state } = progress;
      const content = { blocks, replications, done: Number(progress.done), size: state.length, state };
      await trx.insertInto('members').values({ study, member: progress.member, ...content }).onConflict((conflict) => conflict.columns(['study', 'member']).doUpdateSet(content)).execute();
      if (segment.blocks > 0) await trx.insertInto('segments').values({ study, ...segment, size: segment.bytes.length }).execute();
      if (progress.member === '') await trx.updateTable('studies').set({ done: replications }).where('id', '=', study).execute();
      return true;
    });
  }

  /**
   * Removes the segments of studies that are gone. In small transactions: hundreds of megabytes at once would keep others from writing for seconds.
   * What a crash leaves is removed the next time.
   */
  async sweep(): Promise<void> {
    for (let gone = await this.gone(); gone !== undefined; gone = await this.gone()) {
      const left = await this.database.db.selectFrom('segments').select(['member', 'firstBlock']).where('study', '=', gone).limit(SWEPT_AT_ONCE).execute();
      for (const { member, firstBlock } of left) await this.database.db.deleteFrom('segments').where('study', '=', gone).where('member', '=', member).where('firstBlock', '=', firstBlock).execute();
    }
  }

  /** A study that has segments and is no more. Goes from study to study along the index, past all segments of each. */
  private async gone(): Promise<string | undefined> {
    const { rows } = await sql<{ study: string }>`
      with recursive there (study) as (
        select min(study) from segments union all select (select min(study) from segments where segments.study > there.study) from there where there.study is not null)
      select study from there where study is not null and not exists (select id from studies where studies.id = there.study) limit 1`.execute(this.database.db);
    return rows[0]?.study;
  }

  /** Whether the study is the holder's, and the segment the next; on PostgreSQL the study stays locked until the end of the transaction. */
  private async mayAdvance(trx: Transaction<Tables>, study: string, holder: string, { member, firstBlock }: SegmentRecord): Promise<boolean> {
    const held = await trx.selectFrom('studies').leftJoin('members', (join) => join.onRef('members.study', '=', 'studies.id').on('members.member', '=', member))
      .select('members.blocks').where('studies.id', '=', study).where('status', '=', 'running').where('leaseHolder', '=', holder)
      .$if(this.database.kind === 'postgres', (query) => query.forUpdate('studies')).executeTakeFirst();
    return held !== undefined && (held.blocks ?? 0) === firstBlock;
  }
}
