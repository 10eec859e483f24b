/**
 * Structured log lines (pino) with the id of the request. Never in them: tokens, bodies, query strings, names in addresses, and messages of
 * errors, which may name assets of a confidential model. Of an address the pattern of its route and the id of the document or study.
 */
import { randomUUID } from 'node:crypto';
import { LogController, type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import { CascadeError } from '../../errors.js';
import type { LogLevel } from '../config.js';
import { onOver } from './over.js';

const SECRET_HEADERS = ['authorization', 'cookie', 'set-cookie', 'proxy-authorization'];

/** Fastify's own lines have whole addresses in them. */
const NO_LINES_OF_ITS_OWN: FastifyServerOptions = { logController: new LogController({ disableRequestLogging: true }) };
export const NO_LOG: FastifyServerOptions = { ...NO_LINES_OF_ITS_OWN, logger: false, genReqId: () => randomUUID() };

/** Options of the server. @param to where lines go; default: standard output */
export function loggingOptions(level: LogLevel, to?: { write(line: string): void }): FastifyServerOptions {
  return {
    ...NO_LINES_OF_ITS_OWN, genReqId: () => randomUUID(),
    logger: {
      level, base: undefined, timestamp: () => `,"time":"${new Date().toISOString()}"`,
      serializers: { err: errorInLog, error: errorInLog, req: (request) => ({ method: request.method }), res: (reply) => ({ statusCode: reply.statusCode }) },
      redact: { paths: SECRET_HEADERS.flatMap((name) => [`headers["${name}"]`, `*.headers["${name}"]`]), remove: true },
      ...(to === undefined ? {} : { stream: to }),
    },
  };
}

/** Codes whose messages are of the machine, never of a model; what a worker threw without a code may be of one. */
const OF_THE_MACHINE = /^(STORE|JOB|JOBS|LEASE|ISSUER|WORKER(?!_THREW$)|E[A-Z]+$)/;

/** What a log line says of an error: its code, and where in the program. */
export function errorInLog(error: Error): { type: string; message: string; stack: string; code?: string } {
  const { code } = error as { code?: unknown }, stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).join('\n');
  const message = typeof code === 'string' && OF_THE_MACHINE.test(code) ? error.message : '(not logged)';
  return { type: error.name, message, stack: error instanceof CascadeError ? '' : stack, ...(typeof code === 'string' ? { code } : {}) };
}

/** What may be logged of what a job's process writes: where in the program, and what Node says of its end; its other lines could name anything. */
export function jobTextInLog(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== ''), shown = lines.filter((line) => /^\s+at |^FATAL ERROR: |^<--- |^Node\.js v/.test(line));
  return [...shown, ...(shown.length < lines.length ? [`(${lines.length - shown.length} lines not logged)`] : [])].join('\n');
}

/** One line a request, when it is over. `gone`: the client did not wait for the end of the answer. */
export function useLogging(app: FastifyInstance): void {
  onOver(app, (request, reply, gone) => {
    const line = { method: request.method, ...addressOf(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime), subject: subjectOf(request), trace: traceOf(request), ...(gone ? { gone } : {}) };
    if (request.routeOptions.config.public === true) request.log.debug(line, 'request');
    else request.log.info(line, 'request');
  });
}

/** Pattern of the route, and the id of what it is about. */
export function addressOf({ routeOptions, params }: FastifyRequest): { route: string; id?: string } {
  const { id } = (params ?? {}) as { id?: string };
  return { route: routeOptions.url ?? '(none)', ...(id === undefined || !/^[\w.@-]{1,200}$/.test(id) ? {} : { id }) };
}

export const subjectOf = (request: FastifyRequest): string | undefined => (request.principal as FastifyRequest['principal'] | undefined)?.subject;

/** Trace id of a caller that traces (W3C Trace Context), so that lines can be joined with its spans. */
function traceOf({ headers: { traceparent } }: FastifyRequest): string | undefined {
  return typeof traceparent === 'string' ? /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent)?.[1] : undefined;
}
