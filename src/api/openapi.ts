/** The OpenAPI 3.1 document, made from the schemas of the routes, and the page that shows it, which needs nothing from elsewhere. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { VERSION } from '../version.js';
import { ProblemDetails, PROBLEMS } from './problem.js';
import { DOCUMENT_COMPONENTS } from './schemas/documents.js';
import { DRAFT_COMPONENTS } from './schemas/drafts.js';
import { MODEL_COMPONENTS } from './schemas/models.js';
import { REPLAY_COMPONENTS } from './schemas/replays.js';
import { RESULT_COMPONENTS } from './schemas/results.js';
import { STUDY_COMPONENTS } from './schemas/studies.js';

const DESCRIPTION = `Seeded Monte Carlo studies of cascading failures in critical infrastructure, as a service.

The same model, scenario and seed give the same digest here, on the command line and in the library. A study is asked for with
\`POST /v1/studies\` (202), followed at its \`events\` (Server-Sent Events) or by polling, and read at its \`results\`.

Errors are RFC 9457 problem details with a \`code\`; where files are wrong, \`problems\` has every problem with its line and pointer.`;

const TAGS = [
  { name: 'models', description: 'Upload, list and fetch models; ask what depends on what' },
  { name: 'scenarios', description: 'Upload, list and fetch scenarios' },
  { name: 'drafts', description: 'Scenarios being written' },
  { name: 'formats', description: 'JSON Schemas of files, and the page that explains them' },
  { name: 'studies', description: 'Ask for studies, follow, cancel and remove them' },
  { name: 'replays', description: 'Single replications again: events, causes, forks; what a screen needs: dry runs, representatives, outages, areas' },
  { name: 'results', description: 'What studies found: JSON, tables, report page, comparisons, rankings' },
];

/** Content Security Policy of the page: nothing but its own files. */
const DOCS_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Before the routes. */
export async function useOpenApi(app: FastifyInstance): Promise<void> {
  for (const schema of [ProblemDetails, ...DOCUMENT_COMPONENTS, ...DRAFT_COMPONENTS, ...MODEL_COMPONENTS, ...STUDY_COMPONENTS, ...RESULT_COMPONENTS, ...REPLAY_COMPONENTS]) app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0', info: { title: 'Hazcade', version: VERSION, description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } }, servers: [{ url: '/' }], tags: TAGS, externalDocs: { url: '/v1/formats.md', description: 'What models and scenarios hold, key by key' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An API key or an OIDC access token; not needed where the service runs without access control, on the loopback address' } } },
      security: [{ bearer: [] }, {}],
    },
    // Clients name their functions after operations; a route may say its own. Any route may answer with a problem.
    transform: ({ schema, url, route }) => ({ schema: { operationId: operationOf(String(route.method), url), ...schema, response: { ...schema.response as object | undefined, ...PROBLEMS } }, url }),
    refResolver: { buildLocalReference: ({ $id }, _base, _fragment, i) => (typeof $id === 'string' ? $id : `def-${i}`) },
  });
  // Without `validatorUrl` the page would show a badge that a server elsewhere draws.
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCS_POLICY, uiConfig: { validatorUrl: null, docExpansion: 'list', deepLinking: true } });
  app.get('/', { schema: { hide: true }, config: { public: true } }, (_request, reply) => reply.redirect('/docs'));
}

/** `GET`, `/v1/keys/:id/rotate` -> `getKeysByIdRotate`. */
function operationOf(method: string, url: string): string {
  const parts = url.replace(/^\/v\d+\//, '').split(/[/.-]/).map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part)).join('-').split('-');
  return [method.toLowerCase(), ...parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1))].join('');
}
