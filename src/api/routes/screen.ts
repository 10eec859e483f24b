/** What a screen needs beside results: representative replications, dry runs, the outage matrix, person-hours by area. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { hoursOf } from '../../model/quantities.js';
import type { RepresentativesInput } from '../../jobs/tasks/representatives.js';
import { requireDetail } from '../access/redact.js';
import { chosenForm } from '../accept.js';
import { ask } from '../ask.js';
import type { ServiceContext } from '../context.js';
import { documentOf, modelNamed } from '../documents.js';
import { HttpError, PROBLEMS } from '../problem.js';
import { AreaQuery, DryRunBody, OutageQuery, RepresentativeQuery } from '../schemas/replays.js';
import { StudyId, type StudyParams } from '../schemas/studies.js';
import { sendSpooled } from '../send-spooled.js';
import { studyOf } from '../study-views.js';

/** Replications that are run again for a matrix or for areas, unless told otherwise; and at most. */
const USUAL = 200, MOST = 5000;
/** Replications that a rule about a curve runs again. */
const CURVE_MOST = 500;
const BINARY = 'application/octet-stream';
const MATRIX = [{ name: 'json', mime: 'application/json' }, { name: 'binary', mime: BINARY }] as const;
const ScenarioId = Type.Object({ id: Type.String({ maxLength: 200 }) });

export function screenRoutes(app: FastifyInstance, context: ServiceContext): void {
  const { config: { workers }, store } = context, tags = ['replays'], inside = { config: { detail: true } as const };

  app.get<StudyParams & { Querystring: RepresentativeQuery }>('/studies/:id/representatives', {
    config: { detail: 'redacted' },
    schema: { tags, operationId: 'findRepresentatives', summary: 'Replications that stand for a study', description: `By an outcome from the stored values; rule nearest runs at most ${CURVE_MOST} replications again, and \`looked\` says how many.`, params: StudyId, querystring: RepresentativeQuery, response: { 200: Type.Ref('Representatives#'), ...PROBLEMS } },
  }, async (request, reply) => {
    const { id: study } = await studyOf(context, request, request.params.id), { count = 1, variant } = request.query;
    return ask(context, reply, 'representatives', { study, variant, count, most: CURVE_MOST, rule: ruleOf(request.query) });
  });

  app.post<StudyParams & { Body: DryRunBody | null }>('/scenarios/:id/dry-run', {
    ...inside, schema: { tags, operationId: 'dryRun', summary: 'What a scenario will hit, and how long a study of it takes', description: 'Without a study: assets and people in reach of each hazard, intensities, chances of damage, warnings, an estimate measured on a few replications.', params: ScenarioId, body: DryRunBody, response: { 200: Type.Ref('DryRun#'), ...PROBLEMS } },
  }, async (request, reply) => {
    const { assets = 100, model: modelName, ...asked } = request.body ?? {}, scenario = await documentOf(store, request, 'scenario', request.params.id), model = await documentOf(store, request, 'model', modelName ?? modelNamed(scenario));
    if (request.redacted) throw new HttpError(403, 'CONFIDENTIAL', 'the model is confidential: you may see totals by sector and area only');
    const source = { modelId: model.document.id, modelVersion: model.version.hash, scenarioId: scenario.document.id, scenarioVersion: scenario.version.hash };
    return sendSpooled(reply, 'application/json', await ask(context, reply, 'dry-run', { source, request: asked, workers, most: assets }));
  });

  app.get<StudyParams & { Querystring: OutageQuery }>('/studies/:id/outages', {
    ...inside,
    schema: {
      tags, operationId: 'outageMatrix', summary: 'The chance of each asset being out at each hour', description: `One matrix from replays of the first replications: JSON with the shares in base64, or ${BINARY}: length of the head (4 bytes, little-endian), the head as JSON, the shares.`,
      params: StudyId, querystring: OutageQuery, response: { 200: { description: 'The matrix', content: { 'application/json': { schema: Type.Ref('Outages#') }, [BINARY]: { schema: Type.String({ contentEncoding: 'binary' }) } } }, ...PROBLEMS },
    },
  }, async (request, reply) => {
    const { below = 1, bits = 8, every, variant } = request.query, { study, replications } = await askedOf(context, request, request.query.replications), { name: form } = chosenForm(MATRIX, request.headers.accept);
    const content = await ask(context, reply, 'outages', { study, variant, replications, everyHours: hoursOf(every) ?? 1, below, bits: bits === 16 ? 16 : 8, form, workers });
    return sendSpooled(reply, form === 'binary' ? BINARY : 'application/json', content);
  });

  app.get<StudyParams & { Querystring: AreaQuery }>('/studies/:id/areas', {
    ...inside, schema: { tags, operationId: 'areaLosses', summary: 'Person-hours without each service, by service area', description: 'Means with intervals; with a variant, or another study of the same seed, also the paired differences.', params: StudyId, querystring: AreaQuery, response: { 200: Type.Ref('Areas#'), ...PROBLEMS } },
  }, async (request, reply) => {
    const { againstStudy, againstVariant, variant } = request.query, { study, replications } = await askedOf(context, request, request.query.replications);
    const other = againstStudy === undefined ? undefined : await askedOf(context, request, replications, againstStudy);
    const against = other === undefined && againstVariant === undefined ? undefined : { study: other?.study ?? study, variant: againstVariant };
    return ask(context, reply, 'areas', { study, variant, replications, against, workers });
  });
}

/** The study, and how many of its replications are run again. Throws NOT_FOUND, REPLICATIONS_LIMIT. */
async function askedOf(context: ServiceContext, request: FastifyRequest<StudyParams>, asked: number | undefined, id = request.params.id): Promise<{ study: string; replications: number }> {
  const { id: study, modelId, planned } = await studyOf(context, request, id), most = Math.min(planned, MOST), replications = asked ?? Math.min(most, USUAL);
  await requireDetail(context, request, modelId);
  if (replications > most) throw new HttpError(422, 'REPLICATIONS_LIMIT', `at most ${most} replications of study ${study} are run again here, found ${replications}`);
  return { study, replications };
}

/** Throws RULE_INVALID. */
function ruleOf({ at, curve, outcome, rule = 'median', share, value }: RepresentativeQuery): RepresentativesInput['rule'] {
  if (rule === 'nearest') {
    const hours = hoursOf(at);
    if (curve === undefined || hours === undefined || value === undefined) throw new HttpError(422, 'RULE_INVALID', 'rule nearest wants "curve", "at" and "value"');
    return { by: 'nearest', curve, hours, value };
  }
  if (rule === 'quantile') {
    if (share === undefined) throw new HttpError(422, 'RULE_INVALID', 'rule quantile wants "share"');
    return { by: 'quantile', share, outcome };
  }
  return { by: rule, outcome };
}
