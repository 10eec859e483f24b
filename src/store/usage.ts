/** Bytes that the contents of a store take. The database itself is larger by a few per cent, and keeps the room of what was removed for what comes. */
import { sql, type Kysely } from 'kysely';
import type { Usage } from './store.js';
import type { Tables } from './tables.js';

/** @param owner only what is theirs: studies with their results, and the versions of their documents, shipped ones apart */
export async function usageOf(reads: Kysely<Tables>, owner?: string): Promise<Usage> {
  const ofStudies = async (table: 'members' | 'segments' | 'results'): Promise<number> => {
    const { bytes } = await reads.selectFrom(table).select((eb) => eb.fn.sum<number | string | null>('size').as('bytes'))
      .$if(owner !== undefined, (query) => query.where('study', 'in', (eb) => eb.selectFrom('studies').select('id').where('owner', '=', owner!))).executeTakeFirstOrThrow();
    return Number(bytes ?? 0);
  };
  const { bytes } = await reads.selectFrom('files').select((eb) => eb.fn.sum<number | string | null>('size').as('bytes'))
    .$if(owner !== undefined, (query) => query.where('sha256', 'in', (eb) => eb.selectFrom('versionFiles')
      .innerJoin('documents', (join) => join.onRef('documents.kind', '=', 'versionFiles.kind').onRef('documents.id', '=', 'versionFiles.id'))
      .select('versionFiles.sha256').where('documents.owner', '=', owner!).where('documents.shipped', '=', 0))).executeTakeFirstOrThrow();
  return { files: Number(bytes ?? 0), studies: (await ofStudies('members')) + (await ofStudies('segments')), results: await ofStudies('results') };
}

/** Bytes of a study, for queries on `studies`. */
export const studyBytes = sql<number | string>`(
  select coalesce(sum(size), 0) from members where members.study = studies.id) + (
  select coalesce(sum(size), 0) from segments where segments.study = studies.id) + (
  select coalesce(sum(size), 0) from results where results.study = studies.id)`;
