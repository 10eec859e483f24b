/** Durations, sizes and intensities of a replication: each numeric of the model compiled once, drawn by the subject that asks. */
import { log } from '../numerics/elementary.js';
import type { Numeric } from '../model/types.js';
import type { NetworkNames } from '../network/network-names.js';
import { compileNumeric, type Sampler } from '../random/distributions.js';
import { hashKey } from '../random/hash.js';
import { Purpose } from './contracts.js';
import type { CompiledHazard, CompiledScenario } from './compiled-scenario.js';
import type { Kernel } from './kernel.js';
import { ticksNear } from './units.js';

/** A numeric with the subject of its shared draw. */
interface Drawn { sampler: Sampler; shared0: number; shared1: number }

export class Samplers {
  private readonly repair: Drawn[];
  private readonly distributions: Drawn[];
  private readonly others = new Map<Numeric, Drawn>();

  constructor(names: NetworkNames, private readonly scenario: CompiledScenario) {
    this.repair = scenario.repair.map(draw);
    this.distributions = names.distributions.map(draw);
  }

  /** Restart time of asset a, ticks; the n-th restart of the asset draws anew. */
  restartTicks(k: Kernel, a: number): number {
    const fixed = k.restartTicks[a]!;
    if (fixed >= 0) return fixed;
    k.draws.select(k.replication, Purpose.Restart, 0, 0);
    return this.duration(this.distributions[-1 - fixed]!, k, k.network.assetSubject0[a]!, k.network.assetSubject1[a]!, k.restarts[a]!++, a);
  }

  /** Size of the buffer of need x, ticks of the full need; drawn once a replication. */
  bufferTicks(k: Kernel, x: number): number {
    k.draws.select(k.replication, Purpose.BufferSize, 0, 0);
    return this.duration(this.distributions[-1 - k.network.needBuffer[x]!]!, k, k.network.needSubject0[x]!, k.network.needSubject1[x]!, 0, x);
  }

  /** Work on asset a in a damage state, ticks (at least one), under the selection of its occurrence. */
  repairTicks(k: Kernel, a: number, state: number, ordinal: number): number {
    return this.duration(this.repair[k.network.assetKind[a]! * 4 + state - 1]!, k, k.network.assetSubject0[a]!, k.network.assetSubject1[a]!, ordinal, a);
  }

  /** A value of a hazard (intensity, duration, onset) under the present selection. */
  hazard(numeric: Numeric, k: Kernel, hazard: CompiledHazard): number { return this.subject(numeric, k, hazard.key0, hazard.key1); }

  subject(numeric: Numeric, k: Kernel, subject0: number, subject1: number): number {
    if (typeof numeric === 'number') return numeric;
    let drawn = this.others.get(numeric);
    if (drawn === undefined) this.others.set(numeric, drawn = draw(numeric));
    return this.value(drawn, k, subject0, subject1, 0, -1);
  }

  /** Exponential gap of a uniform, ticks. */
  exponentialTicks(u: number, meanTicks: number): number { return Math.round(-meanTicks * log(1 - u)); }

  private duration(drawn: Drawn, k: Kernel, subject0: number, subject1: number, n: number, index: number): number {
    const ticks = ticksNear(this.value(drawn, k, subject0, subject1, n, index), this.scenario.ticksPerHour);
    return drawn.sampler.constant === undefined ? Math.max(1, ticks) : Math.max(0, ticks);
  }

  private value(drawn: Drawn, k: Kernel, subject0: number, subject1: number, n: number, index: number): number {
    const { sampler } = drawn;
    if (sampler.constant !== undefined) return sampler.constant;
    return sampler.sample(sampler.shared ? k.draws.uniform(drawn.shared0, drawn.shared1, n, -1) : k.draws.uniform(subject0, subject1, n, index));
  }
}

function draw(numeric: Numeric): Drawn {
  const [shared0, shared1] = hashKey(typeof numeric === 'number' ? '' : JSON.stringify(numeric));
  return { sampler: compileNumeric(numeric), shared0, shared1 };
}
