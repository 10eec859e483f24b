/** Limits below HTTP: slow and broken requests, headers that are too large, too many connections. Each gets an answer, in bytes, as there is no request yet. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { Limits } from '../config.js';
import { HttpError, problemOf } from '../problem.js';

/** How often is looked for requests that take too long, in ms. */
const LOOK_MS = 1_000;
/** Connections that are told so; those beyond are closed at once. */
const TOLD = 100;

/** Options of the HTTP server. */
export function connectionOptions({ headerSeconds, requestSeconds, headerBytes }: Limits): FastifyHttpOptions<Server> {
  return {
    http: { maxHeaderSize: headerBytes, headersTimeout: headerSeconds * 1000, requestTimeout: requestSeconds * 1000, connectionsCheckingInterval: LOOK_MS, keepAliveTimeout: 10_000, requireHostHeader: false },
    requestTimeout: requestSeconds * 1000, keepAliveTimeout: 10_000,
    clientErrorHandler: (error, socket) => answer(socket, errorOf(error.code)),
  };
}

function errorOf(code: string | undefined): HttpError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT': return new HttpError(408, 'REQUEST_TIMEOUT', 'the request did not arrive in time');
    case 'HPE_HEADER_OVERFLOW': return new HttpError(431, 'HEADERS_TOO_LARGE', 'the headers of the request are too large');
    default: return new HttpError(400, 'HTTP_INVALID', 'this is no HTTP request');
  }
}

/** What Node answers by itself, without a body: here with a code. Its check for a Host header (RFC 9112, 3.2) is off, and done here. */
export function useOwnAnswers(app: FastifyInstance): void {
  app.server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { body } = problemOf(new HttpError(417, 'EXPECTATION_FAILED', 'of "Expect" only 100-continue is understood'), '');
    response.writeHead(417, { 'content-type': 'application/problem+json', connection: 'close' }).end(JSON.stringify(body));
  });
  app.addHook('onRequest', ({ headers, raw }, _reply, done) => {
    done(headers.host === undefined && raw.httpVersion === '1.1' ? new HttpError(400, 'HTTP_INVALID', 'a request needs a Host header') : undefined);
  });
}

/** More connections than `most` are told so and closed. */
export function limitConnections(server: Server, most: number): void {
  let open = 0;
  server.maxConnections = most + TOLD;
  server.on('connection', (socket: Socket) => {
    open++;
    socket.once('close', () => open--);
    if (open > most) answer(socket, new HttpError(503, 'CONNECTIONS_LIMIT', 'too many connections are open', 5));
  });
}

const REASONS: Record<number, string> = { 400: 'Bad Request', 408: 'Request Timeout', 431: 'Request Header Fields Too Large', 503: 'Service Unavailable' };

function answer(socket: Socket, error: HttpError): void {
  // The other side has gone, or an answer is on its way already.
  if (!socket.writable || socket.bytesWritten > 0) { socket.destroy(); return; }
  const { body, retryAfter } = problemOf(error, ''), text = JSON.stringify(body);
  const head = [`HTTP/1.1 ${error.status} ${REASONS[error.status]!}`, 'content-type: application/problem+json', `content-length: ${Buffer.byteLength(text)}`, ...(retryAfter === undefined ? [] : [`retry-after: ${retryAfter}`]), 'connection: close'];
  socket.on('error', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
  // What is still sent is not read; who does not close is closed.
  setTimeout(() => socket.destroy(), LOOK_MS).unref();
}
