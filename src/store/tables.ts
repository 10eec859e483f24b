/** The tables as the queries see them; the SQL is in migrations.ts. Times are ISO 8601 in UTC, so that they sort as text; truth values are 0 and 1. */
import type { Generated, Kysely } from 'kysely';
import type { DocumentKind, StudyStatus } from './records.js';

export interface DocumentsTable { kind: DocumentKind; id: string; title: string; confidential: number; shipped: number; owner: string; project: string; createdAt: string; latest: string; areas: string | null }
/** `files` and `summary` are JSON; `fileCount` and `model` (of a scenario: id of the model it names) are read from them once, when they are kept. */
export interface VersionsTable { kind: DocumentKind; id: string; hash: string; main: string; files: string; bytes: number; createdAt: string; summary: string; fileCount: number; model: string | null }
/** Which version uses which file: what keeps a file. */
export interface VersionFilesTable { kind: DocumentKind; id: string; hash: string; sha256: string }
export interface FilesTable { sha256: string; size: number; bytes: Uint8Array }
/** `size`: bytes of the text; `models`: JSON, ids of the models that it could name. */
export interface DraftsTable { id: string; title: string; text: string; etag: string; owner: string; project: string; createdAt: string; updatedAt: string; size: number; models: string }
/** `request` is JSON. */
export interface StudiesTable {
  id: string; status: StudyStatus; request: string; modelId: string; modelVersion: string; scenarioId: string; scenarioVersion: string;
  planned: number; done: number; digest: string | null; errorCode: string | null; errorMessage: string | null;
  createdAt: string; startedAt: string | null; finishedAt: string | null; owner: string; project: string;
  idempotencyKey: string | null; requestHash: string; leaseHolder: string | null; leaseUntil: string | null; attempts: number;
}
/** `request` is JSON. */
export interface RankingsTable {
  study: string; id: string; status: StudyStatus; request: string; planned: number; done: number; errorCode: string | null; errorMessage: string | null;
  createdAt: string; at: string; leaseHolder: string | null; leaseUntil: string | null; attempts: number;
}
export interface MembersTable { study: string; member: string; blocks: number; replications: number; done: number; size: number; state: Uint8Array }
export interface SegmentsTable { study: string; member: string; firstBlock: number; blocks: number; size: number; bytes: Uint8Array }
export interface ResultsTable { study: string; name: string; size: number; bytes: Uint8Array }
/** `scopes` and `projects` are JSON. */
export interface KeysTable { id: string; name: string; subject: string; hash: string; scopes: string; projects: string; createdAt: string; expiresAt: string | null; revokedAt: string | null }
export interface AuditTable { id: Generated<number>; at: string; subject: string; action: string; target: string; outcome: string; requestId: string }

export interface Tables {
  documents: DocumentsTable; versions: VersionsTable; versionFiles: VersionFilesTable; files: FilesTable; drafts: DraftsTable;
  studies: StudiesTable; members: MembersTable; segments: SegmentsTable; rankings: RankingsTable; results: ResultsTable; keys: KeysTable; audit: AuditTable;
}

/** An open database, and what its queries must know of its kind. */
export interface Database {
  /** For changes, and for what must see the changes of its own transaction. */
  readonly db: Kysely<Tables>;
  /** For reading: never waits for a change that is being written. On PostgreSQL the same as `db`. */
  readonly reads: Kysely<Tables>;
  readonly kind: 'libsql' | 'postgres';
}
