/** `hazcade risk CATALOGUE`: losses by return period. */
import { declare, existing, type Declare } from '../command.js';
import type { RiskOptions } from '../risk-command.js';
import { nonEmpty, wholeNumber } from '../values.js';

export const risk: Declare = (session) =>
  declare('risk', 'Run a catalogue of events with annual rates: average annual loss, exceedance curves, losses by return period, what makes them.', ['risk catalogues/harbour-city/catalogue.yaml', 'risk catalogues/harbour-city/catalogue.yaml --years 1000', 'risk catalogues/harbour-city/catalogue.yaml --loss person-hours.water --deaggregate 100'])
    .argument('<catalogue>', 'catalogue file')
    .option('-n, --replications <n>', 'replications of each event, or in all where the catalogue aims at a return period (default: the catalogue\'s)', wholeNumber(1))
    .option('-y, --years <n>', 'simulate so many years, damage carried over; 0: single events (default: as the catalogue says)', wholeNumber(0))
    .option('--loss <outcome>', 'outcome that is the loss, e.g. person-hours.water (default: the catalogue\'s)', nonEmpty)
    .option('--deaggregate <years>', 'take this return period apart, or the nearest of the catalogue\'s (default 200)', wholeNumber(2))
    .option('-s, --seed <seed>', 'seed (default: the catalogue\'s)', nonEmpty)
    .option('-w, --workers <n>', 'worker threads; 0: none, all in this process (default: one a core, none for a small study)', wholeNumber(0))
    .option('-o, --out <dir>', 'result folder (default: results/CATALOGUE-DIGEST)')
    .option('--resume <dir>', 'continue the unfinished study in this folder')
    .option('--force', 'replace the result of another study in --out')
    .option('-q, --quiet', 'no progress')
    .action(async (path: string, options: RiskOptions) => {
      const { riskCommand } = await import('../risk-command.js');
      session.exit = await riskCommand(session.io, existing(path, 'catalogue'), options);
    });
