/** Work of a request that is done away from the HTTP thread: for as long as somebody waits for it, and no longer than is allowed. */
import type { FastifyReply } from 'fastify';
import type { InputOf, OutputOf, TaskName } from '../jobs/tasks/index.js';
import type { ServiceContext } from './context.js';

/** Runs a task for whoever waits for this reply. Errors: those of the task and of JobPool.run. */
export async function ask<N extends TaskName>({ desk, config }: Pick<ServiceContext, 'desk' | 'config'>, { raw }: FastifyReply, task: N, input: InputOf<N>): Promise<OutputOf<N>> {
  const gone = new AbortController(), onClose = (): void => gone.abort();
  // Of the answer, not of the connection: many requests come over one. It may have closed while the request was looked at.
  if (raw.destroyed) onClose();
  raw.once('close', onClose);
  try {
    return await desk.run(task, input, { signal: gone.signal, timeoutMs: config.limits.deskSeconds * 1000 });
  } finally {
    raw.off('close', onClose);
  }
}
