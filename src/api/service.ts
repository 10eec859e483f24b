/** The service whole: store, processes, app. Started by `hazcade serve`, and by tests on a free port. */
import { join } from 'node:path';
import type { FastifyBaseLogger, FastifyInstance, FastifyServerOptions } from 'fastify';
import { CascadeError } from '../errors.js';
import { StudyDispatcher } from '../jobs/dispatcher.js';
import { JobPool } from '../jobs/pool.js';
import type { JobSettings } from '../jobs/protocol.js';
import { makeFolder } from '../make-folder.js';
import { openStore } from '../store/open.js';
import type { Store } from '../store/store.js';
import { requireClosed } from './access/hosts.js';
import type { ServiceConfig } from './config.js';
import type { ServiceContext } from './context.js';
import { listenForMetrics } from './plugins/metrics.js';
import { startRetention } from './retention.js';
import { buildApp } from './server.js';
import { putShipped } from './shipped.js';

export interface Service {
  readonly app: FastifyInstance;
  readonly context: ServiceContext;
  /** Address it listens on. */
  readonly url: string;
  /** No more requests; open ones may finish until the deadline; studies write where they stand and go back to the queue; then everything is closed. */
  close(): Promise<void>;
}

/** Opens the store, brings it up to date, listens. Errors: those of the store, ACCESS_OPEN, LISTEN_FAILED, CONFIG_INVALID. */
export async function startService(config: ServiceConfig, logging?: FastifyServerOptions): Promise<Service> {
  requireClosed(config);
  makeFolder(join(config.dataFolder, 'cache'));
  const storeUrl = config.storeUrl ?? config.dataFolder, store = await openStore(storeUrl), closers: (() => Promise<void>)[] = [() => store.close()];
  try {
    return await startWith(config, store, storeUrl, closers, logging);
  } catch (error) {
    for (const close of closers.reverse()) await close();
    throw error;
  }
}

async function startWith(config: ServiceConfig, store: Store, storeUrl: string, closers: (() => Promise<void>)[], logging?: FastifyServerOptions): Promise<Service> {
  const now = (): Date => new Date();
  await putShipped(store, now().toISOString());
  const settings: JobSettings = { storeUrl, dataFolder: config.dataFolder, redisUrl: config.redisUrl };
  const desk = new JobPool({ settings, size: config.desks, queue: config.deskQueue, niceness: 2 });
  const hosts = new JobPool({ settings, size: config.concurrentStudies, queue: config.concurrentStudies, niceness: 10 });
  let log: FastifyBaseLogger | undefined = undefined, draining = false;
  const onTrouble = (what: string, error: unknown): void => { log?.error({ err: error }, what); };
  const studies = new StudyDispatcher({ store, pool: hosts, concurrent: config.concurrentStudies, workers: config.workers, cpuSeconds: config.limits.cpuSeconds, now, onTrouble });
  closers.push(async () => { await Promise.all([desk.close(), hosts.close()]); }, () => studies.close());
  const context: ServiceContext = { config, store, desk, studies, now, draining: () => draining }, app = await buildApp(context, logging);
  log = app.log;
  const { port: metricsPort, host: metricsHost } = config.metrics;
  if (metricsPort !== undefined) {
    const metrics = await listening(listenForMetrics(app.metrics, metricsPort, metricsHost), metricsHost, metricsPort);
    closers.push(async () => { metrics.closeAllConnections(); await new Promise((resolve) => metrics.close(resolve)); });
  }
  const url = await listening(app.listen({ host: config.host, port: config.port }), config.host, config.port);
  studies.wake();
  closers.push(startRetention(context, onTrouble));
  return {
    app, context, url,
    async close() {
      draining = true;
      const cut = setTimeout(() => app.server.closeAllConnections(), config.shutdownSeconds * 1000);
      // At once: studies write where they stand while the last answers are sent.
      await Promise.all([app.close(), studies.close()]);
      clearTimeout(cut);
      for (const close of closers.reverse()) await close();
    },
  };
}

/** Errors of the system in words. */
async function listening<T>(listens: Promise<T>, host: string, port: number): Promise<T> {
  try {
    return await listens;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !(code in REASONS)) throw error;
    throw new CascadeError('LISTEN_FAILED', `cannot listen on ${host} port ${port}: ${REASONS[code]!}`);
  }
}

const REASONS: Record<string, string> = { EADDRINUSE: 'something else listens there; take another with --port', EACCES: 'no right to use this port', EADDRNOTAVAIL: 'this machine does not have this address', ENOTFOUND: 'there is no such address' };
