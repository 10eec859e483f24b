/** Tables of results: pages of rows as JSON, or files; filtered and sorted the same way. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TableQuery } from '../../jobs/selected-table.js';
import { TABLES, type TableName } from '../../jobs/tables.js';
import { chosenForm } from '../accept.js';
import type { ServiceContext } from '../context.js';
import { notFound, PROBLEMS } from '../problem.js';
import { RowQuery } from '../schemas/results.js';
import { StudyId, type StudyParams } from '../schemas/studies.js';
import { provenanceHeaders, sendSpooled } from '../send-spooled.js';
import { doneStudyOf } from '../study-views.js';

const FORMS = [
  { name: 'json', mime: 'application/json' }, { name: 'csv', mime: 'text/csv' }, { name: 'parquet', mime: 'application/vnd.apache.parquet' }, { name: 'arrow', mime: 'application/vnd.apache.arrow.file' },
] as const;

const PAGE = 100;
/** Column that `minProbability` is of. */
const PROBABILITY: Partial<Record<TableName, string>> = { assets: 'failure_probability' };

const Bytes = Type.Unsafe<Uint8Array>({ type: 'string', contentEncoding: 'binary' });

export function tableRoutes(app: FastifyInstance, context: ServiceContext): void {
  const { desk, config: { limits: { deskSeconds } } } = context, tags = ['results'], timeoutMs = deskSeconds * 1000;

  app.get<StudyParams>('/studies/:id/tables', {
    config: { detail: false },
    schema: { tags, operationId: 'listTables', summary: 'Names of the tables of a study', params: StudyId, response: { 200: Type.Object({ items: Type.Array(Type.Object({ name: Type.String(), href: Type.String() }, { additionalProperties: false })) }, { additionalProperties: false }), ...PROBLEMS } },
  }, async (request) => {
    const { id } = await doneStudyOf(context, request, request.params.id);
    return { items: TABLES.map((name) => ({ name, href: `/v1/studies/${id}/tables/${name}` })) };
  });

  app.get<{ Params: { id: string; table: string }; Querystring: RowQuery }>('/studies/:id/tables/:table', {
    config: { detail: 'redacted' },
    schema: {
      tags, operationId: 'getTable', summary: 'A table of results', description: `Tables: ${TABLES.join(', ')}. The form is chosen by Accept, or by a suffix: \`assets.csv\`, \`.parquet\`, \`.arrow\`, \`.json\`. JSON comes in pages; files have all rows that match.`,
      params: Type.Object({ ...StudyId.properties, table: Type.String({ maxLength: 50, description: 'name, with or without a suffix', examples: ['assets', 'needs.parquet'] }) }), querystring: RowQuery,
      response: { 200: { description: 'Rows', content: { 'application/json': { schema: Type.Ref('Rows#') }, 'text/csv': { schema: Type.String() }, 'application/vnd.apache.parquet': { schema: Bytes }, 'application/vnd.apache.arrow.file': { schema: Bytes } } }, ...PROBLEMS },
    },
  }, async (request, reply) => {
    const [name = '', ...suffix] = request.params.table.split('.');
    const form = chosenForm(FORMS, request.headers.accept, suffix.length === 0 ? undefined : suffix.join('.'));
    const { id } = await doneStudyOf(context, request, request.params.id), table = TABLES.find((t) => t === name), { redacted } = request;
    if (table === undefined) throw notFound('table', name, TABLES);
    const query = queryOf(table, request.query, form.name === 'json' ? PAGE : undefined);
    reply.header('vary', 'accept');
    const { study, content } = await (form.name === 'json' ? desk.run('list-rows', { id, query, redacted }, { timeoutMs }) : desk.run('export-results', { id, format: form.name, query, redacted }, { timeoutMs }));
    if (form.name !== 'json') reply.header('content-disposition', `attachment; filename="${table}.${form.name}"`);
    return sendSpooled(reply.headers(provenanceHeaders(study)), form.mime, content);
  });
}

/** @param page rows, unless the client says how many */
function queryOf(table: TableName, { text, minProbability, sort, limit = undefined, cursor, ...equals }: RowQuery, page: number | undefined): TableQuery {
  const least = minProbability === undefined ? undefined : { [PROBABILITY[table] ?? 'probability']: minProbability };
  const given = Object.entries(equals).map(([column, values]) => [column, values.split(',').map((v) => v.trim())] as const);
  return {
    table, filter: { equals: Object.fromEntries(given), text, least }, order: sort === undefined ? undefined : { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    offset: Number(cursor ?? 0), limit: limit ?? page,
  };
}
