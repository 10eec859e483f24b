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
