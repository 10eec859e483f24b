/**
 * Workers on other machines behind the Runner interface. Orders come one by one, and leave as jobs of consecutive ones (pace.ts); results are
 * kept in Redis until their turn and taken in the order of their orders, so that this process holds no more than it merges.
 *
 * Nothing in Redis has to last: this process knows every order that is open. Regularly, and whenever Redis comes back, it looks which jobs
 * are still there; what is neither there nor done is filed again. A result that comes twice is the same result.
 */
import { randomUUID } from 'node:crypto';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { Observable, type Subscriber } from 'rxjs';
import { CascadeError } from '../../errors.js';
import { partialFromBytes } from '../../study/partial-bytes.js';
import type { Job, PartialOf, Runner } from '../../study/runner.js';
import type { StudyShape } from '../../study/shape.js';
import { closedError } from '../closed.js';
import { translateRedis } from './connection.js';
import { doneChannel, FAILED_JOB_SECONDS, QUEUE_SECONDS, renewQueue } from './keys.js';
import { Ledger, type Open } from './ledger.js';
import { ordersData } from './orders.js';
import { Pace } from './pace.js';
import { storePacket, type PackedPacket } from './packets.js';
import { workersThere, type WorkerEntry } from './roll.js';
import { doneOf, dropResults, endStudy, getError, keepAlive, resultsWaiting, takeResults } from './study-board.js';

export interface RedisRunnerParts {
  redis: Redis;
  /** A connection that only listens. */
  listener: Redis;
  queue: Queue;
  build: string;
  packed: PackedPacket;
  shape: StudyShape;
  /** Milliseconds between two looks at what has become of the jobs. */
  auditMs: number;
  /** Milliseconds for which a study waits when there are workers, but none of this build. */
  otherBuildMs: number;
  notice(text: string): void;
}

/** Orders that runStudy may have open at once; filed are far fewer. */
const LANES = 16_384;
/** Results that may wait in Redis for an earlier one. */
const MOST_WAITING_BYTES = 256 << 20;
const MOST_WAITING_ORDERS = 8192;
/** Results fetched at once, and milliseconds between two fetches. */
const FETCH_ORDERS = 32, FETCH_PAUSE_MS = 1000;
/** Jobs that wait beside those under way, so that no worker finds the queue empty. */
const SPARE_JOBS = 2;
/** Milliseconds that closing waits for a Redis that does not answer. */
const CLOSE_MS = 2000;
/** Times that a job may end with an error that may be different the next time, such as a packet that is not there yet. */
const ATTEMPTS = 5;

type Waiter = Subscriber<PartialOf<Job>>;

export class RedisRunner implements Runner {
  readonly lanes = LANES;
  readonly shape: Promise<StudyShape>;
  private readonly study = randomUUID();
  private readonly pace = new Pace();
  private readonly ledger = new Ledger<Waiter>();
  private workers: WorkerEntry[] = [];
  private lonelySince: number | undefined;
  private nextJob = 0;
  /** Handed on, but still in Redis until something else is fetched. */
  private taken: number[] = [];
  private delivering = false;
  private fetching?: NodeJS.Timeout;
  private fetchedAt = -Infinity;
  private auditing = false;
  private planned = false;
  private broken?: CascadeError;
  private closing?: Promise<void>;
  private timer?: NodeJS.Timeout;

  constructor(private readonly parts: RedisRunnerParts) {
    this.shape = Promise.resolve(parts.shape);
    parts.listener.on('message', (_channel, message: string) => this.heard(message));
    parts.redis.on('ready', () => this.inBackground(this.audit()));
  }

  /** Makes the study known. To be called once, before any job; only then does it look after them by itself. */
  async begin(): Promise<void> {
    await this.parts.listener.subscribe(doneChannel(this.study));
    await this.makeKnown();
    await this.lookForWorkers();
    this.timer = setInterval(() => this.inBackground(this.audit()), this.parts.auditMs);
  }

  run<J extends Job>(job: J): Observable<PartialOf<J>> {
    return new Observable((subscriber) => {
      const refusal = this.broken ?? (this.closing ? closedError() : undefined);
      if (refusal) { subscriber.error(refusal); return undefined; }
      const open = this.ledger.add(job, subscriber as Waiter);
      this.plan();
      // An order given up is not filed; a result that comes anyway finds nobody and is dropped.
      return () => { if (this.ledger.takeOff(open)) this.plan(); };
    });
  }

  close(): Promise<void> {
    return this.closing ??= this.end();
  }

  /** Files what may be filed, after whoever is ordering just now has ordered all. */
  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    setImmediate(() => { this.planned = false; this.fileMore(); });
  }

  private fileMore(): void {
    if (this.broken || this.closing) return;
    // One that is under way is locked, and ends by itself.
    for (const job of this.ledger.settle()) this.parts.queue.remove(job).catch(() => undefined);
    const threads = this.workers.reduce((sum, worker) => sum + worker.threads, 0), most = 2 * threads + SPARE_JOBS;
    while (this.ledger.jobs < most && this.ledger.ahead < MOST_WAITING_ORDERS && this.pace.bytes(this.ledger.ahead) < MOST_WAITING_BYTES) {
      const orders = this.ledger.nextOrders(this.pace.length(this.ledger.waiting, threads));
      if (orders.length === 0) return;
      this.file(orders);
    }
  }

  private file(orders: Open<Waiter>[]): void {
    const { queue, packed } = this.parts, job = `${this.study}-${this.nextJob++}`;
    this.ledger.file(job, orders);
    const adding = queue.add('blocks', ordersData(this.study, packed.hash, orders.map(({ order }) => order)), {
      jobId: job, attempts: ATTEMPTS, backoff: { type: 'fixed', delay: 1000 }, removeOnComplete: true, removeOnFail: { age: FAILED_JOB_SECONDS },
    });
    // Also when it failed: if it is not there, the next look files it again.
    this.inBackground(adding.then(() => undefined).finally(() => this.ledger.arrived(job)));
  }

  private heard(message: string): void {
    const done = doneOf(message);
    if (done === 'error') { this.inBackground(this.endWithError()); return; }
    for (const { order, milliseconds, bytes } of done) {
      this.pace.measured(milliseconds, bytes);
      this.ledger.markDone(order);
    }
    this.plan();
    this.deliverSoon();
  }

  /** At once when nothing else is waited for, else with what comes until FETCH_PAUSE_MS after the last time: each fetch wakes Redis and this process. */
  private deliverSoon(): void {
    if (this.ledger.undone === 0) { this.inBackground(this.deliver()); return; }
    this.fetching ??= setTimeout(() => { this.fetching = undefined; this.inBackground(this.deliver()); }, Math.max(0, this.fetchedAt + FETCH_PAUSE_MS - performance.now()));
  }

  /** Hands on what is done, up to the first order that is not. */
  private async deliver(): Promise<void> {
    if (this.delivering) return;
    this.delivering = true;
    try {
      for (let ready = this.ledger.ready(FETCH_ORDERS); ready.length > 0 && !this.closing; ready = this.ledger.ready(FETCH_ORDERS)) {
        this.fetchedAt = performance.now();
        const numbers = ready.map(({ order }) => order.number), results = await takeResults(this.parts.redis, this.study, numbers, this.taken);
        this.taken = [];
        // Redis lost a result that was there, and others with it.
        if (results.includes(null)) this.ledger.resultsLost(new Set((await resultsWaiting(this.parts.redis, this.study)).orders));
        else ready.forEach((open, i) => this.handOn(open, results[i]!));
        this.taken = numbers.filter((number) => !this.ledger.isOpen(number));
        this.plan();
      }
    } finally {
      this.delivering = false;
    }
  }

  private handOn(open: Open<Waiter>, bytes: Buffer): void {
    const { order: { job }, waiter } = open;
    if (!this.ledger.takeOff(open)) return;
    try {
      waiter.next(partialFromBytes(bytes, job, this.parts.shape));
      waiter.complete();
    } catch (error) {
      waiter.error(error);
    }
  }

  /** Looks what has become of the jobs; files again what is neither there nor done. */
  private async audit(): Promise<void> {
    if (this.auditing || this.closing || this.broken || this.parts.redis.status !== 'ready') return;
    this.auditing = true;
    try {
      await this.makeKnown();
      await this.lookForWorkers();
      // In this order: a job is gone only after its results are there.
      const gone = await this.jobsGone(), { orders, error } = await resultsWaiting(this.parts.redis, this.study);
      if (error) { await this.endWithError(); return; }
      for (const number of orders) this.ledger.markDone(number);
      await dropResults(this.parts.redis, this.study, orders.filter((number) => !this.ledger.isOpen(number)));
      for (const job of gone) this.ledger.jobLost(job);
      this.plan();
      await this.deliver();
    } finally {
      this.auditing = false;
    }
  }

  /** Study and packet: there after a Redis that lost everything, too. */
  private async makeKnown(): Promise<void> {
    const { redis, packed, build } = this.parts;
    await storePacket(redis, packed);
    // Closed meanwhile: it would live on for STUDY_SECONDS.
    if (this.closing) return;
    await keepAlive(redis, this.study, packed.hash);
    await renewQueue(redis, build);
  }

  private async lookForWorkers(): Promise<void> {
    const { redis, build, otherBuildMs, notice } = this.parts, all = await workersThere(redis);
    this.workers = all.filter((worker) => worker.build === build);
    if (this.workers.length > 0) { this.lonelySince = undefined; return; }
    const now = performance.now();
    if (this.lonelySince === undefined) notice(all.length === 0 ? 'no worker is there yet: start some with "hazcade worker"' : `no worker of build ${build} is there yet, only of ${buildsOf(all)}`);
    this.lonelySince ??= now;
    if (all.length > 0 && now - this.lonelySince >= otherBuildMs) {
      this.breakOff(new CascadeError('WORKER_BUILD_OTHER', `this is build ${build}, and all workers at this Redis are of other builds (${buildsOf(all)}): their blocks might differ. Start workers of this build`));
    }
  }

  /** Ids of jobs that are not in Redis any more. A job that failed for good ends the study. */
  private async jobsGone(): Promise<string[]> {
    const { redis, queue } = this.parts, ids = this.ledger.jobsArrived();
    if (ids.length === 0) return [];
    const pipeline = redis.pipeline();
    for (const id of ids) pipeline.hmget(queue.toKey(id), 'name', 'failedReason', 'finishedOn').expire(queue.toKey(id), QUEUE_SECONDS);
    const rows = (await pipeline.exec())?.filter((_, i) => i % 2 === 0);
    return ids.filter((id, i) => {
      const [name, reason, finished] = (rows?.[i]?.[1] ?? []) as (string | null)[];
      if (name != null && finished != null && reason != null) this.breakOff(this.jobFailed(id, reason));
      return rows?.[i]?.[0] === null && name == null;
    });
  }

  private jobFailed(id: string, reason: string): CascadeError {
    const orders = this.ledger.ordersOf(id), first = orders[0]!.order.job, last = orders.at(-1)!.order.job;
    return new CascadeError('QUEUE_JOB_FAILED', `the job with blocks ${first.index} to ${last.index} (replications ${first.first} to ${last.first + last.count - 1}) failed for good: ${reason}`);
  }

  private async endWithError(): Promise<void> {
    const error = await getError(this.parts.redis, this.study);
    if (error) this.breakOff(new CascadeError(error.code, error.message));
  }

  /** Nothing more can be done: every order learns why. */
  private breakOff(error: CascadeError): void {
    this.broken ??= error;
    for (const { waiter } of this.ledger.clear()) waiter.error(error);
  }

  /** What Redis refuses (no memory, no rights) ends the study; what fails because it goes away is done again by the next look. */
  private inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (this.closing) return;
      const reason = translateRedis(error);
      if (reason instanceof CascadeError) this.breakOff(reason);
    });
  }

  private async end(): Promise<void> {
    clearInterval(this.timer);
    clearTimeout(this.fetching);
    this.breakOff(closedError());
    const { redis, listener, queue } = this.parts;
    const tidying = redis.status === 'ready' ? Promise.all([endStudy(redis, this.study), ...this.ledger.jobsArrived().map((job) => queue.remove(job).catch(() => 0))]).then(() => undefined, () => undefined) : Promise.resolve();
    let late: NodeJS.Timeout | undefined;
    await Promise.race([tidying, new Promise<void>((resolve) => { late = setTimeout(resolve, CLOSE_MS); })]);
    clearTimeout(late);
    await Promise.race([queue.close(), new Promise<void>((resolve) => { late = setTimeout(resolve, CLOSE_MS); })]).catch(() => undefined);
    clearTimeout(late);
    listener.disconnect();
    redis.disconnect();
  }
}

const buildsOf = (workers: readonly WorkerEntry[]): string => [...new Set(workers.map(({ build }) => build))].join(', ');
