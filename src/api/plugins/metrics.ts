/** Figures for Prometheus. Labels are routes, statuses and pools: never names, ids or owners. */
import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { studyChannel, type StudyMessage } from '../../jobs/channel.js';
import type { StudyStatus } from '../../store/records.js';
import { requireScope } from '../access/principal.js';
import type { Usage } from '../../store/store.js';
import type { ServiceContext } from '../context.js';
import { Recent } from '../recent-reads.js';
import { onOver } from './over.js';

declare module 'fastify' {
  interface FastifyInstance { metrics: Registry }
}

const STATUSES: readonly StudyStatus[] = ['queued', 'running', 'done', 'failed', 'cancelled'];
/** Bounds of durations in seconds: a status is answered in milliseconds, a replay in seconds. */
/** Figures of the store are as old as this: however many scrape, it is asked so often. Bytes are sums over all its rows. */
const COUNTS_MS = 1_000, USAGE_MS = 15_000;
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Measures every request, and what the service is at when it is asked. @returns the registry */
export function useMetrics(app: FastifyInstance, { store, desk, studies }: ServiceContext): Registry {
  const register = new Registry(), counts = new Recent<(readonly [StudyStatus, number])[]>(COUNTS_MS), usage = new Recent<Usage>(USAGE_MS);
  collectDefaultMetrics({ register });
  const durations = new Histogram({ name: 'hazcade_http_request_duration_seconds', help: 'Time to the end of the answer', labelNames: ['method', 'route', 'status'], buckets: BUCKETS, registers: [register] });
  onOver(app, (request, reply, gone) => {
    durations.observe({ method: methodOf(request.method), route: request.routeOptions.url ?? '(none)', status: gone ? 'gone' : reply.statusCode }, reply.elapsedTime / 1000);
  });
  new Gauge({
    name: 'hazcade_studies', help: 'Studies in the store by status', labelNames: ['status'], registers: [register],
    async collect() { for (const [status, n] of await counts.get('', () => Promise.all(STATUSES.map(async (one) => [one, await store.studies.count(one)] as const)))) this.set({ status }, n); },
  });
  new Gauge({ name: 'hazcade_studies_here', help: 'Studies that this instance computes', registers: [register], collect() { this.set(studies.here.length); } });
  new Gauge({ name: 'hazcade_desk_jobs', help: 'Short requests being computed, and waiting for a process', labelNames: ['state'], registers: [register],
    collect() { const { running, waiting } = desk.load; this.set({ state: 'running' }, running); this.set({ state: 'waiting' }, waiting); } });
  new Gauge({
    name: 'hazcade_store_bytes', help: 'Bytes in the store by kind of content', labelNames: ['kind'], registers: [register],
    async collect() { for (const [kind, bytes] of Object.entries(await usage.get('', () => store.usage()))) this.set({ kind }, bytes); },
  });
  countWork(app, register, studies);
  return register;
}

/** Work as it is told, by study: what was done by an earlier process is not counted again. */
function countWork(app: FastifyInstance, register: Registry, studies: object): void {
  const counter = (name: string, help: string): Counter => new Counter({ name, help, registers: [register] });
  const counters = {
    replications: counter('hazcade_replications_total', 'Replications done by studies of this instance'), failures: counter('hazcade_replications_failed_total', 'Those of them that failed'),
    events: counter('hazcade_events_total', 'Cascade events (damage, falls, rises, repairs) that they simulated'),
  };
  const seen = new Map<string, Record<keyof typeof counters, number>>();
  const hear = (message: unknown): void => {
    const { source, study, running, progress } = message as StudyMessage;
    if (source !== studies) return;
    if (progress !== undefined) {
      const before = seen.get(study);
      for (const what of ['replications', 'failures', 'events'] as const) counters[what].inc(progress.computed[what] - (before?.[what] ?? 0));
      seen.set(study, progress.computed);
    }
    if (!running) seen.delete(study);
  };
  studyChannel.subscribe(hear);
  app.addHook('onClose', (_app, closed) => { studyChannel.unsubscribe(hear); closed(); });
}

/** Methods that somebody made up are one. */
const methodOf = (method: string): string => (['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other');

/** On the service's own port, for `admin`. */
export function metricsRoute(app: FastifyInstance, register: Registry): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    requireScope(request, 'admin');
    return reply.type(register.contentType).send(await register.metrics());
  });
}

/** On a port of its own, which nobody but the operators should reach. Rejects when it cannot listen. */
export function listenForMetrics(register: Registry, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') { response.writeHead(404).end(); return; }
    register.metrics().then((text) => response.writeHead(200, { 'content-type': register.contentType }).end(text), () => response.writeHead(503).end());
  });
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, host, () => resolve(server)));
}
