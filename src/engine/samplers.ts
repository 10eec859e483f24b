/**
 * Durations, sizes and intensities of a replication: each numeric of the model compiled once, drawn by the subject that asks. What is drawn
 * often is left in `cell`: a double that a call returns becomes an object.
 */
import { doubleCells } from '../numerics/cells.js';
import { logIn } from '../numerics/elementary.js';
import type { Numeric } from '../model/types.js';
import type { NetworkNames } from '../network/network-names.js';
import { compileNumeric, type Sampler } from '../random/distributions.js';
import { hashKey } from '../random/hash.js';
import { Purpose } from './contracts.js';
import type { CompiledHazard, CompiledScenario } from './compiled-scenario.js';
import type { Kernel } from './kernel.js';

/** A numeric with the subject of its shared draw. */
interface Drawn { sampler: Sampler; shared0: number; shared1: number }

export class Samplers {
  readonly cell = doubleCells();
  private readonly repair: Drawn[];
  private readonly distributions: Drawn[];
  /** Weak: courses bring numbers of their own. */
  private readonly others = new WeakMap<Exclude<Numeric, number>, Drawn>();

  constructor(names: NetworkNames, private readonly scenario: CompiledScenario) {
    this.repair = scenario.repair.map(draw);
    this.distributions = names.distributions.map(draw);
  }

  /** Restart time of asset a, whose kind draws it, into `cell`, ticks; the n-th restart of the asset draws anew. */
  restartTicks(k: Kernel, a: number): void {
    k.draws.select(k.replication, Purpose.Restart, 0, 0);
    this.duration(this.distributions[-1 - k.restartTicks[a]!]!, k, k.network.assetSubject0[a]! | 0, k.network.assetSubject1[a]! | 0, k.restarts[a]!++, a);
  }

  /** Size of the buffer of need x into `cell`, ticks of the full need; drawn once a replication. */
  bufferTicks(k: Kernel, x: number): void {
    k.draws.select(k.replication, Purpose.BufferSize, 0, 0);
    this.duration(this.distributions[-1 - k.network.needBuffer[x]!]!, k, k.network.needSubject0[x]! | 0, k.network.needSubject1[x]! | 0, 0, x);
  }

  /** Work on asset a in a damage state into `cell`, ticks (at least one), under the selection of its occurrence. */
  repairTicks(k: Kernel, a: number, state: number, ordinal: number): void {
    this.duration(this.repair[k.network.assetKind[a]! * 4 + state - 1]!, k, k.network.assetSubject0[a]! | 0, k.network.assetSubject1[a]! | 0, ordinal, a);
  }

  /** The same of draw 0 of the asset, which lies in `cell`. @returns false where the work takes no such draw: its time is a constant, or one for all assets */
  repairTicksOf(k: Kernel, a: number, state: number): boolean {
    const { sampler } = this.repair[k.network.assetKind[a]! * 4 + state - 1]!;
    if (sampler.constant !== undefined || sampler.shared) return false;
    sampler.transform(this.cell);
    this.toTicks(sampler);
    return true;
  }

  /** A value of a hazard (intensity, duration, onset) under the present selection. */
  hazard(numeric: Numeric, k: Kernel, hazard: CompiledHazard): number { return this.subject(numeric, k, hazard.key0, hazard.key1); }

  /** The same into `cell`. */
  hazardIn(numeric: Numeric, k: Kernel, hazard: CompiledHazard): void { this.subjectIn(numeric, k, hazard.key0 | 0, hazard.key1 | 0, 0); }

  /** Intensity of a further peril of occurrence o, effect `ordinal` of its hazard. */
  peril(k: Kernel, o: number, hazard: CompiledHazard, ordinal: number): number {
    k.draws.select(k.replication, Purpose.PerilIntensity, k.occurrences.path0[o]!, k.occurrences.path1[o]!);
    return this.subject(hazard.effects[ordinal]!.peril!.intensity, k, hazard.key0, hazard.key1, ordinal);
  }

  /** The n-th value of a subject under the present selection. */
  subject(numeric: Numeric, k: Kernel, subject0: number, subject1: number, n = 0): number {
    this.subjectIn(numeric, k, subject0 | 0, subject1 | 0, n);
    return this.cell[0]!;
  }

  /** The same into `cell`. */
  subjectIn(numeric: Numeric, k: Kernel, subject0: number, subject1: number, n: number): void {
    if (typeof numeric === 'number') this.cell[0] = numeric;
    else this.value(this.drawnOf(numeric), k, subject0, subject1, n, -1);
  }

  /** The value of a hazard's numeric at a given uniform, into `cell`. */
  quantile(numeric: Numeric, uniform: number): void {
    this.cell[0] = typeof numeric === 'number' ? numeric : uniform;
    if (typeof numeric !== 'number') this.drawnOf(numeric).sampler.transform(this.cell);
  }

  private drawnOf(numeric: Exclude<Numeric, number>): Drawn {
    let drawn = this.others.get(numeric);
    if (drawn === undefined) this.others.set(numeric, drawn = draw(numeric));
    return drawn;
  }

  /** Exponential gap of the uniform in `cell`, ticks. */
  exponentialTicks(meanTicks: number): void {
    this.cell[0] = 1 - this.cell[0]!;
    logIn(this.cell);
    this.cell[0] = Math.round(-meanTicks * this.cell[0]);
  }

  /** An arrow, as those of Crews. */
  private readonly duration = (drawn: Drawn, k: Kernel, subject0: number, subject1: number, n: number, index: number): void => {
    this.value(drawn, k, subject0, subject1, n, index);
    this.toTicks(drawn.sampler);
  };

  /** Hours in `cell` to ticks: ticksNear, written out, since a double that a call returns may be an object. What is drawn takes one at least. */
  private toTicks({ constant }: Sampler): void {
    const { cell } = this;
    cell[0] = Math.max(constant === undefined ? 1 : 0, Math.round(cell[0]! * this.scenario.ticksPerHour));
  }

  private value(drawn: Drawn, k: Kernel, subject0: number, subject1: number, n: number, index: number): void {
    const { sampler } = drawn, { cell } = this;
    if (sampler.constant === undefined) {
      if (sampler.shared) k.draws.draw(drawn.shared0, drawn.shared1, n, -1, cell);
      else k.draws.draw(subject0, subject1, n, index, cell);
    }
    sampler.transform(cell);
  }
}

function draw(numeric: Numeric): Drawn {
  const [shared0, shared1] = hashKey(typeof numeric === 'number' ? '' : JSON.stringify(numeric));
  return { sampler: compileNumeric(numeric), shared0: shared0 | 0, shared1: shared1 | 0 };
}
