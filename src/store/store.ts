/** The store as its users see it. Two implementations of one set of queries: libsql in a data folder, PostgreSQL by URL. */
import type { AuditRecord, DocumentKind, DocumentRecord, DraftLine, DraftRecord, KeyRecord, MemberProgress, RankingRecord, SegmentRecord, StudyRecord, StudyStatus, VersionLine, VersionRecord } from './records.js';

/** A page of a list; `cursor` continues it, undefined: that was all. */
export interface Page<T> { items: T[]; cursor?: string }
export interface PageQuery { limit: number; cursor?: string }

/** What somebody may see: undefined projects: everything. */
export interface Visibility { subject: string; projects?: readonly string[] }

/** Bytes by kind of content: files of documents, states and values of studies, results. */
export interface Usage { files: number; studies: number; results: number }

export interface Store {
  readonly documents: DocumentStore;
  readonly drafts: DraftStore;
  readonly studies: StudyStore;
  readonly rankings: RankingStore;
  readonly results: ResultStore;
  readonly keys: KeyStore;
  readonly audit: AuditStore;
  /** Rejects with STORE_UNAVAILABLE when the connection for reading does not answer: it waits for no change. Whether there is room to write it does not tell. */
  ping(): Promise<void>;
  /** Bytes in use, of an owner or of all. */
  usage(owner?: string): Promise<Usage>;
  close(): Promise<void>;
}

/** What an owner may have; left out: any number. Held in the transaction that adds to it, so that two requests at once cannot both pass. */
export interface Allowance { /** Bytes kept: at so many, nothing may be added. */ bytes?: number; /** Studies queued or running. */ studies?: number }

/** `search`: part of id or title; case does not count, of letters A to Z. */
export interface DocumentQuery extends PageQuery { search?: string }

export interface DocumentStore {
  /**
   * Files not there yet are added; the version becomes the document's latest, also if it was there before. Owner and project of a document that is
   * there stay as they are; it becomes confidential where the new version is, and never ceases to be.
   * @param files by SHA-256 (hex); what the store has already may be left out
   * @returns whether the version is new. Errors: DOCUMENT_SHIPPED, ID_TAKEN (it is another owner's), QUOTA_EXCEEDED, DOCUMENT_INCOMPLETE (a file of the manifest is missing, or is not what its hash says).
   */
  put(document: Omit<DocumentRecord, 'latest'>, version: Omit<VersionRecord, 'kind' | 'id'>, files: ReadonlyMap<string, Uint8Array>, allowance?: Allowance): Promise<boolean>;
  get(kind: DocumentKind, id: string): Promise<DocumentRecord | undefined>;
  /** In the order of ids. */
  list(kind: DocumentKind, visible: Visibility, query: DocumentQuery): Promise<Page<DocumentRecord>>;
  /** The newest first. */
  versions(kind: DocumentKind, id: string, page: PageQuery): Promise<Page<VersionLine>>;
  /** Ids of the models that versions of a scenario name. @param hash of one version; left out: of all */
  modelsOf(scenario: string, hash?: string): Promise<string[]>;
  version(kind: DocumentKind, id: string, hash: string): Promise<VersionRecord | undefined>;
  /** Bytes of a file by its SHA-256. */
  file(sha256: string): Promise<Uint8Array | undefined>;
  /** @param areas see DocumentRecord; left out: totals are by areas without a name */
  setConfidential(id: string, confidential: boolean, areas?: string): Promise<void>;
  /** Removes a version (or all, with the document) and files nobody uses. Errors: DOCUMENT_IN_USE (a study refers to it), DOCUMENT_SHIPPED. */
  remove(kind: DocumentKind, id: string, hash?: string): Promise<void>;
}

/** What an owner's drafts may come to, the one that is written included; left out: anything. */
export interface DraftAllowance { drafts?: number; bytes?: number }

export interface DraftStore {
  /** Errors: QUOTA_EXCEEDED. */
  create(draft: DraftRecord, allowance?: DraftAllowance): Promise<void>;
  get(id: string): Promise<DraftRecord | undefined>;
  list(visible: Visibility, page: PageQuery): Promise<Page<DraftLine>>;
  /** Only while its etag is `expected`; @returns false when somebody else was quicker. Errors: QUOTA_EXCEEDED. */
  update(draft: DraftRecord, expected: string, allowance?: DraftAllowance): Promise<boolean>;
  remove(id: string, expected: string): Promise<boolean>;
}

export interface StudyQuery extends PageQuery { status?: StudyStatus; model?: string; scenario?: string }

export interface StudyStore {
  /** @returns the study already there under the owner's idempotency key, undefined: it was created. Errors: DOCUMENT_UNKNOWN (the store does not have its model or scenario in this version), STUDIES_LIMIT, QUOTA_EXCEEDED. */
  create(study: StudyRecord, allowance?: Allowance): Promise<StudyRecord | undefined>;
  get(id: string): Promise<StudyRecord | undefined>;
  /** The one that an owner asked for under this idempotency key. */
  underKey(owner: string, idempotencyKey: string): Promise<StudyRecord | undefined>;
  list(visible: Visibility, query: StudyQuery): Promise<Page<StudyRecord>>;
  /** How many have this status, of an owner or of all. */
  count(status: StudyStatus, owner?: string): Promise<number>;
  /** Takes the oldest study that is queued, or runs under a lease that has ended, and leases it to the holder. */
  claim(holder: string, now: string, until: string): Promise<StudyRecord | undefined>;
  /** @returns false: it is no longer the holder's (cancelled, deleted, taken over): stop computing. */
  renew(id: string, holder: string, until: string): Promise<boolean>;
  /** Gives a study back to the queue, for whoever comes next. */
  release(id: string, holder: string): Promise<void>;
  /** queued or running -> cancelled; @returns false when it has ended already. */
  cancel(id: string, now: string): Promise<boolean>;
  /** running -> failed. With a holder: only if it is the holder's. */
  fail(id: string, holder: string | undefined, error: { code: string; message: string }, now: string): Promise<boolean>;
  /** Of all members, the base first. */
  members(id: string): Promise<MemberProgress[]>;
  /**
   * Adds the blocks since the last time and the state after them, in one transaction.
   * @returns false: the study is not the holder's, or `segment.firstBlock` is not the number of blocks there: nothing is written.
   */
  advance(id: string, holder: string, progress: MemberProgress, segment: SegmentRecord): Promise<boolean>;
  /** Segments of a member in order of block, a few in memory at a time. */
  segments(id: string, member: string): AsyncIterable<SegmentRecord>;
  /** running -> done, with the results; only if it is the holder's. */
  finish(id: string, holder: string, digest: string, results: Uint8Array, now: string): Promise<boolean>;
  /** With everything that belongs to it. */
  remove(id: string): Promise<void>;
  /** Ids of ended studies that finished before: what retention removes. */
  endedBefore(time: string, limit: number): Promise<string[]>;
  /** Ended studies with the bytes they take, those that ended first first. */
  ended(limit: number): Promise<{ id: string; owner: string; bytes: number }[]>;
}

export interface RankingStore {
  /**
   * @param waiting rankings of all studies that may be queued
   * @returns the one that is there already and has not failed or been cancelled; undefined: it was created, or is queued anew. Errors: JOBS_BUSY.
   */
  create(ranking: RankingRecord, waiting: number): Promise<RankingRecord | undefined>;
  get(study: string, id: string): Promise<RankingRecord | undefined>;
  /** Of a study, in the order of asking. */
  list(study: string): Promise<RankingRecord[]>;
  /** Those that run, of all studies. */
  running(): Promise<RankingRecord[]>;
  /** Leases, as of studies. */
  claim(holder: string, now: string, until: string): Promise<RankingRecord | undefined>;
  /** @param done replications by now */
  renew(study: string, id: string, holder: string, until: string, done: number): Promise<boolean>;
  release(study: string, id: string, holder: string): Promise<void>;
  cancel(study: string, id: string, now: string): Promise<boolean>;
  fail(study: string, id: string, holder: string, error: { code: string; message: string }, now: string): Promise<boolean>;
  /** running -> done, with its entries as a result of the study; only if it is the holder's. */
  finish(study: string, id: string, holder: string, done: number, result: Uint8Array, now: string): Promise<boolean>;
}

/** Documents derived from a study (`results`, `ranking-ID`, `outages-500`...), compressed by their writer. */
export interface ResultStore {
  /** Of a study, sorted. */
  names(study: string): Promise<string[]>;
  get(study: string, name: string): Promise<Uint8Array | undefined>;
  put(study: string, name: string, bytes: Uint8Array): Promise<void>;
}

export interface KeyStore {
  create(key: KeyRecord): Promise<void>;
  byHash(hash: string): Promise<KeyRecord | undefined>;
  list(): Promise<KeyRecord[]>;
  /** Ends a key at a time, which may be ahead (an overlap when keys are rotated). @returns false: there is none, or it ends by then already. */
  revoke(id: string, now: string): Promise<boolean>;
}

export interface AuditStore {
  add(record: AuditRecord): Promise<void>;
  removeBefore(time: string): Promise<void>;
  /** Newest first. */
  list(page: PageQuery): Promise<Page<AuditRecord>>;
}
