/** `report.html`: one self-contained page, no network, readable without scripts and in print. */
import { createHash } from 'node:crypto';
import { page, type ReportInput } from './html/page.js';
import { SCRIPT } from './html/script.js';

export type { ReportInput } from './html/page.js';
export type { ReplicationTrace } from './html/tree.js';

/** The page; the same text for the same input. */
export const htmlReport = (input: ReportInput): string => page(input, hashOf(SCRIPT));

/** Source expression of a Content Security Policy that admits exactly this inline text. */
const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
