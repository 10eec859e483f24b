/** Whatever goes wrong is answered with problem details (RFC 9457), also below HTTP's surface. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../fixtures/service.js';

let service: TestService & { url: string };
beforeAll(async () => { service = await startTestService(); });
afterAll(() => service.close());

interface Problem { type: string; title: string; status: number; code: string; detail: string; instance: string }

/** Bytes sent as they are. @returns all that comes back */
async function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(service.url), socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => { answer += chunk; });
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

describe('a problem', () => {
  it.each<[string, string, string, { body?: unknown; headers?: Record<string, string> }, number, string]>([
    ['an unknown address', 'GET', '/v1/nothing?x=1', {}, 404, 'ROUTE_UNKNOWN'], ['another method', 'DELETE', '/v1/studies', {}, 405, 'METHOD_NOT_ALLOWED'], ['another method with an id', 'PUT', '/v1/studies/x', { body: {} }, 405, 'METHOD_NOT_ALLOWED'],
    ['a form that is not there', 'GET', '/v1/studies/x/events', { headers: { accept: 'image/png' } }, 406, 'NOT_ACCEPTABLE'],
    ['no JSON', 'POST', '/v1/studies', { body: '{"scenario":', headers: { 'content-type': 'application/json' } }, 400, 'BODY_NOT_JSON'], ['nothing', 'POST', '/v1/studies', { body: '', headers: { 'content-type': 'application/json' } }, 400, 'BODY_EMPTY'],
    ['a prototype', 'POST', '/v1/studies', { body: '{"__proto__":{"x":1},"scenario":"tutorial"}', headers: { 'content-type': 'application/json' } }, 400, 'BODY_NOT_JSON'],
    ['another media type', 'POST', '/v1/studies', { body: 'scenario: tutorial', headers: { 'content-type': 'application/yaml' } }, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['an address that cannot be decoded', 'GET', '/v1/studies/%E0%A4%A', {}, 400, 'URL_INVALID'],
  ])('%s', async (_what, method, url, options, status, code) => {
    const answer = await service.ask(method as 'GET', url, options), problem = answer.json<Problem>();
    expect([answer.status, problem.status, problem.code]).toEqual([status, status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(problem.type).toContain(code);
    expect(problem.instance).toBe(url.split('?')[0]);
    if (status === 405) expect(answer.headers['allow']).toMatch(/GET/);
  });

  it.each<[string, string, string, unknown, [string, string][]]>([
    ['a misspelt member', 'POST', '/v1/studies', { scenarios: 'tutorial', replications: 10 }, [['', '"scenario" is missing'], ['/scenarios', 'there is no "scenarios" here; expecting scenario, model, seed, replications, precision, variants, physics, project. Did you mean "scenario"?']]],
    ['values of the wrong type and size', 'POST', '/v1/studies', { scenario: 'tutorial', replications: '10', precision: 5, variants: [] }, [['/replications', 'expecting integer, found "10"'], ['/precision', 'must be < 1, found 5'], ['/variants', 'expecting boolean, found a list']]],
    ['a word that is none of those expected', 'GET', '/v1/studies?status=runing', undefined, [['/status', 'expecting one of queued, running, done, failed, cancelled, found "runing". Did you mean "running"?']]],
    ['a misspelt question', 'GET', '/v1/models?serch=x', undefined, [['/serch', 'there is no "serch" here; expecting limit, cursor, search. Did you mean "search"?']]],
    ['an id that will not do', 'PUT', '/v1/models/my%20town', 'x', [['/id', 'must match pattern "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", found "my town" (letters, digits, ".", "_" and "-")']]],
  ])('%s: what was expected, what was found', async (_what, method, url, body, problems) => {
    const answer = await service.ask(method as 'GET', url, { body, headers: typeof body === 'string' ? { 'content-type': 'application/yaml' } : {} });
    expect(answer.json<{ problems: { pointer: string; message: string }[] }>().problems.map(({ pointer, message }) => [pointer, message])).toEqual(problems);
  });

  it.each<[string, string, string, { body?: unknown; headers?: Record<string, string> }, string]>([
    ['no JSON', 'POST', '/v1/studies', { body: '{"scenario":"a"', headers: { 'content-type': 'application/json' } }, 'position 15'], ['a prototype', 'POST', '/v1/studies', { body: '{"__proto__":{}}', headers: { 'content-type': 'application/json' } }, '__proto__'],
    ['a form', 'POST', '/v1/studies', { body: 'scenario=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 'expecting a body of type application/json, found "application/x-www-form-urlencoded"'],
    ['a file of another type', 'PUT', '/v1/models/x', { body: 'x', headers: { 'content-type': 'text/csv' } }, 'application/zip'], ['no body', 'POST', '/v1/studies', {}, 'has no body'],
    ['an address that is almost one', 'GET', '/v1/studies/7/result', {}, 'did you mean /v1/studies/7/results?'], ['another', 'GET', '/v1/model', {}, 'did you mean /v1/models?'], ['one that is like none', 'GET', '/v1/nothing-of-the-kind', {}, 'GET /v1/nothing-of-the-kind; /v1/openapi.json'],
  ])('%s: in words', async (_what, method, url, options, words) => {
    expect((await service.ask(method as 'GET', url, options)).json<Problem>().detail).toContain(words);
  });

  it('is none where a request without a body names its type', async () => {
    expect((await service.ask('POST', '/v1/studies/none/cancel', { body: '', headers: { 'content-type': 'application/json' } })).status).toBe(404);
    expect((await fetch(`${service.url}/`)).url).toMatch(/\/docs/);
  });

  it('of a scenario on a model that it does not fit has its place in the file', async () => {
    const answer = await service.ask('POST', '/v1/studies', { body: { scenario: 'tutorial', model: 'harbour-city', replications: 10 } });
    expect(answer.json<{ problems: object[] }>().problems).toContainEqual(expect.objectContaining({ code: 'ASSET_UNKNOWN', file: 'scenario.yaml', line: 24, pointer: '/hazards/0/footprint/select/id' }));
  });

  it('a body too large', async () => {
    const answer = await service.ask('POST', '/v1/studies', { body: `{"scenario":"${'x'.repeat(65 << 20)}"}`, headers: { 'content-type': 'application/json' } });
    expect([answer.status, answer.json<Problem>().code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'HTTP_INVALID'], ['headers too large', `GET /health HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
    ['two lengths', 'POST /v1/studies HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}', 400, 'HTTP_INVALID'],
  ])('%s', async (_what, text, status, code) => {
    const answer = await raw(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('content-type: application/problem+json');
    expect((JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as Problem).code).toBe(code);
  });

  it('leaves the service as it was', async () => { expect((await service.ask('GET', '/health')).status).toBe(200); });
});
