/** The service whole: store, processes, app. Started by `hazcade serve`, and by tests on a free port or without one. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { CascadeError } from '../errors.js';
import { StudyDispatcher } from '../jobs/dispatcher.js';
import { JobPool } from '../jobs/pool.js';
import type { JobSettings } from '../jobs/protocol.js';
import { Rankings } from '../jobs/rankings.js';
import { spoolFolder } from '../jobs/spool.js';
import { makeFolder } from '../make-folder.js';
import { openStore } from '../store/open.js';
import { SHIPPED } from './access/principal.js';
import type { ServiceConfig } from './config.js';
import type { ServiceContext } from './context.js';
import { buildApp } from './server.js';

/** A service that answers to `app.inject`, and computes. */
export interface OpenService {
  readonly app: FastifyInstance;
  readonly context: ServiceContext;
  /** No more requests; studies write where they stand and go back to the queue; then everything is closed. */
  close(): Promise<void>;
}

/** One that listens. */
export interface Service extends OpenService {
  /** Its address. */
  readonly url: string;
}

/** Opens the store and brings it up to date, starts processes, takes up studies that were left. Errors: those of the store. */
export async function openService(config: ServiceConfig, logger: FastifyServerOptions['logger'] = false): Promise<OpenService> {
  const now = (): Date => new Date(), { dataFolder, workers, concurrentStudies } = config;
  makeFolder(join(dataFolder, 'cache'));
  await removeSpooled(dataFolder);
  const storeUrl = config.storeUrl ?? dataFolder, store = await openStore(storeUrl);
  const settings: JobSettings = { storeUrl, dataFolder, redisUrl: config.redisUrl };
  const onStderr = (text: string): void => { app.log.warn({ text }, 'a job writes'); }, onTrouble = (what: string, error: unknown): void => { app.log.error({ err: error }, what); };
  const desk = new JobPool({ settings, size: config.desks, queue: config.deskQueue, niceness: 2, onStderr });
  const hosts = new JobPool({ settings, size: concurrentStudies, queue: concurrentStudies, niceness: 10, onStderr });
  const ranking = new JobPool({ settings, size: 1, queue: 100, niceness: 10, onStderr });
  const studies = new StudyDispatcher({ store, pool: hosts, concurrent: concurrentStudies, workers, cpuSeconds: config.limits.cpuSeconds, now, onTrouble });
  const rankings = new Rankings({ store, pool: ranking, workers, now, onTrouble });
  const context: ServiceContext = { config, store, desk, studies, rankings, now }, app = await buildApp(context, logger);
  desk.warm();
  await desk.run('put-shipped', { owner: 'hazcade', project: SHIPPED, createdAt: now().toISOString() });
  await studies.start();
  return {
    app, context,
    async close() {
      await app.close();
      await Promise.all([studies.close(), rankings.close()]);
      await Promise.all([desk.close(), hosts.close(), ranking.close()]);
      await store.close();
    },
  };
}

/** The same, and listens. Errors: LISTEN_FAILED too. */
export async function startService(config: ServiceConfig, logger: FastifyServerOptions['logger'] = false): Promise<Service> {
  const service = await openService(config, logger), { host, port } = config;
  try {
    return { ...service, url: await service.app.listen({ host, port }) };
  } catch (error) {
    await service.close();
    throw new CascadeError('LISTEN_FAILED', `cannot listen on ${host}:${port} (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`, { cause: error });
  }
}

/** Old enough that no client is just about to get it. */
const SPOOLED_MS = 3_600_000;

/** What a service that was killed has left behind. */
async function removeSpooled(dataFolder: string): Promise<void> {
  const folder = spoolFolder(dataFolder);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (Date.now() - (await stat(file)).mtimeMs > SPOOLED_MS) await rm(file, { recursive: true, force: true });
  }
}
