/** Models and scenarios: documents, their versions by content, and the files that versions share. */
import { sql, type Selectable, type Transaction } from 'kysely';
import { CascadeError } from '../errors.js';
import { sha256 as hashOf } from './manifest.js';
import { modelOfSummary } from './model-reference.js';
import type { DocumentKind, DocumentRecord, Manifest, VersionLine, VersionRecord } from './records.js';
import { requireAllowance } from './quota.js';
import { fromJson, isVisible, orAbsent, pageOf } from './rows.js';
import type { Allowance, DocumentQuery, DocumentStore, Page, PageQuery, Visibility } from './store.js';
import type { Database, DocumentsTable, Tables, VersionsTable } from './tables.js';

const VERSION = ['kind', 'id', 'hash', 'main', 'files', 'bytes', 'createdAt', 'summary'] as const;

export class DocumentQueries implements DocumentStore {
  constructor(private readonly database: Database) {}

  put(document: Omit<DocumentRecord, 'latest'>, version: Omit<VersionRecord, 'kind' | 'id'>, files: ReadonlyMap<string, Uint8Array>, allowance: Allowance = {}): Promise<boolean> {
    return this.change(async (trx) => {
      const { kind, id } = document;
      await refuseShipped(trx, document, !document.shipped);
      await refuseOthers(trx, document);
      await requireAllowance(trx, document.owner, { bytes: allowance.bytes });
      await keepFiles(trx, version.files, files);
      const row: DocumentsTable = { ...document, confidential: Number(document.confidential), shipped: Number(document.shipped), latest: version.hash, areas: document.areas ?? null };
      await trx.insertInto('documents').values(row)
        .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ title: row.title, latest: row.latest, shipped: row.shipped, ...(document.confidential ? { confidential: 1 } : {}) })).execute();
      const { numInsertedOrUpdatedRows } = await trx.insertInto('versions')
        .values({ ...version, kind, id, files: JSON.stringify(version.files), summary: JSON.stringify(version.summary ?? null), ...derived(kind, version) })
        .onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 0n) return false;
      const used = [...new Set(Object.values(version.files))].map((sha256) => ({ kind, id, hash: version.hash, sha256 }));
      if (used.length > 0) await trx.insertInto('versionFiles').values(used).execute();
      return true;
    });
  }

  async get(kind: DocumentKind, id: string): Promise<DocumentRecord | undefined> {
    const row = await this.database.reads.selectFrom('documents').selectAll().where('kind', '=', kind).where('id', '=', id).executeTakeFirst();
    return row && documentOf(row);
  }

  async list(kind: DocumentKind, visible: Visibility, { limit, cursor, search }: DocumentQuery): Promise<Page<DocumentRecord>> {
    const rows = await this.database.reads.selectFrom('documents').selectAll().where('kind', '=', kind)
      .where((eb) => eb.or([isVisible(visible), eb('shipped', '=', 1)]))
      .$if(cursor !== undefined, (query) => query.where('id', '>', cursor!))
      .$if(search !== undefined, (query) => query.where((eb) => eb.or([contains('id', search!), contains('title', search!)])))
      .orderBy('id').limit(limit + 1).execute();
    return pageOf(rows, limit, documentOf, (row) => row.id);
  }

  async versions(kind: DocumentKind, id: string, { limit, cursor }: PageQuery): Promise<Page<VersionLine>> {
    const [createdAt, hash] = after(cursor);
    const rows = await this.database.reads.selectFrom('versions').select(['hash', 'main', 'bytes', 'createdAt', 'fileCount']).where('kind', '=', kind).where('id', '=', id)
      .$if(hash !== undefined, (query) => query.where((eb) => eb.or([eb('createdAt', '<', createdAt!), eb.and([eb('createdAt', '=', createdAt!), eb('hash', '>', hash!)])])))
      .orderBy('createdAt', 'desc').orderBy('hash').limit(limit + 1).execute();
    return pageOf(rows, limit, (row) => row, (row) => `${row.createdAt}_${row.hash}`);
  }

  async modelsOf(scenario: string, hash?: string): Promise<string[]> {
    const rows = await this.database.reads.selectFrom('versions').select('model').distinct().where('kind', '=', 'scenario').where('id', '=', scenario).where('model', 'is not', null)
      .$if(hash !== undefined, (query) => query.where('hash', '=', hash!)).execute();
    return rows.map(({ model }) => model!);
  }

  async version(kind: DocumentKind, id: string, hash: string): Promise<VersionRecord | undefined> {
    const row = await this.database.reads.selectFrom('versions').select(VERSION).where('kind', '=', kind).where('id', '=', id).where('hash', '=', hash).executeTakeFirst();
    return row && versionOf(row);
  }

  async file(sha256: string): Promise<Uint8Array | undefined> {
    return (await this.database.reads.selectFrom('files').select('bytes').where('sha256', '=', sha256).executeTakeFirst())?.bytes;
  }

  async setConfidential(id: string, confidential: boolean, areas?: string): Promise<void> {
    await this.database.db.updateTable('documents').set({ confidential: Number(confidential), areas: areas ?? null }).where('kind', '=', 'model').where('id', '=', id).execute();
  }

  remove(kind: DocumentKind, id: string, hash?: string): Promise<void> {
    return this.change(async (trx) => {
      await refuseShipped(trx, { kind, id }, true);
      await trx.deleteFrom('versions').where('kind', '=', kind).where('id', '=', id).$if(hash !== undefined, (query) => query.where('hash', '=', hash!)).execute();
      // After the versions are locked by their removal: a study that was made meanwhile is seen now.
      await refuseInUse(trx, kind, id, hash);
      const newest = await trx.selectFrom('versions').select('hash').where('kind', '=', kind).where('id', '=', id).orderBy('createdAt', 'desc').orderBy('hash').limit(1).executeTakeFirst();
      if (newest === undefined) await trx.deleteFrom('documents').where('kind', '=', kind).where('id', '=', id).execute();
      else await trx.updateTable('documents').set({ latest: newest.hash }).where('kind', '=', kind).where('id', '=', id).where('latest', '=', hash!).execute();
      await trx.deleteFrom('files').where((eb) => eb.not(eb.exists(eb.selectFrom('versionFiles').select('versionFiles.sha256').whereRef('versionFiles.sha256', '=', 'files.sha256')))).execute();
    });
  }

  /** Changes to documents go one after the other, so that no file is removed while a version comes that uses it. */
  private change<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.database.db.transaction().execute(async (trx) => {
      if (this.database.kind === 'postgres') await sql`lock table files in share row exclusive mode`.execute(trx);
      return work(trx);
    });
  }
}

async function refuseShipped(trx: Transaction<Tables>, { kind, id }: { kind: DocumentKind; id: string }, refuse: boolean): Promise<void> {
  const there = await trx.selectFrom('documents').select('shipped').where('kind', '=', kind).where('id', '=', id).executeTakeFirst();
  if (refuse && there?.shipped === 1) throw new CascadeError('DOCUMENT_SHIPPED', `${kind} "${id}" came with Hazcade and cannot be changed; give yours another id`);
}

/** In the transaction that changes it: of two owners who take an id at the same moment, the second must not add to what is the first's. */
async function refuseOthers(trx: Transaction<Tables>, { kind, id, owner }: { kind: DocumentKind; id: string; owner: string }): Promise<void> {
  const there = await trx.selectFrom('documents').select('owner').where('kind', '=', kind).where('id', '=', id).executeTakeFirst();
  if (there !== undefined && there.owner !== owner) throw new CascadeError('ID_TAKEN', `the id "${id}" is taken; choose another one with PUT /v1/${kind}s/ID`);
}

async function refuseInUse(trx: Transaction<Tables>, kind: DocumentKind, id: string, hash: string | undefined): Promise<void> {
  const [document, version] = kind === 'model' ? (['modelId', 'modelVersion'] as const) : (['scenarioId', 'scenarioVersion'] as const);
  const study = await trx.selectFrom('studies').select('id').where(document, '=', id).$if(hash !== undefined, (query) => query.where(version, '=', hash!)).orderBy('id').limit(1).executeTakeFirst();
  if (study) throw new CascadeError('DOCUMENT_IN_USE', `${kind} "${id}"${hash === undefined ? '' : ` in version ${hash}`} is used by study ${study.id}; delete its studies first`);
}

/** Adds the files that are not there; every file of the manifest must be given or be there, and be what its hash says. */
async function keepFiles(trx: Transaction<Tables>, manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const wanted = new Set(Object.values(manifest));
  for (const [sha256, bytes] of files) {
    if (!wanted.delete(sha256)) continue;
    if (hashOf(bytes) !== sha256) throw new CascadeError('DOCUMENT_INCOMPLETE', `a file does not have the SHA-256 it is given under, ${sha256}`);
    await trx.insertInto('files').values({ sha256, size: bytes.length, bytes }).onConflict((conflict) => conflict.doNothing()).execute();
  }
  for (const sha256 of wanted) {
    const there = await trx.selectFrom('files').select('size').where('sha256', '=', sha256).executeTakeFirst();
    if (there === undefined) throw new CascadeError('DOCUMENT_INCOMPLETE', `file ${Object.keys(manifest).find((path) => manifest[path] === sha256)} (${sha256}) is neither given nor in the store`);
  }
}

/** What is kept with a version so that lists, and who asks which models it is about, need not parse it. */
export const derived = (kind: DocumentKind, { files, summary }: Pick<VersionRecord, 'files' | 'summary'>): Pick<VersionsTable, 'fileCount' | 'model'> =>
  ({ fileCount: Object.keys(files).length, model: (kind === 'scenario' ? modelOfSummary(summary) : undefined) ?? null });

/** Of a list of versions. Throws CURSOR_INVALID. */
function after(cursor: string | undefined): [createdAt?: string, hash?: string] {
  if (cursor === undefined) return [];
  const parts = /^([^_]{1,40})_([0-9a-f]{64})$/.exec(cursor);
  if (parts === null) throw new CascadeError('CURSOR_INVALID', `"${cursor.slice(0, 40)}" does not continue a list of versions`);
  return [parts[1], parts[2]];
}

/** What stands for any text in LIKE is meant as it is written. */
const contains = (column: 'id' | 'title', text: string) => sql<boolean>`lower(${sql.ref(column)}) like lower(${`%${text.replace(/[\\%_]/g, '\\$&')}%`}) escape '\\'`;

const documentOf = (row: Selectable<DocumentsTable>): DocumentRecord => ({ ...row, confidential: row.confidential === 1, shipped: row.shipped === 1, areas: orAbsent(row.areas) });
const versionOf = (row: Omit<Selectable<VersionsTable>, 'fileCount' | 'model'>): VersionRecord => ({ ...row, files: fromJson(row.files) as Manifest, summary: fromJson(row.summary) });
