/**
 * The schema, step by step. A step that has been released is never changed: a later one changes what it made.
 * The two databases differ in three types only; `collate "C"` sorts text by its bytes, as SQLite does.
 */
import { sql, type Kysely, type Migration, type MigrationProvider, type RawBuilder } from 'kysely';
import { derived as ofVersion } from './documents.js';
import { derived as ofDraft } from './drafts.js';
import type { DocumentKind, Manifest } from './records.js';
import type { Database } from './tables.js';

interface Types { text: RawBuilder<unknown>; bytes: RawBuilder<unknown>; counter: RawBuilder<unknown> }

const TYPES: Record<Database['kind'], Types> = {
  libsql: { text: sql`text`, bytes: sql`blob`, counter: sql`integer primary key autoincrement` },
  postgres: { text: sql`text collate "C"`, bytes: sql`bytea`, counter: sql`bigint generated always as identity primary key` },
};

/** All steps, in the order of their names. */
export function migrations(kind: Database['kind']): MigrationProvider {
  const steps: Record<string, Migration> = {
    '001-documents': { up: (db) => documents(db, TYPES[kind]) },
    '002-studies': { up: (db) => studies(db, TYPES[kind], kind) },
    '003-access': { up: (db) => access(db, TYPES[kind]) },
    '004-rankings': { up: (db) => rankings(db, TYPES[kind]) },
    '005-derived': { up: (db) => derivedColumns(db, TYPES[kind]) },
  };
  return { getMigrations: () => Promise.resolve(steps) };
}

async function documents(db: Kysely<unknown>, { text, bytes }: Types): Promise<void> {
  await sql`create table documents (
    kind ${text} not null, id ${text} not null, title ${text} not null, confidential integer not null, shipped integer not null,
    owner ${text} not null, project ${text} not null, created_at ${text} not null, latest ${text} not null,
    primary key (kind, id))`.execute(db);
  await sql`create table versions (
    kind ${text} not null, id ${text} not null, hash ${text} not null, main ${text} not null, files ${text} not null,
    bytes bigint not null, created_at ${text} not null, summary ${text} not null,
    primary key (kind, id, hash), foreign key (kind, id) references documents (kind, id) on delete cascade)`.execute(db);
  await sql`create table files (sha256 ${text} primary key, size bigint not null, bytes ${bytes} not null)`.execute(db);
  await sql`create table version_files (
    kind ${text} not null, id ${text} not null, hash ${text} not null, sha256 ${text} not null references files (sha256),
    primary key (kind, id, hash, sha256), foreign key (kind, id, hash) references versions (kind, id, hash) on delete cascade)`.execute(db);
  await sql`create index version_files_by_file on version_files (sha256)`.execute(db);
  await sql`create table drafts (
    id ${text} primary key, title ${text} not null, text ${text} not null, etag ${text} not null, owner ${text} not null, project ${text} not null,
    created_at ${text} not null, updated_at ${text} not null)`.execute(db);
}

async function studies(db: Kysely<unknown>, { text, bytes }: Types, kind: Database['kind']): Promise<void> {
  await sql`create table studies (
    id ${text} primary key, status ${text} not null, request ${text} not null,
    model_id ${text} not null, model_version ${text} not null, scenario_id ${text} not null, scenario_version ${text} not null,
    planned bigint not null, done bigint not null, digest ${text}, error_code ${text}, error_message ${text},
    created_at ${text} not null, started_at ${text}, finished_at ${text}, owner ${text} not null, project ${text} not null,
    idempotency_key ${text}, request_hash ${text} not null, lease_holder ${text}, lease_until ${text}, attempts integer not null,
    unique (owner, idempotency_key))`.execute(db);
  await sql`create index studies_by_status on studies (status, id)`.execute(db);
  await sql`create index studies_by_project on studies (project, id)`.execute(db);
  await sql`create index studies_by_model on studies (model_id, model_version)`.execute(db);
  await sql`create index studies_by_scenario on studies (scenario_id, scenario_version)`.execute(db);
  await sql`create table members (
    study ${text} not null references studies (id) on delete cascade, member ${text} not null, blocks bigint not null, replications bigint not null,
    done integer not null, size bigint not null, state ${bytes} not null, primary key (study, member))`.execute(db);
  // Without reference: the segments of a study that is gone are removed little by little (Progress.sweep).
  await sql`create table segments (
    study ${text} not null, member ${text} not null, first_block bigint not null, blocks bigint not null,
    size bigint not null, bytes ${bytes} not null, primary key (study, member, first_block))`.execute(db);
  await sql`create table results (
    study ${text} not null references studies (id) on delete cascade, name ${text} not null, size bigint not null, bytes ${bytes} not null,
    primary key (study, name))`.execute(db);
  if (kind === 'libsql') return;
  // Packed by their writers: a second packing would cost time and gain nothing.
  for (const [table, column] of [['members', 'state'], ['segments', 'bytes'], ['results', 'bytes']] as const) {
    await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} set storage external`.execute(db);
  }
}

async function access(db: Kysely<unknown>, { text, counter }: Types): Promise<void> {
  await sql`create table keys (
    id ${text} primary key, name ${text} not null, subject ${text} not null, hash ${text} not null unique, scopes ${text} not null, projects ${text} not null,
    created_at ${text} not null, expires_at ${text}, revoked_at ${text})`.execute(db);
  await sql`create table audit (
    id ${counter}, at ${text} not null, subject ${text} not null, action ${text} not null, target ${text} not null, outcome ${text} not null,
    request_id ${text} not null)`.execute(db);
}

async function rankings(db: Kysely<unknown>, { text }: Types): Promise<void> {
  await sql`create table rankings (
    study ${text} not null references studies (id) on delete cascade, id ${text} not null, status ${text} not null, request ${text} not null,
    planned bigint not null, done bigint not null, error_code ${text}, error_message ${text}, created_at ${text} not null, at ${text} not null,
    lease_holder ${text}, lease_until ${text}, attempts integer not null, primary key (study, id))`.execute(db);
  await sql`create index rankings_by_status on rankings (status, created_at)`.execute(db);
  await sql`alter table documents add column areas ${text}`.execute(db);
}

/** What lists and quotas need of files, summaries and texts, kept beside them. One row in memory at a time: a text may have megabytes. */
async function derivedColumns(db: Kysely<unknown>, { text }: Types): Promise<void> {
  for (const column of [sql`versions add column file_count integer not null default 0`, sql`versions add column model ${text}`, sql`drafts add column size bigint not null default 0`, sql`drafts add column models ${text} not null default '[]'`]) await sql`alter table ${column}`.execute(db);
  for (const { kind, id, hash } of (await sql<{ kind: DocumentKind; id: string; hash: string }>`select kind, id, hash from versions`.execute(db)).rows) {
    const here = sql`kind = ${kind} and id = ${id} and hash = ${hash}`, { files, summary } = (await sql<{ files: string; summary: string }>`select files, summary from versions where ${here}`.execute(db)).rows[0]!;
    const { fileCount, model } = ofVersion(kind, { files: JSON.parse(files) as Manifest, summary: JSON.parse(summary) });
    await sql`update versions set file_count = ${fileCount}, model = ${model} where ${here}`.execute(db);
  }
  for (const { id } of (await sql<{ id: string }>`select id from drafts`.execute(db)).rows) {
    const { size, models } = ofDraft((await sql<{ text: string }>`select text from drafts where id = ${id}`.execute(db)).rows[0]!.text);
    await sql`update drafts set size = ${size}, models = ${models} where id = ${id}`.execute(db);
  }
  // Sums of sizes are read from an index: in the tables the rows lie between megabytes of contents.
  await sql`create index drafts_by_owner on drafts (owner, size)`.execute(db);
  await sql`create index files_by_size on files (sha256, size)`.execute(db);
  for (const table of ['members', 'segments', 'results']) await sql`create index ${sql.raw(`${table}_by_size`)} on ${sql.raw(table)} (study, size)`.execute(db);
}
