/** Variants of a study against its base, and two studies against each other. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { ask } from '../ask.js';
import type { ServiceContext } from '../context.js';
import { HttpError, PROBLEMS } from '../problem.js';
import { StudyId, type StudyParams } from '../schemas/studies.js';
import { doneStudyOf } from '../study-views.js';

const Two = Type.Object({ base: StudyId.properties.id, with: StudyId.properties.id }, { additionalProperties: false });

export function comparisonRoutes(app: FastifyInstance, context: ServiceContext): void {
  const tags = ['results'];

  app.get<StudyParams>('/studies/:id/comparison', {
    config: { detail: 'redacted' },
    schema: { tags, operationId: 'compareVariants', summary: 'What the variants of a study avoid', description: 'Paired, replication by replication under the same luck. The study must have been asked for with `variants: true`.', params: StudyId, response: { 200: Type.Ref('VariantComparison#'), ...PROBLEMS } },
  }, async (request, reply) => {
    const { id, request: asked } = await doneStudyOf(context, request, request.params.id);
    if ((asked as { variants?: boolean }).variants !== true) throw new HttpError(409, 'VARIANTS_NOT_RUN', `study ${id} was asked for without variants: ask for one with "variants": true`);
    return ask(context, reply, 'compare-variants', { id, redacted: request.redacted });
  });

  app.get<{ Querystring: { base: string; with: string } }>('/comparisons', {
    // Totals by outcome: what redacted results have too.
    config: { detail: 'redacted' },
    schema: { tags, operationId: 'compareStudies', summary: 'Two studies against each other', description: 'Paired where seed and number of replications agree; else as independent samples. `pairing` says which, `because` why.', querystring: Two, response: { 200: Type.Ref('StudyComparison#'), ...PROBLEMS } },
  }, async (request, reply) => {
    const { id: base } = await doneStudyOf(context, request, request.query.base), { id: other } = await doneStudyOf(context, request, request.query.with);
    return ask(context, reply, 'compare-studies', { base, other });
  });
}
