/** `hazcade serve`: the HTTP service. */
import { declare, writeJson, type Declare } from '../command.js';
import { wholeNumber } from '../values.js';

interface Options {
  config?: string; set: string[]; host?: string; port?: number; data?: string; store?: string; redis?: string; workers?: number; access?: string; allowAnonymous?: true; printConfig?: true;
}

export const serve: Declare = (session) =>
  declare('serve', 'Run the HTTP service: studies, results, replays.', ['serve', 'serve --port 8090 --data /var/lib/hazcade --access keys', 'serve --config hazcade.yaml --set limits.replications=100000'])
    .option('--config <file>', 'settings in YAML or JSON (docs/service-operations.md); the environment (HAZCADE_...) and options come before it')
    .option('--set <key=value>', 'one setting; may be repeated', (text: string, before: string[]) => [...before, text], [])
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--port <n>', 'port (default: 8090; 0: any free one)', wholeNumber(0))
    .option('--data <dir>', 'data folder (default: hazcade-data)')
    .option('--store <url>', 'postgres:// URL; default: a file in the data folder')
    .option('--redis <url>', 'redis:// URL: studies are computed by "hazcade worker" processes')
    .option('--workers <n>', 'worker threads of a study (default: one a core)', wholeNumber(1))
    .option('--access <ways>', 'how users show who they are: keys, oidc, or both with a comma (default: none, on loopback only)')
    .option('--allow-anonymous', 'listen beyond loopback without access control')
    .option('--print-config', 'print all settings, without secrets, and end')
    .action(async (options: Options) => {
      const { io } = session, config = await configOf(options);
      if (options.printConfig) { writeJson(io, (await import('../../api/config-read.js')).shownConfig(config)); return; }
      const [{ startService }, { loggingOptions }] = await Promise.all([import('../../api/service.js'), import('../../api/plugins/logging.js')]);
      const service = await startService(config, loggingOptions(config.log.level));
      io.err(`Hazcade listens on ${service.url}; documentation: ${service.url}/docs\n`);
      if (config.access.by.includes('keys') && (await service.context.store.keys.list()).length === 0) io.err('There is no key yet: "hazcade keys create" makes one.\n');
      await ended();
      io.err('Ending: open requests finish, studies write where they stand. A second signal ends at once.\n');
      await service.close();
    });

async function configOf({ config: file, set, host, port, data, store, redis, workers, access, allowAnonymous }: Options) {
  const { readConfig } = await import('../../api/config-read.js');
  const options = { host, port, dataFolder: data, storeUrl: store, redisUrl: redis, workers, 'access.by': access, 'access.allowAnonymous': allowAnonymous };
  return readConfig({ file, env: process.env, set, options });
}

/** Resolves at the first signal to end; then signals have their usual effect again. */
function ended(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  return new Promise((resolve) => {
    const end = (): void => {
      for (const signal of signals) process.off(signal, end);
      resolve();
    };
    for (const signal of signals) process.on(signal, end);
  });
}
