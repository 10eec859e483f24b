/**
 * Confidential models: whoever may see a study or a model, but not what is in the model, gets totals by sector and area. Asset names, ids,
 * places and needs appear in no answer to them: this module decides it, and other routes call it.
 *
 * How a route uses it. Each route below /v1 declares what it shows, in its options:
 * - `config: { detail: false }`: nothing of a model's inside (lists, status, keys);
 * - `config: { detail: true }`: a model's inside. Who may not see it gets 403 CONFIDENTIAL before the handler runs. Works by itself for
 *   addresses that begin with /models/:id, /studies/:id, /scenarios/:id and /drafts/:id; for models named elsewhere (in the body) the
 *   handler calls `requireDetail(context, request, modelId)`;
 * - `config: { detail: 'redacted' }`: the handler leaves names out itself where `request.redacted` is set, by `redactResults` or
 *   by not reading them at all.
 * A route that declares nothing is for `admin` alone, and a test fails on it: a new route cannot leak because somebody forgot.
 * Errors and validation messages of a request with `request.redacted` lose their texts here, whatever the route.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Problem } from '../../errors.js';
import type { DocumentRecord, DraftLine, DraftRecord, Ownership } from '../../store/records.js';
import type { ServiceContext } from '../context.js';
import { modelsNamed } from '../../store/model-reference.js';
import { HttpError } from '../problem.js';
import { maySee, maySeeDetail } from './principal.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route shows of the inside of models; see src/api/access/redact.ts. */
    detail?: boolean | 'redacted';
  }
  interface FastifyInstance {
    /** Every route, for the test that walks them. */
    declared: readonly Declared[];
  }
  interface FastifyRequest {
    /** The request touches a confidential model whose inside the principal may not see. */
    redacted: boolean;
  }
}

/** A route and what it says of itself. */
export interface Declared { method: string; url: string; detail?: boolean | 'redacted'; public: boolean }

/** Before the routes: it takes note of them. */
export function useRedaction(app: FastifyInstance, context: ServiceContext): void {
  const declared: Declared[] = [];
  app.decorate('declared', declared);
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const one of [method].flat()) declared.push({ method: one, url, detail: config?.detail, public: config?.public === true });
  });
  app.decorateRequest('redacted', false);
  app.addHook('onRequest', async (request) => {
    const { config: { detail, public: open }, url } = request.routeOptions;
    if (open === true || url === undefined || !url.startsWith('/v1/') || detail === false) return;
    if (detail === undefined) {
      if (request.principal.scopes.includes('admin')) return;
      throw new HttpError(403, 'CONFIDENTIAL', 'this address does not say what it shows of confidential models: it is for scope "admin" alone');
    }
    for (const id of await modelsOf(context, request, url)) await note(context, request, id);
    if (detail === true && request.redacted) throw confidential();
  });
  app.addHook('preSerialization', (request, reply, payload, done) => {
    done(null, request.redacted && reply.statusCode >= 400 ? redactedError(payload as ErrorBody) : payload);
  });
}

interface ErrorBody { code: string; title: string; detail: string; problems?: Problem[] }

/** Errors whose text says nothing but what the request said itself, or how the service is. */
const HARMLESS = new Set(['CONFIDENTIAL', 'NOT_ALLOWED', 'REQUEST_INVALID', 'STUDY_NOT_DONE', 'IDEMPOTENCY_REUSED', 'REPLICATIONS_LIMIT', 'STUDIES_LIMIT', 'JOBS_BUSY', 'JOBS_CLOSED', 'OVERLOADED', 'NOT_ACCEPTABLE']);

function redactedError<B extends ErrorBody>(body: B): B {
  if (HARMLESS.has(body.code)) return body;
  return { ...body, detail: 'the model is confidential: no further detail', ...(body.problems === undefined ? {} : { problems: redactProblems(body.problems) }) };
}

const confidential = (): HttpError => new HttpError(403, 'CONFIDENTIAL', 'the model is confidential: you may see totals by sector and area only');

/** Throws CONFIDENTIAL for who may not see what is in the model. */
export async function requireDetail(context: ServiceContext, request: FastifyRequest, modelId: string): Promise<void> {
  await note(context, request, modelId);
  if (request.redacted) throw confidential();
}

/** Remembers on the request that what it touches is not for its principal. For whoever comes by a model's record. */
export function noteModel(request: FastifyRequest, document: DocumentRecord): void {
  if (document.kind === 'model' && !maySeeDetail(request.principal, document)) request.redacted = true;
}

/** Whether one of the models is confidential and not for whoever asks. Nothing is remembered on the request: for lists. */
async function isHidden({ store }: ServiceContext, { principal }: FastifyRequest, modelIds: readonly string[]): Promise<boolean> {
  const models = await Promise.all([...new Set(modelIds)].map((id) => store.documents.get('model', id)));
  return models.some((model) => model !== undefined && !maySeeDetail(principal, model));
}

/** What stands for a title that its author wrote and that may name an asset. */
export const NO_TITLE = '(confidential)';

/** Title of a document in a list; of a scenario on a hidden model none. */
export async function titleFor(context: ServiceContext, request: FastifyRequest, { kind, id, latest, title }: DocumentRecord): Promise<string> {
  if (kind === 'model') return title;
  return await isHidden(context, request, await context.store.documents.modelsOf(id, latest)) ? NO_TITLE : title;
}

/** The same of a draft, which its author may always read. */
export async function draftTitleFor(context: ServiceContext, request: FastifyRequest, draft: DraftLine): Promise<string> {
  if (draft.owner === request.principal.subject) return draft.title;
  return isForMembersOnly(request, draft) || await isHidden(context, request, draft.models) ? NO_TITLE : draft.title;
}

/** Drafts name their models in ways that only reading them would tell, and may be broken: members of a project's totals see no text of theirs. */
export function requireText(request: FastifyRequest, draft: DraftRecord): void {
  if (isForMembersOnly(request, draft)) throw confidential();
}

const isForMembersOnly = ({ principal }: FastifyRequest, { owner, project }: Ownership): boolean => !maySeeDetail(principal, { owner, project, confidential: true });

async function note({ store }: ServiceContext, request: FastifyRequest, modelId: string): Promise<void> {
  const document = await store.documents.get('model', modelId);
  if (document !== undefined) noteModel(request, document);
}

/** Ids of the models whose inside the address leads to. What the principal may not see leads nowhere: it is answered as what is not there. */
async function modelsOf({ store }: ServiceContext, { params, query, principal }: FastifyRequest, route: string): Promise<string[]> {
  const seen = <T extends Ownership>(one: T | undefined): T | undefined => (one !== undefined && maySee(principal, one) ? one : undefined);
  if (route === '/v1/comparisons') {
    const ids = Object.values(query as Record<string, unknown>).filter((id) => typeof id === 'string'), studies = await Promise.all(ids.map((id) => store.studies.get(id)));
    return studies.flatMap((study) => present(seen(study)?.modelId));
  }
  const kind = /^\/v1\/(models|studies|scenarios|drafts)\/:id(?:\/|$)/.exec(route)?.[1], { id = '' } = params as { id?: string }, name = id.split('@')[0]!;
  switch (kind) {
    case 'models': return present(seen(await store.documents.get('model', name))?.id);
    case 'studies': return present(seen(await store.studies.get(id))?.modelId);
    case 'scenarios': return seen(await store.documents.get('scenario', name)) === undefined ? [] : store.documents.modelsOf(name);
    case 'drafts': {
      const draft = seen(await store.drafts.get(id));
      // What one wrote oneself; of the model itself its handler tells nothing.
      return draft === undefined || draft.owner === principal.subject ? [] : modelsNamed(draft.text);
    }
    default: return [];
  }
}

const present = (id: string | undefined): string[] => (id === undefined ? [] : [id]);

/** Problems of files without what their texts and places could tell: kind and line remain. Problems of the request itself name only what it said. */
export function redactProblems(problems: readonly Problem[]): Problem[] {
  return problems.map(({ code, severity, line, column }) => ({ code, severity, message: 'the model is confidential: no further detail', ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) }));
}
