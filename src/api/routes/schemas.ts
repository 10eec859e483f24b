/** The formats of files: their JSON Schemas, for editors and generators; and the pages that explain formats and errors. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { PROBLEMS } from '../problem.js';

const ROOT = new URL('../../../', import.meta.url);
const NAMES = ['model', 'scenario', 'kinds', 'catalogue', 'sensitivity', 'fork'] as const;
/** Pages of docs/ by name: those that answers refer to. */
const PAGES = [{ name: 'formats', operationId: 'getFormatsPage', summary: 'What files hold, key by key' }, { name: 'errors', operationId: 'getErrorsPage', summary: 'What each code of a problem means' }] as const;

const tags = ['formats'], config = { detail: false, public: true };

export function schemaRoutes(v1: FastifyInstance): void {
  v1.get('/schemas', { config, schema: { tags, operationId: 'listSchemas', summary: 'JSON Schemas of file formats', response: { 200: Type.Object({ items: Type.Array(Type.Object({ name: Type.String(), href: Type.String() })) }), ...PROBLEMS } } },
    () => ({ items: NAMES.map((name) => ({ name, href: `/v1/schemas/${name}.json` })) }));
  for (const name of NAMES) {
    const text = readFileSync(fileURLToPath(new URL(`schemas/hazcade-${name}-1.schema.json`, ROOT)));
    v1.get(`/schemas/${name}.json`, { config, schema: { tags, operationId: `get${name[0]!.toUpperCase()}${name.slice(1)}Schema`, summary: `JSON Schema (2020-12) of hazcade-${name}/1`, response: { 200: { description: 'The schema', content: { 'application/schema+json': { schema: Type.Record(Type.String(), Type.Unknown()) } } }, ...PROBLEMS } } }, (_request, reply) => reply.type('application/schema+json').send(text));
  }
  for (const { name, operationId, summary } of PAGES) {
    const page = readFileSync(fileURLToPath(new URL(`docs/${name}.md`, ROOT)));
    v1.get(`/${name}.md`, { config, schema: { tags, operationId, summary, response: { 200: { description: 'The page', content: { 'text/markdown': { schema: Type.String() } } }, ...PROBLEMS } } }, (_request, reply) => reply.type('text/markdown; charset=utf-8').send(page));
  }
}
