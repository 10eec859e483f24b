/** `hazcade merge DIR...`: puts the parts of a study together. */
import { declare, type Declare } from '../command.js';
import type { MergeOptions } from '../merge-command.js';
import { nonEmpty } from '../values.js';

export const merge: Declare = (session) =>
  declare('merge', 'Put the parts of a study together that "run --part" and "compare --part" wrote: the result of running it at once.', [
    'merge parts', 'merge node-1/parts node-2/parts --out results/winter',
  ])
    .argument('<dirs...>', 'folders of parts, or their files')
    .option('-o, --out <dir>', 'result folder (default: results/SCENARIO-DIGEST)')
    .option('--force', 'replace the result of another study in --out')
    .option('--scenario <file>', 'the scenario, if it lies elsewhere than when the parts were computed', nonEmpty)
    .option('-q, --quiet', 'no progress')
    .action(async (dirs: string[], options: MergeOptions) => {
      const { mergeCommand } = await import('../merge-command.js');
      session.exit = await mergeCommand(session.io, dirs, options);
    });
