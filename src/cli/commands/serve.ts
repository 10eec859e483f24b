/** `hazcade serve`: the HTTP service. */
import { declare, type Declare } from '../command.js';
import { wholeNumber } from '../values.js';

interface Options { host?: string; port?: number; data?: string; store?: string; workers?: number }

export const serve: Declare = (session) =>
  declare('serve', 'Run the HTTP service: studies, results, replays.', ['serve', 'serve --port 8090 --data /var/lib/hazcade'])
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--port <n>', 'port (default: 8090; 0: any free one)', wholeNumber(0))
    .option('--data <dir>', 'data folder (default: hazcade-data)')
    .option('--store <url>', 'postgres:// URL; default: a file in the data folder')
    .option('--workers <n>', 'worker threads of a study (default: one a core)', wholeNumber(1))
    .action(async ({ host, port, data, store, workers }: Options) => {
      const { io } = session;
      const [{ DEFAULTS }, { startService }] = await Promise.all([import('../../api/config.js'), import('../../api/service.js')]);
      const service = await startService({ ...DEFAULTS, ...given({ host, port, dataFolder: data, storeUrl: store, workers }) }, true);
      io.err(`Hazcade listens on ${service.url}; documentation: ${service.url}/docs\n`);
      await new Promise<void>((resolve) => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve()); });
      io.err('Ending: studies write where they stand.\n');
      await service.close();
    });

/** Without what was not given. */
const given = <T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
