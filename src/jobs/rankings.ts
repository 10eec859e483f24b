/** Rankings of studies: asked for, run one after the other in a process of their own under a lease, kept beside the study's results. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { canonicalJson } from '../model/canonical.js';
import type { RankingRecord } from '../store/records.js';
import type { RankingStore, Store } from '../store/store.js';
import { Dispatcher, type DispatcherOptions, type WorkQueue } from './dispatcher.js';
import type { JobPool } from './pool.js';
import type { RankingRequest } from './ranking-request.js';
import type { RankedStudy, RankTold } from './tasks/rank-study.js';

/** A row, with what is known here of one that runs here, and of one that is done what came of it. */
export interface RankingState extends Omit<RankingRecord, 'request' | 'lease'>, Partial<RankedStudy> { request: RankingRequest }

export interface RankingsOptions extends Pick<DispatcherOptions<RankTold>, 'now' | 'onTrouble'> {
  store: Store;
  /** One process: a ranking takes all worker threads. */
  pool: JobPool;
  workers: number;
}

/** Rankings that may wait. */
const MOST_WAITING = 20;

export class Rankings extends Dispatcher<RankTold> {
  private readonly store: Store;
  private readonly clock: () => Date;

  constructor({ store, pool, workers, now, onTrouble }: RankingsOptions) {
    super({
      queue: queueOf(store.rankings), what: 'ranking', concurrent: 1, now, onTrouble,
      async work(key, holder, signal, onTold) {
        const [study, id] = partsOf(key);
        return pool.run('rank-study', { study, id, holder, workers }, { signal, onMessage: (told) => onTold(told as RankTold) });
      },
    });
    this.store = store;
    this.clock = now;
  }

  /** Asks for a ranking; the same question of the same study is the same ranking, computed once. Errors: JOBS_BUSY. */
  async ask(study: string, request: RankingRequest): Promise<{ ranking: RankingState; created: boolean }> {
    const id = createHash('sha256').update(canonicalJson(request)).digest('hex').slice(0, 16), at = this.clock().toISOString();
    const record: RankingRecord = { study, id, status: 'queued', request, planned: request.replications, done: 0, createdAt: at, at, attempts: 0 };
    const there = await this.store.rankings.create(record, MOST_WAITING);
    this.wake();
    return { ranking: this.stateOf(there ?? record), created: there === undefined };
  }

  async get(study: string, id: string): Promise<RankingState | undefined> {
    const record = await this.store.rankings.get(study, id);
    if (record?.status !== 'done') return record && this.stateOf(record);
    const bytes = await this.store.results.get(study, `ranking-${id}`);
    return { ...this.stateOf(record), ...(bytes === undefined ? {} : JSON.parse((await promisify(gunzip)(bytes)).toString('utf8')) as RankedStudy) };
  }

  /** All of a study, without their entries. */
  async list(study: string): Promise<RankingState[]> {
    return (await this.store.rankings.list(study)).map((record) => this.stateOf(record));
  }

  /** Ends one that waits or runs, wherever. @returns false: it has ended already */
  async cancel(study: string, id: string): Promise<boolean> {
    const cancelled = await this.store.rankings.cancel(study, id, this.clock().toISOString());
    if (cancelled) this.stop(keyOf({ study, id }));
    return cancelled;
  }

  private stateOf({ lease: _holder, ...record }: RankingRecord): RankingState {
    const latest = record.status === 'running' ? this.latest(keyOf(record)) : undefined, error = record.status === 'running' ? this.failure(keyOf(record)) : undefined;
    return { ...record, request: record.request as RankingRequest, ...latest, ...(error === undefined ? {} : { status: 'failed', error }) };
  }
}

const keyOf = ({ study, id }: { study: string; id: string }): string => `${study}/${id}`;
const partsOf = (key: string): [study: string, id: string] => { const at = key.lastIndexOf('/'); return [key.slice(0, at), key.slice(at + 1)]; };

function queueOf(rankings: RankingStore): WorkQueue<RankTold> {
  return {
    async claim(holder, now, until) { const record = await rankings.claim(holder, now, until); return record && keyOf(record); },
    renew: (key, holder, until, latest) => rankings.renew(...partsOf(key), holder, until, latest?.done),
    release: (key, holder) => rankings.release(...partsOf(key), holder),
    fail: (key, holder, error, now) => rankings.fail(...partsOf(key), holder, error, now),
    async *running() { for (const record of await rankings.running()) if (record.lease !== undefined) yield { id: keyOf(record), holder: record.lease.holder }; },
  };
}
