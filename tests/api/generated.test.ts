/** Generated requests to every operation of the OpenAPI document: each is answered as the document says, never with 500, never not at all. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenApi } from '../fixtures/conformance.js';
import { openTestService, type TestService } from '../fixtures/service.js';

interface Parameter { name: string; in: string; schema: object }
interface Operation { parameters?: Parameter[]; requestBody?: { content: Record<string, unknown> } }
interface Target { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; parameters: Parameter[]; body: boolean }

let service: TestService, targets: Target[], done: string;
beforeAll(async () => {
  service = await openTestService();
  done = (await service.study({ scenario: 'tutorial', replications: 64, variants: true })).id;
  const { paths } = (await service.ask('GET', '/v1/openapi.json')).json<OpenApi>();
  targets = Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations as unknown as Record<string, Operation>).map(([method, { parameters = [], requestBody }]): Target => ({ method: method.toUpperCase() as Target['method'], path, parameters, body: requestBody !== undefined })));
});
afterAll(() => service.close());

/** Values for parameters: such as fit somewhere, and such as fit nowhere. */
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('tutorial', 'harbour-city', 'winter-storm', 'assets', 'needs.csv', 'outcomes.parquet', 'power', '1', '0', '-1', '0.5', '50', 'failure_probability', '-id', 'done', 'csv', '0123456789abcdef') },
  fc.string({ maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 10 }), fc.integer().map(String), fc.constantFrom('', '..', '../../etc/passwd', '%00', '\u0000', 'x'.repeat(500), '__proto__', "' or 1=1 --"),
);
const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('scenario', 'model', 'seed', 'replications', 'precision', 'variants', 'physics', 'project', 'question', 'outcome', 'name', 'text', 'title', 'scopes', 'confidential', 'changes', 'atHours') }, fc.string({ maxLength: 8 }));
const value = fc.oneof({ weight: 3, arbitrary: word }, fc.integer({ min: -2, max: 200 }), fc.double(), fc.boolean(), fc.constant(null), fc.array(word, { maxLength: 3 }), fc.constant({ ask: 'shield' }), fc.constant({}));
const body = fc.oneof({ weight: 4, arbitrary: fc.dictionary(key, value, { maxKeys: 4 }) }, fc.jsonValue({ maxDepth: 4 }));
const accept = fc.constantFrom(undefined, undefined, '*/*', 'application/json', 'text/csv', 'application/geo+json', 'text/html', 'image/png', 'text/event-stream', ';;;q=x');

it('every operation answers as it says', { timeout: 120_000 }, async () => {
  const request = fc.record({ target: fc.nat(), path: fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, word), { minLength: 4, maxLength: 4 }), query: fc.array(fc.option(word, { freq: 2 }), { minLength: 16, maxLength: 16 }), body, accept });
  const statuses = new Map<number, number>();
  await fc.assert(fc.asyncProperty(request, async ({ target, path, query, body: sent, accept: wanted }) => {
    const { method, path: template, parameters, body: takesBody } = targets[target % targets.length]!;
    let at = 0;
    // Undefined: the study that is done, so that what is below it is reached. It is not removed.
    const filled = template.replace(/\{[^}]+\}/g, () => encodeURIComponent(path[at++ % 4] ?? (method === 'DELETE' ? 'nothing' : done)));
    const search = parameters.filter((p) => p.in === 'query').flatMap(({ name }, i) => { const given = query[i % 16]; return given === null || given === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(given)}`]; }).join('&');
    const options = { headers: { ...(wanted === undefined ? {} : { accept: wanted }) }, ...(takesBody ? { body: JSON.stringify(sent) } : {}) };
    if (takesBody) Object.assign(options.headers, { 'content-type': 'application/json' });
    const { status } = await service.ask(method, `${filled}${search === '' ? '' : `?${search}`}`, options);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    expect(status === 503 || status < 500).toBe(true);
  }), { numRuns: 600, seed: 5, endOnFailure: true });
  // Not everything was refused at the door.
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404]));
  expect((await service.ask('GET', '/health')).status).toBe(200);
});
