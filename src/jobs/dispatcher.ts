/** Takes studies from the store and has them run, so many at once: each in a process of its own, under a lease that is renewed while it lives. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { CascadeError } from '../errors.js';
import type { Store } from '../store/store.js';
import { publishStudy } from './channel.js';
import type { JobPool } from './pool.js';
import type { RunStudyInput, StudyTold } from './tasks/run-study.js';

export interface DispatcherOptions {
  store: Store;
  /** One process a study. */
  pool: JobPool;
  /** Studies at once. */
  concurrent: number;
  /** Worker threads of each. */
  workers: number;
  cpuSeconds?: number;
  now: () => Date;
  /** Something to be known by operators: a study failed, the store was away. */
  onTrouble?: (what: string, error: unknown) => void;
  /** A study has ended here, or was given back: its row has changed. */
  onEnd?: (id: string) => void;
}

/** How far a study is that runs here, and when that was told (ISO 8601). */
export interface ToldAt extends StudyTold { at: string }

interface Running { controller: AbortController; work: Promise<void>; latest?: ToldAt }
interface Failure { code: string; message: string }

/** Longer than any stop of a living service; a study of a dead one is taken over after it. */
const LEASE_MS = 15_000;
const RENEW_MS = 4_000;
/** How often is looked for studies that others have left. */
const LOOK_MS = 2_000;
/** Processes that a study may bring to an end before it is given up as failed. */
const DEATHS = 3;
/** Before a study is given back that could not begin because Redis is away. */
const PAUSE_MS = 5_000;

/** Holders in this process, of which there are several only in tests. */
const HERE = new Set<string>();

export class StudyDispatcher {
  /** As whom studies are leased: this service, this start. */
  readonly holder = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  private readonly running = new Map<string, Running>();
  private readonly listeners = new Map<string, Set<() => void>>();
  /** By study: how often its process died. */
  private readonly deaths = new Map<string, number>();
  /** Failures that the store could not be told, because it is full or away. */
  private readonly untold = new Map<string, Failure>();
  private readonly timers: NodeJS.Timeout[] = [];
  private claiming?: Promise<void>;
  private closed = false;

  constructor(private readonly options: DispatcherOptions) { HERE.add(this.holder); }

  /** Takes up what an earlier start has left, and looks for work from now on. Errors: those of the store. */
  async start(): Promise<void> {
    await this.recover();
    this.timers.push(setInterval(() => this.wake(), LOOK_MS), setInterval(() => void this.renew(), RENEW_MS));
    this.wake();
  }

  /** Ids of the studies that run here. */
  get here(): string[] { return [...this.running.keys()]; }

  runs(id: string): boolean { return this.running.has(id); }
  /** The newest that was told of a study that runs here. */
  latest(id: string): ToldAt | undefined { return this.running.get(id)?.latest; }
  /** How a study ended here whose row cannot be written yet. */
  failure(id: string): Failure | undefined { return this.untold.get(id); }

  /** Looks for work now. */
  wake(): void {
    if (this.claiming || this.closed) return;
    this.claiming = this.claim().catch((error: unknown) => this.options.onTrouble?.('looking for studies', error)).finally(() => { this.claiming = undefined; });
  }

  /** Calls back when a study that runs here has come further (`latest`), or has ended. @returns how to stop listening */
  listen(id: string, listener: () => void): () => void {
    const of = this.listeners.get(id) ?? new Set<() => void>();
    this.listeners.set(id, of.add(listener));
    return () => { of.delete(listener); if (of.size === 0) this.listeners.delete(id); };
  }

  /** Ends a study that runs here; its row was changed before. */
  stop(id: string): void {
    this.running.get(id)?.controller.abort();
  }

  /** Ends: studies write where they stand and go back to the queue. */
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
    const { store, concurrent } = this.options;
    await this.tellFailures();
    while (this.running.size < concurrent && !this.closed) {
      const record = await store.studies.claim(this.holder, this.time(), this.time(LEASE_MS));
      if (record === undefined) return;
      // Our own, whose lease ran out while this process or its machine stood still: it runs on, and its lease is new.
      if (this.running.has(record.id)) continue;
      if (this.closed) { await store.studies.release(record.id, this.holder); return; }
      const running: Running = { controller: new AbortController(), work: Promise.resolve() };
      this.running.set(record.id, running);
      running.work = this.run(record.id, running);
      this.tell(record.id);
    }
  }

  private async run(id: string, running: Running): Promise<void> {
    const { pool, workers, cpuSeconds, store } = this.options, input: RunStudyInput = { id, holder: this.holder, workers, cpuSeconds };
    try {
      const { end } = await pool.run('run-study', input, { signal: running.controller.signal, onMessage: (told) => { running.latest = { ...told as StudyTold, at: this.time() }; this.tell(id); publishStudy({ source: this, study: id, running: true, progress: running.latest }); } });
      this.deaths.delete(id);
      if (end === 'given-up') await store.studies.release(id, this.holder);
    } catch (error) {
      await this.unsuccessful(id, error, running.controller.signal).catch((further: unknown) => this.options.onTrouble?.(`study ${id}`, further));
    } finally {
      this.running.delete(id);
      this.options.onEnd?.(id);
      this.tell(id);
      publishStudy({ source: this, study: id, running: false, progress: running.latest });
      this.wake();
    }
  }

  /** What no second try would mend fails the study; a process that died gets some more. */
  private async unsuccessful(id: string, error: unknown, ends: AbortSignal): Promise<void> {
    const { store, onTrouble } = this.options, { code, message } = error instanceof CascadeError ? error : new CascadeError('INTERNAL', String(error));
    if (code === 'LEASE_LOST' || code === 'STUDY_GONE') return;
    onTrouble?.(`study ${id}`, error);
    // It comes back, as the store does; at once it would be tried again and again.
    if (code === 'REDIS_UNREACHABLE') { await wait(PAUSE_MS, undefined, { signal: ends }).catch(() => undefined); await store.studies.release(id, this.holder); return; }
    const deaths = (this.deaths.get(id) ?? 0) + Number(code === 'JOB_DIED');
    if (code === 'JOB_DIED') this.deaths.set(id, deaths);
    if (code === 'JOBS_CLOSED' || code === 'JOB_CANCELLED' || code === 'STORE_UNAVAILABLE' || (code === 'JOB_DIED' && deaths < DEATHS)) { await store.studies.release(id, this.holder); return; }
    this.deaths.delete(id);
    this.untold.set(id, { code, message });
    await this.tellFailures();
  }

  /** Writes failures down. While the store takes nothing, they are shown from here and tried again. */
  private async tellFailures(): Promise<void> {
    for (const [id, failure] of this.untold) {
      await this.options.store.studies.fail(id, this.holder, failure, this.time());
      this.untold.delete(id);
    }
  }

  /** Takes back what an earlier start of this service on this machine has left when it died, instead of waiting for its leases to end. */
  private async recover(): Promise<void> {
    const { studies } = this.options.store;
    let cursor: string | undefined;
    do {
      const page = await studies.list({ subject: this.holder }, { status: 'running', limit: 100, cursor });
      for (const { id, lease } of page.items) if (lease !== undefined && isDead(lease.holder)) await studies.release(id, lease.holder);
      cursor = page.cursor;
    } while (cursor !== undefined);
  }

  private async renew(): Promise<void> {
    for (const [id, { controller }] of this.running) {
      try {
        if (!await this.options.store.studies.renew(id, this.holder, this.time(LEASE_MS))) controller.abort();
      } catch (error) {
        this.options.onTrouble?.(`renewing the lease of study ${id}`, error);
      }
    }
  }

  private tell(id: string): void {
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
