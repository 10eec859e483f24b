/** What studies found: the whole, as tables, as a page. Everything but the stored bytes is made by desk jobs. */
import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { StudyRecord } from '../../store/records.js';
import { VERSION } from '../../version.js';
import { chosenForm } from '../accept.js';
import { ask } from '../ask.js';
import type { ServiceContext } from '../context.js';
import { notFound, PROBLEMS } from '../problem.js';
import { StudyId, type StudyParams } from '../schemas/studies.js';
import { isFresh, varyBy } from '../send-file.js';
import { provenanceHeaders, sendSpooled } from '../send-spooled.js';
import { doneStudyOf } from '../study-views.js';

const FORMS = [{ name: 'json', mime: 'application/json' }, { name: 'geojson', mime: 'application/geo+json' }] as const;
const PAGE = [{ name: 'html', mime: 'text/html' }] as const;

const PAGE_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts";

export function resultRoutes(app: FastifyInstance, context: ServiceContext): void {
  const tags = ['results'];
  const results = {
    200: { description: 'The results', content: { 'application/json': { schema: Type.Ref('Results#') }, 'application/geo+json': { schema: Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(Type.Unknown()) }, { description: 'one point an asset, its figures as properties' }) } } },
    304: { type: 'null', description: 'The client has them' }, ...PROBLEMS,
  };

  for (const [path, operationId, suffix] of [['', 'getResults', undefined], ['.json', 'getResultsJson', 'json'], ['.geojson', 'getResultsGeoJson', 'geojson']] as const) {
    app.get<StudyParams>(`/studies/:id/results${path}`, { config: { detail: 'redacted' }, schema: { tags, operationId, summary: 'Results of a study', params: StudyId, response: results } }, async (request, reply) => {
      const form = chosenForm(FORMS, request.headers.accept, suffix, `; CSV, Parquet and Arrow are of tables: /v1/studies/${request.params.id}/tables`), study = await doneStudyOf(context, request, request.params.id), { redacted } = request;
      varyBy(reply, 'accept, accept-encoding');
      // Weak: packed and unpacked, the same results are other bytes.
      if (isFresh(reply, `W/"${study.digest!}-${form.name}${redacted ? '-redacted' : ''}-${VERSION}"`)) return reply.send();
      if (form.name === 'json' && !redacted) return sendStored(context, reply, study);
      const { study: provenance, content } = await ask(context, reply, 'export-results', { id: study.id, format: form.name, redacted });
      return sendSpooled(reply.headers(provenanceHeaders(provenance)), form.mime, content);
    });
  }

  for (const [path, operationId] of [['', 'getReport'], ['.html', 'getReportHtml']] as const) {
    app.get<StudyParams & { Querystring: { ranking?: string } }>(`/studies/:id/report${path}`, {
      config: { detail: true },
      schema: { tags, operationId, summary: 'Report page: one HTML file that needs nothing else', params: StudyId, querystring: Type.Object({ ranking: Type.Optional(Type.String({ maxLength: 100, description: 'id of a ranking to show with it' })) }, { additionalProperties: false }), response: { 200: { description: 'The page', content: { 'text/html': { schema: Type.String() } } }, ...PROBLEMS } },
    }, async (request, reply) => {
      const form = chosenForm(PAGE, request.headers.accept, path === '' ? undefined : 'html'), { id } = await doneStudyOf(context, request, request.params.id);
      const { ranking } = request.query;
      if (ranking !== undefined && (await context.rankings.get(id, ranking))?.status !== 'done') throw notFound('ranking with entries', ranking);
      const { study: provenance, content } = await ask(context, reply, 'report-page', { id, ...(ranking === undefined ? {} : { ranking: `ranking-${ranking}` }) });
      return sendSpooled(reply.headers({ ...provenanceHeaders(provenance), 'content-security-policy': PAGE_POLICY }), form.mime, content);
    });
  }
}

/** The stored bytes as they are, where the client takes gzip; else unpacked on the way, away from this thread. */
async function sendStored({ store }: ServiceContext, reply: FastifyReply, { id, digest }: StudyRecord): Promise<FastifyReply> {
  const bytes = await store.results.get(id, 'results');
  if (bytes === undefined) throw notFound('result of study', id);
  reply.type('application/json').header('hazcade-digest', digest);
  if (/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(reply.request.headers['accept-encoding'] ?? ''))) return reply.header('content-encoding', 'gzip').send(bytes);
  return reply.send(Readable.from([bytes]).pipe(createGunzip()));
}
