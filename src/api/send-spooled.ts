/** Answers made by jobs, with what reproduces them in their headers. */
import { open, unlink } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import type { Provenance } from '../jobs/load-results.js';
import type { Spooled } from '../jobs/spool.js';

/** Headers that name a result; values that HTTP cannot carry are percent-encoded. */
export const provenanceHeaders = ({ command, digest, modelHash, scenarioHash, seed, version }: Omit<Provenance, 'id' | 'replications'>): Record<string, string> => ({
  'hazcade-command': encodeURIComponent(command), 'hazcade-digest': digest, 'hazcade-model-hash': modelHash, 'hazcade-scenario-hash': scenarioHash, 'hazcade-seed': encodeURIComponent(seed), 'hazcade-version': version,
});

/** Their names. */
export const PROVENANCE_HEADERS = ['hazcade-command', 'hazcade-digest', 'hazcade-model-hash', 'hazcade-scenario-hash', 'hazcade-seed', 'hazcade-version'] as const;

/** Sends the content; a file is removed at once, and its space is free when the client has it. */
export async function sendSpooled(reply: FastifyReply, mime: string, content: Spooled): Promise<FastifyReply> {
  reply.type(mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime);
  if ('bytes' in content) return reply.send(Buffer.from(content.bytes.buffer, content.bytes.byteOffset, content.bytes.byteLength));
  const file = await open(content.file, 'r');
  await unlink(content.file);
  const { size } = await file.stat();
  return reply.header('content-length', size).send(file.createReadStream());
}
