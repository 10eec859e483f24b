/** Rankings of studies: computed one after the other in a process of their own, kept beside the study's results. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { CascadeError } from '../errors.js';
import type { RankingReport } from '../report/ranking.js';
import { canonicalJson } from '../model/canonical.js';
import type { Store } from '../store/store.js';
import type { RankQuestion } from '../study/rank-block.js';
import type { Provenance } from './load-results.js';
import type { JobPool } from './pool.js';
import type { RankTold } from './tasks/rank-study.js';

export interface RankingRequest { question: RankQuestion; outcome?: string; /** Default: those of the study. */ replications: number }

export interface RankingRecord {
  id: string;
  study: string;
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  question: RankQuestion;
  /** Replications. */
  done: number;
  planned: number;
  /** When this was so, ISO 8601. */
  at: string;
  error?: { code: string; message: string };
  provenance?: Provenance;
  ranking?: RankingReport;
}

export interface RankingsOptions { store: Store; /** One process: a ranking takes all worker threads. */ pool: JobPool; workers: number; now: () => Date; onTrouble?: (what: string, error: unknown) => void }

/** How often the store is told that a ranking is still at work, and after what silence it is given up as lost. */
const SIGN_MS = 15_000;
const SILENCE_MS = 60_000;

/** Name of the stored document. */
const nameOf = (id: string): string => `ranking-${id}`;

export class Rankings {
  /** Those that wait or run here, by study and id. */
  private readonly live = new Map<string, { record: RankingRecord; controller: AbortController; work: Promise<void> }>();

  constructor(private readonly options: RankingsOptions) {}

  /** Asks for a ranking; the same question of the same study is the same ranking, computed once. Errors: JOBS_BUSY, JOBS_CLOSED. */
  async start(study: string, request: RankingRequest): Promise<{ record: RankingRecord; created: boolean }> {
    const id = createHash('sha256').update(canonicalJson(request)).digest('hex').slice(0, 16), there = await this.get(study, id);
    if (there !== undefined && there.status !== 'failed' && there.status !== 'cancelled') return { record: there, created: false };
    const { pool } = this.options;
    if (pool.load.waiting >= MOST_WAITING) throw new CascadeError('JOBS_BUSY', `${pool.load.waiting} rankings wait already: try again later`);
    const record: RankingRecord = { id, study, status: 'queued', question: request.question, done: 0, planned: request.replications, at: this.time() }, controller = new AbortController();
    const key = `${study}/${id}`, meanwhile = this.live.get(key), live = { record, controller, work: Promise.resolve() };
    if (meanwhile !== undefined) return { record: meanwhile.record, created: false };
    // Before anything is waited for: who asks the same at the same moment gets this one.
    this.live.set(key, live);
    try { await this.put(record); } catch (error) { this.live.delete(key); throw error; }
    live.work = this.run(record, request, controller.signal);
    return { record, created: true };
  }

  async get(study: string, id: string): Promise<RankingRecord | undefined> {
    const live = this.live.get(`${study}/${id}`);
    if (live !== undefined) return live.record;
    const bytes = await this.options.store.results.get(study, nameOf(id));
    return bytes && this.lostIfSilent(JSON.parse((await promisify(gunzip)(bytes)).toString('utf8')) as RankingRecord);
  }

  /** All of a study, without their entries. */
  async list(study: string): Promise<RankingRecord[]> {
    const names = await this.options.store.results.names(study), ids = names.filter((name) => name.startsWith(nameOf(''))).map((name) => name.slice(nameOf('').length));
    const records = await Promise.all(ids.map((id) => this.get(study, id)));
    return records.flatMap((record) => { if (record === undefined) return []; const { ranking: _entries, ...head } = record; return [head]; });
  }

  /** Ends one that waits or runs here. @returns false: there is none */
  cancel(study: string, id: string): boolean {
    const live = this.live.get(`${study}/${id}`);
    live?.controller.abort();
    return live !== undefined;
  }

  /** Ends all; they are asked for again. */
  async close(): Promise<void> {
    const open = [...this.live.values()];
    for (const { controller } of open) controller.abort();
    await Promise.all(open.map((o) => o.work));
  }

  private async run(record: RankingRecord, { question, outcome, replications }: RankingRequest, signal: AbortSignal): Promise<void> {
    const { pool, workers, onTrouble } = this.options, sign = setInterval(() => { record.at = this.time(); void this.put(record).catch(() => undefined); }, SIGN_MS);
    let end: Partial<RankingRecord>;
    try {
      const { provenance, ranking } = await pool.run('rank-study', { id: record.study, question, outcome, replications, workers }, { signal, onMessage: (told) => Object.assign(record, { status: 'running', ...told as RankTold, at: this.time() }) });
      end = { status: 'done', done: ranking.replications, provenance, ranking };
    } catch (error) {
      const { code, message } = error instanceof CascadeError ? error : new CascadeError('INTERNAL', String(error));
      if (code !== 'JOB_CANCELLED') onTrouble?.(`ranking ${record.id} of study ${record.study}`, error);
      end = code === 'JOB_CANCELLED' ? { status: 'cancelled' } : { status: 'failed', error: { code, message } };
    }
    clearInterval(sign);
    Object.assign(record, end, { at: this.time() });
    await this.put(record).catch((error: unknown) => onTrouble?.(`keeping ranking ${record.id} of study ${record.study}`, error));
    this.live.delete(`${record.study}/${record.id}`);
  }

  /** One that nobody computes any more, since the service that did has ended. */
  private lostIfSilent(record: RankingRecord): RankingRecord {
    const open = record.status === 'queued' || record.status === 'running';
    if (!open || this.options.now().getTime() - Date.parse(record.at) < SILENCE_MS) return record;
    return { ...record, status: 'failed', error: { code: 'RANKING_LOST', message: 'the service ended while it was computed; ask for it again' } };
  }

  private async put(record: RankingRecord): Promise<void> {
    await this.options.store.results.put(record.study, nameOf(record.id), await promisify(gzip)(JSON.stringify(record)));
  }

  private time(): string { return this.options.now().toISOString(); }
}

/** Rankings that may wait. */
const MOST_WAITING = 20;
