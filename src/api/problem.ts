/** Errors as RFC 9457 problem+json: a code that docs/errors.md explains, and where files are wrong all their problems with places. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { CascadeError, ValidationError, type Problem } from '../errors.js';

export const ProblemSchema = Type.Object({
  code: Type.String(), severity: Type.Enum(['error', 'warning']), message: Type.String(),
  file: Type.Optional(Type.String()), line: Type.Optional(Type.Integer()), column: Type.Optional(Type.Integer()),
  pointer: Type.Optional(Type.String({ description: 'JSON pointer into the input' })),
});

export const ProblemDetails = Type.Object({
  type: Type.String({ description: 'URI of the kind of problem' }), title: Type.String(), status: Type.Integer(), code: Type.String(), detail: Type.String(), instance: Type.String(),
  problems: Type.Optional(Type.Array(ProblemSchema)),
}, { $id: 'ProblemDetails', additionalProperties: false });

/** An error that says its HTTP status itself. */
export class HttpError extends CascadeError {
  /** @param retryAfterSeconds for 429 and 503 */
  constructor(readonly status: number, code: string, message: string, readonly retryAfterSeconds?: number) {
    super(code, message);
    this.name = 'HttpError';
  }
}

export const notFound = (what: string, id: string): HttpError => new HttpError(404, 'NOT_FOUND', `there is no ${what} "${id}" that you may see`);

/** Codes of errors from deeper down that are the service's own state, not the request's fault. */
const STATUS: Record<string, number> = {
  INPUT_INVALID: 422, JOBS_BUSY: 503, JOBS_CLOSED: 503, STORE_UNAVAILABLE: 503, STORE_FULL: 507, JOB_TIMEOUT: 503, JOB_DIED: 503, INTERNAL: 500, FILE_LOST: 500,
  VERSION_UNKNOWN: 404, DOCUMENT_IN_USE: 409, DOCUMENT_SHIPPED: 409,
};
const TITLES: Record<number, string> = {
  400: 'Bad request', 401: 'Not authenticated', 403: 'Not allowed', 404: 'Not found', 405: 'Method not allowed', 406: 'Not acceptable', 409: 'Conflict', 412: 'Precondition failed', 413: 'Too large', 415: 'Unsupported media type', 416: 'Range not satisfiable',
  422: 'Input with problems', 428: 'Precondition required', 429: 'Too many requests', 500: 'Internal error', 503: 'Not available now', 507: 'Storage full',
};

/** Any error as problem details; what is not one of ours shows nothing of its inside. */
export function problemOf(error: unknown, instance: string): { body: Record<string, unknown>; retryAfter?: number; internal: boolean } {
  const found = known(error);
  const { status, code, detail, problems, retryAfter } = found;
  return {
    body: { type: `https://hazcade.dev/errors#${code}`, title: TITLES[status] ?? 'Error', status, code, detail, instance, ...(problems ? { problems } : {}) },
    retryAfter: retryAfter ?? (status === 503 ? 5 : undefined), internal: status >= 500 && status !== 503 && status !== 507,
  };
}

interface Known { status: number; code: string; detail: string; problems?: Problem[]; retryAfter?: number }

function known(error: unknown): Known {
  if (error instanceof HttpError) return { status: error.status, code: error.code, detail: error.message, retryAfter: error.retryAfterSeconds };
  if (error instanceof ValidationError) return { status: 422, code: error.code, detail: error.message.split('\n')[0]!, problems: error.problems };
  if (error instanceof CascadeError) {
    const status = STATUS[error.code] ?? 422;
    return { status, code: error.code, detail: status === 500 ? 'an internal error; the log has it under this request\'s id' : error.message };
  }
  const { validation, statusCode, code, message, validationContext } = error as { validation?: { instancePath: string; message?: string; keyword: string; params: Record<string, unknown> }[]; statusCode?: number; code?: string; message?: string; validationContext?: string };
  if (validation !== undefined) {
    const problems = validation.map((v): Problem => ({ code: 'VALUE_INVALID', severity: 'error', file: validationContext ?? 'body', pointer: v.instancePath, message: `${v.message ?? v.keyword}${typeof v.params['additionalProperty'] === 'string' ? ` ("${v.params['additionalProperty']}")` : ''}` }));
    return { status: 400, code: 'REQUEST_INVALID', detail: `${validationContext ?? 'body'}: ${problems.length} problem${problems.length === 1 ? '' : 's'}`, problems };
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { status: statusCode, code: FASTIFY_CODES[code ?? ''] ?? 'REQUEST_INVALID', detail: message ?? 'the request cannot be read' };
  return { status: 500, code: 'INTERNAL', detail: 'an internal error; the log has it under this request\'s id' };
}

const FASTIFY_CODES: Record<string, string> = { FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE', FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED', FST_ERR_CTP_EMPTY_JSON_BODY: 'BODY_EMPTY', FST_ERR_CTP_INVALID_JSON_BODY: 'BODY_NOT_JSON' };

/** Every error of the app, and every unknown address, as problem+json. */
export function useProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const { body, retryAfter, internal } = problemOf(error, request.url);
    if (internal) request.log.error({ err: error }, 'internal error');
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    return reply.code(body['status'] as number).type('application/problem+json').send(body);
  });
  app.setNotFoundHandler((request, reply) => {
    const { body } = problemOf(new HttpError(404, 'ROUTE_UNKNOWN', `there is nothing at ${request.method} ${request.url.split('?')[0]!}; /v1/openapi.json lists what there is`), request.url);
    return reply.code(404).type('application/problem+json').send(body);
  });
}
