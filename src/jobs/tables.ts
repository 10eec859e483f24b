/** Names of the tables of results, for routes: which do not load what makes them. */
import { TABLE_NAMES, type TableName } from '../exports/tables.js';

export const TABLES: readonly TableName[] = TABLE_NAMES;
export type { TableName };
