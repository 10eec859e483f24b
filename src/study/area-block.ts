/**
 * The part of a comparison by service areas that one job contributes: person-hours without each service in each area, by replication. Integrated from
 * one instant to the next with the people of each hour of the week, as the outcomes person-hours.SERVICE are, of which these are the terms.
 */
import type { Replicator, Stretch } from '../engine/contracts.js';
import { FULL } from '../engine/units.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import { attemptBy } from './block.js';
import { observing } from './outage-block.js';
import type { FailedReplication } from './results.js';

export interface AreaJob { kind: 'areas'; index: number; first: number; count: number; /** Pairs of area and service of the network. */ slots: number; ticksPerHour: number; /** Local hour of the week at the start. */ startHourOfWeek: number; horizonTicks: number }

export interface AreaPartial {
  index: number;
  first: number;
  count: number;
  /** [replication][slot of the network] person-hours; NaN where it failed. */
  values: Float64Array;
  failures: FailedReplication[];
}

/** Runs the replications of a job. Throws REPLICATOR_UNOBSERVABLE. */
export function runAreaBlock(replicator: Replicator, job: AreaJob): AreaPartial {
  const { count, first, index } = job, observe = observing(replicator), { slots } = replicator.network.sizes, meter = new AreaMeter(replicator.network, job);
  const values = new Float64Array(count * slots).fill(NaN), failures: FailedReplication[] = [];
  for (let row = 0; row < count; row++) {
    const replication = first + row;
    meter.hours.fill(0);
    const result = attemptBy(replicator, () => observe(replication, (stretch) => meter.book(stretch)));
    if ('failure' in result) { failures.push({ replication, ...result.failure }); continue; }
    if (result.ok.mark) failures.push({ replication, ...result.ok.mark, kept: true });
    values.set(meter.hours, row * slots);
  }
  return { index, first, count, values, failures };
}

class AreaMeter {
  /** Person-hours without, by slot. */
  readonly hours: Float64Array;
  /** By profile: hours from the start, each weighted by the profile, up to each full hour of the clock. */
  private readonly weighted: Float64Array[];
  /** Needs of slots that were short at the start; undefined: not looked yet. */
  private short: Int32Array | undefined;
  private readonly stamp: Float64Array;
  private stretches = 0;

  constructor(private readonly network: CompiledNetwork, private readonly job: AreaJob) {
    this.hours = new Float64Array(network.sizes.slots);
    this.stamp = new Float64Array(network.sizes.slots);
    const { horizonTicks, startHourOfWeek, ticksPerHour } = job, clock = Math.floor(startHourOfWeek), hours = Math.ceil(horizonTicks / ticksPerHour) + 2;
    this.weighted = Array.from({ length: Math.max(1, network.sizes.profiles) }, (_, p) => {
      const sums = new Float64Array(hours + 1);
      for (let j = 0; j < hours; j++) sums[j + 1] = sums[j]! + this.factor(p, clock + j);
      return sums;
    });
  }

  /** Books what is short for a stretch of time. */
  book(stretch: Stretch): void {
    const { network } = this, { touchedNeeds, touchedNeedCount } = stretch;
    this.short ??= Int32Array.from(network.needSlot.keys()).filter((x) => network.needSlot[x]! >= 0 && stretch.startSeen[x]! < FULL);
    this.stretches++;
    for (let i = 0; i < touchedNeedCount; i++) this.bookNeed(touchedNeeds[i]!, stretch);
    for (const x of this.short) this.bookNeed(x, stretch);
  }

  private bookNeed(x: number, { fromTick, guests, people, seen, untilTick }: Stretch): void {
    const { network } = this, slot = network.needSlot[x]!;
    if (slot < 0 || this.stamp[slot] === this.stretches) return;
    this.stamp[slot] = this.stretches;
    const a = network.slotAsset[slot]!;
    let least = FULL;
    for (let y = network.needStart[a]!; y < network.needFunctionEnd[a]!; y++) if (network.needSlot[y] === slot && seen[y]! < least) least = seen[y]!;
    if (least === FULL) return;
    const profile = network.assetPeopleProfile[a]!, residents = people[a]! * (this.until(profile, untilTick) - this.until(profile, fromTick)), others = guests.length === 0 ? 0 : (guests[a]! * (untilTick - fromTick)) / this.job.ticksPerHour;
    this.hours[slot]! += (1 - least / FULL) * (residents + others);
  }

  /** Hours from the start to a tick, each weighted by the profile's factor of its hour of the week. */
  private until(profile: number, tick: number): number {
    const { startHourOfWeek, ticksPerHour } = this.job, hours = tick / ticksPerHour;
    if (profile === 0) return hours;
    const first = Math.floor(startHourOfWeek), at = startHourOfWeek + hours, clock = Math.floor(at);
    return this.weighted[profile]![clock - first]! + (at - clock) * this.factor(profile, clock) - (startHourOfWeek - first) * this.factor(profile, first);
  }

  private factor(profile: number, hour: number): number { return profile === 0 ? 1 : this.network.profileFactor[profile * 168 + (hour % 168)]!; }
}
