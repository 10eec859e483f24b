/** The chance of each asset being out at each hour, as one compact matrix; from replays of the first replications of a study, on any runner. */
import { lastValueFrom, mergeMap, range, reduce, tap } from 'rxjs';
import { FULL, ticksNear } from '../engine/units.js';
import { CascadeError } from '../errors.js';
import { BLOCK_SIZE, blocksOf } from './block.js';
import type { OutageJob, OutagePartial } from './outage-block.js';
import { checkReplications } from './run.js';
import type { Runner } from './runner.js';

/** Shares are stored in this many parts of the whole. */
export const SHARE_PARTS = 65_535;

/** Cells of a matrix, at most: 100 MB as shares. */
const MOST_CELLS = 50_000_000;

export interface OutageQuestion {
  /** Replications 0 up to this number are replayed. */
  replications: number;
  horizonHours: number;
  ticksPerHour: number;
  /** Hours between columns, from 0 to before the horizon; default 1. */
  everyHours?: number;
  /** An asset is out while its service level is below this share; default 1: any loss. */
  below?: number;
  /** Replications done and planned. */
  onProgress?: (done: number, planned: number) => void;
}

export interface OutageMatrix {
  /** Network indices of the assets that were ever out, ascending: the rows. */
  assets: Int32Array;
  /** Hours after the start: the columns. */
  hours: Float64Array;
  /** Replications behind it, those that failed not counted, and these. */
  replications: number;
  failed: number;
  below: number;
  /** [asset][hour] share of replications in which it was out then, in parts of 65,535. */
  shares: Uint16Array;
}

/** @throws CascadeError REPLICATIONS_INVALID, OUTAGES_INVALID, OUTAGES_TOO_MANY, REPLICATOR_UNOBSERVABLE, and what keeps the runner from working */
export async function outageMatrix(runner: Runner, question: OutageQuestion): Promise<OutageMatrix> {
  const { onProgress, replications, ticksPerHour } = question, below = question.below ?? 1, hours = hoursOf(question), { assets } = await runner.shape;
  checkReplications(replications);
  if (!(below > 0 && below <= 1)) throw new CascadeError('OUTAGES_INVALID', `below: expecting a share above 0 and up to 1, found ${below}`);
  if (hours.length * assets > MOST_CELLS) throw new CascadeError('OUTAGES_TOO_MANY', `a matrix of ${assets} assets and ${hours.length} hours has more than ${MOST_CELLS} cells: ask for hours further apart`);
  // A level is out when it is below the share: the least whole part that is not.
  const parts = Math.ceil(below * FULL), ticks = hours.map((hour) => ticksNear(hour, ticksPerHour));
  const job = (index: number): OutageJob => ({ kind: 'outage', index, first: index * BLOCK_SIZE, count: Math.min(BLOCK_SIZE, replications - index * BLOCK_SIZE), ticks, below: parts });
  let done = 0;
  const sum = await lastValueFrom(range(0, blocksOf(replications)).pipe(
    mergeMap((index) => runner.run(job(index)), runner.lanes),
    tap(({ count }) => { done += count; onProgress?.(done, replications); }),
    reduce((all, partial) => all.add(partial), new Counts(assets, hours.length)),
  ));
  if (sum.completed === 0) throw new CascadeError('NO_REPLICATION_COMPLETED', `all ${replications} replications failed`);
  return { ...sum.shares(), hours, replications: sum.completed, failed: replications - sum.completed, below };
}

function hoursOf({ everyHours = 1, horizonHours, ticksPerHour }: OutageQuestion): Float64Array {
  if (!(everyHours > 0)) throw new CascadeError('OUTAGES_INVALID', `expecting columns some time apart, found ${everyHours} h`);
  if (horizonHours / everyHours > MOST_CELLS) throw new CascadeError('OUTAGES_TOO_MANY', `more than ${MOST_CELLS} columns: ask for hours further apart`);
  const horizon = ticksNear(horizonHours, ticksPerHour);
  // 21 / 0.7 is a little above 30: rounding must not put a column on the horizon, where nothing is looked at any more.
  return Float64Array.from({ length: Math.ceil(horizonHours / everyHours) }, (_, i) => i * everyHours).filter((hours) => ticksNear(hours, ticksPerHour) < horizon);
}

/** Sums of whole numbers: in any order the same. */
class Counts {
  completed = 0;
  private readonly of: (Uint32Array | undefined)[];

  constructor(assets: number, private readonly hours: number) { this.of = new Array<undefined>(assets); }

  add({ assets, completed, counts }: OutagePartial): this {
    this.completed += completed;
    assets.forEach((asset, row) => {
      const sums = (this.of[asset] ??= new Uint32Array(this.hours));
      for (let hour = 0; hour < this.hours; hour++) sums[hour]! += counts[row * this.hours + hour]!;
    });
    return this;
  }

  shares(): Pick<OutageMatrix, 'assets' | 'shares'> {
    const assets = Int32Array.from(this.of.keys()).filter((asset) => this.of[asset] !== undefined), shares = new Uint16Array(assets.length * this.hours);
    assets.forEach((asset, row) => { for (let hour = 0; hour < this.hours; hour++) shares[row * this.hours + hour] = Math.round((this.of[asset]![hour]! / this.completed) * SHARE_PARTS); });
    return { assets, shares };
  }
}
