/** `report.html`: one self-contained page, no network, readable without scripts and in print. */
import { createHash } from 'node:crypto';
import type { Results } from '../study/results.js';
import type { RankingReport } from './ranking.js';
import { page } from './html/page.js';
import { SCRIPT } from './html/script.js';
import type { ReplicationTrace } from './html/tree.js';

export type { ReplicationTrace } from './html/tree.js';

export interface ReportInput {
  results: Results;
  /** From the scenario. */
  story?: string;
  sources?: readonly string[];
  limits?: readonly string[];
  /** A typical and a bad replication, in full. */
  traces?: readonly ReplicationTrace[];
  /** What hardening assets, or giving needs a buffer, would save. */
  rank?: RankingReport;
  /** Assets not to list among the worst (service areas: their losses are the headlines). */
  leaveOut?: ReadonlySet<string>;
}

/** The page; the same text for the same input. */
export const htmlReport = (input: ReportInput): string => page(input, hashOf(SCRIPT));

/** Source expression of a Content Security Policy that admits exactly this inline text. */
const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
