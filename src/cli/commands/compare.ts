/** `hazcade compare SCENARIO`: base and variants under the same luck. */
import { declare, existing, type Declare } from '../command.js';
import type { StudyCommandOptions } from '../study-command.js';
import { studyOptions } from '../study-options.js';

export const compare: Declare = (session) =>
  studyOptions(declare('compare', 'Run the variants of a scenario with the same luck, and show what each avoids.', ['compare scenarios/winter-storm.yaml', 'compare scenarios/winter-storm.yaml --replications 1000 --json']))
    .option('-o, --out <dir>', 'result folder (default: results/SCENARIO-DIGEST)')
    .option('--force', 'replace the result of another study in --out')
    .action(async (path: string, options: StudyCommandOptions) => {
      const { io } = session;
      const { studyCommand } = await import('../study-command.js');
      session.exit = await studyCommand(io, {
        name: 'compare', path: existing(path, 'scenario'), options, variants: true,
        async print(results, { folder }) {
          const { comparisonReport } = await import('../../report/comparison.js');
          return comparisonReport(results, { columns: io.columns, color: io.color, folder });
        },
      });
    });
