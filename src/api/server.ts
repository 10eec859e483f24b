/** The app: plugins, errors, routes. It listens nowhere; `startService` and tests do that. */
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { LOCAL } from './access/principal.js';
import { useRedaction } from './access/redact.js';
import type { ServiceContext } from './context.js';
import { useOpenApi } from './openapi.js';
import { answerClientError, sendProblem, useProblems } from './problem.js';
import { comparisonRoutes } from './routes/comparisons.js';
import { documentRoutes } from './routes/documents.js';
import { draftRoutes } from './routes/drafts.js';
import { healthRoutes } from './routes/health.js';
import { layerRoutes } from './routes/layers.js';
import { modelRoutes } from './routes/models.js';
import { rankingRoutes } from './routes/rankings.js';
import { resultRoutes } from './routes/results.js';
import { schemaRoutes } from './routes/schemas.js';
import { studyRoutes } from './routes/studies.js';
import { studyEventRoutes } from './routes/study-events.js';
import { tableRoutes } from './routes/tables.js';
import { validateRoutes } from './routes/validate.js';
import { useValidation } from './validation.js';

export async function buildApp(context: ServiceContext, logger: FastifyServerOptions['logger'] = false): Promise<FastifyInstance> {
  const app = Fastify({
    logger, bodyLimit: context.config.limits.bodyBytes, requestTimeout: 60_000, forceCloseConnections: true, routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerClientError, frameworkErrors: (error, request, reply) => { void sendProblem(request, reply, error); },
  });
  useProblems(app);
  useValidation(app);
  app.decorateRequest('principal');
  app.addHook('onRequest', (request, _reply, done) => { request.principal = LOCAL; done(); });
  useRedaction(app, context);
  await useOpenApi(app);
  healthRoutes(app, context);
  await app.register((v1, _options, done) => {
    v1.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
    studyRoutes(v1, context);
    for (const kind of ['model', 'scenario'] as const) documentRoutes(v1, context, kind);
    modelRoutes(v1, context);
    layerRoutes(v1, context);
    draftRoutes(v1, context);
    validateRoutes(v1, context);
    schemaRoutes(v1);
    studyEventRoutes(v1, context);
    resultRoutes(v1, context);
    tableRoutes(v1, context);
    comparisonRoutes(v1, context);
    rankingRoutes(v1, context);
    done();
  }, { prefix: '/v1' });
  return app;
}
