/** What the thread of the database is asked, and what it answers; requests are answered in order. */

export type Value = string | number | Uint8Array | null;

/** What the thread is started with. */
export interface ThreadData {
  file: string;
  /** How long a change waits for that of another process. */
  busyMilliseconds: number;
  readOnly: boolean;
}

export interface ToDatabase { id: number; sql: string; parameters: readonly Value[] }

export type FromDatabase =
  | { id: number; rows: Record<string, Value>[]; changes?: number }
  /** `code`: SQLite's name of it, as in `SQLITE_FULL`. */
  | { id: number; error: { code: string; message: string } };
