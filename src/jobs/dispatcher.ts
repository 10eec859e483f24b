/** Takes work from a queue in the store and has it run, so much at once: each in a process of its own, under a lease that is renewed while it lives. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { CascadeError } from '../errors.js';

/** Work of one kind in the store. Leases: src/store/store.ts. */
export interface WorkQueue<Told> {
  /** @returns the id of what was taken */
  claim(holder: string, now: string, until: string): Promise<string | undefined>;
  /** @param latest what was told of it last @returns false: it is no longer the holder's */
  renew(id: string, holder: string, until: string, latest: Told | undefined): Promise<boolean>;
  release(id: string, holder: string): Promise<void>;
  fail(id: string, holder: string, error: Failure, now: string): Promise<boolean>;
  /** Who holds what runs. */
  running(): AsyncIterable<{ id: string; holder: string }>;
}

export interface DispatcherOptions<Told> {
  queue: WorkQueue<Told>;
  /** In words, for the log. */
  what: string;
  /** Does the work. @returns false: it was told to end before the end. Errors: those of JobPool.run and of the task */
  work(id: string, holder: string, signal: AbortSignal, onTold: (told: Told) => void): Promise<boolean>;
  /** Pieces of work at once. */
  concurrent: number;
  now: () => Date;
  /** Something to be known by operators: work failed, the store was away. */
  onTrouble?: (what: string, error: unknown) => void;
  /** News of work that runs here; `running` false: it has ended, or was given back: its row has changed. */
  onNews?: (id: string, running: boolean, latest: Told | undefined) => void;
}

/** What was told of work that runs here, and when (ISO 8601). */
export type ToldAt<Told> = Told & { at: string };
interface Running<Told> { controller: AbortController; work: Promise<void>; latest?: ToldAt<Told> }
export interface Failure { code: string; message: string }

/** Longer than any stop of a living service; work of a dead one is taken over after it. */
const LEASE_MS = 15_000;
const RENEW_MS = 4_000;
/** How often is looked for work that others have left. */
const LOOK_MS = 2_000;
/** Processes that a piece of work may bring to an end before it is given up as failed. */
const DEATHS = 3;
/** Before work is given back that could not begin because Redis is away. */
const PAUSE_MS = 5_000;

/** Holders in this process, of which there are several only in tests. */
const HERE = new Set<string>();

export class Dispatcher<Told extends object> {
  /** As whom work is leased: this service, this start. */
  readonly holder = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  private readonly running = new Map<string, Running<Told>>();
  private readonly listeners = new Map<string, Set<() => void>>();
  /** By id: how often its process died. */
  private readonly deaths = new Map<string, number>();
  /** Failures that the store could not be told, because it is full or away. */
  private readonly untold = new Map<string, Failure>();
  private readonly timers: NodeJS.Timeout[] = [];
  private claiming?: Promise<void>;
  private closed = false;

  constructor(private readonly options: DispatcherOptions<Told>) { HERE.add(this.holder); }

  /** Takes up what an earlier start has left, and looks for work from now on. Errors: those of the store. */
  async start(): Promise<void> {
    await this.recover();
    this.timers.push(setInterval(() => this.wake(), LOOK_MS), setInterval(() => void this.renew(), RENEW_MS));
    this.wake();
  }

  /** Ids of what runs here. */
  get here(): string[] { return [...this.running.keys()]; }

  runs(id: string): boolean { return this.running.has(id); }
  /** The newest that was told of something that runs here. */
  latest(id: string): ToldAt<Told> | undefined { return this.running.get(id)?.latest; }
  /** How something ended here whose row cannot be written yet. */
  failure(id: string): Failure | undefined { return this.untold.get(id); }

  /** Looks for work now. */
  wake(): void {
    if (this.claiming || this.closed) return;
    this.claiming = this.claim().catch((error: unknown) => this.options.onTrouble?.(`looking for work: ${this.options.what}`, error)).finally(() => { this.claiming = undefined; });
  }

  /** Calls back when something that runs here has come further (`latest`), or has ended. @returns how to stop listening */
  listen(id: string, listener: () => void): () => void {
    const of = this.listeners.get(id) ?? new Set<() => void>();
    this.listeners.set(id, of.add(listener));
    return () => { of.delete(listener); if (of.size === 0) this.listeners.delete(id); };
  }

  /** Ends something that runs here; its row was changed before. */
  stop(id: string): void {
    this.running.get(id)?.controller.abort();
  }

  /** Ends: what runs writes where it stands, if it can, and goes back to the queue. */
  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.claiming;
    const open = [...this.running.values()];
    for (const { controller } of open) controller.abort();
    await Promise.all(open.map((o) => o.work));
    HERE.delete(this.holder);
  }

  private async claim(): Promise<void> {
    const { queue, concurrent } = this.options;
    await this.tellFailures();
    while (this.running.size < concurrent && !this.closed) {
      const id = await queue.claim(this.holder, this.time(), this.time(LEASE_MS));
      if (id === undefined) return;
      // Our own, whose lease ran out while this process or its machine stood still: it runs on, and its lease is new.
      if (this.running.has(id)) continue;
      if (this.closed) { await queue.release(id, this.holder); return; }
      const running: Running<Told> = { controller: new AbortController(), work: Promise.resolve() };
      this.running.set(id, running);
      running.work = this.run(id, running);
      this.tell(id, running);
    }
  }

  private async run(id: string, running: Running<Told>): Promise<void> {
    const { queue, work, what, onTrouble } = this.options, { signal } = running.controller;
    try {
      const whole = await work(id, this.holder, signal, (told) => { running.latest = { ...told, at: this.time() }; this.tell(id, running); });
      this.deaths.delete(id);
      if (!whole) await queue.release(id, this.holder);
    } catch (error) {
      await this.unsuccessful(id, error, signal).catch((further: unknown) => onTrouble?.(`${what} ${id}`, further));
    } finally {
      this.running.delete(id);
      this.tell(id, running);
      this.wake();
    }
  }

  /** What no second try would mend is a failure; a process that died gets some more. */
  private async unsuccessful(id: string, error: unknown, ends: AbortSignal): Promise<void> {
    const { queue, onTrouble, what } = this.options, { code, message } = error instanceof CascadeError ? error : new CascadeError('INTERNAL', String(error));
    if (code === 'LEASE_LOST' || code === 'STUDY_GONE') return;
    onTrouble?.(`${what} ${id}`, error);
    // It comes back, as the store does; at once it would be tried again and again.
    if (code === 'REDIS_UNREACHABLE') { await wait(PAUSE_MS, undefined, { signal: ends }).catch(() => undefined); await queue.release(id, this.holder); return; }
    const deaths = (this.deaths.get(id) ?? 0) + Number(code === 'JOB_DIED');
    if (code === 'JOB_DIED') this.deaths.set(id, deaths);
    if (code === 'JOBS_CLOSED' || code === 'JOB_CANCELLED' || code === 'STORE_UNAVAILABLE' || (code === 'JOB_DIED' && deaths < DEATHS)) { await queue.release(id, this.holder); return; }
    this.deaths.delete(id);
    this.untold.set(id, { code, message });
    await this.tellFailures();
  }

  /** Writes failures down. While the store takes nothing, they are shown from here and tried again. */
  private async tellFailures(): Promise<void> {
    for (const [id, failure] of this.untold) {
      await this.options.queue.fail(id, this.holder, failure, this.time());
      this.untold.delete(id);
    }
  }

  /** Takes back what an earlier start of this service on this machine has left when it died, instead of waiting for its leases to end. */
  private async recover(): Promise<void> {
    const { queue } = this.options;
    for await (const { id, holder } of queue.running()) if (isDead(holder)) await queue.release(id, holder);
  }

  private async renew(): Promise<void> {
    for (const [id, { controller, latest }] of this.running) {
      try {
        if (!await this.options.queue.renew(id, this.holder, this.time(LEASE_MS), latest)) controller.abort();
      } catch (error) {
        this.options.onTrouble?.(`renewing the lease of ${this.options.what} ${id}`, error);
      }
    }
  }

  private tell(id: string, running: Running<Told>): void {
    this.options.onNews?.(id, this.running.has(id), running.latest);
    for (const listener of this.listeners.get(id) ?? []) listener();
  }

  private time(ahead = 0): string {
    return new Date(this.options.now().getTime() + ahead).toISOString();
  }
}

/** Whether the holder was a process of this machine that is no more. Its number may have been given to another process: then its lease runs out. */
function isDead(holder: string): boolean {
  const parts = /^(.*)-(\d+)-[0-9a-f]{8}$/.exec(holder);
  if (parts === null || HERE.has(holder) || parts[1] !== hostname()) return false;
  const pid = Number(parts[2]);
  // In a container every start has the same number.
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
