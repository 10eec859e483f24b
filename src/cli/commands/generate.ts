/** `hazcade generate FOLDER`: a synthetic model of any size. */
import { existsSync, readdirSync } from 'node:fs';
import { declare, writeJson, type Declare } from '../command.js';
import { UsageError } from '../failure.js';
import { nonEmpty, wholeNumber } from '../values.js';

interface Options { json?: boolean; quiet?: boolean; force?: boolean; assets: number; seed: string }

export const generate: Declare = (session) =>
  declare('generate', 'Make a synthetic model of any size, up to 1,000,000 assets.', ['generate models/synthetic --assets 10000 --seed trial-1'])
    .argument('<folder>', 'folder to write the model to')
    .option('-n, --assets <n>', 'number of assets', wholeNumber(1), 1000)
    .option('-s, --seed <seed>', 'the same seed gives the same model', nonEmpty, 'hazcade')
    .option('-q, --quiet', 'no progress')
    .option('--force', 'write into a folder that is not empty')
    .action(async (folder: string, options: Options) => {
      const { io } = session;
      if (!options.force && existsSync(folder) && readdirSync(folder).length > 0) throw new UsageError('OUT_EXISTS', `${folder} is not empty; choose another folder, or write into it with --force`);
      const [{ generateModel }, { openProgress }, { count }] = await Promise.all([import('../../generate/generate.js'), import('../progress.js'), import('../../report/numbers.js')]);
      const progress = openProgress(io, 'assets', options.quiet ?? false);
      try {
        const made = generateModel(folder, { assets: options.assets, seed: options.seed }, (done, planned) => progress.update({ done, planned }));
        progress.stop();
        if (options.json) writeJson(io, made);
        else io.out(`${made.folder}: ${count(made.assets)} assets, ${count(made.needs)} needs, ${count(made.people)} people\n`);
      } finally {
        progress.stop();
      }
    });
