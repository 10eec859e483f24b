/** What the thread of the database is asked, and what it answers; requests are answered in order. */

export type Value = string | number | Uint8Array | null;

export interface ToDatabase { id: number; sql: string; parameters: readonly Value[] }

export type FromDatabase =
  | { id: number; rows: Record<string, Value>[]; changes?: number }
  /** `code`: SQLite's name of it, as in `SQLITE_FULL`. */
  | { id: number; error: { code: string; message: string } };
