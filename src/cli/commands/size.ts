/** `hazcade size SCENARIO...`: how many crews, generators, hours of fuel are enough? */
import { InvalidArgumentError } from 'commander';
import { declare, existing, type Declare } from '../command.js';
import type { SizeCommandOptions } from '../size-command.js';
import { physicsOption } from '../study-options.js';
import { nonEmpty, share, wholeNumber } from '../values.js';

export const size: Declare = (session) =>
  declare('size', 'Find the least amount of a resource with which a target holds in a given share of replications, in each scenario.', [
    'size scenarios/winter-storm.yaml --resource crews.line-crews --target "hours-to-90.electricity < 48h"',
    'size scenarios/winter-storm.yaml scenarios/earthquake.yaml --resource buffers.hospital/electricity --target "people-without.health < 1000 by 24h" --confidence 0.9',
  ])
    .argument('<scenario...>', 'scenario files')
    .requiredOption('-r, --resource <name>', 'crews.POOL, resources.ID, stock.ID, tankers.ID, plans.PLAN.do.N.count, or buffers.ASSET/SERVICE (or a kind), in hours', nonEmpty)
    .requiredOption('-t, --target <target>', 'what is to hold: "OUTCOME < NUMBER", or "people-without.SERVICE < NUMBER by TIME" (after the start)', nonEmpty)
    .option('-c, --confidence <share>', 'in this share of the replications', share, 0.95)
    .option('-n, --replications <n>', 'replications of each scenario and amount (default: the scenario\'s)', wholeNumber(1))
    .option('-s, --seed <seed>', 'seed (default: each scenario\'s)', nonEmpty)
    .option('--least <n>', 'least amount looked at', wholeNumber(0), 0)
    .option('--most <n>', 'greatest amount looked at', wholeNumber(1), 10_000)
    .option('-w, --workers <n>', 'worker threads; 0: none, all in this process (default: one a core, none for a small study)', wholeNumber(0))
    .addOption(physicsOption())
    .option('-q, --quiet', 'no progress')
    .action(async (paths: string[], options: SizeCommandOptions) => {
      if (options.most <= options.least) throw new InvalidArgumentError(`--most ${options.most} must be above --least ${options.least}.`);
      const { sizeCommand } = await import('../size-command.js');
      session.exit = await sizeCommand(session.io, paths.map((path) => existing(path, 'scenario')), options);
    });
