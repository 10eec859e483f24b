/** Steps 2 and 5: damage, deratings and trips of assets, the jobs they open, and the end of work. */
import { Purpose } from './contracts.js';
import type { FallRules } from './fall.js';
import { AssetBit, Flag, Origin, Was } from './flags.js';
import type { Kernel } from './kernel.js';
import { Parts } from './units.js';

/** The rules of damage, bound to one state. */
export function damageRules(k: Kernel, { levelOf }: FallRules) {
  var { assetBits, capacity, crews, damage, deratings, draws, failing, flags, hitOccurrence, hitOrigin, jobListed, jobOccurrence, layerOf, level, losses, newJobs, occurrences, plans, record, restoring, samplers, trips } = k;
  var { assetIsArea, assetKind, assetSector, assetSubject0, assetSubject1, kindCapacity } = k.network, repairDraws = new Float64Array(newJobs.length), { damageCost } = k.scenario, planned = k.scenario.plans.length > 0, triggered = k.scenario.triggers.length > 0;

  /** An asset is hit: counted once a replication; `origin` is what its outage, if one begins, belongs to. */
  function noteHit(a: number, origin: number, occurrence: number): void {
    hitOrigin[a] = origin;
    hitOccurrence[a] = occurrence;
    k.touch(a);
    const before = record[a]!;
    // What a plan takes out of service is not hit.
    if (origin === Origin.Plan) { record[a] = before | Was.ByPlan; return; }
    if ((before & Was.Hit) !== 0) return;
    record[a] = before | Was.Hit;
    if (assetIsArea[a] === 1) return;
    k.hits++;
    if ((before & Was.Lost) === 0) { k.lost++; k.reachSector(assetSector[a]!); }
  }

  /**
   * Asset a enters a damage state if that is worse than its present one. The job is opened in step 5, when the instant's damage is known.
   * @param occurrence which did it, -1: none; it asks for the duration of the repair
   * @param priced its cost follows a curve of the peril, not the state
   */
  function damageAsset(a: number, state: number, origin: number, occurrence: number, priced: boolean): void {
    const was = damage[a]!, costs = assetKind[a]! * 4 - 1;
    if (state <= was || a === k.shielded) return;
    noteHit(a, origin, occurrence);
    if (losses === null) k.damageCost += damageCost[costs + state]! - (was > 0 ? damageCost[costs + was]! : 0);
    else if (!priced) {
      losses.euro[0] = damageCost[costs + state]!;
      losses.reach(a, occurrence);
    }
    damage[a] = state;
    restoring?.forget(a);
    k.damages++;
    k.events++;
    if (jobListed[a] === 0) {
      jobListed[a] = 1;
      newJobs[k.newJobCount++] = a;
    }
    jobOccurrence[a] = occurrence;
    k.recorder?.damage(a, state, origin, occurrence);
    refreshCapacity(a);
    if (triggered) occurrences.triggers.onDamage(a, was, state, occurrence);
    if (planned) plans.conditions.onDamage(a, state);
  }

  /** Capacity = the least that its damage (with what its repair has brought back) and each derating in force leave. */
  function refreshCapacity(a: number): void {
    const was = capacity[a]!, left = kindCapacity[assetKind[a]! * 5 + damage[a]!]!;
    const now = Math.min(restoring === null ? left : Math.max(left, restoring.back[a]!), deratings.least(a));
    if (now === was) return;
    capacity[a] = now;
    k.touch(a);
    if (now < was) { if ((flags[a]! & (Flag.Up | Flag.Restarting)) !== 0) k.markDirty(a); }
    else capacityRose(a);
    if (layerOf[a]! >= 0) k.layerTouched(a);
  }

  /** More capacity, or a trip less: up, the level may rise (on a loop, what it offers more may come back to it); down, the restart may begin. */
  function capacityRose(a: number): void {
    if ((flags[a]! & Flag.Up) === 0) k.markCheck(a);
    else if (levelOf(a) > level[a]! || (assetBits[a]! & AssetBit.Looped) !== 0) k.markRaise(a);
  }

  /** How often asset a has failed by itself, if its damage is of that (or of the start): it tells such draws apart. */
  function ownOrdinal(a: number): number { return jobOccurrence[a]! < 0 ? (failing.ordinal[failing.position[a] ?? -1] ?? 0) : 0; }

  /** Step 5: the jobs of the instant's damage, each with a duration drawn for the occurrence that did it. */
  function openJobs(): void {
    for (let i = 0; i < k.newJobCount;) i = openJobsOf(jobOccurrence[newJobs[i]!]!, i);
    k.newJobCount = 0;
  }

  /** Those from number `from` on that one occurrence did: their draws are made together. @returns the number after the last */
  function openJobsOf(occurrence: number, from: number): number {
    let to = from + 1;
    while (to < k.newJobCount && jobOccurrence[newJobs[to]!] === occurrence) to++;
    // An asset's own failures are told apart by their number (ownOrdinal).
    const together = occurrence >= 0 && to > from + 1 && draws.fillOnce !== undefined;
    if (together) {
      select(occurrence);
      draws.fillOnce!(newJobs, from, to, assetSubject0, assetSubject1, repairDraws);
    }
    for (let i = from; i < to; i++) openJob(newJobs[i]!, occurrence, together ? i : -1);
    return to;
  }

  /** @param at where in repairDraws its draw lies; -1: not drawn */
  function openJob(a: number, occurrence: number, at: number): void {
    const state = damage[a]!;
    jobListed[a] = 0;
    if (at >= 0) samplers.cell[0] = repairDraws[at]!;
    if (at < 0 || !samplers.repairTicksOf(k, a, state)) {
      // For each anew: what opened the job before may have drawn something else.
      select(occurrence);
      samplers.repairTicks(k, a, state, ownOrdinal(a));
    }
    occurrences.conditions?.stretchRepair(a, samplers.cell);
    crews.jobs.open(a);
  }

  function select(occurrence: number): void {
    draws.select(k.replication, Purpose.Repair, occurrence < 0 ? 0 : occurrences.path0[occurrence]! | 0, occurrence < 0 ? 0 : occurrences.path1[occurrence]! | 0);
  }

  /** Step 5: the work on asset a ends: undamaged; what it left behind is the restart. */
  function endRepair(a: number): void {
    crews.jobs.finish(a);
    k.repairs++;
    k.events++;
    k.recorder?.repairEnd(a, damage[a]!);
    damage[a] = 0;
    losses?.repaired(a);
    restoring?.forget(a);
    refreshCapacity(a);
    if ((flags[a]! & Flag.Up) === 0) k.markCheck(a);
  }

  /** One more standing trip. */
  function tripAsset(a: number, origin: number, occurrence: number): void {
    if (a === k.shielded && origin === Origin.Hit) return;
    noteHit(a, origin, occurrence);
    trips[a]!++;
    k.recorder?.trip(a, origin, occurrence);
    if ((flags[a]! & (Flag.Up | Flag.Restarting)) !== 0) k.markDirty(a);
  }

  /** One standing trip less; the restart follows. */
  function releaseTrip(a: number): void {
    if (trips[a] === 0) return;
    trips[a]!--;
    k.touch(a);
    k.recorder?.release(a);
    if (trips[a] === 0) capacityRose(a);
  }

  /** A derating begins; @returns its handle for endDerating. */
  function derateAsset(a: number, to: number, origin: number, occurrence: number): number {
    if (a === k.shielded && origin === Origin.Hit) return -1;
    const handle = deratings.add(a, to);
    if (to < Parts.Full) noteHit(a, origin, occurrence);
    k.recorder?.derate(a, to / Parts.Full, origin, occurrence);
    refreshCapacity(a);
    return handle;
  }

  function endDerating(handle: number): void {
    if (handle < 0) return;
    const a = deratings.remove(handle);
    k.recorder?.relieved(a);
    refreshCapacity(a);
  }

  return { noteHit, damageAsset, refreshCapacity, ownOrdinal, openJobs, endRepair, tripAsset, releaseTrip, derateAsset, endDerating };
}

export type DamageRules = ReturnType<typeof damageRules>;
