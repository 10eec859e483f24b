/** `hazcade worker`: computes blocks of studies that others run over the same Redis. */
import { declare, type Declare } from '../command.js';
import { REDIS_OPTION } from '../redis-url.js';
import { wholeNumber } from '../values.js';
import type { WorkerCommandOptions } from '../worker-command.js';

export const worker: Declare = (session) =>
  declare('worker', 'Compute blocks of the studies that "run --redis" or the service file at a Redis server, until told to end.', [
    'worker --redis redis://redis.internal:6379', 'worker --workers 8   (address from HAZCADE_REDIS)',
  ], 'one JSON document on standard output at the end: what was done')
    .option(REDIS_OPTION, 'address redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE], rediss: with TLS (default: HAZCADE_REDIS)')
    .option('-w, --workers <n>', 'worker threads (default: one a core)', wholeNumber(1))
    .option('--allow-modules', 'import modules that studies name: all who can write to this Redis can then run code here')
    .option('-q, --quiet', 'no progress')
    .action(async (options: WorkerCommandOptions) => {
      const { workerCommand } = await import('../worker-command.js');
      session.exit = await workerCommand(session.io, options);
    });
