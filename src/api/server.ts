/** The app: plugins, errors, routes. It listens nowhere; `startService` and tests do that. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { VERSION } from '../version.js';
import { useAccess } from './access/authenticate.js';
import { useRedaction } from './access/redact.js';
import type { ServiceContext } from './context.js';
import { useAudit } from './plugins/audit.js';
import { useBodies } from './plugins/bodies.js';
import { connectionOptions, limitConnections } from './plugins/connections.js';
import { useHeaders } from './plugins/headers.js';
import { NO_LOG, useLogging } from './plugins/logging.js';
import { metricsRoute, useMetrics } from './plugins/metrics.js';
import { useOverload } from './plugins/overload.js';
import { useProblems } from './problem.js';
import { auditRoutes } from './routes/audit.js';
import { healthRoutes } from './routes/health.js';
import { keyRoutes } from './routes/keys.js';
import { studyRoutes } from './routes/studies.js';
import { useValidation } from './validation.js';

/** @param logging of loggingOptions; default: no log */
export async function buildApp(context: ServiceContext, logging: FastifyServerOptions = NO_LOG): Promise<FastifyInstance> {
  const { limits, http } = context.config;
  const app = Fastify({ ...logging, ...connectionOptions(limits), bodyLimit: limits.bodyBytes, forceCloseConnections: 'idle', trustProxy: http.trustProxy, routerOptions: { maxParamLength: 200 } });
  limitConnections(app.server, limits.connections);
  useProblems(app);
  useValidation(app);
  await usePlugins(app, context);
  const register = useMetrics(app, context);
  app.decorate('metrics', register);
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Hazcade', version: VERSION, description: 'Seeded Monte Carlo studies of cascading failures, as a service.' }, tags: [{ name: 'studies' }] } });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  healthRoutes(app, context);
  if (context.config.metrics.port === undefined) metricsRoute(app, register);
  await app.register((v1, _options, done) => {
    v1.get('/openapi.json', { schema: { hide: true }, config: { public: true } }, () => app.swagger());
    studyRoutes(v1, context);
    keyRoutes(v1, context);
    auditRoutes(v1, context);
    done();
  }, { prefix: '/v1' });
  return app;
}

/** Order matters: what is cheap to refuse first, who asks before what they may see. */
async function usePlugins(app: FastifyInstance, context: ServiceContext): Promise<void> {
  const { limits, http } = context.config;
  useLogging(app);
  await useHeaders(app, http.corsOrigins);
  await useOverload(app, limits);
  useBodies(app, limits);
  await useAccess(app, context);
  useRedaction(app, context);
  useAudit(app, context);
}
