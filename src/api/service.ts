/** The service whole: store, processes, app. Started by `hazcade serve`, and by tests on a free port. */
import { chmodSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger, FastifyInstance, FastifyServerOptions } from 'fastify';
import { CascadeError } from '../errors.js';
import { cacheFolder, evict } from '../jobs/cache.js';
import { StudyDispatcher } from '../jobs/study-dispatcher.js';
import { JobPool } from '../jobs/pool.js';
import type { JobSettings } from '../jobs/protocol.js';
import { Rankings } from '../jobs/rankings.js';
import { PRIVATE_FOLDER, spoolFolder } from '../jobs/spool.js';
import { makeFolder } from '../make-folder.js';
import { openStore } from '../store/open.js';
import { requireClosed } from './access/hosts.js';
import { SHIPPED } from './access/principal.js';
import type { ServiceConfig } from './config.js';
import type { ServiceContext } from './context.js';
import { jobTextInLog } from './plugins/logging.js';
import { listenForMetrics } from './plugins/metrics.js';
import { withRecentReads, type ReadingStore } from './recent-reads.js';
import { startRetention } from './retention.js';
import { buildApp } from './server.js';

/** A service that answers to `app.inject`, and computes. */
export interface OpenService {
  readonly app: FastifyInstance;
  readonly context: ServiceContext;
  /** No more requests; open ones may finish until the deadline; studies write where they stand and go back to the queue; then everything is closed. */
  close(): Promise<void>;
}

/** One that listens. */
export interface Service extends OpenService {
  /** Address it listens on. */
  readonly url: string;
}

/** What is to be closed at the end, the last first. */
type Closers = (() => Promise<void>)[];

/** Opens the store and brings it up to date, starts processes, takes up studies that were left. Errors: those of the store, ACCESS_OPEN, CONFIG_INVALID. */
export async function openService(config: ServiceConfig, logging?: FastifyServerOptions): Promise<OpenService> {
  requireClosed(config);
  keepPrivate(cacheFolder(config.dataFolder));
  keepPrivate(spoolFolder(config.dataFolder));
  if (config.cacheBytes > 0) evict(config.dataFolder, config.cacheBytes);
  await removeSpooled(config.dataFolder);
  const storeUrl = config.storeUrl ?? config.dataFolder, store = withRecentReads(await openStore(storeUrl)), closers: Closers = [() => store.close()];
  try {
    return await openWith(config, store, storeUrl, closers, logging);
  } catch (error) {
    for (const close of closers.reverse()) await close();
    throw error;
  }
}

/** The same, and listens. Errors: LISTEN_FAILED too. */
export async function startService(config: ServiceConfig, logging?: FastifyServerOptions): Promise<Service> {
  const service = await openService(config, logging);
  try {
    return { ...service, url: await listening(service.app.listen({ host: config.host, port: config.port }), config.host, config.port) };
  } catch (error) {
    await service.close();
    throw error;
  }
}

async function openWith(config: ServiceConfig, store: ReadingStore, storeUrl: string, closers: Closers, logging?: FastifyServerOptions): Promise<OpenService> {
  const now = (): Date => new Date(), { concurrentStudies, workers, limits } = config;
  let log: FastifyBaseLogger | undefined = undefined, draining = false;
  const onTrouble = (what: string, error: unknown): void => { log?.error({ err: error }, what); }, onStderr = (text: string): void => { log?.warn({ text: jobTextInLog(text) }, 'a job writes'); };
  const settings: JobSettings = { storeUrl, dataFolder: config.dataFolder, redisUrl: config.redisUrl, ...(config.cacheBytes > 0 ? { cacheBytes: config.cacheBytes } : {}) };
  const desk = new JobPool({ settings, size: config.desks, queue: config.deskQueue, niceness: 2, onStderr });
  const hosts = new JobPool({ settings, size: concurrentStudies, queue: concurrentStudies, niceness: 10, onStderr });
  const ranking = new JobPool({ settings, size: 1, queue: 100, niceness: 10, onStderr });
  const studies = new StudyDispatcher({ store, pool: hosts, concurrent: concurrentStudies, workers, cpuSeconds: limits.cpuSeconds, storeFullSeconds: limits.storeFullSeconds, now, onTrouble, onEnd: (id) => store.forgetStudy(id) });
  const rankings = new Rankings({ store, pool: ranking, workers, now, onTrouble });
  closers.push(async () => { await Promise.all([desk.close(), hosts.close(), ranking.close()]); }, async () => { await Promise.all([studies.close(), rankings.close()]); });
  // Beside the making of the app; should that fail, nobody waits for it.
  desk.warm();
  const shipped = desk.run('put-shipped', { owner: 'hazcade', project: SHIPPED, createdAt: now().toISOString() });
  shipped.catch(() => undefined);
  const context: ServiceContext = { config, store, forgetDocument: store.forgetDocument, desk, studies, rankings, now, draining: () => draining }, app = await buildApp(context, logging);
  log = app.log;
  const { port: metricsPort, host: metricsHost } = config.metrics;
  if (metricsPort !== undefined) {
    const metrics = await listening(listenForMetrics(app.metrics, metricsPort, metricsHost), metricsHost, metricsPort);
    closers.push(async () => { metrics.closeAllConnections(); await new Promise((resolve) => metrics.close(resolve)); });
  }
  await shipped;
  await studies.start();
  await rankings.start();
  closers.push(startRetention(context, onTrouble));
  return {
    app, context,
    async close() {
      draining = true;
      const cut = setTimeout(() => app.server.closeAllConnections(), config.shutdownSeconds * 1000);
      // At once: studies write where they stand while the last answers are sent.
      await Promise.all([app.close(), studies.close(), rankings.close()]);
      clearTimeout(cut);
      for (const close of closers.reverse()) await close();
    },
  };
}

/** A folder for its owner only: what is unpacked and spooled may be confidential. */
function keepPrivate(folder: string): void {
  makeFolder(folder);
  // One that belongs to somebody else has the rights that they gave it.
  try { chmodSync(folder, PRIVATE_FOLDER); } catch { /* theirs */ }
}

/** Old enough that no client is just about to get it. */
const SPOOLED_MS = 3_600_000;

/** Removes answers that a service which was killed has left behind. */
async function removeSpooled(dataFolder: string): Promise<void> {
  const folder = spoolFolder(dataFolder);
  for (const name of await readdir(folder)) {
    // Another service on this folder may remove it meanwhile.
    const file = join(folder, name), there = await stat(file).catch(() => undefined);
    if (there !== undefined && Date.now() - there.mtimeMs > SPOOLED_MS) await rm(file, { recursive: true, force: true });
  }
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
