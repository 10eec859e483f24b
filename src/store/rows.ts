/** What the queries have in common: who may see what, pages, and how rows become records. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Page, Visibility } from './store.js';

/** JSON columns are text in both databases: read back as it was written, key for key. */
export const fromJson = (text: string): unknown => JSON.parse(text);

/** As a record has it: absent rather than null. */
export const orAbsent = <T>(value: T | null): T | undefined => value ?? undefined;

/** Own, or of a project one belongs to; without a list of projects: everything. For tables with an owner and a project. */
export function isVisible({ subject, projects }: Visibility): RawBuilder<SqlBool> {
  if (projects === undefined) return sql`1 = 1`;
  return projects.length === 0 ? sql`owner = ${subject}` : sql`(owner = ${subject} or project in (${sql.join(projects)}))`;
}

/**
 * A page from one row more than it holds.
 * @param cursorOf what continues after an item
 */
export function pageOf<R, T>(rows: readonly R[], limit: number, toItem: (row: R) => T, cursorOf: (row: R) => string): Page<T> {
  const shown = rows.slice(0, limit), last = shown.at(-1);
  return { items: shown.map(toItem), cursor: rows.length > limit && last !== undefined ? cursorOf(last) : undefined };
}
