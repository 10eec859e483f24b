/** `hazcade compare SCENARIO`: base and variants under the same luck; or hazards together and alone, or sectors. */
import { Option } from 'commander';
import { declare, existing, type Declare } from '../command.js';
import type { PartOf } from '../../study/part-file.js';
import type { DecomposeCommandOptions } from '../decompose-command.js';
import { UsageError } from '../failure.js';
import { REDIS_OPTION, type RedisOption } from '../redis-url.js';
import type { StudyCommandOptions } from '../study-command.js';
import { studyOptions } from '../study-options.js';
import { hazardSets, nonEmpty, partOf } from '../values.js';

type Options = StudyCommandOptions & Omit<DecomposeCommandOptions, 'order'> & { order?: '1' | '2' | '3'; part?: PartOf; redis?: RedisOption };

export const compare: Declare = (session) =>
  studyOptions(declare('compare', 'Run the variants of a scenario with the same luck, and show what each avoids; or what its hazards do together that none does alone; or what sectors lose together.', [
    'compare scenarios/winter-storm.yaml', 'compare scenarios/winter-storm.yaml --replications 1000 --json', 'compare scenarios/cyber-heatwave.yaml --interactions --silo',
  ]))
    .option('-o, --out <dir>', 'result folder (default: results/SCENARIO-DIGEST)')
    .option('--force', 'replace the result of another study in --out')
    .option('--resume <dir>', 'continue the unfinished study in this folder')
    .option(REDIS_OPTION, 'by workers ("hazcade worker") at this Redis server; without an address that of HAZCADE_REDIS')
    .option('--part <i/n>', 'only part i of n of the blocks of each, into --out, for "hazcade merge"', partOf)
    .option('--interactions', 'instead of variants: all hazards together, minus the sum of each alone')
    .option('--sets <sets>', 'hazards that count as one, e.g. "storm,surge;outage" (default: each that occurs by itself)', hazardSets)
    .addOption(new Option('--order <n>', 'interactions of pairs (2) and of triples (3) too').choices(['1', '2', '3']))
    .option('--silo', 'instead of variants: each sector in turn with the others frozen as functional')
    .option('--outcome <name>', 'for --interactions and --silo: this outcome (may be repeated)', (name: string, before: string[] = []) => [...before, nonEmpty(name)])
    .action(async (path: string, options: Options) => {
      const { io } = session;
      if (options.interactions === true || options.silo === true) {
        if ((options.part ?? options.redis) !== undefined) throw new UsageError('OPTION_MISSING', '--part and --redis are for variants, not for --interactions and --silo');
        if (options.interactions !== true && (options.sets ?? options.order) !== undefined) throw new UsageError('OPTION_MISSING', '--sets and --order mean nothing without --interactions');
        const { decomposeCommand } = await import('../decompose-command.js');
        session.exit = await decomposeCommand(io, existing(path, 'scenario'), { ...options, order: options.order === undefined ? undefined : (Number(options.order) as 1 | 2 | 3) });
        return;
      }
      if ((options.sets ?? options.order ?? options.outcome) !== undefined) throw new UsageError('OPTION_MISSING', '--sets, --order and --outcome mean nothing without --interactions or --silo');
      const { part, redis, ...others } = options, { runOrPart } = await import('../run-or-part.js');
      session.exit = await runOrPart(io, { name: 'compare', path: existing(path, 'scenario'), options: others }, { part, redis });
    });
