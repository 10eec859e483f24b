/**
 * The client of the service, for Node and browsers. `http` has every route, typed by the service's own OpenAPI document; the methods
 * beside it are what routes alone do not give: following a study, reading a replay as it comes.
 *
 * ```ts
 * const hazcade = createClient({ url: 'http://127.0.0.1:8090' });
 * const { data: study } = await hazcade.http.POST('/v1/studies', { body: { scenario: 'winter-storm', replications: 500 } });
 * await hazcade.finished(study!.id, { onProgress: ({ done, planned }) => console.log(done, 'of', planned) });
 * const { data: results } = await hazcade.http.GET('/v1/studies/{id}/results', { params: { path: { id: study!.id } } });
 * ```
 */
import createFetchClient, { type Client } from 'openapi-fetch';
import { errorOf } from './api-error.js';
import { eventsOf, linesOf } from './streams.js';
import type { components, paths } from './openapi.js';

export type Study = components['schemas']['Study'];
export type StudyProgress = components['schemas']['StudyProgress'];

export interface ClientOptions {
  /** Address of the service, without `/v1`. */
  url: string;
  /** Key of the API, or a token of the issuer it trusts. */
  token?: string;
  /** Default: the platform's. */
  fetch?: typeof globalThis.fetch;
  /** Times a request is sent again that the service was too busy for (429, 503: nothing was done), after the time it says; default 3. */
  retries?: number;
}

export interface FollowOptions { signal?: AbortSignal; onProgress?: (progress: StudyProgress) => void }

/** Between two tries of a stream that broke off. */
const PAUSE_MS = 1_000;
/** Tries in a row that brought nothing. */
const TRIES = 10;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

export function createClient(options: ClientOptions): HazcadeClient {
  return new HazcadeClient(options);
}

export class HazcadeClient {
  /** Every route; what is not a success throws ApiError. */
  readonly http: Client<paths>;
  private readonly url: string;
  private readonly fetch: typeof globalThis.fetch;
  private readonly headers: Record<string, string>;

  constructor({ url, token, fetch = globalThis.fetch, retries = 3 }: ClientOptions) {
    this.url = url.replace(/\/+$/, '');
    this.fetch = async (input, init) => {
      const request = new Request(input, init);
      for (let left = retries; ; left--) {
        const response = await fetch(request.clone());
        if (left <= 0 || (response.status !== 429 && response.status !== 503)) return response;
        await response.body?.cancel();
        await pause(1000 * (Number(response.headers.get('retry-after')) || 1));
      }
    };
    this.headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    this.http = createFetchClient<paths>({ baseUrl: this.url, headers: this.headers, fetch: (request) => this.fetch(request) });
    this.http.use({ async onResponse({ response }) { if (!response.ok && response.status !== 304) throw await errorOf(response); } });
  }

  /** Progress of a study until it has ended; a stream that breaks off is taken up again. Errors: ApiError, STREAM_LOST after ten tries in vain. */
  async *follow(id: string, { signal }: { signal?: AbortSignal } = {}): AsyncGenerator<StudyProgress, Study> {
    let last: string | undefined;
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        const response = await this.open(`/v1/studies/${encodeURIComponent(id)}/events`, 'text/event-stream', { signal, ...(last === undefined ? {} : { headers: { 'last-event-id': last } }) });
        for await (const { event, id: at, data } of eventsOf(response)) {
          last = at ?? last;
          tries = 0;
          if (event === 'ended') return await this.study(id);
          if (event === 'progress') yield JSON.parse(data) as StudyProgress;
        }
      } catch (error) {
        // What the service refuses will be refused again; a broken connection may not break the next time.
        if (signal?.aborted || !(error instanceof TypeError)) throw error;
      }
      const study = await this.study(id).catch(() => undefined);
      if (study !== undefined && study.status !== 'queued' && study.status !== 'running') return study;
      await pause(PAUSE_MS);
    }
    throw new Error(`STREAM_LOST: the progress of study ${id} broke off ${TRIES} times in a row`);
  }

  /** The study when it has ended, however. */
  async finished(id: string, { signal, onProgress }: FollowOptions = {}): Promise<Study> {
    const progress = this.follow(id, { signal });
    for (let step = await progress.next(); ; step = await progress.next()) {
      if (step.done) return step.value;
      onProgress?.(step.value);
    }
  }

  async study(id: string): Promise<Study> {
    const { data } = await this.http.GET('/v1/studies/{id}', { params: { path: { id } } });
    return data as Study;
  }

  /** Lines of a route that answers NDJSON, such as the events of a replication, each as it comes. */
  async *lines<T = unknown>(path: string, query: Record<string, string | number> = {}, signal?: AbortSignal): AsyncGenerator<T> {
    const search = new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, String(value)])), response = await this.open(`${path}${search.size > 0 ? `?${search}` : ''}`, 'application/x-ndjson', { signal });
    for await (const line of linesOf(response)) yield JSON.parse(line) as T;
  }

  private async open(path: string, accept: string, init: RequestInit): Promise<Response> {
    const response = await this.fetch(`${this.url}${path}`, { ...init, headers: { ...this.headers, accept, ...init.headers as Record<string, string> | undefined } });
    if (!response.ok) throw await errorOf(response);
    return response;
  }
}
