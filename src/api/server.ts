/** The app: plugins, errors, routes. It listens nowhere; `startService` and tests do that. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { VERSION } from '../version.js';
import { LOCAL } from './access/principal.js';
import type { ServiceContext } from './context.js';
import { useProblems } from './problem.js';
import { healthRoutes } from './routes/health.js';
import { studyRoutes } from './routes/studies.js';
import { useValidation } from './validation.js';

export async function buildApp(context: ServiceContext, logger: FastifyServerOptions['logger'] = false): Promise<FastifyInstance> {
  const app = Fastify({ logger, bodyLimit: context.config.limits.bodyBytes, requestTimeout: 60_000, forceCloseConnections: true, routerOptions: { maxParamLength: 200 } });
  useProblems(app);
  useValidation(app);
  app.decorateRequest('principal');
  app.addHook('onRequest', (request, _reply, done) => { request.principal = LOCAL; done(); });
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Hazcade', version: VERSION, description: 'Seeded Monte Carlo studies of cascading failures, as a service.' }, tags: [{ name: 'studies' }] } });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  healthRoutes(app, context);
  await app.register((v1, _options, done) => {
    v1.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
    studyRoutes(v1, context);
    done();
  }, { prefix: '/v1' });
  return app;
}
