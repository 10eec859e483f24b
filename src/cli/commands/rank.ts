/** `hazcade rank SCENARIO`: what would hardening each asset, or giving its needs a buffer, save? */
import { declare, existing, type Declare } from '../command.js';
import { studyOptions } from '../study-options.js';
import type { RankOptions } from '../rank-command.js';
import { hours, nonEmpty, wholeNumber } from '../values.js';

export const rank: Declare = (session) =>
  studyOptions(declare('rank', 'Rank assets by what hardening them would save, exactly, by replaying the replications in which they were hit.', ['rank scenarios/winter-storm.yaml --replications 500', 'rank scenarios/winter-storm.yaml --buffer 24h --outcome person-hours.water']))
    .option('--outcome <name>', 'outcome whose loss is compared, e.g. person-hours.water (default: the headline)', nonEmpty)
    .option('-b, --buffer <duration>', 'ask instead: what if each need had a buffer of this long', hours)
    .option('--into <result>', 'also put the ranking into this result folder of the same scenario: ranking.json, and its report')
    .option('-l, --limit <n>', 'most lines of the table (default 20; --json gives all)', wholeNumber(1))
    .action(async (path: string, options: RankOptions) => {
      const { rankCommand } = await import('../rank-command.js');
      session.exit = await rankCommand(session.io, existing(path, 'scenario'), options);
    });
