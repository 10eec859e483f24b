/** The audit log, and the mark that makes a model confidential. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { maySee, maySeeDetail, requireScope } from '../access/principal.js';
import { ask } from '../ask.js';
import type { ServiceContext } from '../context.js';
import { HttpError, notFound, ProblemDetails } from '../problem.js';
import { AuditList, ConfidentialAnswer, ConfidentialBody, PageQuery } from '../schemas/keys.js';

const problems = { '4xx': ProblemDetails, '5xx': ProblemDetails };

export function auditRoutes(app: FastifyInstance, context: ServiceContext): void {
  const { store } = context, config = { detail: false };

  app.get<{ Querystring: PageQuery }>('/audit', { config, schema: { tags: ['audit'], summary: 'Who wrote what, the newest first', querystring: PageQuery, response: { 200: AuditList, ...problems } } }, async (request) => {
    requireScope(request, 'admin');
    return store.audit.list(request.query);
  });

  app.put<{ Params: { id: string }; Body: ConfidentialBody }>('/models/:id/confidential', {
    config, schema: { tags: ['models'], summary: 'Show what is in a model to its project only, or to all who see it', description: 'Others get totals by sector, and by area: under the values of an attribute that is declared here, or under numbers that mean nothing.', params: Type.Object({ id: Type.String({ maxLength: 100 }) }), body: ConfidentialBody, response: { 200: ConfidentialAnswer, ...problems } },
  }, async (request, reply) => {
    requireScope(request, 'run');
    const { params: { id }, principal, body: { confidential, areas } } = request, model = await store.documents.get('model', id);
    if (model === undefined || !maySee(principal, model)) throw notFound('model', id);
    if (model.shipped) throw new HttpError(409, 'DOCUMENT_SHIPPED', `"${id}" comes with Hazcade: everybody has it`);
    // Its project may do so, and not who sees its totals only.
    if (!maySeeDetail(principal, { ...model, confidential: true })) throw new HttpError(403, 'NOT_ALLOWED', 'this is for the owner, members of the model\'s project, and scope "admin"');
    const shown = areas === undefined ? undefined : await ask(context, reply, 'area-values', { model: { id, version: model.latest }, attribute: areas });
    await store.documents.setConfidential(id, confidential, areas);
    return { confidential, ...(shown === undefined ? {} : { areas, shown }) };
  });
}
