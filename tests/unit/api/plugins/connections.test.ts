/** Below HTTP, over a real socket: what is slow, broken or too much gets an answer with a code, and the connection ends. */
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import type { Limits } from '../../../../src/api/config.js';
import { testApp } from '../app.js';

interface Line { socket: Socket; ended: Promise<string> }

function dial(port: number, text: string): Line {
  const socket = connect(port, '127.0.0.1', () => socket.write(text)), parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part));
  socket.on('error', () => undefined);
  return { socket, ended: new Promise((resolve) => socket.on('close', () => resolve(Buffer.concat(parts).toString()))) };
}

async function listening(limits: Partial<Limits>): Promise<number> {
  const { app } = await testApp({ limits });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const statusAndCode = (answer: string): [number, string] => [Number(/^HTTP\/1.1 (\d+) /.exec(answer)?.[1]), /"code":"(\w+)"/.exec(answer)?.[1] ?? ''];
const head = 'POST /v1/keys HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

it('a header, or a body, that does not come in time: 408', async () => {
  const port = await listening({ headerSeconds: 1, requestSeconds: 2 }), started = Date.now();
  const slow = [dial(port, head), dial(port, `${head}content-length: 100\r\n\r\n{`), dial(port, '')];
  const drip = setInterval(() => { for (const { socket } of slow) if (socket.writable) socket.write('x'); }, 200);
  const answers = await Promise.all(slow.slice(0, 2).map((line) => line.ended));
  clearInterval(drip);
  slow[2]!.socket.destroy();
  expect(answers.map(statusAndCode)).toEqual([[408, 'REQUEST_TIMEOUT'], [408, 'REQUEST_TIMEOUT']]);
  expect(Date.now() - started).toBeLessThan(15_000);
});

it('a header that is too large: 431; what is no HTTP: 400', async () => {
  const port = await listening({ headerBytes: 4_096 });
  const ask = async (text: string) => statusAndCode(await dial(port, text).ended);
  expect(await ask(`GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(5_000)}\r\n\r\n`)).toEqual([431, 'HEADERS_TOO_LARGE']);
  expect(await ask(`GET /${'x'.repeat(5_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`)).toEqual([431, 'HEADERS_TOO_LARGE']);
  for (const text of ['hello\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', `${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n`, `${head}content-length: -1\r\n\r\n`, 'GET /\0 HTTP/1.1\r\nhost: localhost\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03']) {
    expect(await ask(text), JSON.stringify(text)).toEqual([400, 'HTTP_INVALID']);
  }
});

it('more connections than allowed: 503 with Retry-After; when others have gone, the next comes in', async () => {
  const port = await listening({ connections: 3 }), get = 'GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n';
  const held = [1, 2, 3].map(() => dial(port, get));
  await Promise.all(held.map(({ socket }) => new Promise((resolve) => socket.once('data', resolve))));
  const refused = await dial(port, get).ended;
  expect(statusAndCode(refused)).toEqual([503, 'CONNECTIONS_LIMIT']);
  expect(refused).toContain('retry-after: 5');
  for (const { socket } of held) socket.destroy();
  await Promise.all(held.map((line) => line.ended));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await dial(port, get.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n')).ended).split('\r\n')[0]).toBe('HTTP/1.1 200 OK');
});
