/**
 * A worker: takes jobs of its build from the queue, has its threads compute their blocks, and puts each result into Redis as soon as it is
 * there. Nothing is computed in this thread, which has to renew the locks of its jobs; a worker that dies loses its locks, and others take
 * its jobs. Blocks that were done by then are done once more, or dropped if the study is over: results are the same.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { UnrecoverableError, Worker, type Job as QueueJob } from 'bullmq';
import type { Redis } from 'ioredis';
import { asapScheduler, auditTime, buffer, concatMap, connect, filter, lastValueFrom, map, merge, takeWhile, type OperatorFunction } from 'rxjs';
import { CascadeError } from '../../errors.js';
import type { PackingThreads } from '../threads.js';
import { buildId } from './build.js';
import { connectRedis, translateRedis } from './connection.js';
import { PREFIX, queueName, renewQueue, WORKER_SECONDS } from './keys.js';
import { Models } from './models.js';
import { ordersOf, type Order } from './orders.js';
import { signOff, signOn, type WorkerEntry } from './roll.js';
import { isAlive, putError, putResults, type OrderResult } from './study-board.js';

export interface WorkerOptions {
  url: string;
  /** Worker threads. */
  threads: number;
  /** Import modules that studies name: whoever can write to this Redis can then run code here. */
  allowModules?: boolean;
  /** Milliseconds after which a job whose worker is silent goes to another. */
  lockMs?: number;
  notice?(text: string): void;
  /** Told after some blocks. */
  progress?(count: WorkerCount): void;
}

/** What a worker has done since it started. */
export interface WorkerCount { blocks: number; replications: number; jobs: number }

/** A worker that is at work. */
export interface RedisWorker {
  readonly build: string;
  readonly count: Readonly<WorkerCount>;
  /** Finishes the jobs under way, takes no more, and leaves. */
  close(): Promise<void>;
}

/** Renewed three times in it, by a thread that computes nothing: only a process that is dead, or stands still for seconds, loses its jobs. */
const LOCK_MS = 6000;
/** Times that the worker of a job may die under it: machines are reclaimed, but a job that ends every worker must not go on for ever. */
const MOST_STALLS = 10;
/** Errors that may be gone the next time. */
const TRANSIENT = ['PACKET_MISSING', 'RUNNER_CLOSED'];

/** Starts a worker. @throws CascadeError REDIS_URL_INVALID, REDIS_UNREACHABLE, REDIS_REFUSED, WORKER_NOT_BUILT. While Redis is away later, it waits. */
export async function startRedisWorker(options: WorkerOptions): Promise<RedisWorker> {
  const { url, notice = () => undefined } = options, build = buildId();
  const redis = await connectRedis(url, { away: (reason) => notice(`Redis is away (${reason}); trying again`), back: () => notice('Redis is back') });
  const worker = new AtWork(redis, build, options);
  try {
    await worker.begin();
    return worker;
  } catch (error) {
    await worker.close();
    throw translateRedis(error);
  }
}

class AtWork implements RedisWorker {
  readonly count: WorkerCount = { blocks: 0, replications: 0, jobs: 0 };
  private readonly models: Models;
  private readonly entry: WorkerEntry;
  private readonly queue: Worker;
  private beat?: NodeJS.Timeout;

  constructor(private readonly redis: Redis, readonly build: string, private readonly options: WorkerOptions) {
    const { threads, allowModules = false, lockMs = LOCK_MS, notice = () => undefined } = options;
    this.models = new Models(redis, threads, allowModules);
    this.entry = { id: randomUUID(), build, threads, host: hostname() };
    // One job more than threads: the next blocks are there when a thread is free.
    this.queue = new Worker(queueName(build), (job) => this.perform(job), {
      connection: redis, prefix: PREFIX, autorun: false, concurrency: threads + 1, lockDuration: lockMs, lockRenewTime: lockMs / 3, stalledInterval: lockMs / 3, maxStalledCount: MOST_STALLS,
    });
    const told = new Set<string>();
    // Connections that are lost tell it by themselves; what Redis refuses would leave this worker idle without a word.
    this.queue.on('error', (error) => {
      const reason = translateRedis(error);
      if (!(reason instanceof CascadeError) || told.has(reason.message)) return;
      told.add(reason.message);
      notice(reason.message);
    });
  }

  async begin(): Promise<void> {
    await this.sign();
    // Three times before it counts as gone. What fails because Redis goes away comes right the next time.
    this.beat = setInterval(() => { if (this.redis.status === 'ready') this.sign().catch(() => undefined); }, (WORKER_SECONDS * 1000) / 3);
    this.queue.run().catch(() => undefined);
  }

  private async sign(): Promise<void> {
    await signOn(this.redis, this.entry);
    await renewQueue(this.redis, this.build);
  }

  async close(): Promise<void> {
    clearInterval(this.beat);
    const there = this.redis.status === 'ready';
    if (there) await signOff(this.redis, this.entry).catch(() => undefined);
    // Without Redis there is nothing to finish: results could not be put anywhere.
    await this.queue.close(!there).catch(() => undefined);
    await this.models.close();
    this.redis.disconnect();
  }

  private async perform(job: QueueJob<unknown>): Promise<void> {
    const { study, packet, orders } = read(job.data);
    if (!(await isAlive(this.redis, study))) return;
    try {
      await this.models.use(packet, (threads) => this.fulfil(threads, study, orders));
      this.count.jobs++;
    } catch (error) {
      // Not of the study but of Redis, or passing: the queue tries it again, here or elsewhere.
      if (!(error instanceof CascadeError) || TRANSIENT.includes(error.code)) throw error;
      await putError(this.redis, study, error);
    }
  }

  /** All orders at once: the threads take them one after the other. Given up as soon as the study is over. */
  private async fulfil(threads: PackingThreads, study: string, orders: readonly Order[]): Promise<void> {
    const results$ = merge(...orders.map(({ number, job }) => threads.run(job).pipe(map((packed) => ({ order: number, replications: job.count, ...packed })))));
    await lastValueFrom(results$.pipe(together(), concatMap((results) => this.put(study, results)), takeWhile((alive) => alive)), { defaultValue: true });
  }

  /** @returns whether the study lives */
  private async put(study: string, results: readonly (OrderResult & { replications: number })[]): Promise<boolean> {
    const alive = await putResults(this.redis, study, results);
    if (alive) {
      this.count.blocks += results.length;
      this.count.replications += results.reduce((sum, { replications }) => sum + replications, 0);
      this.options.progress?.(this.count);
    }
    return alive;
  }
}

/** What comes in one turn of the event loop, as one. */
const together = <T>(): OperatorFunction<T, T[]> => connect((values$) => values$.pipe(buffer(values$.pipe(auditTime(0, asapScheduler))), filter((values) => values.length > 0)));

/** What cannot be read now cannot be read later either. */
function read(data: unknown): ReturnType<typeof ordersOf> {
  try {
    return ordersOf(data);
  } catch (error) {
    throw new UnrecoverableError((error as Error).message);
  }
}
