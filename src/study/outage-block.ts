/**
 * The part of an outage matrix that one job contributes: in how many of its replications each asset was below a level at each hour. Counts are whole
 * numbers, so their sum does not depend on who computed what.
 */
import type { Replicator } from '../engine/contracts.js';
import { CascadeError } from '../errors.js';
import { attemptBy } from './block.js';
import type { FailedReplication } from './results.js';

export interface OutageJob {
  kind: 'outage';
  index: number;
  first: number;
  count: number;
  /** Ticks at which to look, ascending, before the horizon. */
  ticks: Float64Array;
  /** Parts of 3,603,600: an asset is out while its level is less. */
  below: number;
}

export interface OutagePartial {
  index: number;
  first: number;
  count: number;
  completed: number;
  /** Assets that were out at one of the hours, ascending. */
  assets: Int32Array;
  /** [asset of `assets`][hour] replications in which it was out then. */
  counts: Uint16Array;
  failures: FailedReplication[];
}

/** Runs the replications of a job. Throws REPLICATOR_UNOBSERVABLE where the replicator cannot tell how things stand on the way. */
export function runOutageBlock(replicator: Replicator, { below, count, first, index, ticks }: OutageJob): OutagePartial {
  const observe = observing(replicator), hours = ticks.length, failures: FailedReplication[] = [], byAsset = new Map<number, Uint16Array>(), own: number[] = [];
  let completed = 0;
  for (let replication = first; replication < first + count; replication++) {
    let hour = 0;
    own.length = 0;
    const result = attemptBy(replicator, () => observe(replication, ({ level, touched, touchedCount, untilTick }) => {
      for (; hour < hours && ticks[hour]! < untilTick; hour++) {
        for (let i = 0; i < touchedCount; i++) if (level[touched[i]!]! < below) own.push(touched[i]! * hours + hour);
      }
    }));
    if ('failure' in result) { failures.push({ replication, ...result.failure }); continue; }
    if (result.ok.mark) failures.push({ replication, ...result.ok.mark, kept: true });
    completed++;
    for (const cell of own) {
      const asset = Math.floor(cell / hours);
      let counts = byAsset.get(asset);
      if (counts === undefined) byAsset.set(asset, counts = new Uint16Array(hours));
      counts[cell % hours]!++;
    }
  }
  const assets = Int32Array.from(byAsset.keys()).sort(), counts = new Uint16Array(assets.length * hours);
  assets.forEach((asset, i) => counts.set(byAsset.get(asset)!, i * hours));
  return { index, first, count, completed, assets, counts, failures };
}

/** The way to look into replications on their way. Throws REPLICATOR_UNOBSERVABLE. */
export function observing(replicator: Replicator): NonNullable<Replicator['observe']> {
  if (replicator.observe === undefined) throw new CascadeError('REPLICATOR_UNOBSERVABLE', 'this replicator cannot tell how things stand on the way: expecting one with `observe`, as `createReplicator` makes');
  return replicator.observe.bind(replicator);
}
