/** From files to versions: unpacked, checked and kept by jobs; who may, and against which model, is decided here. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { spoolFolder } from '../jobs/spool.js';
import type { CheckInput, Checked } from '../jobs/tasks/check-staged.js';
import type { Kept } from '../jobs/tasks/keep-staged.js';
import type { Staged } from '../jobs/tasks/stage-upload.js';
import type { DocumentKind, DocumentRecord } from '../store/records.js';
import { requireChange } from './access/changes.js';
import { PRIVATE, requireProject } from './access/principal.js';
import { requireSpace, spaceOf } from './access/quota.js';
import { NO_TITLE, requireDetail } from './access/redact.js';
import { ask } from './ask.js';
import type { ServiceContext } from './context.js';
import { documentOf, type Found } from './documents.js';
import { modelReference } from '../store/model-reference.js';
import { HttpError } from './problem.js';
import { DOCUMENT_ID, type UploadQuery } from './schemas/documents.js';
import type { Upload } from './uploads.js';

/** What a request asks for, and where its answer goes. */
export interface Exchange { context: ServiceContext; request: FastifyRequest; reply: FastifyReply }

/**
 * Unpacks and checks an upload, and hands both to `then`; its files are gone afterwards.
 * Errors: ValidationError with every problem; NOT_FOUND (the model of the query), CONFIDENTIAL.
 */
export async function withChecked<T>(exchange: Exchange, kind: DocumentKind, upload: Pick<Upload, 'path' | 'type'>, model: string | undefined, then: (checked: Checked, staged: Staged) => Promise<T>): Promise<T> {
  const { context, reply } = exchange, { dataFolder, limits } = context.config, folder = join(spoolFolder(dataFolder), `${randomUUID()}.d`);
  try {
    const staged = await ask(context, reply, 'stage-upload', { upload: upload.path, type: upload.type, kind, folder, limits: { files: limits.bundleFiles, bytes: limits.bundleBytes } });
    const against = kind === 'scenario' ? await modelFor(exchange, model, staged) : undefined;
    return await then(await ask(context, reply, 'check-staged', { ...staged, kind, against, assets: limits.assets }), staged);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The model a scenario is held against: problems name its assets, so who checks must be allowed to see them. */
async function modelFor({ context, request }: Exchange, asked: string | undefined, staged: Staged): Promise<CheckInput['against']> {
  const named = asked ?? staged.model?.named;
  if (named === undefined) return undefined;
  try {
    const { document, version } = await documentOf(context.store, request, 'model', modelReference(named));
    await requireDetail(context, request, document.id);
    return { id: document.id, version: version.hash };
  } catch (error) {
    // What the query names is the request's mistake; what the file names is told as a problem of the file.
    if (asked === undefined && error instanceof HttpError && error.code === 'NOT_FOUND') return { missing: `a scenario names its model by its id in this service: ${error.message}` };
    throw error;
  }
}

/**
 * Checks an upload and keeps it as a version of a document.
 * @param asId id in the address; default: the one in the file
 * @param otherwise project of a new document where the query names none
 * Errors: those of `withChecked`, ID_UNFIT, ID_TAKEN, NOT_ALLOWED, PROJECT_INVALID, PROJECT_DIFFERS, DOCUMENT_SHIPPED, QUOTA_EXCEEDED.
 */
export async function keepUpload(exchange: Exchange, kind: DocumentKind, upload: Pick<Upload, 'path' | 'type'>, query: UploadQuery, { asId, otherwise = PRIVATE }: { asId?: string; otherwise?: string } = {}): Promise<Kept & { id: string }> {
  const { context, request, reply } = exchange;
  requireProject(request, query.project ?? otherwise);
  await requireSpace(context, request.principal.subject);
  if (asId !== undefined) await requireFree(exchange, kind, asId);
  return withChecked(exchange, kind, upload, query.model, async (checked, staged) => {
    const id = asId ?? checked.id, createdAt = context.now().toISOString();
    if (!new RegExp(DOCUMENT_ID).test(id)) throw new HttpError(422, 'ID_UNFIT', `the id "${id}" of the file does not fit an address (letters, digits, ".", "_", "-"); choose one with PUT /v1/${kind}s/ID`);
    const there = await requireFree(exchange, kind, id), project = there?.project ?? query.project ?? otherwise;
    if (query.project !== undefined && query.project !== project) throw new HttpError(409, 'PROJECT_DIFFERS', `${kind} "${id}" is in the project "${project}", and a new version does not move it to "${query.project}": leave "project" out, or choose another id with PUT /v1/${kind}s/ID`);
    const document: Omit<DocumentRecord, 'latest'> = { kind, id, title: checked.title, owner: there?.owner ?? request.principal.subject, project, confidential: query.confidential ?? false, shipped: false, createdAt };
    const kept = await ask(context, reply, 'keep-staged', { ...staged, document, summary: { ...checked.summary, ...(query.model === undefined ? {} : { model: query.model }) }, createdAt, allowance: spaceOf(context) });
    context.forgetDocument?.(kind, id);
    return { id, ...kept };
  });
}

/**
 * Keeps a new version of a model in which one file is another: added or replaced by an upload, or left out. Checked as a whole, like an upload.
 * Errors: those of `withChecked`, QUOTA_EXCEEDED.
 */
export async function keepChanged({ context, reply }: Exchange, { document, version }: Found, change: { path: string; upload?: string }): Promise<Kept> {
  // Removing makes room in the end; adding needs it.
  if (change.upload !== undefined) await requireSpace(context, document.owner);
  const { dataFolder, limits } = context.config, folder = join(spoolFolder(dataFolder), `${randomUUID()}.d`), createdAt = context.now().toISOString();
  try {
    const staged = await ask(context, reply, 'stage-change', { kind: document.kind, id: document.id, version: version.hash, folder, ...change, limits: { files: limits.bundleFiles, bytes: limits.bundleBytes } });
    const { title, summary } = await ask(context, reply, 'check-staged', { ...staged, kind: document.kind, assets: limits.assets }), { latest: _, ...kept } = document;
    const changed = await ask(context, reply, 'keep-staged', { ...staged, document: { ...kept, title }, summary, createdAt, allowance: change.upload === undefined ? {} : spaceOf(context) });
    context.forgetDocument?.(document.kind, document.id);
    return changed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws DOCUMENT_SHIPPED, NOT_ALLOWED. */
export function requireChangeable(request: FastifyRequest, document: DocumentRecord): void {
  if (document.shipped) throw new HttpError(409, 'DOCUMENT_SHIPPED', `${document.kind} "${document.id}" came with Hazcade and cannot be changed; keep yours under another id: PUT /v1/${document.kind}s/ID`);
  requireChange(request, document);
}

/** The id is new, or of something that the request may change, which is returned. Throws DOCUMENT_SHIPPED, ID_TAKEN. */
async function requireFree({ context, request }: Exchange, kind: DocumentKind, id: string): Promise<DocumentRecord | undefined> {
  const there = await context.store.documents.get(kind, id);
  if (there === undefined) return undefined;
  try {
    requireChangeable(request, there);
    return there;
  } catch (error) {
    if (error instanceof HttpError && error.code === 'NOT_ALLOWED') throw new HttpError(409, 'ID_TAKEN', `the id "${id}" is taken; choose another one with PUT /v1/${kind}s/ID`);
    throw error;
  }
}

/** A document as it is shown; of a confidential model to others only what it is called and how large it is. */
export function viewOf({ document, version }: Found, redacted: boolean): Record<string, unknown> {
  const self = `/v1/${document.kind}s/${document.id}`, at = `${self}@${version.hash}`;
  return {
    ...document, ...(redacted && document.kind === 'scenario' ? { title: NO_TITLE } : {}), version: version.hash, main: version.main, files: Object.keys(version.files).length, bytes: version.bytes, versionCreatedAt: version.createdAt,
    summary: redacted ? totalsOf(version.summary as Record<string, unknown>) : version.summary,
    links: redacted ? { self } : { self, versions: `${self}/versions`, files: `${at}/files`, archive: `${at}/archive.zip`, ...(document.kind === 'model' ? { assets: `${at}/assets`, criticality: `${at}/criticality`, map: `${at}/map.geojson`, layers: `${at}/layers` } : {}) },
  };
}

/** Names of assets are in warnings and may be in descriptions. */
const TOTALS = ['modelHash', 'assets', 'needs', 'serviceAreas', 'people', 'sectors', 'services', 'timeZone', 'scenarioHash', 'model', 'start', 'horizonHours', 'replications'];
const totalsOf = (summary: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(summary).filter(([key]) => TOTALS.includes(key)));
