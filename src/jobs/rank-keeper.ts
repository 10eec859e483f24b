/** Keeps a running ranking in the store, about once a second: the partials of its jobs, from which the next who takes it up goes on. */
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { gunzip, gzip } from 'node:zlib';
import { CascadeError } from '../errors.js';
import { rankingMember } from '../store/rankings.js';
import type { Store } from '../store/store.js';
import type { RankPartial } from '../study/rank-block.js';
import { VERSION } from '../version.js';

const EVERY_MS = 1_000;

export class RankKeeper {
  /** Not yet in the store; what is there has `kept` jobs. */
  private waiting: RankPartial[] = [];
  private kept = 0;
  private nextAt = performance.now() + EVERY_MS;
  private writing?: Promise<void>;
  private failure?: Error;

  /** @param holder whoever leased the ranking */
  constructor(private readonly store: Store, private readonly study: string, private readonly id: string, private readonly holder: string) {}

  /** What the store has of it, of this version of Hazcade. */
  async load(): Promise<RankPartial[]> {
    const partials: RankPartial[] = [];
    for await (const { bytes } of this.store.studies.segments(this.study, rankingMember(this.id, VERSION))) partials.push(...deserialize(await promisify(gunzip)(bytes)) as RankPartial[]);
    this.kept = partials.length;
    return partials;
  }

  /** @param done replications by now. Errors, of an earlier write: LEASE_LOST, those of the store but STORE_FULL, after which is tried again. */
  keep(partial: RankPartial, done: number): void {
    if (this.failure !== undefined) throw this.failure;
    this.waiting.push(partial);
    if (this.writing === undefined && performance.now() >= this.nextAt) this.write(done);
  }

  /** Waits for what is being written. @param done replications, of a ranking that is given up: writes the rest. Errors as `keep`. */
  async settle(done?: number): Promise<void> {
    await this.writing;
    if (done !== undefined && this.waiting.length > 0) { this.write(done); await this.writing; }
    if (this.failure !== undefined) throw this.failure;
  }

  private write(done: number): void {
    const partials = this.waiting;
    this.waiting = [];
    this.writing = this.advance(partials, done).catch((error: Error) => {
      if (error instanceof CascadeError && error.code === 'STORE_FULL') this.waiting = [...partials, ...this.waiting]; else this.failure = error;
    }).finally(() => {
      this.writing = undefined;
      this.nextAt = performance.now() + EVERY_MS;
    });
  }

  private async advance(partials: readonly RankPartial[], done: number): Promise<void> {
    const segment = { member: rankingMember(this.id, VERSION), firstBlock: this.kept, blocks: partials.length, bytes: await promisify(gzip)(serialize(partials)) };
    if (!await this.store.rankings.advance(this.study, this.id, this.holder, segment, done)) throw rankingLost(this.id);
    this.kept += partials.length;
  }
}

export const rankingLost = (ranking: string): CascadeError => new CascadeError('LEASE_LOST', `ranking ${ranking} is no longer ours: cancelled, removed or taken over`);
