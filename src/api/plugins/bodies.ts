/** What bodies may be: JSON of a bounded size and depth, unpacked; other types where a route says so. */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError } from '../problem.js';

export function useBodies(app: FastifyInstance, { jsonBytes, jsonDepth }: { jsonBytes: number; jsonDepth: number }): void {
  // A member named __proto__ or constructor is refused.
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string', bodyLimit: jsonBytes }, (request, body, done) => {
    // Many clients name the type whether there is a body or not.
    if (body === '' && request.routeOptions.schema?.body === undefined) done(null, undefined);
    else if (body === '') done(new HttpError(400, 'BODY_EMPTY', 'the request has no body; expecting a JSON object'));
    else if (deeperThan(body, jsonDepth)) done(new HttpError(400, 'BODY_TOO_DEEP', `at most ${jsonDepth} levels of nesting are read`));
    else void parse(request, body, (error, value) => { if (error) done(new HttpError(400, 'BODY_NOT_JSON', whyNoJson(body))); else done(null, value); });
  });
  app.addContentTypeParser('*', refused('application/json'));
  app.addHook('onRequest', (request, _reply, done) => {
    const encoding = request.headers['content-encoding'];
    // Unpacking is where small requests become large.
    done(encoding === undefined || encoding === 'identity' ? undefined : new HttpError(415, 'ENCODING_UNSUPPORTED', 'bodies are taken as they are, without Content-Encoding'));
  });
}

/** A parser that takes no body, and says which it would. */
export const refused = (expected: string) => ({ headers }: FastifyRequest, payload: Readable): Promise<never> => {
  // Read and thrown away, so that the sender gets to read the answer.
  payload.resume();
  return Promise.reject(new HttpError(415, 'MEDIA_TYPE_UNSUPPORTED', `expecting a body of type ${expected}, found ${headers['content-type'] === undefined ? 'none (header Content-Type)' : `"${headers['content-type'].slice(0, 100)}"`}`));
};

function whyNoJson(text: string): string {
  try {
    JSON.parse(text);
    return 'a member named __proto__ or constructor is not taken';
  } catch (error) {
    return `the body is no JSON: ${(error as Error).message}`;
  }
}

const QUOTE = 34, BACKSLASH = 92, OPEN = [91, 123], CLOSE = [93, 125];

/** Whether brackets outside of texts are nested deeper; the text need not be JSON. */
export function deeperThan(text: string, levels: number): boolean {
  let depth = 0, inText = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inText) {
      if (c === BACKSLASH) i++;
      else if (c === QUOTE) inText = false;
    } else if (c === QUOTE) inText = true;
    else if (OPEN.includes(c)) { if (++depth > levels) return true; } else if (CLOSE.includes(c)) depth--;
  }
  return false;
}
