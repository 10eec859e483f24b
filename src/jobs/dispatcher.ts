/** Takes studies from the store and has them run, so many at once: each in a process of its own, under a lease that is renewed while it lives. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { CascadeError } from '../errors.js';
import type { Store } from '../store/store.js';
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
}

/** What a listener of a study hears: progress, or that it has ended (its row says how). */
export type StudyNews = { kind: 'progress'; told: StudyTold } | { kind: 'ended' };
type Listener = (news: StudyNews) => void;

/** Longer than any stop of a living service; a study of a dead one is taken over after it. */
const LEASE_MS = 15_000;
const RENEW_MS = 4_000;
/** How often is looked for studies that others have left. */
const LOOK_MS = 2_000;
/** Processes a study may end before it is given up as failed. */
const ATTEMPTS = 3;

export class StudyDispatcher {
  /** As whom studies are leased: this service, this start. */
  readonly holder = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  private readonly running = new Map<string, { controller: AbortController; work: Promise<void> }>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly timers: NodeJS.Timeout[] = [];
  private claiming = false;
  private closed = false;

  constructor(private readonly options: DispatcherOptions) {
    this.timers.push(setInterval(() => this.wake(), LOOK_MS), setInterval(() => void this.renew(), RENEW_MS));
  }

  /** Ids of the studies that run here. */
  get here(): string[] { return [...this.running.keys()]; }

  /** Looks for work now. */
  wake(): void {
    if (this.claiming || this.closed) return;
    this.claiming = true;
    this.claim().catch((error: unknown) => this.options.onTrouble?.('looking for studies', error)).finally(() => { this.claiming = false; });
  }

  /** Hears of a study that runs here. @returns how to stop listening */
  listen(id: string, listener: Listener): () => void {
    const of = this.listeners.get(id) ?? new Set();
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
    const open = [...this.running.values()];
    for (const { controller } of open) controller.abort();
    await Promise.all(open.map((o) => o.work));
  }

  private async claim(): Promise<void> {
    const { store, concurrent } = this.options;
    while (this.running.size < concurrent && !this.closed) {
      const record = await store.studies.claim(this.holder, this.time(), this.time(LEASE_MS));
      if (record === undefined) return;
      const controller = new AbortController();
      this.running.set(record.id, { controller, work: this.run(record.id, record.attempts, controller.signal) });
    }
  }

  private async run(id: string, attempts: number, signal: AbortSignal): Promise<void> {
    const { pool, workers, cpuSeconds, store } = this.options, input: RunStudyInput = { id, holder: this.holder, workers, cpuSeconds };
    try {
      const { end } = await pool.run('run-study', input, { signal, onMessage: (told) => this.tell(id, { kind: 'progress', told: told as StudyTold }) });
      if (end === 'given-up') await store.studies.release(id, this.holder);
    } catch (error) {
      await this.unsuccessful(id, attempts, error).catch((further: unknown) => this.options.onTrouble?.(`study ${id}`, further));
    } finally {
      this.running.delete(id);
      this.tell(id, { kind: 'ended' });
      this.wake();
    }
  }

  /** What no second try would mend fails the study; a process that died gets some more. */
  private async unsuccessful(id: string, attempts: number, error: unknown): Promise<void> {
    const { store, onTrouble } = this.options, { code, message } = error instanceof CascadeError ? error : new CascadeError('INTERNAL', String(error));
    if (code === 'LEASE_LOST' || code === 'STUDY_GONE') return;
    onTrouble?.(`study ${id}`, error);
    const again = code === 'JOBS_CLOSED' || code === 'JOB_CANCELLED' || code === 'STORE_UNAVAILABLE' || (code === 'JOB_DIED' && attempts < ATTEMPTS);
    if (again) await store.studies.release(id, this.holder);
    else await store.studies.fail(id, this.holder, { code, message }, this.time());
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

  private tell(id: string, news: StudyNews): void {
    for (const listener of this.listeners.get(id) ?? []) listener(news);
  }

  private time(ahead = 0): string {
    return new Date(this.options.now().getTime() + ahead).toISOString();
  }
}
