/** Steps 2 and 5: damage, deratings and trips of assets, the jobs they open, and the end of work. */
import { Purpose } from './contracts.js';
import { AssetBit, Flag, Origin, Was } from './flags.js';
import type { Kernel } from './kernel.js';
import { Parts } from './units.js';

/** An asset is hit: counted once a replication; `origin` is what its outage, if one begins, belongs to. */
export function noteHit(k: Kernel, a: number, origin: number, occurrence: number): void {
  k.hitOrigin[a] = origin;
  k.hitOccurrence[a] = occurrence;
  k.touch(a);
  const record = k.record[a]!;
  // What a plan takes out of service is not hit.
  if (origin === Origin.Plan) { k.record[a] = record | Was.ByPlan; return; }
  if ((record & Was.Hit) !== 0) return;
  k.record[a] = record | Was.Hit;
  if (k.network.assetIsArea[a] === 1) return;
  k.hits++;
  if ((record & Was.Lost) === 0) { k.lost++; k.reachSector(k.network.assetSector[a]!); }
}

/**
 * Asset a enters a damage state if that is worse than its present one. The job is opened in step 5, when the instant's damage is known.
 * @param occurrence which did it, -1: none; it asks for the duration of the repair
 * @param priced its cost follows a curve of the peril, not the state
 */
export function damageAsset(k: Kernel, a: number, state: number, origin: number, occurrence: number, priced: boolean): void {
  if (state <= k.damage[a]! || a === k.shielded) return;
  const { scenario, network } = k, kind = network.assetKind[a]!;
  noteHit(k, a, origin, occurrence);
  const was = k.damage[a]!;
  if (k.losses === null) k.damageCost += scenario.damageCost[kind * 4 + state - 1]! - (was > 0 ? scenario.damageCost[kind * 4 + was - 1]! : 0);
  else if (!priced) {
    k.losses.euro[0] = scenario.damageCost[kind * 4 + state - 1]!;
    k.losses.reach(a, occurrence);
  }
  k.damage[a] = state;
  k.restoring?.forget(a);
  k.damages++;
  k.events++;
  if (k.jobListed[a] === 0) {
    k.jobListed[a] = 1;
    k.newJobs[k.newJobCount++] = a;
  }
  k.jobOccurrence[a] = occurrence;
  k.recorder?.damage(a, state, origin, occurrence);
  refreshCapacity(k, a);
  k.occurrences.triggers.onDamage(a, was, state, occurrence);
  k.plans.conditions.onDamage(a, state);
}

/** Capacity = the least that its damage (with what its repair has brought back) and each derating in force leave. */
export function refreshCapacity(k: Kernel, a: number): void {
  const { network } = k, was = k.capacity[a]!, left = network.kindCapacity[network.assetKind[a]! * 5 + k.damage[a]!]!;
  const now = Math.min(k.restoring === null ? left : Math.max(left, k.restoring.back[a]!), k.deratings.least(a));
  if (now === was) return;
  k.capacity[a] = now;
  k.touch(a);
  if (now < was) { if ((k.flags[a]! & (Flag.Up | Flag.Restarting)) !== 0) k.markDirty(a); }
  else capacityRose(k, a);
  if (k.layerOf[a]! >= 0) k.layerTouched(a);
}

/** More capacity, or a trip less: up, the level may rise (on a loop, what it offers more may come back to it); down, the restart may begin. */
export function capacityRose(k: Kernel, a: number): void {
  if ((k.flags[a]! & Flag.Up) === 0) k.markCheck(a);
  else if (k.rules.levelOf(a) > k.level[a]! || (k.assetBits[a]! & AssetBit.Looped) !== 0) k.markRaise(a);
}

/** How often asset a has failed by itself, if its damage is of that (or of the start): it tells such draws apart. */
export const ownOrdinal = (k: Kernel, a: number): number => (k.jobOccurrence[a]! < 0 ? (k.failing.ordinal[k.failing.position[a] ?? -1] ?? 0) : 0);

/** Step 5: the jobs of the instant's damage, each with a duration drawn for the occurrence that did it. */
export function openJobs(k: Kernel): void {
  for (let i = 0; i < k.newJobCount; i++) {
    const a = k.newJobs[i]!;
    k.jobListed[a] = 0;
    const occurrence = k.jobOccurrence[a]!;
    k.draws.select(k.replication, Purpose.Repair, occurrence < 0 ? 0 : k.occurrences.path0[occurrence]! | 0, occurrence < 0 ? 0 : k.occurrences.path1[occurrence]! | 0);
    k.samplers.repairTicks(k, a, k.damage[a]!, ownOrdinal(k, a));
    k.occurrences.conditions?.stretchRepair(a, k.samplers.cell);
    k.crews.open(a);
  }
  k.newJobCount = 0;
}

/** Step 5: the work on asset a ends: undamaged; what it left behind is the restart. */
export function endRepair(k: Kernel, a: number): void {
  k.crews.finish(a);
  k.repairs++;
  k.events++;
  k.recorder?.repairEnd(a, k.damage[a]!);
  k.damage[a] = 0;
  k.losses?.repaired(a);
  k.restoring?.forget(a);
  refreshCapacity(k, a);
  if ((k.flags[a]! & Flag.Up) === 0) k.markCheck(a);
}

/** One more standing trip. */
export function tripAsset(k: Kernel, a: number, origin: number, occurrence: number): void {
  if (a === k.shielded && origin === Origin.Hit) return;
  noteHit(k, a, origin, occurrence);
  k.trips[a]!++;
  k.recorder?.trip(a, origin, occurrence);
  if ((k.flags[a]! & (Flag.Up | Flag.Restarting)) !== 0) k.markDirty(a);
}

/** One standing trip less; the restart follows. */
export function releaseTrip(k: Kernel, a: number): void {
  if (k.trips[a] === 0) return;
  k.trips[a]!--;
  k.touch(a);
  k.recorder?.release(a);
  if (k.trips[a] === 0) capacityRose(k, a);
}

/** A derating begins; @returns its handle for endDerating. */
export function derateAsset(k: Kernel, a: number, to: number, origin: number, occurrence: number): number {
  if (a === k.shielded && origin === Origin.Hit) return -1;
  const handle = k.deratings.add(a, to);
  if (to < Parts.Full) noteHit(k, a, origin, occurrence);
  k.recorder?.derate(a, to / Parts.Full, origin, occurrence);
  refreshCapacity(k, a);
  return handle;
}

export function endDerating(k: Kernel, handle: number): void {
  if (handle < 0) return;
  const a = k.deratings.remove(handle);
  k.recorder?.relieved(a);
  refreshCapacity(k, a);
}
