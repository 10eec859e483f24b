/** `hazcade sensitivity SCENARIO --parameters FILE`: which of the uncertain parameters matter. */
import { declare, existing, type Declare } from '../command.js';
import type { SensitivityCommandOptions } from '../sensitivity-command.js';
import { nonEmpty, wholeNumber } from '../values.js';

export const sensitivity: Declare = (session) =>
  declare('sensitivity', 'Show which uncertain parameters of a scenario matter: elementary effects (Morris) or Sobol indices of its mean outcomes.', ['sensitivity scenarios/winter-storm.yaml --parameters catalogues/harbour-city/parameters.yaml', 'sensitivity scenarios/winter-storm.yaml --parameters parameters.yaml --replications 200 --json'])
    .argument('<scenario>', 'scenario file')
    .requiredOption('-p, --parameters <file>', 'file of parameters (hazcade-sensitivity/1)', nonEmpty)
    .option('-n, --replications <n>', 'replications of each point (default: the file\'s)', wholeNumber(1))
    .option('--outcome <name>', 'outcome whose mean is looked at (default: the file\'s, or the headline)', nonEmpty)
    .option('-s, --seed <seed>', 'seed (default: the scenario\'s)', nonEmpty)
    .option('-w, --workers <n>', 'points under way at once, each in a thread; 0: one after the other in this process (default: one a core)', wholeNumber(0))
    .option('-q, --quiet', 'no progress')
    .action(async (path: string, options: SensitivityCommandOptions) => {
      const { sensitivityCommand } = await import('../sensitivity-command.js');
      session.exit = await sensitivityCommand(session.io, existing(path, 'scenario'), { ...options, parameters: existing(options.parameters, 'parameter file') });
    });
