/** `hazcade fork SCENARIO --replication K --at 30h --change FILE`: what if, from a time on. */
import { declare, existing, writeJson, type Declare } from '../command.js';
import { UsageError } from '../failure.js';
import type { ForkOptions } from '../fork-command.js';
import { physicsOption } from '../study-options.js';
import { hours, nonEmpty, wholeNumber } from '../values.js';

export const fork: Declare = (session) =>
  declare('fork', 'Continue a replication from a time with other plans or another recovery: same up to then, same luck after.', [
    'fork scenarios/winter-storm.yaml -r 412 --at 30h --change more-crews.yaml', 'fork scenarios/winter-storm.yaml -r 412 --at 30h --variant more-line-crews', 'fork scenarios/winter-storm.yaml --replications 500 --at 30h --change more-crews.yaml',
  ])
    .argument('<scenario>', 'scenario file')
    .option('-r, --replication <k>', 'number of the replication, from 0', wholeNumber(0))
    .option('-n, --replications <n>', 'instead: the mean difference over so many replications, from 0', wholeNumber(1))
    .option('--at <time>', 'time after the start, such as 30h (default: as the file of changes says)', hours)
    .option('-c, --change <file>', 'what changes: plans that come and go, crews, order of repairs (format hazcade-fork/1)')
    .option('--variant <id>', 'instead: a variant of the scenario that changes plans or recovery only')
    .option('-s, --seed <seed>', 'seed (default: the scenario\'s)', nonEmpty)
    .option('-w, --workers <n>', 'worker threads with --replications; 0: none', wholeNumber(0))
    .addOption(physicsOption())
    .option('-l, --limit <n>', 'most events shown', wholeNumber(1), 40)
    .option('-q, --quiet', 'no progress')
    .action(async (path: string, options: ForkOptions) => {
      requireOne('FORK_REPLICATION_MISSING', options.replication, options.replications, '--replication K or --replications N');
      requireOne('FORK_CHANGE_MISSING', options.change, options.variant, '--change FILE or --variant ID');
      const { openFork, replicationFork, studyFork } = await import('../fork-command.js'), { base, forked } = await openFork(existing(path, 'scenario'), options), { io } = session;
      if (options.replications === undefined) {
        const { json, text } = await replicationFork(base, forked, options.replication!, { columns: io.columns, limit: options.limit });
        if (options.json) writeJson(io, json); else io.out(text);
      } else {
        const { json, text } = await studyFork(io, base, forked, options);
        if (options.json) writeJson(io, json); else io.out(text);
      }
    });

function requireOne(code: string, one: unknown, other: unknown, expected: string): void {
  if ((one === undefined) === (other === undefined)) throw new UsageError(code, `Expecting one of ${expected}, found ${one === undefined ? 'neither' : 'both'}.`);
}
