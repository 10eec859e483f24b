/**
 * Footprints of occurrences: where a hazard is, how strong relative to its peak, and when it is there. Where intensities move over the map
 * (fields.ts) both are drawn for each occurrence; else they are the hazard's.
 */
import type { CompiledHazard } from './compiled-scenario.js';
import type { IntensityField } from './contracts.js';
import { createField, OccurrenceDraws, peakShare, sinkOf, type Reach } from './fields.js';
import type { Kernel } from './kernel.js';
import type { Occurrences } from './occurrences.js';
import { trialsOf, type Trial } from './trials.js';
import { ticksNear, ticksUp } from './units.js';
import { localTimesOf, strongestBy, windowAt, type LocalTimes } from './windows.js';

/** Assets of a footprint that something may act on, with room for an answer about each. */
export interface Targets {
  /** Positions in the hazard's assets. */
  readonly positions: Int32Array;
  readonly assets: Int32Array;
  /** Those that are struck, from the front. */
  readonly struck: Int32Array;
  /** Logarithm of the peak intensity at each over that of the hazard. */
  readonly lnPeaks: Float64Array;
}

/** Of a hazard, as the scenario or a given course has it. */
export interface Footprint extends LocalTimes {
  readonly hazard: CompiledHazard;
  readonly everywhere: Targets;
  /** By effect: what it may act on, and which assets are tried alike. */
  readonly targets: readonly Targets[];
  readonly trials: readonly Trial[][];
  readonly field: IntensityField | undefined;
}

export class Footprints {
  /** By hazard of the scenario. */
  private readonly own: Footprint[];
  /** Of hazards that a given course has otherwise. */
  private readonly given = new WeakMap<CompiledHazard, Footprint>();
  private readonly fieldDraws: OccurrenceDraws;
  private readonly share = new Float64Array(1);

  constructor(private readonly k: Kernel, private readonly occurrences: Occurrences) {
    this.fieldDraws = new OccurrenceDraws(k);
    this.own = k.scenario.hazards.map((hazard) => this.survey(hazard));
  }

  private survey(hazard: CompiledHazard): Footprint {
    const { assets, effects } = hazard, { network, scenario } = this.k, field = hazard.field === undefined ? undefined : createField(hazard.field);
    const everywhere = targetsAt(Int32Array.from(assets.keys()), assets);
    return {
      hazard, field, ...localTimesOf(hazard, field), everywhere,
      targets: effects.map(({ positions }) => (positions === undefined ? everywhere : targetsAt(positions, positions.map((at) => assets[at]!)))),
      trials: effects.map((_, ordinal) => trialsOf(hazard, ordinal, network.assetKind, scenario.interactions !== undefined)),
    };
  }

  /** Of occurrence o. */
  of(o: number): Footprint {
    const as = this.occurrences.given[o]?.as;
    if (as === undefined) return this.own[this.occurrences.hazard[o]!]!;
    let footprint = this.given.get(as);
    if (footprint === undefined) this.given.set(as, footprint = this.survey(as));
    return footprint;
  }

  /** Occurrence o of a hazard with a field begins; its effects follow. @returns hours it lasts at least */
  begin(o: number): number {
    const { hazard, field } = this.of(o);
    this.fieldDraws.open(hazard, this.occurrences.path0[o]!, this.occurrences.path1[o]!);
    field!.begin(this.fieldDraws);
    return field!.lastsHours?.() ?? 0;
  }

  /** What was drawn of occurrence o, which begins now; undefined: it has no field. */
  describe(o: number): string | undefined { return this.of(o).field?.describe(); }

  /**
   * Ticks from which and until which occurrence o, which begins now, acts at a place, into window.
   * @param lnPeak as of {@link lnPeaks} @returns false: it never does
   */
  windowOf(o: number, position: number, lnPeak: number, { lnAbove, intensity }: { lnAbove: number | undefined; intensity: number }, window: Float64Array): boolean {
    const { k } = this, { ticksPerHour } = k.scenario;
    if (!windowAt(this.of(o), position, lnPeak, lnAbove, intensity, window)) return false;
    window[0] = k.now + ticksNear(window[0]!, ticksPerHour);
    if (window[1] !== Infinity) window[1] = k.now + ticksUp(window[1]!, ticksPerHour);
    return true;
  }

  /** The greatest share of its peak that a place of occurrence o, which begins now, meets before it ends, and the tick at which it first does, into strongest. */
  strongest(o: number, position: number, strongest: Float64Array): boolean {
    const { k } = this, { ticksPerHour } = k.scenario, footprint = this.of(o), end = (this.occurrences.ends[o]! - k.now) / ticksPerHour;
    if (!strongestBy(footprint, position, peakShare(footprint.hazard, position), end, strongest)) return false;
    strongest[1] = Math.min(this.occurrences.ends[o]! - 1, k.now + ticksNear(strongest[1]!, ticksPerHour));
    return true;
  }

  /** Do places of occurrence o meet it at times of their own? */
  arrivesLocally(o: number): boolean { return this.of(o).local; }

  /** The hazard as it is in occurrence o. */
  hazardOf(o: number): CompiledHazard { return this.of(o).hazard; }

  /** Logarithm of the peak intensity over that of the hazard at places of occurrence o, which begins now; -Infinity: not reached. @param out by place */
  lnPeaks(o: number, positions: Int32Array, out: Float64Array): void {
    const { field, hazard: { lnFactor } } = this.of(o);
    if (field !== undefined) { field.peaks(positions, out); return; }
    for (let i = 0; i < positions.length; i++) out[i] = lnFactor[positions[i]!]!;
  }

  /** Of occurrence o, which begins now: logarithms of the factors at all its assets. The array is used again. @param further as of IntensityField.peaks */
  peaks(o: number, further = 0): Float64Array {
    const { hazard, field, everywhere: { positions, lnPeaks } } = this.of(o);
    if (field === undefined) return hazard.lnFactor;
    field.peaks(positions, lnPeaks, further);
    return lnPeaks;
  }

  /** The last hour at which an asset that meets a share of its peak is at or above it, `end` that of the occurrence. */
  sinkHours(o: number, position: number, share: number, end: number): number {
    const { hazard, field, sink } = this.of(o);
    if (field?.reach === undefined) return sinkOf(hazard, position, share, end);
    this.share[0] = share;
    sink!(position, this.share);
    return Math.min(end, this.share[0]);
  }

  /** When assets of occurrence o meet a share of their peak; undefined: at once. */
  reachOf(o: number): Reach | undefined { return this.of(o).reach; }
}

function targetsAt(positions: Int32Array, assets: Int32Array): Targets {
  return { positions, assets, struck: new Int32Array(assets.length), lnPeaks: new Float64Array(assets.length) };
}
