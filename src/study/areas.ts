/**
 * Person-hours without each service, by service area: means, and paired differences between two studies under the same luck. The terms of an outcome
 * person-hours.SERVICE; of each replication they add up to it.
 */
import { lastValueFrom, mergeMap, range, tap } from 'rxjs';
import { CascadeError } from '../errors.js';
import { estimateMean } from '../numerics/mean-interval.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import type { AreaJob } from './area-block.js';
import { BLOCK_SIZE, blocksOf } from './block.js';
import { inOrder } from './in-order.js';
import { checkReplications } from './run.js';
import type { Runner } from './runner.js';

/** Values kept, at most: 1 GB. */
const MOST_VALUES = 125_000_000;

export interface AreaQuestion extends Pick<AreaJob, 'ticksPerHour' | 'startHourOfWeek' | 'horizonTicks'> {
  /** Replications 0 up to this number are replayed. */
  replications: number;
  network: CompiledNetwork;
  names: NetworkNames;
  onProgress?: (done: number, planned: number) => void;
}

/** Person-hours by replication, for each service that an area needs. */
export interface AreaValues {
  replications: number;
  /** Ids of area and service of each column. */
  columns: { area: string; service: string }[];
  /** [replication][column]; NaN where it failed. */
  values: Float64Array;
}

export interface AreaEstimate { area: string; service: string; mean: number; standardError: number; interval: [number, number] }

/** @throws CascadeError REPLICATIONS_INVALID, AREAS_TOO_MANY, REPLICATOR_UNOBSERVABLE, and what keeps the runner from working */
export async function areaValues(runner: Runner, { names, network, onProgress, replications, ...time }: AreaQuestion): Promise<AreaValues> {
  const { slots } = network.sizes, { horizonTicks, startHourOfWeek, ticksPerHour } = time;
  checkReplications(replications);
  if (slots * replications > MOST_VALUES) throw new CascadeError('AREAS_TOO_MANY', `${slots} pairs of area and service in ${replications} replications are more than ${MOST_VALUES} values: ask for fewer replications`);
  const values = new Float64Array(replications * slots);
  const job = (index: number): AreaJob => ({ kind: 'areas', index, first: index * BLOCK_SIZE, count: Math.min(BLOCK_SIZE, replications - index * BLOCK_SIZE), slots, horizonTicks, startHourOfWeek, ticksPerHour });
  await lastValueFrom(range(0, blocksOf(replications)).pipe(
    mergeMap((index) => runner.run(job(index)), runner.lanes), inOrder(0),
    tap(({ count, first, values: some }) => { values.set(some, first * slots); onProgress?.(first + count, replications); }),
  ));
  return { replications, values, columns: Array.from({ length: slots }, (_, s) => ({ area: names.assets[network.slotAsset[s]!]!, service: names.services[network.slotService[s]!]!.id })) };
}

/** Mean person-hours of each area and service. Throws NO_REPLICATION_COMPLETED. */
export function areaMeans(of: AreaValues): AreaEstimate[] {
  return estimates(of, of.columns.map((column, c) => ({ ...column, at: (row: number) => of.values[row * of.columns.length + c]! })));
}

/**
 * Paired differences of each area and service that both have: base minus other, above 0 is avoided. Replications that failed in one are left out.
 * @throws CascadeError COMPARE_UNEQUAL, NO_REPLICATION_COMPLETED
 */
export function compareAreas(base: AreaValues, other: AreaValues): AreaEstimate[] {
  if (base.replications !== other.replications) throw new CascadeError('COMPARE_UNEQUAL', `studies compared replication by replication need as many: found ${base.replications} and ${other.replications}`);
  const places = new Map(other.columns.map(({ area, service }, c) => [`${area} ${service}`, c]));
  return estimates(base, base.columns.flatMap((column, c) => {
    const d = places.get(`${column.area} ${column.service}`);
    return d === undefined ? [] : [{ ...column, at: (row: number) => base.values[row * base.columns.length + c]! - other.values[row * other.columns.length + d]! }];
  }));
}

function estimates({ replications }: AreaValues, columns: { area: string; service: string; at: (row: number) => number }[]): AreaEstimate[] {
  return columns.map(({ area, at, service }) => {
    const found = Float64Array.from({ length: replications }, (_, row) => at(row)).filter((value) => !Number.isNaN(value));
    if (found.length === 0) throw new CascadeError('NO_REPLICATION_COMPLETED', `all ${replications} replications failed`);
    const { interval, mean, standardError } = estimateMean(found);
    return { area, service, mean, standardError, interval };
  });
}
