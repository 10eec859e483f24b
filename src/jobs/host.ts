/** The body of a job's process: one task at a time. It ends when its parent is gone. */
import { setPriority } from 'node:os';
import { CascadeError, ValidationError } from '../errors.js';
import type { Store } from '../store/store.js';
import type { FromJob, JobError, JobSettings, ToJob } from './protocol.js';
import { TASKS, type TaskName } from './tasks/index.js';

let settings: JobSettings | undefined;
let store: Promise<Store> | undefined;
let current: { ticket: number; controller: AbortController } | undefined;

const send = (message: FromJob): void => { process.send?.(message); };

/** The store of this process, opened once; a failure to open is tried again by the next task. */
function openOnce({ storeUrl }: JobSettings): Promise<Store> {
  store ??= import('../store/open.js').then(({ openStore }) => openStore(storeUrl)).catch((error: unknown) => { store = undefined; throw error; });
  return store;
}

async function run({ ticket, task, input }: Extract<ToJob, { type: 'run' }>): Promise<void> {
  const controller = new AbortController(), given = settings;
  current = { ticket, controller };
  try {
    if (given === undefined || !Object.hasOwn(TASKS, task)) throw new CascadeError('JOB_MISUSED', `no settings, or no task "${task}"`);
    const { run: start } = await TASKS[task as TaskName]();
    const output = await start(input as never, { settings: given, signal: controller.signal, store: () => openOnce(given), tell: (message) => send({ type: 'told', ticket, message }) });
    send({ type: 'done', ticket, output });
  } catch (error) {
    send({ type: 'failed', ticket, error: inWords(error) });
  } finally {
    current = undefined;
  }
}

function inWords(error: unknown): JobError {
  if (error instanceof ValidationError) return { code: error.code, message: error.message.split('\n')[0]!, problems: error.problems };
  if (error instanceof CascadeError) return { code: error.code, message: error.message };
  return error instanceof Error ? { code: 'INTERNAL', message: error.message, stack: error.stack } : { code: 'INTERNAL', message: String(error) };
}

process.on('message', (message: ToJob) => {
  switch (message.type) {
    case 'settings':
      settings = message.settings;
      // Less important than whoever answers requests; where the system refuses, it is as important.
      try { setPriority(message.niceness); } catch { /* a wish */ }
      return;
    case 'run':
      void run(message);
      return;
    case 'cancel':
      if (current?.ticket === message.ticket) current.controller.abort();
  }
});
// The parent is gone, by whatever way: what was written is in the store, the rest is done again.
process.on('disconnect', () => process.exit(0));
// Ctrl-C goes to the whole group of processes; the parent decides how its jobs end.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
