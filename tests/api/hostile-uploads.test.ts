/** What comes from people who mean no good, and from lines that break: refused with a code, or cut off; nothing is left behind and the service goes on. */
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { spoolFolder } from '../../src/jobs/spool.js';
import { QUIET, startTestService, type TestService } from '../fixtures/service.js';
import { zipOf, zipOfFiles } from '../fixtures/zip-maker.js';

let service: TestService & { url: string };
beforeAll(async () => { service = await startTestService({ limits: { ...QUIET, bodyBytes: 1 << 20 } }); }, 240_000);
afterAll(() => service.close());

const nothingLeft = (): Promise<void> => vi.waitFor(() => { expect(readdirSync(spoolFolder(service.folder))).toEqual([]); }, 5_000);

/** Sends bytes over a connection of its own, and gives what comes back until it ends, or patience does. */
async function raw(send: (socket: Socket) => Promise<void>, patienceMs = 20_000): Promise<string> {
  const { hostname, port } = new URL(service.url), socket = connect(Number(port), hostname);
  let text = '';
  const ended = new Promise<void>((resolve) => { socket.on('close', () => resolve()).on('error', () => resolve()).on('data', (piece: Buffer) => { text += piece.toString('latin1'); }); });
  await send(socket);
  await Promise.race([ended, wait(patienceMs)]);
  socket.destroy();
  return text;
}
const head = (length: number | 'chunked', type = 'application/zip'): string => `POST /v1/models HTTP/1.1\r\nhost: ${new URL(service.url).host}\r\ncontent-type: ${type}\r\nconnection: close\r\n${length === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${length}`}\r\n\r\n`;

describe('bodies over a real line', () => {
  it('that come in drops are taken', async () => {
    const yaml = 'format: hazcade-model/1\nid: drops\nassets: [{id: a, kind: substation}]\n';
    const answer = await raw(async (socket) => {
      socket.write(head(yaml.length, 'application/yaml'));
      for (let at = 0; at < yaml.length; at += 8) { socket.write(yaml.slice(at, at + 8)); await wait(5); }
    });
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
  });

  it('that break off leave nothing behind', async () => {
    await raw(async (socket) => { socket.write(head(50_000)); socket.write('PK\u0003\u0004'); await wait(100); socket.destroy(); });
    await nothingLeft();
  });

  it('that announce too much, or send too much without saying so, are refused', async () => {
    expect(await raw((socket) => { socket.write(head(2 << 20)); return Promise.resolve(); })).toMatch(/^HTTP\/1\.1 413 [\s\S]*BODY_TOO_LARGE/);
    const piece = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    expect(await raw(async (socket) => { socket.write(head('chunked')); for (let i = 0; i < 17; i++) { socket.write(piece); await wait(1); } })).toMatch(/^HTTP\/1\.1 413 [\s\S]*BODY_TOO_LARGE/);
    await nothingLeft();
  });

  it('many at once that are slow do not keep others from being answered', async () => {
    const slow = Array.from({ length: 30 }, () => raw(async (socket) => { socket.write(head(1000)); for (let i = 0; i < 8; i++) { socket.write('x'); await wait(100); } socket.destroy(); }));
    await wait(200);
    expect((await service.ask('GET', '/v1/models?limit=1')).status).toBe(200);
    await Promise.all(slow);
    await nothingLeft();
  });
});

describe('garbage', () => {
  const names = fc.constantFrom('model.yaml', 'scenario.yaml', 'assets.csv', '../x', 'a/b/../../../c', 'layers/x.geojson', 'layers/x.pmtiles', 'model.json', '');
  const yaml = fc.oneof(fc.string(), fc.constantFrom('a: &a [*a]', '- - - -', '{', '!!js/function x', 'format: hazcade-model/1\nid: x\nassets: []', 'format: hazcade-scenario/1\nid: x\nmodel: harbour-city', '\u0000', '\ufeffa: 1', 'a: 1\na: 2'), fc.json());
  const archive = fc.tuple(fc.array(fc.record({ name: names, content: yaml, mode: fc.constantFrom(0o100644, 0o120777, 0) }), { maxLength: 4 }), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 2 })).map(([entries, changes]) => {
    const bytes = zipOf(entries);
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    return { bytes, type: 'application/zip' };
  });
  const body = fc.oneof(archive, yaml.map((text) => ({ bytes: Buffer.from(text), type: 'application/yaml' })), fc.json().map((text) => ({ bytes: Buffer.from(text), type: 'application/json' })), fc.uint8Array({ maxLength: 300 }).chain((bytes) => fc.constantFrom('application/zip', 'application/yaml', 'application/json', 'text/plain', 'application/zip; x=').map((type) => ({ bytes: Buffer.from(bytes), type }))));
  const target = fc.constantFrom(['POST', '/v1/models'], ['POST', '/v1/scenarios'], ['PUT', '/v1/models/x'], ['PUT', '/v1/scenarios/x?model=harbour-city'], ['PUT', '/v1/models/harbour-city']) as fc.Arbitrary<['POST' | 'PUT', string]>;

  it('is answered with 4xx and a code, and nothing of it is kept', () => fc.assert(fc.asyncProperty(target, body, async ([method, url], { bytes, type }) => {
    const response = await fetch(service.url + url, { method, body: bytes, headers: { 'content-type': type } }), problem = await response.json() as { code: string; problems?: { file?: string; message: string }[] };
    expect([response.status >= 400 && response.status < 500, /^[A-Z]+(_[A-Z]+)*$/.test(problem.code)], JSON.stringify(problem).slice(0, 300)).toEqual([true, true]);
    // Where the service keeps files is its own affair.
    expect(JSON.stringify(problem)).not.toContain(service.folder);
  }), { numRuns: 80 }), 240_000);

  it('in addresses too', () => fc.assert(fc.asyncProperty(fc.constantFrom('/v1/models/', '/v1/scenarios/', '/v1/drafts/', '/v1/models/tutorial/assets/', '/v1/models/tutorial/layers/', '/v1/models/tutorial/files/', '/v1/models?', '/v1/models/tutorial/assets?', '/v1/models/tutorial/assets/grid/downstream?'), fc.oneof(fc.string(), fc.webQueryParameters(), fc.constantFrom('..%2f..%2fetc', '%00', '%', 'x@y', '__proto__', 'constructor')), async (prefix, rest) => {
    const response = await fetch(service.url + prefix + rest.replaceAll(/[\s#\\]/g, ''));
    await response.arrayBuffer();
    expect(response.status).toBeLessThan(500);
  }), { numRuns: 80 }), 240_000);

  it('a wide YAML, a deep one and an alias bomb end in problems, in time', async () => {
    const bombs = ['a: &a [*a]', `${'['.repeat(20_000)}`, `a: ${'{b: '.repeat(500)}1${'}'.repeat(500)}`, ['a: &a [1,1,1,1,1,1,1,1,1,1]', ...Array.from('bcdefgh', (c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefgh'[i]}`).join()}]`)].join('\n'), `{${Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join()}}`];
    for (const text of bombs) for (const kind of ['models', 'scenarios'] as const) expect((await service.ask('POST', `/v1/${kind}`, { body: text, headers: { 'content-type': 'application/yaml' } })).status).toBe(422);
  });

  it('leaves a service that works, and an empty spool', async () => {
    const good = zipOfFiles({ 'model.yaml': 'format: hazcade-model/1\nid: good\nassets: [{id: a, kind: substation}]\n' }), response = await fetch(`${service.url}/v1/models`, { method: 'POST', body: good, headers: { 'content-type': 'application/zip' } });
    expect(response.status).toBe(201);
    expect((await service.ask('GET', '/v1/models/x')).status).toBe(404);
    await nothingLeft();
  });
});
