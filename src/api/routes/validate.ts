/** Checks files without keeping anything. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { ValidationError } from '../../errors.js';
import type { Checked } from '../../jobs/tasks/check-staged.js';
import type { DocumentKind } from '../../store/records.js';
import { requireScope } from '../access/principal.js';
import type { ServiceContext } from '../context.js';
import { withChecked } from '../keep.js';
import { PROBLEMS } from '../problem.js';
import { ValidateQuery } from '../schemas/documents.js';
import { UPLOAD_BODY, uploadOf, useUploads } from '../uploads.js';

export function validateRoutes(v1: FastifyInstance, context: ServiceContext): void {
  void v1.register((uploads, _options, done) => {
    useUploads(uploads, context);
    uploads.post<{ Querystring: Static<typeof ValidateQuery> }>('/validate', {
      config: { detail: false }, onRequest: async (request) => requireScope(request, 'read'),
      schema: { tags: ['models', 'scenarios'], operationId: 'validate', summary: 'Check a model or scenario without keeping it', description: 'The problems are those of `hazcade validate`. A file that is wrong is a good question too: the answer is 200 with valid: false.', consumes: Object.keys(UPLOAD_BODY.content), querystring: ValidateQuery, body: UPLOAD_BODY, response: { 200: Type.Ref('DocumentCheck#'), ...PROBLEMS } },
    }, async (request, reply) => {
      const { kind, model } = request.query;
      return checkAnswer(kind, () => withChecked({ context, request, reply }, kind, uploadOf(request), model, (checked) => Promise.resolve(checked)));
    });
    done();
  });
}

/** What was found, also where it is wrong. */
export async function checkAnswer(kind: DocumentKind, check: () => Promise<Checked>): Promise<Record<string, unknown>> {
  try {
    return { valid: true, kind, ...await check() };
  } catch (error) {
    if (error instanceof ValidationError) return { valid: false, kind, problems: error.problems };
    throw error;
  }
}
