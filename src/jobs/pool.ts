/**
 * Processes that compute for the service. A process, not a thread: a crash, an endless loop or running out of memory ends one job and
 * never the server, and the system can favour whoever answers requests. Processes are kept and used again; one that was ended is replaced
 * when next needed.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { builtFile } from '../built-file.js';
import { CascadeError, ValidationError } from '../errors.js';
import type { FromJob, JobError, JobSettings, ToJob } from './protocol.js';
import type { InputOf, OutputOf, TaskName } from './tasks/index.js';

export interface PoolOptions {
  settings: JobSettings;
  /** Processes at most, at least 1. */
  size: number;
  /** Jobs that may wait for a process; more are refused with JOBS_BUSY. */
  queue: number;
  /** 0..19, as `nice`: how far jobs stand back behind whoever answers requests. */
  niceness?: number;
  /** Memory of a process's main thread, MB of old space. */
  maxMemoryMb?: number;
  /** Lines that a job's process writes on its standard error. */
  onStderr?: (text: string) => void;
  /** File that the processes run; default: the service's own (host.ts). */
  hostFile?: string | URL;
}

export interface RunOptions {
  /** Given up when aborted: what waits is not begun; what runs is told, may end in order (a study writes where it stands), and else is ended by force. */
  signal?: AbortSignal;
  /** Longest time from its beginning to its end; default: none. */
  timeoutMs?: number;
  onMessage?: (message: unknown) => void;
}

interface Order { ticket: number; task: string; input: unknown; options: RunOptions; resolve(output: unknown): void; reject(error: Error): void; settled: boolean; onAbort?: () => void }
interface Place { child?: ChildProcess; order?: Order; timer?: NodeJS.Timeout; /** Why it is being ended. */ killedFor?: CascadeError }

/** What a task has after it was told to end. */
const GRACE_MS = 5_000;

export class JobPool {
  private readonly places: Place[];
  private readonly waiting: Order[] = [];
  private readonly hostFile: string | URL;
  private nextTicket = 0;
  private closed = false;

  /** Throws WORKER_NOT_BUILT. */
  constructor(private readonly options: PoolOptions) {
    this.hostFile = options.hostFile ?? builtFile('jobs/host.js');
    this.places = Array.from({ length: options.size }, () => ({}));
  }

  /** Starts all processes now, so that the first jobs need not wait for that. */
  warm(): void {
    for (const place of this.places) place.child ??= this.start(place);
  }

  /** Ids of the processes. */
  get pids(): number[] { return this.places.flatMap(({ child }) => child?.pid ?? []); }

  /** Jobs that run, and that wait. */
  get load(): { running: number; waiting: number } {
    return { running: this.places.filter((p) => p.order).length, waiting: this.waiting.length };
  }

  /**
   * Runs a task in a process. Errors: those of the task (code, message, problems), JOBS_BUSY (queue full), JOB_TIMEOUT, JOB_CANCELLED,
   * JOB_DIED (its process ended: out of memory, a crash), JOBS_CLOSED.
   */
  run<N extends TaskName>(task: N, input: InputOf<N>, options: RunOptions = {}): Promise<OutputOf<N>> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.closed) { reject(closedError()); return; }
      if (options.signal?.aborted) { reject(cancelled()); return; }
      const free = this.places.some((p) => !p.order && !p.killedFor);
      if (!free && this.waiting.length >= this.options.queue) {
        reject(new CascadeError('JOBS_BUSY', `${this.waiting.length} jobs wait already for ${this.options.size} processes: try again later`));
        return;
      }
      const order: Order = { ticket: this.nextTicket++, task, input, options, resolve, reject, settled: false };
      order.onAbort = () => this.giveUp(order);
      options.signal?.addEventListener('abort', order.onAbort, { once: true });
      this.waiting.push(order);
      this.dispatch();
    }) as Promise<OutputOf<N>>;
  }

  /** Ends all processes; jobs end with JOBS_CLOSED. */
  async close(): Promise<void> {
    this.closed = true;
    for (const order of this.waiting.splice(0)) settle(order, closedError());
    await Promise.all(this.places.map((place) => new Promise<void>((ended) => {
      const { child } = place;
      if (place.order) settle(place.order, closedError());
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) { ended(); return; }
      child.once('exit', () => ended());
      child.kill('SIGKILL');
    })));
  }

  private dispatch(): void {
    for (const place of this.places) {
      if (place.order || place.killedFor) continue;
      const order = this.waiting.shift();
      if (order === undefined) return;
      place.order = order;
      const child = place.child ??= this.start(place);
      const { timeoutMs } = order.options;
      if (timeoutMs !== undefined) place.timer = setTimeout(() => kill(place, new CascadeError('JOB_TIMEOUT', `${order.task} took longer than ${timeoutMs / 1000} s and was ended`)), timeoutMs);
      post(child, { type: 'run', ticket: order.ticket, task: order.task, input: order.input });
    }
  }

  private start(place: Place): ChildProcess {
    const { settings, niceness = 5, maxMemoryMb, onStderr } = this.options;
    const child = fork(this.hostFile, [String(process.pid)], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: maxMemoryMb === undefined ? [] : [`--max-old-space-size=${maxMemoryMb}`] });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => onStderr?.(text));
    child.on('message', (message: FromJob) => this.receive(place, message));
    // A process that never came to be has no 'exit'; of others that tells all, and a failed send shall not end this process.
    child.on('error', (error) => { if (child.pid === undefined) this.ended(place, error.message); });
    child.on('exit', (code, signal) => this.ended(place, signal ?? `exit code ${code}`));
    post(child, { type: 'settings', settings, niceness });
    return child;
  }

  private receive(place: Place, message: FromJob): void {
    const { order } = place;
    if (order === undefined || message.ticket !== order.ticket || place.killedFor) return;
    if (message.type === 'told') { order.options.onMessage?.(message.message); return; }
    clearTimeout(place.timer);
    place.order = undefined;
    settle(order, message.type === 'failed' ? inFull(message.error) : undefined, message.type === 'done' ? message.output : undefined);
    this.dispatch();
  }

  /** A process is gone, on our order or by itself. */
  private ended(place: Place, reason: string): void {
    clearTimeout(place.timer);
    const { order, killedFor } = place;
    Object.assign(place, { child: undefined, order: undefined, killedFor: undefined });
    if (order) settle(order, killedFor ?? new CascadeError('JOB_DIED', `the process of ${order.task} ended (${reason}); it may have run out of memory`));
    if (!this.closed) this.dispatch();
  }

  private giveUp(order: Order): void {
    const at = this.waiting.indexOf(order);
    if (at >= 0) { this.waiting.splice(at, 1); settle(order, cancelled()); return; }
    const place = this.places.find((p) => p.order === order);
    if (place?.child === undefined) return;
    post(place.child, { type: 'cancel', ticket: order.ticket });
    clearTimeout(place.timer);
    place.timer = setTimeout(() => kill(place, cancelled()), GRACE_MS);
  }
}

const closedError = (): CascadeError => new CascadeError('JOBS_CLOSED', 'the service is ending');
const cancelled = (): CascadeError => new CascadeError('JOB_CANCELLED', 'nobody waits for this job any more');

function kill(place: Place, why: CascadeError): void {
  place.killedFor = why;
  place.child?.kill('SIGKILL');
}

function settle(order: Order, error: Error | undefined, output?: unknown): void {
  if (order.settled) return;
  order.settled = true;
  if (order.onAbort) order.options.signal?.removeEventListener('abort', order.onAbort);
  if (error) order.reject(error); else order.resolve(output);
}

const post = (child: ChildProcess, message: ToJob): void => { if (child.connected) child.send(message); };

function inFull({ code, message, problems, stack }: JobError): CascadeError {
  const error = problems === undefined ? new CascadeError(code, message) : new ValidationError(problems);
  if (stack !== undefined) error.stack = stack;
  return error;
}
