/** Keeps a running member of a study in the store: about once a second, and where it ends. */
import { concat, defer, ignoreElements, tap, type MonoTypeOperatorFunction } from 'rxjs';
import { CascadeError } from '../errors.js';
import type { Store } from '../store/store.js';
import { CheckpointCodec } from '../study/checkpoint.js';
import { loadReplicator } from '../study/load-replicator.js';
import type { MergedStudy } from '../study/merged-study.js';
import type { PreparedStudy } from '../study/prepare.js';
import type { StudyProgress } from '../study/run.js';
import { shapeOf, type StudyShape } from '../study/shape.js';
import { whileFull, type Patience } from './while-full.js';

const EVERY_MS = 1_000;

export class StoreKeeper {
  /** Blocks in the store. */
  private kept = 0;
  private keptDone = false;
  private last?: StudyProgress;
  private keptAt = performance.now();
  private codec?: CheckpointCodec;
  private writing: Promise<void> = Promise.resolve();
  private busy = false;
  private failure?: Error;

  /** @param variant id; undefined: the base */
  constructor(private readonly store: Store, private readonly study: string, private readonly holder: string, private readonly prepared: PreparedStudy, private readonly patience: Patience, private readonly variant?: string) {}

  private get member(): string { return this.variant ?? ''; }

  /** What the store has of it; undefined: nothing. Errors: those of CheckpointCodec.restore. */
  async load(): Promise<MergedStudy | undefined> {
    const progress = (await this.store.studies.members(this.study)).find((m) => m.member === this.member);
    if (progress === undefined) return undefined;
    this.kept = progress.blocks;
    this.keptDone = progress.done;
    const segments = await this.store.studies.segments(this.study, this.member), shape = shapeOf(await loadReplicator(this.prepared.packet));
    return this.codecOf(shape).restore(progress.state, segments.map((s) => s.bytes));
  }

  private codecOf(shape: StudyShape): CheckpointCodec {
    return this.codec ??= new CheckpointCodec({ ...this.prepared.inputs, ...(this.variant === undefined ? {} : { variant: this.variant }) }, shape);
  }

  /** Writes on the way, never more than one at a time; the stream ends when all is written. A store without room is waited for. Errors: LEASE_LOST, those of the store. */
  keep(): MonoTypeOperatorFunction<StudyProgress> {
    return (progress$) => concat(
      progress$.pipe(tap((progress) => {
        this.throwFailure();
        this.last = progress;
        if (!this.busy && performance.now() - this.keptAt >= EVERY_MS) this.write(progress);
      })),
      defer(() => this.settle()).pipe(ignoreElements()),
    );
  }

  /** Writes what is not yet written. Also for a study that is given up. */
  async settle(): Promise<void> {
    await this.writing;
    this.throwFailure();
    if (this.last === undefined) return;
    this.write(this.last);
    await this.writing;
    this.throwFailure();
  }

  private throwFailure(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  /** The bytes are taken at once, since the study grows on; they are written in the background. */
  private write({ study, done }: StudyProgress): void {
    const { blocks, replications } = study, from = this.kept;
    if (blocks === from && done === this.keptDone) return;
    const codec = this.codecOf(study.shape), progress = { member: this.member, blocks, replications, done, state: codec.state(study) };
    const segment = { member: this.member, firstBlock: from, blocks: blocks - from, bytes: codec.segment(study, from) };
    this.busy = true;
    this.writing = whileFull(() => this.store.studies.advance(this.study, this.holder, progress, segment), this.patience).then((written) => {
      if (!written) throw new CascadeError('LEASE_LOST', `study ${this.study} is no longer ours: cancelled, removed or taken over`);
      this.kept = blocks;
      this.keptDone = done;
      this.keptAt = performance.now();
    }).catch((error: Error) => { this.failure = error; }).finally(() => { this.busy = false; });
  }
}
