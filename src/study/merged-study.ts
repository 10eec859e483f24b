/**
 * The sum of all blocks so far, merged in block order. It keeps every outcome of every replication (8 bytes each: quantiles
 * and differences stay exact), and of curves, assets and needs only sums and histograms, so its size does not depend on
 * how long replications are.
 */
import { CascadeError } from '../errors.js';
import type { BlockPartial } from './block.js';
import { addCurves, BINS } from './curve-bins.js';
import type { FailedReplication } from './results.js';
import type { StudyShape } from './shape.js';

export class MergedStudy {
  /** Whole blocks merged: the index of the next. */
  blocks = 0;
  /** Replications merged, failed ones included. */
  replications = 0;
  /** Replications that ran to their end: the number all statistics refer to. */
  completedCount = 0;
  events = 0;
  /** Failed and marked ones. */
  failures: FailedReplication[] = [];
  /** By replication, capacity grows by doubling. */
  completed = new Uint8Array(0);
  /** [replication][outcome], NaN where failed. */
  values = new Float64Array(0);
  /** Per (curve, grid point). */
  readonly curveBins: Uint32Array;
  readonly curveSums: Float64Array;
  /** By asset: counts of replications, and sums of hours (see AssetTallies). */
  readonly hit: Float64Array;
  readonly fell: Float64Array;
  readonly short: Float64Array;
  readonly downAtHorizon: Float64Array;
  readonly lostHours: Float64Array;
  readonly firstFallHours: Float64Array;
  /** By need: falls it brought. */
  readonly transmissions: Float64Array;
  readonly lossByOrigin: Float64Array;

  constructor(readonly shape: StudyShape) {
    const cells = shape.curves.length * shape.gridHours.length;
    this.curveBins = new Uint32Array(cells * BINS);
    this.curveSums = new Float64Array(cells);
    this.hit = new Float64Array(shape.assets);
    this.fell = new Float64Array(shape.assets);
    this.short = new Float64Array(shape.assets);
    this.downAtHorizon = new Float64Array(shape.assets);
    this.lostHours = new Float64Array(shape.assets);
    this.firstFallHours = new Float64Array(shape.assets);
    this.transmissions = new Float64Array(shape.needs);
    this.lossByOrigin = new Float64Array(shape.origins.length * shape.sectors);
  }

  /** Merges the next block; throws BLOCK_OUT_OF_ORDER on any other. */
  add(partial: BlockPartial): this {
    if (partial.index !== this.blocks || partial.first !== this.replications) {
      throw new CascadeError('BLOCK_OUT_OF_ORDER', `expected block ${this.blocks} from replication ${this.replications}, found block ${partial.index} from ${partial.first}`);
    }
    this.keepValues(partial);
    const cells = this.curveSums.length;
    for (let row = 0; row < partial.count; row++) {
      if (partial.completed[row] === 0) continue;
      this.completedCount++;
      addCurves(this.curveBins, this.curveSums, partial.curves, row * cells);
    }
    this.addTallies(partial);
    for (let i = 0; i < this.lossByOrigin.length; i++) this.lossByOrigin[i]! += partial.lossByOrigin[i]!;
    this.failures.push(...partial.failures);
    this.events += partial.events;
    this.blocks++;
    this.replications += partial.count;
    return this;
  }

  /** An outcome of the completed replications, in their order. */
  column(outcome: number): Float64Array {
    const column = new Float64Array(this.completedCount);
    const width = this.shape.outcomes.length;
    for (let replication = 0, row = 0; replication < this.replications; replication++) {
      if (this.completed[replication] === 1) column[row++] = this.values[replication * width + outcome]!;
    }
    return column;
  }

  /** One outcome of one replication; NaN if it failed. */
  value(replication: number, outcome: number): number {
    return this.values[replication * this.shape.outcomes.length + outcome]!;
  }

  private keepValues(partial: BlockPartial): void {
    const width = this.shape.outcomes.length;
    const needed = this.replications + partial.count;
    if (needed > this.completed.length) {
      const capacity = Math.max(1024, 2 * needed);
      const completed = new Uint8Array(capacity);
      const values = new Float64Array(capacity * width);
      completed.set(this.completed.subarray(0, this.replications));
      values.set(this.values.subarray(0, this.replications * width));
      this.completed = completed;
      this.values = values;
    }
    this.completed.set(partial.completed, this.replications);
    this.values.set(partial.values, this.replications * width);
  }

  private addTallies({ assets, needs }: BlockPartial): void {
    for (let i = 0; i < assets.asset.length; i++) {
      const asset = assets.asset[i]!;
      this.hit[asset]! += assets.hit[i]!;
      this.fell[asset]! += assets.fell[i]!;
      this.short[asset]! += assets.short[i]!;
      this.downAtHorizon[asset]! += assets.downAtHorizon[i]!;
      this.lostHours[asset]! += assets.lostHours[i]!;
      this.firstFallHours[asset]! += assets.firstFallHours[i]!;
    }
    for (let i = 0; i < needs.need.length; i++) this.transmissions[needs.need[i]!]! += needs.transmissions[i]!;
  }
}

/** Throws NO_REPLICATION_COMPLETED when there is nothing to speak of. */
export function requireCompleted({ completedCount, replications, failures }: MergedStudy): void {
  if (completedCount > 0) return;
  const first = failures[0];
  throw new CascadeError('NO_REPLICATION_COMPLETED', `all ${replications} replications failed${first ? `; replication ${first.replication}: ${first.code} ${first.message}` : ''}`);
}
