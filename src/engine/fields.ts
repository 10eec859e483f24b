/**
 * Intensity fields and courses over time: what makes the intensity at an asset more than a constant share of one number. A new form of field is
 * its data in hazards/field-data.ts, a class in `hazards`, and a line in `createField`.
 */
import { EnsembleField } from '../hazards/ensemble.js';
import type { CompiledField } from '../hazards/field-data.js';
import { FireField } from '../hazards/fire.js';
import { FloodField } from '../hazards/flood.js';
import { GroundMotionField } from '../hazards/ground-motion.js';
import { PlumeField } from '../hazards/plume.js';
import { ShiftedField } from '../hazards/shifted.js';
import { StormField } from '../hazards/storm.js';
import { firstReach } from '../numerics/first-reach.js';
import { lastReach } from '../numerics/last-reach.js';
import { normalQuantileIn } from '../numerics/normal.js';
import type { Numeric } from '../model/types.js';
import type { CompiledHazard } from './compiled-scenario.js';
import { Purpose, type FieldDraws, type IntensityField } from './contracts.js';
import type { Kernel } from './kernel.js';

/** Second words of the subjects of waves ("wave"); their first words count. */
const WAVE = 0x77617665;

/** Makes a field of its data. */
export function createField(data: CompiledField): IntensityField {
  switch (data.form) {
    case 'ensemble': return new EnsembleField(data);
    case 'shifted': return new ShiftedField(data);
    case 'ground-motion': return new GroundMotionField(data);
    case 'storm': return new StormField(data);
    case 'flood': return new FloodField(data);
    case 'plume': return new PlumeField(data);
    case 'fire': return new FireField(data);
  }
}

/** When an asset meets a share of its peak: replaces the share in cell[0] by hours after onset; Infinity: never. */
export type Reach = (position: number, cell: Float64Array) => void;

/** When assets meet the intensities of a hazard; undefined: all at once. */
export function reachOf(hazard: CompiledHazard, field: IntensityField | undefined): Reach | undefined {
  if (field?.reach !== undefined) return (position, cell) => field.reach!(position, cell);
  const { courses, profile } = hazard;
  if (courses !== undefined) return (position, cell) => firstReach(courses.hours, courses.shares, courses.start[position]!, courses.start[position + 1]!, cell);
  return profile === undefined ? undefined : (_position, cell) => firstReach(profile.hours, profile.factors, 0, profile.hours.length, cell);
}

/** The last time at which assets are at or above a share of their peak, in the manner of {@link reachOf}; Infinity: until the occurrence ends. */
export function sinkTimesOf(hazard: CompiledHazard, field: IntensityField | undefined): Reach | undefined {
  if (field?.reach !== undefined) return (position, cell) => { if (field.sink === undefined) cell[0] = Infinity; else field.sink(position, cell); };
  const { courses, profile } = hazard;
  if (courses !== undefined) return (position, cell) => lastReach(courses.hours, courses.shares, courses.start[position]!, courses.start[position + 1]!, cell);
  return profile === undefined ? undefined : (_position, cell) => lastReach(profile.hours, profile.factors, 0, profile.hours.length, cell);
}

/** The largest share of its peak that an asset of a hazard ever meets: a profile or course need not get to 1. */
export function peakShare(hazard: CompiledHazard, position: number): number {
  const { courses, profile } = hazard;
  if (courses !== undefined) return largest(courses.shares, courses.start[position]!, courses.start[position + 1]!);
  return profile === undefined ? 1 : largest(profile.factors, 0, profile.factors.length);
}

function largest(values: Float64Array, from: number, to: number): number {
  let most = 0;
  for (let i = from; i < to; i++) if (values[i]! > most) most = values[i]!;
  return most;
}

/** The last hour at which an asset that meets a share of its peak is at or above it, by the hazard's courses or profile; without them `end`. */
export function sinkOf({ courses, profile }: CompiledHazard, position: number, share: number, end: number): number {
  if (courses !== undefined) return sinkBetween(courses.hours, courses.shares, courses.start[position]!, courses.start[position + 1]!, share, end);
  return profile === undefined ? end : sinkHours(profile.hours, profile.factors, share, end);
}

/** The last hour at which a piecewise linear profile, which reaches the share, is at or above it; what it is at its last point it stays until `end`. */
export function sinkHours(hours: Float64Array, factors: Float64Array, share: number, end: number): number { return sinkBetween(hours, factors, 0, hours.length, share, end); }

function sinkBetween(hours: Float64Array, factors: Float64Array, from: number, to: number, share: number, end: number): number {
  const cell = Float64Array.of(share);
  lastReach(hours, factors, from, to, cell);
  return cell[0] === Infinity ? Math.max(hours[to - 1]!, end) : cell[0]!;
}

/** Draws of the occurrence that begins, by number. */
export class OccurrenceDraws implements FieldDraws {
  private hazard!: CompiledHazard;
  private path0 = 0;
  private path1 = 0;
  /** Subjects of waves: the same arrays each time, as DrawSource.fill wants it, by how many there are. */
  private readonly waves = new Map<number, { list: Int32Array; subject0: Uint32Array; subject1: Uint32Array }>();
  private readonly cell = new Float64Array(1);

  constructor(private readonly k: Kernel) {}

  open(hazard: CompiledHazard, path0: number, path1: number): void {
    this.hazard = hazard;
    this.path0 = path0;
    this.path1 = path1;
  }

  uniform(n: number): number {
    this.select(Purpose.Field);
    return this.k.draws.uniform(this.hazard.key0, this.hazard.key1, n, -1);
  }

  value(numeric: Numeric, n: number): number {
    this.select(Purpose.Field);
    return this.k.samplers.subject(numeric, this.k, this.hazard.key0, this.hazard.key1, n);
  }

  normals(out: Float64Array, n = 0): void {
    const { cell } = this;
    let waves = this.waves.get(out.length);
    if (waves === undefined) {
      const list = Int32Array.from(out.keys());
      this.waves.set(out.length, waves = { list, subject0: Uint32Array.from(list), subject1: new Uint32Array(list.length).fill(WAVE) });
    }
    this.select(Purpose.FieldWaves);
    this.k.draws.fill(waves.list, waves.subject0, waves.subject1, n, out);
    for (let i = 0; i < out.length; i++) {
      cell[0] = out[i]!;
      normalQuantileIn(cell);
      out[i] = cell[0];
    }
  }

  private select(purpose: Purpose): void { this.k.draws.select(this.k.replication, purpose, this.path0, this.path1); }
}
