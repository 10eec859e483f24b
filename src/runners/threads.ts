/**
 * Worker threads behind the Runner interface: the only user of worker-threads-pool, which is a semaphore over `new Worker`.
 * What this adapter does so that the pool's habits cannot hurt: one long-lived worker a lane (the pool starts a new thread for
 * every acquire); listeners attached in the acquire callback (the pool swallows errors nobody else listens to); a replacement is
 * acquired only after 'exit' (the pool frees the slot already on 'error') and never while the pool is full (its queue would start
 * workers after the end); workers end by a message and terminate(), never by the pool's destroy().
 */
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { Observable, type Subscriber } from '../study/rx.js';
import Pool from 'worker-threads-pool';
import { builtFile } from '../built-file.js';
import { CascadeError } from '../errors.js';
import { blocksOf } from '../study/block.js';
import type { StudyPacket } from '../study/packet.js';
import type { Job, PartialOf, Runner } from '../study/runner.js';
import type { StudyShape } from '../study/shape.js';
import { closedError } from './closed.js';
import type { FromWorker, Packed, ToWorker, WorkerError } from './messages.js';

export interface ThreadOptions {
  /** Worker threads, at least 1; default: the processor's parallelism. */
  workers?: number;
  /** Replications planned, where known: there are never more threads than blocks of them. */
  replications?: number;
}

/** Times a job may end its worker; also workers that may die in a row in one lane without a job done. */
const ATTEMPTS = 3;
/** Jobs posted to one worker at once: the next is there when one ends, without waiting for this thread. */
const DEPTH = 2;
/** The same for packed results: jobs of so many milliseconds, since results are sent together, but no more than so many. */
const POSTED_MS = 2500, MOST_DEPTH = 64;

interface Ticket<R> { job: Job; attempts: number; subscriber: Subscriber<R> }

/** A place for one worker; its worker changes when one dies. */
interface Lane { worker?: Worker; ready: boolean; tickets: number[]; underWay: Float64Array; /** Since the last job done. */ deaths: number; lastError?: Error }

/** Starts workers for a packet. Throws WORKERS_INVALID, WORKER_NOT_BUILT; a later failure to start rejects `shape` and errors jobs. */
export function threadRunner(packet: StudyPacket, options: ThreadOptions = {}): Runner {
  // Workers answer each job with its own kind of partial.
  return new Threads<PartialOf<Job>>(packet, options, false) as Threads<never>;
}

/** Threads whose results are for another machine. They pack them themselves, and give them several at a time. */
export interface PackingThreads {
  /** As Runner.run. */
  run(job: Job): Observable<Packed>;
  close(): Promise<void>;
}

/** Starts workers for a packet, as threadRunner. */
export const packingThreads = (packet: StudyPacket, options: ThreadOptions = {}): PackingThreads => new Threads<Packed>(packet, options, true);

/** @typeParam R what a job leaves behind here */
class Threads<R> {
  readonly lanes: number;
  readonly shape: Promise<StudyShape>;
  private readonly pool: Pool;
  private readonly places: Lane[];
  private readonly tickets = new Map<number, Ticket<R>>();
  private readonly waiting: number[] = [];
  private readonly exits: Promise<void>[] = [];
  private readonly workers: number;
  private readonly file = builtFile('runners/worker.js');
  private depth = DEPTH;
  private nextTicket = 0;
  private closing = false;
  private broken?: CascadeError;
  private resolveShape!: (shape: StudyShape) => void;
  private rejectShape!: (error: CascadeError) => void;

  constructor(private readonly packet: StudyPacket, { workers = availableParallelism(), replications = Infinity }: ThreadOptions, private readonly packed: boolean) {
    if (!Number.isSafeInteger(workers) || workers < 1 || workers > 1024) {
      throw new CascadeError('WORKERS_INVALID', `expected a whole number of workers from 1 to 1024, found ${workers}`);
    }
    this.workers = Math.min(workers, Math.max(1, blocksOf(replications)));
    this.lanes = this.workers * DEPTH;
    this.shape = new Promise((resolve, reject) => { this.resolveShape = resolve; this.rejectShape = reject; });
    // Whoever asks for the shape sees the rejection; a runner that is closed unused must not end the process.
    this.shape.catch(() => undefined);
    this.pool = new Pool({ max: this.workers });
    this.places = Array.from({ length: this.workers }, () => ({ ready: false, tickets: [], underWay: new Float64Array(new SharedArrayBuffer(8)), deaths: 0 }));
    for (const lane of this.places) this.staff(lane);
  }

  run(job: Job): Observable<R> {
    return new Observable((subscriber) => {
      const refusal = this.broken ?? (this.closing ? closedError() : undefined);
      if (refusal) { subscriber.error(refusal); return; }
      const ticket = this.nextTicket++;
      this.tickets.set(ticket, { job, attempts: 0, subscriber });
      this.waiting.push(ticket);
      this.dispatch();
      // A job given up is not begun; one that has begun runs to its end and finds no ticket.
      return () => this.tickets.delete(ticket);
    });
  }

  async close(): Promise<void> {
    if (!this.closing) {
      this.closing = true;
      this.breakOff(closedError());
      for (const { worker } of this.places) {
        if (!worker) continue;
        post(worker, { type: 'stop' });
        this.exits.push(worker.terminate().then(() => undefined));
      }
    }
    await Promise.all(this.exits);
  }

  /** Puts a new worker in a lane. */
  private staff(lane: Lane): void {
    if (this.pool.size >= this.workers) throw new CascadeError('WORKER_POOL_FULL', `all ${this.workers} workers are alive, none can be replaced`);
    this.pool.acquire(this.file, { name: 'hazcade worker' }, (error, worker) => {
      if (error) { this.breakOff(new CascadeError('WORKER_START_FAILED', error.message, { cause: error })); return; }
      worker.on('message', (message: FromWorker) => this.receive(lane, message));
      worker.on('messageerror', (reason) => this.breakOff(new CascadeError('WORKER_MESSAGE_UNREADABLE', reason.message, { cause: reason })));
      worker.on('error', (reason: Error) => { lane.lastError = reason; });
      worker.on('exit', (code) => this.replace(lane, code));
      if (this.closing) { this.exits.push(worker.terminate().then(() => undefined)); return; }
      lane.worker = worker;
      lane.underWay[0] = -1;
      post(worker, { type: 'start', packet: this.packet, packed: this.packed, underWay: lane.underWay });
      this.dispatch();
    });
  }

  /** Gives waiting jobs, in order, to the lanes with least to do. */
  private dispatch(): void {
    for (let depth = 0; depth < this.depth; depth++) {
      for (const lane of this.places) {
        if (!lane.worker || lane.tickets.length > depth) continue;
        const ticket = this.nextWaiting();
        if (ticket === undefined) return;
        lane.tickets.push(ticket);
        post(lane.worker, { type: 'job', ticket, job: this.tickets.get(ticket)!.job });
      }
    }
  }

  private nextWaiting(): number | undefined {
    for (let ticket = this.waiting.shift(); ticket !== undefined; ticket = this.waiting.shift()) {
      if (this.tickets.has(ticket)) return ticket;
    }
    return undefined;
  }

  private receive(lane: Lane, message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        lane.ready = true;
        this.resolveShape(message.shape);
        return;
      case 'start-failed':
        this.breakOff(inFull(message.error));
        return;
      case 'done':
        this.done(lane, [message.ticket], [message.partial as R]);
        return;
      case 'packed':
        for (const { milliseconds } of message.results) this.depth = Math.max(DEPTH, Math.min(MOST_DEPTH, Math.ceil(POSTED_MS / milliseconds)));
        this.done(lane, message.results.map(({ ticket }) => ticket), message.results.map(({ bytes, milliseconds }) => ({ bytes, milliseconds }) as R));
        return;
      case 'failed': {
        const [subscriber] = this.settle(lane, [message.ticket]);
        subscriber?.error(inFull(message.error));
      }
    }
  }

  private done(lane: Lane, tickets: readonly number[], results: readonly R[]): void {
    lane.deaths = 0;
    this.settle(lane, tickets).forEach((subscriber, i) => {
      subscriber?.next(results[i]!);
      subscriber?.complete();
    });
  }

  /** Takes finished tickets off their lane and gives the lane its next jobs. */
  private settle(lane: Lane, finished: readonly number[]): (Subscriber<R> | undefined)[] {
    lane.tickets = lane.tickets.filter((ticket) => !finished.includes(ticket));
    const subscribers = finished.map((ticket) => this.tickets.get(ticket)?.subscriber);
    for (const ticket of finished) this.tickets.delete(ticket);
    this.dispatch();
    return subscribers;
  }

  /** A worker is gone: its jobs go back to the head of the queue, the one under way being the suspect, and a new worker comes. */
  private replace(lane: Lane, exitCode: number): void {
    const lost = lane.tickets.filter((ticket) => this.tickets.has(ticket));
    const reason = lane.lastError?.message ?? `exit code ${exitCode}`;
    const suspect = this.tickets.get(lane.underWay[0]!);
    Object.assign(lane, { worker: undefined, ready: false, tickets: [], lastError: undefined });
    if (this.closing || this.broken) return;
    if (suspect && ++suspect.attempts >= ATTEMPTS) {
      const { index, first, count } = suspect.job;
      this.breakOff(new CascadeError('WORKER_DIED', `block ${index} (replications ${first} to ${first + count - 1}) ended its worker ${ATTEMPTS} times: ${reason}`));
      return;
    }
    if (++lane.deaths >= ATTEMPTS) {
      this.breakOff(new CascadeError('WORKER_START_FAILED', `${ATTEMPTS} workers in a row ended without doing a job: ${reason}`));
      return;
    }
    this.waiting.unshift(...lost);
    this.staff(lane);
  }

  /** Nothing more can be done: every job, and who waits for the shape, learns why. */
  private breakOff(error: CascadeError): void {
    this.broken ??= error;
    this.rejectShape(error);
    const open = [...this.tickets.values()];
    this.tickets.clear();
    this.waiting.length = 0;
    for (const { subscriber } of open) subscriber.error(error);
  }
}

const post = (worker: Worker, message: ToWorker): void => worker.postMessage(message);

function inFull({ code, message, stack }: WorkerError): CascadeError {
  const error = new CascadeError(code, message);
  if (stack) error.stack = stack;
  return error;
}
