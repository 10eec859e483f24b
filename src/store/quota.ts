/** What an owner may have. The service asks before it begins to work on an order; the store again in the transaction that keeps it. */
import { sql, type Transaction } from 'kysely';
import { CascadeError } from '../errors.js';
import type { Allowance, Store, Usage } from './store.js';
import type { Database, Tables } from './tables.js';
import { usageOf } from './usage.js';

export const totalOf = ({ files, studies, results }: Usage): number => files + studies + results;

/** Before an order. Throws QUOTA_EXCEEDED, STUDIES_LIMIT. */
export async function requireQuota(store: Store, { bytes, studies }: Allowance, owner: string): Promise<void> {
  if (bytes !== undefined) refuseBytes(totalOf(await store.usage(owner)), bytes);
  if (studies === undefined) return;
  const [queued, running] = await Promise.all([store.studies.count('queued', owner), store.studies.count('running', owner)]);
  refuseStudies(queued + running + 1, studies);
}

/** In the transaction that adds to what the owner has; studies are counted with the new one. Throws QUOTA_EXCEEDED, STUDIES_LIMIT. */
export async function requireAllowance(trx: Transaction<Tables>, owner: string, { bytes, studies }: Allowance): Promise<void> {
  if (bytes !== undefined) refuseBytes(totalOf(await usageOf(trx, owner)), bytes);
  if (studies === undefined) return;
  const { n } = await trx.selectFrom('studies').select((eb) => eb.fn.countAll<number>().as('n')).where('owner', '=', owner).where('status', 'in', ['queued', 'running']).executeTakeFirstOrThrow();
  refuseStudies(n, studies);
}

/** Of the orders of one owner, on PostgreSQL one is counted after the other; SQLite has one writer at a time. */
export async function oneAtATime(trx: Transaction<Tables>, kind: Database['kind'], owner: string): Promise<void> {
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(hashtext(${owner}))`.execute(trx);
}

function refuseBytes(used: number, most: number): void {
  if (used >= most) throw new CascadeError('QUOTA_EXCEEDED', `${megabytes(used)} of ${megabytes(most)} are used; delete studies or versions of documents that are no longer needed`);
}

function refuseStudies(open: number, most: number): void {
  if (open > most) throw new CascadeError('STUDIES_LIMIT', `you have ${open - 1} studies queued or running; at most ${most} are allowed`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
