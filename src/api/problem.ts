/** Errors as RFC 9457 problem+json: a code that docs/errors.md explains, and where files are wrong all their problems with places. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { CascadeError, nearest, ValidationError, type Problem } from '../errors.js';
import { requestProblem, type SchemaError } from './request-problems.js';

export const ProblemSchema = Type.Object({
  code: Type.String(), severity: Type.Enum(['error', 'warning']), message: Type.String(),
  file: Type.Optional(Type.String()), line: Type.Optional(Type.Integer()), column: Type.Optional(Type.Integer()),
  pointer: Type.Optional(Type.String({ description: 'JSON pointer into the input' })),
});

/** In OpenAPI as the component `ProblemDetails` (openapi.ts). */
export const ProblemDetails = Type.Object({
  type: Type.String({ description: 'URI of the kind of problem' }), title: Type.String(), status: Type.Integer({ minimum: 400, maximum: 599 }), code: Type.String({ description: 'documented in docs/errors.md' }), detail: Type.String(), instance: Type.String({ description: 'path that was asked for' }),
  problems: Type.Optional(Type.Array(ProblemSchema)),
}, {
  $id: 'ProblemDetails', additionalProperties: false,
  examples: [{ type: '/v1/errors.md#NOT_FOUND', title: 'Not found', status: 404, code: 'NOT_FOUND', detail: 'there is no study "x" that you may see', instance: '/v1/studies/x' }],
});

const problemAnswer = (description: string) => ({ description, content: { 'application/problem+json': { schema: Type.Ref('ProblemDetails#') } } });

/** What every route may answer beside what it is for. */
export const PROBLEMS = { '4xx': problemAnswer('The request cannot be served as it is: `code` says why'), '5xx': problemAnswer('The service cannot answer now (503, 507: try again later), or has a defect (500)') };

/** An error that says its HTTP status itself. */
export class HttpError extends CascadeError {
  /** @param retryAfterSeconds for 429 and 503 @param headers that belong to the answer, as `allow` to 405 */
  constructor(readonly status: number, code: string, message: string, readonly retryAfterSeconds?: number, readonly headers: Readonly<Record<string, string>> = {}) {
    super(code, message);
    this.name = 'HttpError';
  }
}

/** @param known names that may be told to whoever asks: the nearest is */
export function notFound(what: string, id: string, known: readonly string[] = []): HttpError {
  const near = nearest(id, known);
  return new HttpError(404, 'NOT_FOUND', `there is no ${what} "${id}" that you may see${near === undefined ? '' : `; did you mean "${near}"?`}`);
}

/** Codes of errors from deeper down that are the service's own state, not the request's fault. */
const STATUS: Record<string, number> = {
  INPUT_INVALID: 422, JOBS_BUSY: 503, JOBS_CLOSED: 503, STORE_UNAVAILABLE: 503, REDIS_UNREACHABLE: 503, REDIS_REFUSED: 503, WORKER_BUILD_OTHER: 503, STORE_FULL: 507, QUOTA_EXCEEDED: 507, JOB_TIMEOUT: 503, JOB_DIED: 503, INTERNAL: 500, FILE_LOST: 500,
  NOT_FOUND: 404, VERSION_UNKNOWN: 404, STUDY_GONE: 404, STUDY_NOT_DONE: 409, COLUMN_UNKNOWN: 400, CURSOR_INVALID: 400, SPOOL_FAILED: 507, DOCUMENT_IN_USE: 409, DOCUMENT_SHIPPED: 409, ID_TAKEN: 409, CHAIN_NONE: 404, STUDY_EMPTY: 409, STUDIES_LIMIT: 429,
};
/** Where an error does not say it itself. */
const RETRY_SECONDS: Record<number, number> = { 429: 30, 503: 5 };
const TITLES: Record<number, string> = {
  400: 'Bad request', 401: 'Not authenticated', 403: 'Not allowed', 404: 'Not found', 405: 'Method not allowed', 406: 'Not acceptable', 408: 'Request timeout', 409: 'Conflict', 412: 'Precondition failed', 413: 'Too large', 415: 'Unsupported media type', 416: 'Range not satisfiable',
  422: 'Input with problems', 428: 'Precondition required', 429: 'Too many requests', 431: 'Headers too large', 500: 'Internal error', 503: 'Not available now', 507: 'Storage full',
};

/** Any error as problem details; what is not one of ours shows nothing of its inside. */
export function problemOf(error: unknown, instance: string): { body: Record<string, unknown>; retryAfter?: number; internal: boolean } {
  const found = known(error);
  const { status, code, detail, problems, retryAfter } = found;
  return {
    body: { type: `/v1/errors.md#${code}`, title: TITLES[status] ?? 'Error', status, code, detail, instance, ...(problems ? { problems } : {}) },
    retryAfter: retryAfter ?? RETRY_SECONDS[status], internal: status >= 500 && status !== 503 && status !== 507,
  };
}

interface Known { status: number; code: string; detail: string; problems?: Problem[]; retryAfter?: number }

function known(error: unknown): Known {
  if (error instanceof HttpError) return { status: error.status, code: error.code, detail: error.message, retryAfter: error.retryAfterSeconds };
  if (error instanceof ValidationError) return { status: 422, code: error.code, detail: error.message.split('\n')[0]!.replace(/:$/, ''), problems: error.problems };
  if (error instanceof CascadeError) {
    const status = STATUS[error.code] ?? 422;
    return { status, code: error.code, detail: status === 500 ? 'an internal error; the log has it under this request\'s id' : error.message };
  }
  const { validation, statusCode, code, message, validationContext: part = 'body' } = error as { validation?: SchemaError[]; statusCode?: number; code?: string; message?: string; validationContext?: string };
  if (validation !== undefined) {
    if (part === 'body' && validation.some(({ instancePath, keyword, data }) => instancePath === '' && keyword === 'type' && (data === undefined || data === null))) return { status: 400, code: 'BODY_EMPTY', detail: 'the request has no body; expecting a JSON object' };
    const problems = validation.map((one) => requestProblem(part, one));
    return { status: 400, code: 'REQUEST_INVALID', detail: `${part}: ${problems.length} problem${problems.length === 1 ? '' : 's'}`, problems };
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { status: statusCode, code: FASTIFY_CODES[code ?? ''] ?? 'REQUEST_INVALID', detail: statusCode === 413 ? 'the body is larger than JSON may be here (setting limits.jsonBytes)' : message ?? 'the request cannot be read' };
  return { status: 500, code: 'INTERNAL', detail: 'an internal error; the log has it under this request\'s id' };
}

const FASTIFY_CODES: Record<string, string> = {
  FST_ERR_BAD_URL: 'URL_INVALID', FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BODY_INCOMPLETE', FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE', FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED',
};

/** Sends an error as problem details. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const { body, retryAfter, internal } = problemOf(error, request.url.split('?')[0]!);
  if (internal) request.log.error({ err: error }, 'internal error');
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  if (error instanceof HttpError) reply.headers(error.headers);
  return reply.code(body['status'] as number).type('application/problem+json').send(body);
}

/** Every error of the app, every unknown address and every wrong method, as problem+json. Before the routes: it takes note of them. */
export function useProblems(app: FastifyInstance): void {
  const routes: { url: string; pattern: RegExp; methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ url, pattern: new RegExp(`^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, (c) => (c === '*' ? '.*' : `\\${c}`)).replaceAll(/:\w+/g, '[^/]+')}$`), methods: [method].flat() });
  });
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!, allowed = [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))];
    return sendProblem(request, reply, allowed.length > 0
      ? new HttpError(405, 'METHOD_NOT_ALLOWED', `${request.method} is not possible at ${path}: ${allowed.join(', ')}`, undefined, { allow: allowed.join(', ') })
      : new HttpError(404, 'ROUTE_UNKNOWN', `there is nothing at ${request.method} ${path}${addressMeant(path, routes.map(({ url }) => url))}; /v1/openapi.json lists what there is`));
  });
}

/** The nearest address, with the parameters of this one: `/v1/studys/7` -> `/v1/studies/7`. */
function addressMeant(path: string, urls: readonly string[]): string {
  const parts = path.split('/'), filled = urls.filter((url) => url.split('/').length === parts.length).map((url) => url.split('/').map((part, i) => (part.startsWith(':') ? parts[i]! : part)).join('/'));
  const near = nearest(path, filled);
  return near === undefined ? '' : `, did you mean ${near}?`;
}
