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
import { isRefusal } from './connection.js';
import { FAILED_JOB_SECONDS, QUEUE_SECONDS, renewQueue } from './keys.js';
import { ordersData, type Order } from './orders.js';
import { Pace } from './pace.js';
import { storePacket, type PackedPacket } from './packets.js';
import { workersThere, type WorkerEntry } from './roll.js';
import { doneOf, dropResults, endStudy, getError, takeResults, keepAlive, resultsWaiting } from './study-board.js';

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
/** Results fetched at once. */
const FETCH_ORDERS = 32;
/** Jobs that wait beside those under way, so that no worker finds the queue empty. */
const SPARE_JOBS = 2;
/** Milliseconds that closing waits for a Redis that does not answer. */
const CLOSE_MS = 2000;
/** Times that a job may end with an error that may be different the next time, such as a packet that is not there yet. */
const ATTEMPTS = 5;

interface Open { order: Order; subscriber: Subscriber<PartialOf<Job>>; done: boolean }
interface Filed { orders: Order[]; /** False while it is on its way to Redis. */ arrived: boolean }

export class RedisRunner implements Runner {
  readonly lanes = LANES;
  readonly shape: Promise<StudyShape>;
  private readonly study = randomUUID();
  private readonly pace = new Pace();
  /** By number, in that order: a Map keeps the order in which they came. */
  private readonly open = new Map<number, Open>();
  private readonly backlog: Order[] = [];
  private readonly filed = new Map<string, Filed>();
  private workers: WorkerEntry[] = [];
  private lonelySince: number | undefined;
  private nextNumber = 0;
  private nextJob = 0;
  /** Handed on, but still in Redis until something else is fetched. */
  private taken: number[] = [];
  private delivering = false;
  private auditing = false;
  private planned = false;
  private broken?: CascadeError;
  private closing?: Promise<void>;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly parts: RedisRunnerParts) {
    this.shape = Promise.resolve(parts.shape);
    parts.listener.on('message', (_channel, message: string) => this.heard(message));
    parts.redis.on('ready', () => this.inBackground(this.audit()));
    this.timer = setInterval(() => this.inBackground(this.audit()), parts.auditMs);
  }

  /** Makes the study known. To be called once, before any job. */
  async begin(channelOf: (study: string) => string): Promise<void> {
    await this.parts.listener.subscribe(channelOf(this.study));
    await this.makeKnown();
    await this.lookForWorkers();
  }

  run<J extends Job>(job: J): Observable<PartialOf<J>> {
    return new Observable((subscriber) => {
      const refusal = this.broken ?? (this.closing ? closedError() : undefined);
      if (refusal) { subscriber.error(refusal); return undefined; }
      const order: Order = { number: this.nextNumber++, job };
      this.open.set(order.number, { order, subscriber: subscriber as Subscriber<PartialOf<Job>>, done: false });
      this.backlog.push(order);
      this.plan();
      // An order given up is not filed; a result that comes anyway finds nobody and is dropped.
      return () => { this.open.delete(order.number); };
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
    const threads = this.workers.reduce((sum, worker) => sum + worker.threads, 0), jobs = 2 * threads + SPARE_JOBS;
    while (this.filed.size < jobs && this.roomForResults()) {
      const orders = this.nextOrders(this.pace.length(this.backlog.length, threads));
      if (orders.length === 0) return;
      this.file(orders);
    }
  }

  /** Results wait in Redis for the first that is not done. */
  private roomForResults(): boolean {
    const ahead = this.nextNumber - this.backlog.length - (this.open.keys().next().value ?? this.nextNumber);
    return ahead <= 0 || (ahead < MOST_WAITING_ORDERS && this.pace.bytes(ahead) < MOST_WAITING_BYTES);
  }

  /** The next orders that somebody still waits for. */
  private nextOrders(most: number): Order[] {
    let taken = 0;
    const orders: Order[] = [];
    while (orders.length < most && taken < this.backlog.length) {
      const order = this.backlog[taken++]!;
      if (this.open.has(order.number)) orders.push(order);
    }
    this.backlog.splice(0, taken);
    return orders;
  }

  private file(orders: Order[]): void {
    const { queue, packed } = this.parts, jobId = `${this.study}-${this.nextJob++}`, filed: Filed = { orders, arrived: false };
    this.filed.set(jobId, filed);
    const adding = queue.add('blocks', ordersData(this.study, packed.hash, orders), {
      jobId, attempts: ATTEMPTS, backoff: { type: 'fixed', delay: 1000 }, removeOnComplete: true, removeOnFail: { age: FAILED_JOB_SECONDS },
    });
    // Also when it failed: if it is not there, the next look files it again.
    this.inBackground(adding.then(() => undefined).finally(() => { filed.arrived = true; }));
  }

  private heard(message: string): void {
    const done = doneOf(message);
    if (done === undefined) return;
    if (done.error) { this.inBackground(this.endWithError()); return; }
    this.pace.measured(done.milliseconds, done.bytes);
    this.markDone(done.order);
    this.settleJobs();
    this.plan();
    this.inBackground(this.deliver());
  }

  private markDone(number: number): void {
    const open = this.open.get(number);
    if (open) open.done = true;
  }

  /** Hands on what is done, up to the first order that is not. */
  private async deliver(): Promise<void> {
    if (this.delivering) return;
    this.delivering = true;
    try {
      for (let ready = this.readyOrders(); ready.length > 0 && !this.closing; ready = this.readyOrders()) {
        const numbers = ready.map(({ order }) => order.number), results = await takeResults(this.parts.redis, this.study, numbers, this.taken);
        this.taken = [];
        if (results.includes(null)) await this.reviewDone();
        else ready.forEach((open, i) => this.handOn(open, results[i]!));
        this.taken = numbers.filter((number) => !this.open.has(number));
        this.settleJobs();
        this.plan();
      }
    } finally {
      this.delivering = false;
    }
  }

  private readyOrders(): Open[] {
    const ready: Open[] = [];
    for (const open of this.open.values()) {
      if (!open.done || ready.length === FETCH_ORDERS) break;
      ready.push(open);
    }
    return ready;
  }

  private handOn(open: Open, bytes: Buffer): void {
    const { order: { number, job }, subscriber } = open;
    if (this.open.get(number) !== open) return;
    this.open.delete(number);
    try {
      subscriber.next(partialFromBytes(bytes, job, this.parts.shape));
      subscriber.complete();
    } catch (error) {
      subscriber.error(error);
    }
  }

  /** A result was done and is not there any more: Redis lost it, and others with it. They are ordered again, first of all. */
  private async reviewDone(): Promise<void> {
    const there = new Set((await resultsWaiting(this.parts.redis, this.study)).orders), lost: Order[] = [];
    for (const open of this.open.values()) {
      if (!open.done || there.has(open.order.number)) continue;
      open.done = false;
      lost.push(open.order);
    }
    this.backlog.unshift(...lost);
  }

  /** Forgets jobs of which nothing is waited for. */
  private settleJobs(): void {
    for (const [id, { orders }] of this.filed) if (orders.every(({ number }) => this.open.get(number)?.done !== false)) this.filed.delete(id);
  }

  /** Looks what has become of the jobs; files again what is neither there nor done. */
  private async audit(): Promise<void> {
    if (this.auditing || this.closing || this.broken || this.parts.redis.status !== 'ready') return;
    this.auditing = true;
    try {
      await this.makeKnown();
      await this.lookForWorkers();
      this.dropCancelled();
      // In this order: a job is gone only after its results are there.
      const gone = await this.jobsGone(), { orders, error } = await resultsWaiting(this.parts.redis, this.study);
      if (error) { await this.endWithError(); return; }
      for (const number of orders) this.markDone(number);
      await dropResults(this.parts.redis, this.study, orders.filter((number) => !this.open.has(number)));
      for (const id of gone) this.fileAgain(id);
      await this.deliver();
      this.settleJobs();
      this.plan();
    } finally {
      this.auditing = false;
    }
  }

  /** Study and packet: there after a Redis that lost everything, too. */
  private async makeKnown(): Promise<void> {
    const { redis, packed, build } = this.parts;
    await storePacket(redis, packed);
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

  /** Jobs all of whose orders were given up need not wait in the queue. */
  private dropCancelled(): void {
    for (const [id, { orders, arrived }] of this.filed) {
      if (!arrived || orders.some(({ number }) => this.open.has(number))) continue;
      this.filed.delete(id);
      // One that is under way is locked, and ends by itself.
      this.parts.queue.remove(id).catch(() => undefined);
    }
  }

  /** Ids of jobs that are not in Redis any more. A job that failed for good ends the study. */
  private async jobsGone(): Promise<string[]> {
    const { redis, queue } = this.parts, ids = [...this.filed].filter(([, { arrived }]) => arrived).map(([id]) => id);
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
    const orders = this.filed.get(id)!.orders, first = orders[0]!.job, last = orders.at(-1)!.job;
    return new CascadeError('QUEUE_JOB_FAILED', `the job with blocks ${first.index} to ${last.index} (replications ${first.first} to ${last.first + last.count - 1}) failed for good: ${reason}`);
  }

  private fileAgain(id: string): void {
    const lost = this.filed.get(id)?.orders.filter(({ number }) => this.open.get(number)?.done === false) ?? [];
    this.filed.delete(id);
    if (lost.length > 0) this.file(lost);
  }

  private async endWithError(): Promise<void> {
    const error = await getError(this.parts.redis, this.study);
    if (error) this.breakOff(new CascadeError(error.code, error.message));
  }

  /** Nothing more can be done: every order learns why. */
  private breakOff(error: CascadeError): void {
    this.broken ??= error;
    const all = [...this.open.values()];
    this.open.clear();
    this.backlog.length = 0;
    for (const { subscriber } of all) subscriber.error(error);
  }

  /** What Redis refuses (no memory, no rights) ends the study; what fails because it goes away is done again by the next look. */
  private inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (this.closing) return;
      if (error instanceof CascadeError) this.breakOff(error);
      else if (isRefusal(error)) this.breakOff(new CascadeError('REDIS_REFUSED', `Redis refused: ${error.message}`));
    });
  }

  private async end(): Promise<void> {
    clearInterval(this.timer);
    this.breakOff(closedError());
    const { redis, listener, queue } = this.parts;
    const tidying = redis.status === 'ready' ? Promise.all([endStudy(redis, this.study), ...[...this.filed.keys()].map((id) => queue.remove(id).catch(() => 0))]).then(() => undefined, () => undefined) : Promise.resolve();
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
