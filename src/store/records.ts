/** What the store keeps, as plain rows. Times are ISO 8601 in UTC, given by the caller: the store has no clock of its own. */

/** Content-addressed files of a model or scenario: path inside the folder -> SHA-256 of the bytes (hex). */
export type Manifest = Readonly<Record<string, string>>;

/** Where something belongs: who made it, and the project that may see it. */
export interface Ownership { owner: string; project: string }

export type DocumentKind = 'model' | 'scenario';

/** A model or a scenario under its id; what is in it is in its versions. */
export interface DocumentRecord extends Ownership {
  kind: DocumentKind;
  /** As in URLs: `harbour-city`. Unique among its kind. */
  id: string;
  title: string;
  /** Only `admin` and members of its project see names, places and needs. Models only. */
  confidential: boolean;
  /** Attribute of service areas whose values others may see while it is confidential: totals are by them. Undefined: by areas without a name. */
  areas?: string;
  /** Came with the package: read-only. */
  shipped: boolean;
  createdAt: string;
  /** Hash of the newest version. */
  latest: string;
}

/** One content of a document. */
export interface VersionRecord {
  kind: DocumentKind;
  id: string;
  /** SHA-256 (hex) of the canonical manifest: the same files are the same version. */
  hash: string;
  /** File of the folder to be read: `model.yaml`, `scenario.yaml`. */
  main: string;
  files: Manifest;
  bytes: number;
  createdAt: string;
  /** What reading it found: sizes, warnings, the model's own hash; JSON. */
  summary: unknown;
}

/** The same in a list: numbers of its files, and nothing that has to be parsed. */
export interface VersionLine extends Pick<VersionRecord, 'hash' | 'main' | 'bytes' | 'createdAt'> { fileCount: number }

/** A scenario being written; `etag` changes with each change. */
export interface DraftRecord extends Ownership { id: string; title: string; text: string; etag: string; createdAt: string; updatedAt: string }
/** The same in a list. `models`: ids of all that its text could name. */
export interface DraftLine extends Omit<DraftRecord, 'text'> { models: string[] }

export type StudyStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface StudyRecord extends Ownership {
  /** Sortable by time of creation. */
  id: string;
  status: StudyStatus;
  /** What was asked for, checked; JSON. */
  request: unknown;
  modelId: string;
  modelVersion: string;
  scenarioId: string;
  scenarioVersion: string;
  /** Replications planned (with a precision: the most) and done, of the base. */
  planned: number;
  done: number;
  /** Of the results; undefined until done. */
  digest?: string;
  error?: { code: string; message: string };
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** Key of the request, unique for an owner. */
  idempotencyKey?: string;
  /** Hash of the request that came with it. */
  requestHash: string;
  /** Who computes it, and until when nobody else may. */
  lease?: { holder: string; until: string };
  /** Times it was begun or taken over. */
  attempts: number;
}

/** A ranking of a study's assets or needs: asked for, computed under a lease, its entries kept as the result `ranking-ID` of the study. */
export interface RankingRecord {
  study: string;
  /** Hash of the request: the same question is the same ranking. */
  id: string;
  status: StudyStatus;
  /** JSON. */
  request: unknown;
  /** Replications. */
  planned: number;
  done: number;
  error?: { code: string; message: string };
  /** When it was asked for, and when its row changed last. */
  createdAt: string;
  at: string;
  lease?: { holder: string; until: string };
  /** Times it was begun. */
  attempts: number;
}

/** What the blocks of one member (the base, or a variant) of a study have come to: enough to go on, to the last bit. */
export interface MemberProgress {
  /** Empty: the base. */
  member: string;
  /** Whole blocks merged. */
  blocks: number;
  replications: number;
  done: boolean;
  /** Everything but the values by replication, as of `blocks` (src/study/checkpoint.ts). */
  state: Uint8Array;
}

/** Values by replication of consecutive blocks; rows are only ever added. */
export interface SegmentRecord { member: string; firstBlock: number; blocks: number; bytes: Uint8Array }

/** A key of the API; of the secret only its hash is kept. */
export interface KeyRecord {
  id: string;
  name: string;
  /** Whom it stands for. */
  subject: string;
  /** SHA-256 (hex) of the secret, which is 256 random bits: nothing to guess, so no slow hash is needed. */
  hash: string;
  scopes: readonly ('read' | 'run' | 'admin')[];
  /** Projects it may see; `*`: all. */
  projects: readonly string[];
  createdAt: string;
  expiresAt?: string;
  revokedAt?: string;
}

export interface AuditRecord { at: string; subject: string; action: string; target: string; outcome: string; requestId: string }
