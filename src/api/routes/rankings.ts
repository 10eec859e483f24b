/** Rankings of a study's assets or needs, by jobs. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { RankingState } from '../../jobs/rankings.js';
import { requireChange } from '../access/changes.js';
import { requireScope } from '../access/principal.js';
import { ask } from '../ask.js';
import type { ServiceContext } from '../context.js';
import { HttpError, notFound, PROBLEMS } from '../problem.js';
import { RankingBody } from '../schemas/results.js';
import { StudyId, type StudyParams } from '../schemas/studies.js';
import { doneStudyOf } from '../study-views.js';

const Ranking = Type.Ref('Ranking#');
const OneRanking = Type.Object({ ...StudyId.properties, ranking: Type.String({ pattern: '^[0-9a-f]{16}$' }) });
interface RankingParams { Params: { id: string; ranking: string } }

export function rankingRoutes(app: FastifyInstance, context: ServiceContext): void {
  const { rankings, config: { limits } } = context, tags = ['results'];

  app.post<StudyParams & { Body: RankingBody }>('/studies/:id/rankings', {
    config: { detail: true },
    schema: { tags, operationId: 'createRanking', summary: 'Ask what each asset or need is worth', description: 'Exact, by counterfactual replay of the replications in which it did something. The same question is the same ranking: 200 where it is there already.', params: StudyId, body: RankingBody, response: { 200: Ranking, 202: Ranking, ...PROBLEMS } },
  }, async (request, reply) => {
    requireScope(request, 'run');
    const study = await doneStudyOf(context, request, request.params.id), { question = { ask: 'shield' as const }, outcome, replications = study.planned } = request.body;
    if (replications > limits.replications) throw new HttpError(422, 'REPLICATIONS_LIMIT', `at most ${limits.replications} replications are allowed here, found ${replications}`);
    if (outcome !== undefined) await ask(context, reply, 'check-ranking', { study: study.id, outcome });
    const { ranking, created } = await rankings.ask(study.id, { question, replications, ...(outcome === undefined ? {} : { outcome }) });
    return reply.code(created ? 202 : 200).header('location', `/v1/studies/${study.id}/rankings/${ranking.id}`).send(viewOf(ranking));
  });

  app.get<StudyParams>('/studies/:id/rankings', {
    config: { detail: true },
    schema: { tags, operationId: 'listRankings', summary: 'Rankings of a study, without their entries', params: StudyId, response: { 200: Type.Object({ items: Type.Array(Ranking) }, { additionalProperties: false }), ...PROBLEMS } },
  }, async (request) => ({ items: (await rankings.list((await doneStudyOf(context, request, request.params.id)).id)).map(viewOf) }));

  app.get<RankingParams>('/studies/:id/rankings/:ranking', { config: { detail: true }, schema: { tags, operationId: 'getRanking', summary: 'A ranking, or how far it is', params: OneRanking, response: { 200: Ranking, ...PROBLEMS } } },
    async (request) => viewOf(await rankingOf(context, request.params, (await doneStudyOf(context, request, request.params.id)).id)));

  app.post<RankingParams>('/studies/:id/rankings/:ranking/cancel', { config: { detail: true }, schema: { tags, operationId: 'cancelRanking', summary: 'End a ranking that waits or runs', params: OneRanking, response: { 202: Ranking, ...PROBLEMS } } }, async (request, reply) => {
    const study = await doneStudyOf(context, request, request.params.id), { id } = study;
    requireChange(request, study);
    const ranking = await rankingOf(context, request.params, id);
    if (!await rankings.cancel(id, ranking.id)) throw new HttpError(409, 'RANKING_ENDED', `ranking ${ranking.id} has ended already: ${ranking.status}`);
    return reply.code(202).send(viewOf(await rankingOf(context, request.params, id)));
  });
}

async function rankingOf({ rankings }: ServiceContext, { ranking }: RankingParams['Params'], study: string): Promise<RankingState> {
  const found = await rankings.get(study, ranking);
  if (found === undefined) throw notFound('ranking', ranking);
  return found;
}

/** Without what the study says already. */
function viewOf({ ranking, request: { question }, ...shown }: RankingState): Record<string, unknown> {
  if (ranking === undefined) return { ...shown, question };
  const { outcome, unit, replications, failed, pairs, subjects, entries } = ranking;
  return { ...shown, question, ranking: { outcome, unit, replications, failed, pairs, subjects, entries } };
}
