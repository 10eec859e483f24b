/** Options that the study commands (run, compare, rank) share. */
import type { Command } from 'commander';
import { nonEmpty, wholeNumber } from './values.js';

export interface StudyOptions { json?: boolean; quiet?: boolean; replications?: number; seed?: string; workers?: number }

export const studyOptions = (command: Command): Command => command
  .argument('<scenario>', 'scenario file')
  .option('-n, --replications <n>', 'number of replications (default: the scenario\'s)', wholeNumber(1))
  .option('-s, --seed <seed>', 'seed (default: the scenario\'s)', nonEmpty)
  .option('-w, --workers <n>', 'worker threads; 0: none, all in this process (default: one a core, none for a small study)', wholeNumber(0))
  .option('-q, --quiet', 'no progress');
