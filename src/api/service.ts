/** The service whole: store, processes, app. Started by `hazcade serve`, and by tests on a free port. */
import { join } from 'node:path';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { StudyDispatcher } from '../jobs/dispatcher.js';
import { JobPool } from '../jobs/pool.js';
import type { JobSettings } from '../jobs/protocol.js';
import { makeFolder } from '../make-folder.js';
import { openStore } from '../store/open.js';
import type { ServiceConfig } from './config.js';
import type { ServiceContext } from './context.js';
import { buildApp } from './server.js';
import { putShipped } from './shipped.js';

export interface Service {
  readonly app: FastifyInstance;
  readonly context: ServiceContext;
  /** Address it listens on. */
  readonly url: string;
  /** No more requests; studies write where they stand and go back to the queue; then everything is closed. */
  close(): Promise<void>;
}

/** Opens the store, brings it up to date, listens. Errors: those of the store, LISTEN_FAILED. */
export async function startService(config: ServiceConfig, logger: FastifyServerOptions['logger'] = false): Promise<Service> {
  const now = (): Date => new Date();
  makeFolder(join(config.dataFolder, 'cache'));
  const storeUrl = config.storeUrl ?? config.dataFolder, store = await openStore(storeUrl);
  await putShipped(store, now().toISOString());
  const settings: JobSettings = { storeUrl, dataFolder: config.dataFolder, redisUrl: config.redisUrl };
  const desk = new JobPool({ settings, size: config.desks, queue: config.deskQueue, niceness: 2 });
  const hosts = new JobPool({ settings, size: config.concurrentStudies, queue: config.concurrentStudies, niceness: 10 });
  const studies = new StudyDispatcher({ store, pool: hosts, concurrent: config.concurrentStudies, workers: config.workers, cpuSeconds: config.limits.cpuSeconds, now });
  const context: ServiceContext = { config, store, desk, studies, now }, app = await buildApp(context, logger);
  const url = await app.listen({ host: config.host, port: config.port });
  studies.wake();
  return {
    app, context, url,
    async close() {
      await app.close();
      await studies.close();
      await Promise.all([desk.close(), hosts.close()]);
      await store.close();
    },
  };
}
