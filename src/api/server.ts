/** The app: plugins, errors, routes. It listens nowhere; `startService` and tests do that. */
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { useAccess } from './access/authenticate.js';
import { useRedaction } from './access/redact.js';
import type { ServiceContext } from './context.js';
import { useOpenApi } from './openapi.js';
import { useAudit } from './plugins/audit.js';
import { useBodies } from './plugins/bodies.js';
import { connectionOptions, limitConnections, useOwnAnswers } from './plugins/connections.js';
import { useHeaders } from './plugins/headers.js';
import { NO_LOG, useLogging } from './plugins/logging.js';
import { metricsRoute, useMetrics } from './plugins/metrics.js';
import { useOverload } from './plugins/overload.js';
import { useTurns } from './plugins/turns.js';
import { sendProblem, useProblems } from './problem.js';
import { auditRoutes } from './routes/audit.js';
import { comparisonRoutes } from './routes/comparisons.js';
import { modelDocumentRoutes, scenarioDocumentRoutes } from './routes/documents.js';
import { draftRoutes } from './routes/drafts.js';
import { healthRoutes } from './routes/health.js';
import { keyRoutes } from './routes/keys.js';
import { layerRoutes } from './routes/layers.js';
import { modelRoutes } from './routes/models.js';
import { rankingRoutes } from './routes/rankings.js';
import { replicationRoutes } from './routes/replications.js';
import { resultRoutes } from './routes/results.js';
import { schemaRoutes } from './routes/schemas.js';
import { screenRoutes } from './routes/screen.js';
import { studyEventRoutes } from './routes/study-events.js';
import { studyRoutes } from './routes/studies.js';
import { tableRoutes } from './routes/tables.js';
import { validateRoutes } from './routes/validate.js';
import { useValidation } from './validation.js';

/** @param logging of loggingOptions; default: no log */
export async function buildApp(context: ServiceContext, logging: FastifyServerOptions = NO_LOG): Promise<FastifyInstance> {
  const { limits, http } = context.config;
  const app = Fastify({
    ...logging, ...connectionOptions(limits), bodyLimit: limits.bodyBytes, forceCloseConnections: 'idle', trustProxy: http.trustProxy, routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => { void sendProblem(request, reply, error); },
  });
  limitConnections(app.server, limits.connections);
  useProblems(app);
  useValidation(app);
  await usePlugins(app, context);
  const register = useMetrics(app, context);
  app.decorate('metrics', register);
  await useOpenApi(app);
  healthRoutes(app, context);
  if (context.config.metrics.port === undefined) metricsRoute(app, register);
  await app.register((v1, _options, done) => {
    v1.get('/openapi.json', { schema: { hide: true }, config: { public: true } }, () => app.swagger());
    const all = [
      studyRoutes, studyEventRoutes, resultRoutes, tableRoutes, comparisonRoutes, rankingRoutes, replicationRoutes, screenRoutes,
      modelDocumentRoutes, scenarioDocumentRoutes, modelRoutes, layerRoutes, draftRoutes, validateRoutes, schemaRoutes, keyRoutes, auditRoutes,
    ];
    for (const routes of all) routes(v1, context);
    done();
  }, { prefix: '/v1' });
  return app;
}

/** Order matters: what is cheap to refuse first, who asks before what they may see. */
async function usePlugins(app: FastifyInstance, context: ServiceContext): Promise<void> {
  const { limits, http } = context.config;
  useLogging(app);
  useOwnAnswers(app);
  await useHeaders(app, http.corsOrigins);
  useTurns(app, limits);
  await useOverload(app, limits);
  useBodies(app, limits);
  await useAccess(app, context);
  useRedaction(app, context);
  useAudit(app, context);
}
