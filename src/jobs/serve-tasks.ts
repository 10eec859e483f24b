/** The body of a job's process: one task at a time. It ends when its parent is gone. */
import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { CascadeError, ValidationError } from '../errors.js';
import type { Store } from '../store/store.js';
import { inBundle, problemInBundle } from './in-bundle.js';
import type { FromJob, JobError, JobSettings, ToJob } from './protocol.js';
import type { Task } from './task.js';

/** Tasks by name, loaded when first asked for. */
export type TaskTable = Readonly<Record<string, () => Promise<{ run: Task<never, unknown> }>>>;

/**
 * Looks once a second whether the parent is still the one that started us. A thread of its own, since a task may keep the main thread busy
 * for ever; the system hands children of a dead process to another one, which is how it shows. The parent says its id: it may be gone before
 * this process has come so far as to ask.
 */
const WATCH = `const { workerData: parent } = require('node:worker_threads');
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);`;

/** Serves the process whose id is the first argument of this one, its parent, until it is gone. */
export function serveTasks(tasks: TaskTable): void {
  const host = new TaskHost(tasks);
  process.on('message', (message: ToJob) => host.receive(message));
  // The parent is gone, by whatever way: what was written is in the store, the rest is done again.
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C goes to the whole group of processes; the parent decides how its jobs end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => undefined);
  new Worker(WATCH, { eval: true, workerData: Number(process.argv[2]), resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 } }).unref();
}

class TaskHost {
  private settings?: JobSettings;
  private store?: Promise<Store>;
  private current?: { ticket: number; controller: AbortController };

  constructor(private readonly tasks: TaskTable) {}

  receive(message: ToJob): void {
    switch (message.type) {
      case 'settings':
        this.settings = message.settings;
        // Less important than whoever answers requests; where the system refuses, it is as important.
        try { setPriority(message.niceness); } catch { /* a wish */ }
        return;
      case 'run':
        void this.run(message);
        return;
      case 'cancel':
        if (this.current?.ticket === message.ticket) this.current.controller.abort();
    }
  }

  private async run({ ticket, task, input }: Extract<ToJob, { type: 'run' }>): Promise<void> {
    const controller = new AbortController(), { settings } = this, cleaning: (() => void)[] = [];
    this.current = { ticket, controller };
    try {
      if (settings === undefined || !Object.hasOwn(this.tasks, task)) throw new CascadeError('JOB_MISUSED', `no settings, or no task "${task}"`);
      const { run: start } = await this.tasks[task]!();
      const output = await start(input as never, { settings, signal: controller.signal, store: () => this.openOnce(settings), atEnd: (clean) => cleaning.push(clean), tell: (message) => send({ type: 'told', ticket, message }) });
      send({ type: 'done', ticket, output });
    } catch (error) {
      send({ type: 'failed', ticket, error: inWords(error) });
    } finally {
      for (const clean of cleaning) clean();
      this.current = undefined;
    }
  }

  /** The store of this process, opened once; a failure to open is tried again by the next task. */
  private openOnce({ storeUrl }: JobSettings): Promise<Store> {
    this.store ??= import('../store/open.js').then(({ openStore }) => openStore(storeUrl)).catch((error: unknown) => { this.store = undefined; throw error; });
    return this.store;
  }
}

const send = (message: FromJob): void => { process.send?.(message); };

function inWords(error: unknown): JobError {
  if (error instanceof ValidationError) return { code: error.code, message: error.message.split('\n')[0]!, problems: error.problems.map(problemInBundle) };
  if (error instanceof CascadeError) return { code: error.code, message: inBundle(error.message) };
  return error instanceof Error ? { code: 'INTERNAL', message: error.message, stack: error.stack } : { code: 'INTERNAL', message: String(error) };
}
