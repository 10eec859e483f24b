/** What the service refuses, as an error: the problem details (RFC 9457) it answered. */
export interface ProblemDetails {
  type: string; title: string; status: number; code: string; detail: string; instance: string;
  problems?: { code: string; severity: 'error' | 'warning'; message: string; file?: string; line?: number; column?: number; pointer?: string }[];
}

export class ApiError extends Error {
  /** As in docs/errors.md. */
  readonly code: string;
  readonly status: number;
  /** All problems of files or of the request, with their places. */
  readonly problems: NonNullable<ProblemDetails['problems']>;

  constructor(readonly details: ProblemDetails, /** Seconds after which it may be tried again. */ readonly retryAfterSeconds?: number) {
    const { code, detail, problems = [] } = details;
    super([`${code}: ${detail}`, ...problems.map((p) => `  ${[p.file, p.line, p.column].filter((x) => x !== undefined).join(':')} ${p.code} ${p.message}`)].join('\n'));
    this.name = 'ApiError';
    this.code = code;
    this.status = details.status;
    this.problems = problems;
  }
}

/** The error of a response that is none of the service's own (a proxy, a cut connection) says so. */
export async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text(), after = Number(response.headers.get('retry-after') ?? NaN);
  let details: ProblemDetails;
  try {
    details = JSON.parse(text) as ProblemDetails;
    if (typeof details.code !== 'string') throw new SyntaxError('no problem details');
  } catch {
    details = { type: 'about:blank', title: response.statusText, status: response.status, code: 'NOT_HAZCADE', detail: `${response.status} ${response.statusText}: ${text.slice(0, 200)}`, instance: response.url };
  }
  return new ApiError(details, Number.isFinite(after) ? after : undefined);
}
