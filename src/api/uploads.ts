/** Bodies that are files: written to the data folder as they come, counted, never held in memory, and removed with the answer. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { spoolFolder } from '../jobs/spool.js';
import type { UploadType } from '../jobs/tasks/stage-upload.js';
import type { ServiceContext } from './context.js';
import { refused } from './plugins/bodies.js';
import { HttpError } from './problem.js';

type Types = Readonly<Record<string, UploadType>>;

/** Of models and scenarios, by media type. */
const DOCUMENT_TYPES: Types = {
  'application/zip': 'zip', 'application/x-zip-compressed': 'zip', 'application/json': 'json', 'application/yaml': 'yaml', 'application/x-yaml': 'yaml', 'text/yaml': 'yaml', 'text/x-yaml': 'yaml',
};

/** Of context layers; what they are is told by their names. */
export const LAYER_TYPES: Types = Object.fromEntries(['application/geo+json', 'application/json', 'application/vnd.pmtiles', 'application/vnd.sqlite3', 'application/octet-stream'].map((type) => [type, 'json']));

export interface Upload { path: string; type: UploadType; bytes: number }

declare module 'fastify' {
  interface FastifyRequest { upload?: Upload }
}

/** In OpenAPI: what a route with an upload takes. Nothing is checked here; the file is read elsewhere. */
export const UPLOAD_BODY = {
  content: Object.fromEntries((['application/yaml', 'application/json', 'application/zip'] as const).map((type) => [type, { schema: { description: type === 'application/zip' ? 'a folder with its main file at the top, or one folder down' : 'one file, as in docs/formats.md' } }])),
};

export const LAYER_BODY = { content: Object.fromEntries(Object.keys(LAYER_TYPES).map((type) => [type, { schema: { description: 'GeoJSON FeatureCollection, PMTiles or MBTiles' } }])) };

/** For the routes of this scope bodies are files. */
export function useUploads(app: FastifyInstance, { config }: ServiceContext, types: Types = DOCUMENT_TYPES): void {
  app.removeContentTypeParser(['application/json', '*']);
  app.addContentTypeParser('*', refused(Object.keys(types).join(', ')));
  app.addContentTypeParser(Object.keys(types), async (request: FastifyRequest, payload: Readable) => {
    const type = types[request.headers['content-type']!.split(';')[0]!.trim().toLowerCase()];
    if (type === undefined) throw new HttpError(415, 'MEDIA_TYPE_UNSUPPORTED', `expecting ${Object.keys(types).join(', ')}`);
    request.upload = await receive(payload, type, config.dataFolder, config.limits.bodyBytes, Number(request.headers['content-length'] ?? 0));
    return {};
  });
  app.addHook('onResponse', async ({ upload }) => { if (upload) await rm(upload.path, { force: true }); });
}

/** The upload of a request. Throws BODY_EMPTY. */
export function uploadOf({ upload }: FastifyRequest): Upload {
  if (upload === undefined || upload.bytes === 0) throw new HttpError(400, 'BODY_EMPTY', 'the request has no body; expecting a file as application/yaml, application/json or application/zip');
  return upload;
}

async function receive(payload: Readable, type: UploadType, dataFolder: string, limit: number, announced: number): Promise<Upload> {
  if (announced > limit) { payload.resume(); throw tooLarge(limit); }
  const folder = spoolFolder(dataFolder), path = join(folder, randomUUID());
  try {
    await mkdir(folder, { recursive: true });
    return { path, type, bytes: await write(payload, path, limit) };
  } catch (error) {
    await rm(path, { force: true });
    // What is still coming is read and thrown away, so that the sender gets to read the answer.
    payload.resume();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNRESET' || payload.errored) throw new HttpError(400, 'BODY_INCOMPLETE', 'the body ended before it was complete');
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') throw new HttpError(507, 'SPOOL_FAILED', 'the data folder has no room for this file');
    throw error;
  }
}

const tooLarge = (limit: number): HttpError => new HttpError(413, 'BODY_TOO_LARGE', `a file may have ${limit} bytes here`);

/** @returns bytes written */
async function write(payload: Readable, path: string, limit: number): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const piece of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > limit) throw tooLarge(limit);
      await file.appendFile(piece);
    }
  } finally {
    await file.close();
  }
  return bytes;
}
