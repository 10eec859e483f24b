/**
 * Where hazards leave no work possible: from when the intensity at an asset first reaches the limit of its kind until it last sinks below it. A job that
 * would begin meanwhile waits; work begun goes on. The intensity is the peak x the profile; after the profile's last point (without a profile: from
 * the onset) it stays until the occurrence ends.
 */
import { exp, log } from '../numerics/elementary.js';
import type { CompiledHazard } from './compiled-scenario.js';
import type { Kernel } from './kernel.js';
import { reachHours } from './strikes.js';
import { ticksNear, ticksUp } from './units.js';

/** Some kind has a limit for the measure of the hazard, or of one of its perils. */
export const limitsWork = ({ workLimit, effects }: CompiledHazard): boolean => workLimit !== undefined || effects.some(({ peril }) => peril?.workLimit !== undefined);

export class WorkLimits {
  /** Occurrences that leave no work possible at each asset now. */
  readonly stopped: Uint16Array;
  private readonly cell = new Float64Array(1);

  constructor(private readonly k: Kernel) { this.stopped = new Uint16Array(k.assets); }

  reset(): void { this.stopped.fill(0); }

  /** Occurrence o of a hazard begins, with its intensity and duration. */
  occurs(o: number, hazard: CompiledHazard, intensity: number, ticks: number): void {
    const hours = ticks / this.k.scenario.ticksPerHour;
    if (hazard.workLimit !== undefined) this.stop(hazard, hazard.workLimit, intensity, hours);
    hazard.effects.forEach(({ peril }, ordinal) => {
      if (peril?.workLimit !== undefined) this.stop(hazard, peril.workLimit, this.k.samplers.peril(this.k, o, hazard, ordinal), hours);
    });
  }

  /** One occurrence more, or less, leaves no work possible at asset a. */
  change(a: number, by: number): void {
    this.stopped[a]! += by;
    // Waiting jobs are looked at again.
    if (this.stopped[a] === 0) this.k.repairNeedMet = true;
  }

  private stop({ assets, lnFactor, profile }: CompiledHazard, lnLimits: Float64Array, peak: number, hours: number): void {
    const { k, cell } = this, lnPeak = peak > 0 ? log(peak) : -Infinity, { ticksPerHour } = k.scenario;
    for (let i = 0; i < assets.length; i++) {
      const a = assets[i]!, share = exp(lnLimits[k.network.assetKind[a]!]! - lnPeak - lnFactor[i]!);
      if (profile === undefined) {
        if (share <= 1) this.plan(a, k.now, k.now + ticksUp(hours, ticksPerHour));
        continue;
      }
      cell[0] = share;
      reachHours(profile.hours, profile.factors, cell);
      if (cell[0] < Infinity) this.plan(a, k.now + ticksNear(cell[0], ticksPerHour), k.now + ticksUp(sinkHours(profile.hours, profile.factors, share, hours), ticksPerHour));
    }
  }

  private plan(a: number, from: number, until: number): void {
    if (until <= from) return;
    const { occurrences, now } = this.k;
    if (from <= now) this.change(a, 1); else occurrences.planWork(from, a, 1);
    occurrences.planWork(until, a, -1);
  }
}

/** The last hour at which a piecewise linear profile, which reaches the share, is at or above it; what it is at its last point it stays until `end`. */
export function sinkHours(hours: Float64Array, factors: Float64Array, share: number, end: number): number {
  const last = hours.length - 1;
  if (factors[last]! >= share) return Math.max(hours[last]!, end);
  let i = last;
  while (factors[i - 1]! < share) i--;
  const high = factors[i - 1]!, low = factors[i]!;
  return hours[i - 1]! + ((high - share) / (high - low)) * (hours[i]! - hours[i - 1]!);
}
