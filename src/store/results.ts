/** Documents derived from a study, as their writers packed them. */
import type { Transaction } from 'kysely';
import type { ResultStore } from './store.js';
import type { Database, Tables } from './tables.js';

export class ResultQueries implements ResultStore {
  constructor(private readonly database: Database) {}

  async get(study: string, name: string): Promise<Uint8Array | undefined> {
    return (await this.database.reads.selectFrom('results').select('bytes').where('study', '=', study).where('name', '=', name).executeTakeFirst())?.bytes;
  }

  async names(study: string): Promise<string[]> {
    const rows = await this.database.reads.selectFrom('results').select('name').where('study', '=', study).orderBy('name').execute();
    return rows.map((row) => row.name);
  }

  /** Of a study that has been removed meanwhile, nothing is kept. */
  async put(study: string, name: string, bytes: Uint8Array): Promise<void> {
    await this.database.db.transaction().execute(async (trx) => {
      const there = await trx.selectFrom('studies').select('id').where('id', '=', study).$if(this.database.kind === 'postgres', (query) => query.forKeyShare()).executeTakeFirst();
      if (there === undefined) return;
      await putResult(trx, study, name, bytes);
    });
  }
}

/** Of a study that is there, and stays until the end of the transaction. */
export async function putResult(trx: Transaction<Tables>, study: string, name: string, bytes: Uint8Array): Promise<void> {
  const content = { size: bytes.length, bytes };
  await trx.insertInto('results').values({ study, name, ...content }).onConflict((conflict) => conflict.columns(['study', 'name']).doUpdateSet(content)).execute();
}
