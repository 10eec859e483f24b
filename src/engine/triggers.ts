/**
 * Hazards that follow: rules with a probability and a lag, drawn once per cause (an occurrence, an asset's damage, its outage), each at most
 * once along one chain of causes unless it may repeat.
 */
import { combine } from '../random/hash.js';
import type { CompiledTrigger } from './compiled-scenario.js';
import { Purpose } from './contracts.js';
import type { Kernel } from './kernel.js';
import type { Occurrences } from './occurrences.js';
import { ticksNear } from './units.js';

export class Triggers {
  /** How often each (occurrence, rule, asset) has asked. */
  private readonly asked = new Map<number, number>();
  private readonly scratch = new Int32Array(2);
  private readonly cell = new Float64Array(1);

  constructor(private readonly k: Kernel, private readonly occurrences: Occurrences) {}

  /** An empty map would be made anew. */
  reset(): void { if (this.asked.size > 0) this.asked.clear(); }

  /** Occurrence o of hazard h began: rules that wait for it. */
  onHazard(h: number, o: number, path0: number, path1: number): void {
    const { triggers } = this.k.scenario;
    for (let r = 0; r < triggers.length; r++) {
      const trigger = triggers[r]!;
      if (trigger.on === 'hazard' && trigger.causeHazard === h) this.trigger(r, trigger, o, path0, path1);
    }
  }

  /** An asset entered a damage state: rules that wait for it. */
  onDamage(a: number, was: number, state: number, o: number): void {
    const { k } = this, { triggers } = k.scenario;
    for (let r = 0; r < triggers.length; r++) {
      const trigger = triggers[r]!;
      if (trigger.on === 'damage' && trigger.members![a] === 1 && was < trigger.state && state >= trigger.state) this.triggerByAsset(r, trigger, o, a);
    }
  }

  /** An asset fell to 0: rules that wait for an outage of some length. */
  onOutage(a: number): void {
    const { k } = this, { triggers } = k.scenario;
    for (let r = 0; r < triggers.length; r++) {
      const trigger = triggers[r]!;
      if (trigger.on === 'outage' && trigger.members![a] === 1) this.occurrences.agenda.outage(k.now + trigger.afterTicks, a, r);
    }
  }

  /** The outage of asset a that began at tick `since` may have lasted long enough for rule r. */
  outageLasted(a: number, r: number, since: number): void {
    const { k } = this;
    if (k.level[a] !== 0 || k.since[a] !== since) return;
    this.triggerByAsset(r, k.scenario.triggers[r]!, k.rootOccurrence[a] ?? -1, a);
  }

  private triggerByAsset(r: number, trigger: CompiledTrigger, o: number, a: number): void {
    const { assets, network, scenario } = this.k, { occurrences } = this, path = this.scratch, id = ((o + 1) * scenario.triggers.length + r) * assets + a, ordinal = this.asked.get(id) ?? 0;
    this.asked.set(id, ordinal + 1);
    combine(o < 0 ? 0 : occurrences.path0[o]!, o < 0 ? 0 : occurrences.path1[o]!, network.assetSubject0[a]! | 0, network.assetSubject1[a]! | 0, path);
    combine(path[0]!, path[1]!, ordinal, 0, path);
    this.trigger(r, trigger, o, path[0]!, path[1]!, a);
  }

  private trigger(r: number, trigger: CompiledTrigger, o: number, cause0: number, cause1: number, asset = -1): void {
    const { cell, k } = this, { samplers } = k, key0 = trigger.key0 | 0, key1 = trigger.key1 | 0;
    if (!trigger.repeat && this.inChain(o, r)) return;
    const { conditions } = this.occurrences;
    if (trigger.gate !== undefined && !conditions!.holds(trigger.gate)) return;
    const probability = conditions === undefined ? trigger.probability : trigger.probability * conditions.triggerFactor(r);
    k.draws.select(k.replication, Purpose.Trigger, cause0, cause1);
    cell[0] = 0;
    if (probability < 1) k.draws.draw(key0, key1, 0, -1, cell);
    if (cell[0] >= probability) return;
    k.draws.select(k.replication, Purpose.Lag, cause0, cause1);
    samplers.subjectIn(trigger.lag, k, key0, key1, 0);
    const lag = Math.max(0, ticksNear(samplers.cell[0]!, k.scenario.ticksPerHour));
    const path = combine(cause0, cause1, key0, key1, this.scratch), path0 = path[0]!, path1 = path[1]!;
    k.recorder?.hazards.trigger(r, o, asset, path0, path1);
    if (lag === 0 && asset < 0) this.occurrences.begin(trigger.hazard, path0, path1, o, r);
    else this.occurrences.agenda.begin(k.now + lag, trigger.hazard, path0, path1, o, r);
  }

  /** A rule fires at most once along one chain of causes. */
  private inChain(o: number, r: number): boolean {
    const { parent, rule } = this.occurrences;
    for (let at = o; at >= 0; at = parent[at]!) if (rule[at] === r) return true;
    return false;
  }
}
