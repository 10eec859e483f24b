/** An app on a store of its own, without a process that computes: studies stay queued. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { createKey, type KeyWish } from '../../../src/api/access/keys.js';
import { DEFAULTS, type ServiceConfig } from '../../../src/api/config.js';
import type { ServiceContext } from '../../../src/api/context.js';
import { loggingOptions } from '../../../src/api/plugins/logging.js';
import { buildApp } from '../../../src/api/server.js';
import { StudyDispatcher } from '../../../src/jobs/study-dispatcher.js';
import { JobPool } from '../../../src/jobs/pool.js';
import { Rankings } from '../../../src/jobs/rankings.js';
import { openStore } from '../../../src/store/open.js';

/** Settings that differ from the defaults; of groups only what differs. */
export type Changes = { [K in keyof ServiceConfig]?: ServiceConfig[K] extends object ? Partial<ServiceConfig[K]> : ServiceConfig[K] };

export interface TestApp {
  app: FastifyInstance;
  context: ServiceContext;
  /** Log lines so far. */
  lines: string[];
  /** What `now` is; may be set. */
  clock: { now: Date };
  /** A new key; @returns headers that bring it */
  key(wish?: Partial<KeyWish>): Promise<{ id: string; secret: string; headers: { authorization: string } }>;
}

export function withChanges(changes: Changes): ServiceConfig {
  const config: ServiceConfig = structuredClone(DEFAULTS);
  // A busy machine would look like an overloaded service.
  config.limits.eventLoopMs = 0;
  for (const [key, value] of Object.entries(changes)) Object.assign(config, { [key]: typeof value === 'object' ? { ...config[key as keyof ServiceConfig] as object, ...value } : value });
  return config;
}

/** Closed when the test ends. */
export async function testApp(changes: Changes = {}): Promise<TestApp> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'hazcade-app-')), config = withChanges({ dataFolder, ...changes });
  const store = await openStore(dataFolder), clock = { now: new Date('2026-01-01T00:00:00Z') }, now = (): Date => clock.now, lines: string[] = [];
  const desk = new JobPool({ settings: { storeUrl: dataFolder, dataFolder }, size: 1, queue: 4 });
  const studies = new StudyDispatcher({ store, pool: desk, concurrent: 0, workers: 1, now });
  const rankings = new Rankings({ store, pool: desk, workers: 1, now }), context: ServiceContext = { config, store, desk, studies, rankings, now, draining: () => false };
  let built: FastifyInstance | undefined;
  onTestFinished(async () => {
    await built?.close();
    await studies.close();
    await desk.close();
    await store.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  const app = built = await buildApp(context, loggingOptions('debug', { write: (line) => { lines.push(line); } }));
  return {
    app, context, lines, clock,
    async key(wish = {}) {
      const { record, secret } = await createKey(store.keys, { name: 'test', subject: 'anna', scopes: ['read', 'run'], projects: [], ...wish }, clock.now);
      return { id: record.id, secret, headers: { authorization: `Bearer ${secret}` } };
    },
  };
}
