/**
 * Where hazards leave no work possible: from when the intensity at an asset first reaches the limit of its kind until it last sinks below it. A job that
 * would begin meanwhile waits; work begun goes on. The intensity is the peak x the profile (or the asset's course); after its last point (without one:
 * from the onset) it stays until the occurrence ends. A field with times of its own says when the limit is reached, and when the intensity sinks below it.
 */
import { exp, log } from '../numerics/elementary.js';
import type { CompiledHazard } from './compiled-scenario.js';
import type { Kernel } from './kernel.js';
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
    if (hazard.workLimit !== undefined) this.stop(o, hazard, { lnLimits: hazard.workLimit, peak: intensity, further: 0 }, ticks);
    hazard.effects.forEach(({ peril }, ordinal) => {
      if (peril?.workLimit !== undefined) this.stop(o, hazard, { lnLimits: peril.workLimit, peak: this.k.samplers.peril(this.k, o, hazard, ordinal), further: peril.further ?? 0 }, ticks);
    });
  }

  /** One occurrence more, or less, leaves no work possible at asset a. */
  change(a: number, by: number): void {
    this.stopped[a]! += by;
    // Waiting jobs are looked at again.
    if (this.stopped[a] === 0) this.k.repairNeedMet = true;
  }

  private stop(o: number, hazard: CompiledHazard, { lnLimits, peak, further }: { lnLimits: Float64Array; peak: number; further: number }, ticks: number): void {
    if (!(peak > 0)) return;
    const { k, cell } = this, { ticksPerHour } = k.scenario, { footprints } = k.occurrences, { assets } = hazard, lnPeaks = footprints.peaks(o, further), reach = footprints.reachOf(o);
    for (let i = 0; i < assets.length; i++) {
      const share = exp(lnLimits[k.network.assetKind[assets[i]!]!]! - log(peak) - lnPeaks[i]!);
      if (!(share <= 1)) continue;
      cell[0] = share;
      if (reach === undefined) { this.plan(assets[i]!, k.now, k.now + ticks); continue; }
      reach(i, cell);
      if (!(cell[0] < Infinity)) continue;
      const sinks = footprints.sinkHours(o, i, share, ticks / ticksPerHour);
      this.plan(assets[i]!, k.now + ticksNear(cell[0], ticksPerHour), k.now + ticksUp(sinks, ticksPerHour));
    }
  }

  private plan(a: number, from: number, until: number): void {
    if (until <= from) return;
    const { occurrences, now } = this.k;
    if (from <= now) this.change(a, 1); else occurrences.agenda.work(from, a, 1);
    occurrences.agenda.work(until, a, -1);
  }
}
