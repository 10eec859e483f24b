/** Scenarios being written. Whoever changes a draft names the state it is changed from (If-Match), so that no edit is lost. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { spoolFolder } from '../../jobs/spool.js';
import type { DraftRecord } from '../../store/records.js';
import { requireChange } from '../access/changes.js';
import { maySee, PRIVATE, requireProject, requireScope, visibilityOf } from '../access/principal.js';
import { draftTitleFor, requireText } from '../access/redact.js';
import type { ServiceContext } from '../context.js';
import { documentOf } from '../documents.js';
import { keepUpload, viewOf, withChecked } from '../keep.js';
import { HttpError, notFound, PROBLEMS } from '../problem.js';
import { PageOnly } from '../schemas/documents.js';
import { DraftBody, DraftChange, DraftId, IfMatch, PublishBody } from '../schemas/drafts.js';
import type { Upload } from '../uploads.js';
import { checkAnswer } from './validate.js';

type IdParams = { Params: { id: string } };
const tags = ['drafts'];

export function draftRoutes(v1: FastifyInstance, context: ServiceContext): void {
  const { store, config: { limits } } = context, allowance = { drafts: limits.draftsPerOwner, bytes: limits.draftBytesPerOwner };

  v1.get<{ Querystring: PageOnly }>('/drafts', { config: { detail: false }, schema: { tags, operationId: 'listDrafts', summary: 'List drafts', querystring: PageOnly, response: { 200: Type.Ref('DraftPage#'), ...PROBLEMS } } }, async (request) => {
    requireScope(request, 'read');
    const { items, cursor } = await store.drafts.list(visibilityOf(request), request.query);
    return { items: await Promise.all(items.map(async ({ models, ...line }) => ({ ...line, title: await draftTitleFor(context, request, { ...line, models }) }))), cursor };
  });

  v1.post<{ Body: DraftBody }>('/drafts', { config: { detail: false }, schema: { tags, operationId: 'createDraft', summary: 'Begin a draft', body: DraftBody, response: { 201: Type.Ref('Draft#'), ...PROBLEMS } } }, async (request, reply) => {
    requireScope(request, 'run');
    const { title, text, project = PRIVATE } = request.body, at = context.now().toISOString();
    requireProject(request, project);
    const draft: DraftRecord = { id: randomBytes(12).toString('hex'), title, text, owner: request.principal.subject, project, etag: newEtag(), createdAt: at, updatedAt: at };
    await store.drafts.create(draft, allowance);
    return send(reply.code(201).header('location', `/v1/drafts/${draft.id}`), draft);
  });

  v1.get<IdParams>('/drafts/:id', { config: { detail: true }, schema: { tags, operationId: 'getDraft', summary: 'A draft, with its ETag', params: DraftId, response: { 200: Type.Ref('Draft#'), ...PROBLEMS } } }, async (request, reply) => {
    requireScope(request, 'read');
    return send(reply, await draftOf(context, request));
  });

  v1.put<IdParams & { Body: DraftChange }>('/drafts/:id', { config: { detail: false }, schema: { tags, operationId: 'changeDraft', summary: 'Change a draft; If-Match names the state it is changed from', params: DraftId, headers: IfMatch, body: DraftChange, response: { 200: Type.Ref('Draft#'), ...PROBLEMS } } }, async (request, reply) => {
    const draft = await draftToChange(context, request), { title = draft.title, text } = request.body, changed = { ...draft, title, text, etag: newEtag(), updatedAt: context.now().toISOString() };
    if (!await store.drafts.update(changed, draft.etag, allowance)) throw lost();
    return send(reply, changed);
  });

  v1.delete<IdParams>('/drafts/:id', { config: { detail: false }, schema: { tags, operationId: 'removeDraft', summary: 'Remove a draft', params: DraftId, headers: IfMatch, response: { 204: Type.Null(), ...PROBLEMS } } }, async (request, reply) => {
    const draft = await draftToChange(context, request);
    if (!await store.drafts.remove(draft.id, draft.etag)) throw lost();
    return reply.code(204).send();
  });

  checkedRoutes(v1, context);
}

/** What reads the text of a draft as a scenario. */
function checkedRoutes(v1: FastifyInstance, context: ServiceContext): void {
  const ProblemsQuery = Type.Object({ model: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'model it is checked with; default: the one it names' })) }, { additionalProperties: false });

  v1.get<IdParams & { Querystring: { model?: string } }>('/drafts/:id/problems', { config: { detail: true }, schema: { tags, operationId: 'listDraftProblems', summary: 'Every problem of a draft, with line and pointer', params: DraftId, querystring: ProblemsQuery, response: { 200: Type.Ref('DocumentCheck#'), ...PROBLEMS } } }, async (request, reply) => {
    requireScope(request, 'read');
    const draft = await draftOf(context, request);
    reply.header('etag', quoted(draft.etag));
    return asFile(context, draft.text, (file) => checkAnswer('scenario', () => withChecked({ context, request, reply }, 'scenario', file, request.query.model, (checked) => Promise.resolve(checked))));
  });

  v1.post<IdParams & { Body: PublishBody }>('/drafts/:id/publish', { config: { detail: true }, schema: { tags, operationId: 'publishDraft', summary: 'Keep a draft as a version of a scenario', params: DraftId, headers: IfMatch, body: PublishBody, response: { 200: Type.Ref('Document#'), 201: Type.Ref('Document#'), ...PROBLEMS } } }, async (request, reply) => {
    const draft = await draftToChange(context, request);
    return asFile(context, draft.text, async (file) => {
      const { id, hash, created } = await keepUpload({ context, request, reply }, 'scenario', file, {}, { asId: request.body.id, otherwise: draft.project });
      return reply.code(created ? 201 : 200).header('location', `/v1/scenarios/${id}`).send(viewOf(await documentOf(context.store, request, 'scenario', `${id}@${hash}`), false));
    });
  });
}

const newEtag = (): string => randomBytes(12).toString('hex');
const quoted = (etag: string): string => `"${etag}"`;
const lost = (): HttpError => new HttpError(412, 'DRAFT_CHANGED', 'the draft was changed meanwhile: fetch it again, and bring your change into it');

function send(reply: FastifyReply, draft: DraftRecord): FastifyReply {
  return reply.header('etag', quoted(draft.etag)).send(draft);
}

async function draftOf({ store }: ServiceContext, request: FastifyRequest<IdParams>): Promise<DraftRecord> {
  const { id } = request.params, draft = await store.drafts.get(id);
  if (draft === undefined || !maySee(request.principal, draft)) throw notFound('draft', id);
  requireText(request, draft);
  return draft;
}

/** Throws NOT_ALLOWED, NOT_FOUND, PRECONDITION_MISSING (428), DRAFT_CHANGED (412). */
async function draftToChange(context: ServiceContext, request: FastifyRequest<IdParams>): Promise<DraftRecord> {
  requireScope(request, 'run');
  const draft = await draftOf(context, request), named = request.headers['if-match']?.trim();
  requireChange(request, draft);
  if (named === undefined || named === '*') throw new HttpError(428, 'PRECONDITION_MISSING', 'a change names the state it is made from: If-Match with the ETag of the draft');
  if (!etagsIn(named).includes(quoted(draft.etag))) throw lost();
  return draft;
}

/** Strong tags of a list (RFC 9110, 8.8.3 and 13.1.1): weak ones name no state to change, and a tag may have a comma in it. */
const etagsIn = (list: string): string[] => [...list.matchAll(/(W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g)].flatMap(([, weak, tag]) => (weak === undefined ? [tag!] : []));

/** The text as a file for a job, for as long as it takes. */
async function asFile<T>({ config }: ServiceContext, text: string, work: (file: Pick<Upload, 'path' | 'type'>) => Promise<T>): Promise<T> {
  const folder = spoolFolder(config.dataFolder), path = join(folder, randomUUID());
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(path, text, { mode: 0o600 });
    return await work({ path, type: text.trimStart().startsWith('{') ? 'json' : 'yaml' });
  } finally {
    await rm(path, { force: true });
  }
}
