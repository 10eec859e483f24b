/** `hazcade run SCENARIO`: the study, its figures on the terminal, its files in a result folder. */
import { declare, existing, type Declare } from '../command.js';
import type { PartOf } from '../../study/part-file.js';
import { REDIS_OPTION, type RedisOption } from '../redis-url.js';
import type { StudyCommandOptions } from '../study-command.js';
import { studyOptions } from '../study-options.js';
import { partOf, share } from '../values.js';

export const run: Declare = (session) =>
  studyOptions(declare('run', 'Run a seeded Monte Carlo study of a scenario.', [
    'run scenarios/winter-storm.yaml', 'run scenarios/winter-storm.yaml --replications 5000 --seed trial-2 --out results/trial-2', 'run scenarios/winter-storm.yaml --precision 5% --json > results.json', 'run scenarios/winter-storm.yaml --dry-run',
  ]))
    .option('-p, --precision <share>', 'run until the 95 % interval of the headline outcome is within this share of its mean', share)
    .option('-o, --out <dir>', 'result folder (default: results/SCENARIO-DIGEST)')
    .option('--resume <dir>', 'continue the unfinished study in this folder')
    .option('--force', 'replace the result of another study in --out')
    .option(REDIS_OPTION, 'by workers ("hazcade worker") at this Redis server; without an address that of HAZCADE_REDIS')
    .option('--part <i/n>', 'only part i of n of the blocks, into --out, for "hazcade merge"', partOf)
    .option('--dry-run', 'no study: what it will hit, warnings, and how long it takes')
    .action(async (path: string, { dryRun, part, redis, ...options }: StudyCommandOptions & { dryRun?: boolean; part?: PartOf; redis?: RedisOption }) => {
      if (dryRun === true) {
        const { dryRunCommand } = await import('../dry-run-command.js');
        session.exit = await dryRunCommand(session.io, existing(path, 'scenario'), options);
        return;
      }
      const { runOrPart } = await import('../run-or-part.js');
      session.exit = await runOrPart(session.io, { name: 'run', path: existing(path, 'scenario'), options }, { part, redis });
    });
