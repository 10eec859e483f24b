/**
 * Step 7: plans see the settled state. A rule fires when its condition becomes true (or has stayed true for a given time), again only
 * after it was false; several go by precedence, then key (their order here). What they do without delay starts the instant again.
 */
import type { CompiledMeasure, CompiledPlan } from './compiled-scenario.js';
import { Step } from './contracts.js';
import { derateAsset, releaseTrip, tripAsset } from './damage.js';
import { NeedBit, Origin } from './flags.js';
import type { Kernel } from './kernel.js';
import { forgetTrip } from './physics.js';

export class Plans {
  private readonly plans: CompiledPlan[];
  private readonly wasTrue: Uint8Array;
  private readonly trueSince: Float64Array;
  private readonly happened: Uint8Array;
  private readonly fired: Uint8Array;
  private readonly firedAt: Float64Array;
  private readonly watchedNeeds = new Map<number, number[]>();

  constructor(private readonly k: Kernel) {
    this.plans = k.scenario.plans;
    const n = this.plans.length;
    this.wasTrue = new Uint8Array(n);
    this.trueSince = new Float64Array(n);
    this.happened = new Uint8Array(n);
    this.fired = new Uint8Array(n);
    this.firedAt = new Float64Array(n);
    this.plans.forEach((plan, p) => {
      if (plan.when.on === 'buffer') this.watchedNeeds.set(plan.when.need, [...(this.watchedNeeds.get(plan.when.need) ?? []), p]);
    });
    for (const x of this.watchedNeeds.keys()) k.needBits[x]! |= NeedBit.Watched;
  }

  reset(): void {
    if (this.plans.length === 0) return;
    this.wasTrue.fill(0);
    this.happened.fill(0);
    this.fired.fill(0);
    this.firedAt.fill(-1);
    this.plans.forEach((plan, p) => { if (plan.when.on === 'time') this.later(plan.when.tick, 2 * p + 1); });
  }

  onHazard(h: number): void {
    for (let p = 0; p < this.plans.length; p++) {
      const { when } = this.plans[p]!;
      if (when.on === 'hazard' && when.hazard === h) this.happened[p] = 1;
    }
  }

  onDamage(a: number, state: number): void {
    for (let p = 0; p < this.plans.length; p++) {
      const { when } = this.plans[p]!;
      if (when.on === 'damage' && state >= when.state && when.members[a] === 1) this.happened[p] = 1;
    }
  }

  /** Looks at all conditions in the settled state; @returns true when something was done. */
  settled(): boolean {
    if (this.plans.length === 0) return false;
    let acted = false;
    for (let p = 0; p < this.plans.length; p++) acted = this.look(p) || acted;
    return acted;
  }

  /** A queue entry of step 7: an even payload does the measures of a plan, an odd one looks at its condition. */
  due(payload: number): boolean {
    const p = payload >> 1;
    if ((payload & 1) === 1) { if (this.plans[p]!.when.on === 'time') this.happened[p] = 1; return false; }
    this.act(p);
    return true;
  }

  private look(p: number): boolean {
    const { when, once } = this.plans[p]!, { k } = this;
    const spent = this.firedAt[p] === k.now || (once && this.fired[p] === 1);
    if (when.on === 'time' || when.on === 'hazard' || when.on === 'damage') {
      const happened = this.happened[p] === 1;
      this.happened[p] = 0;
      return happened && !spent && this.fire(p);
    }
    // A condition is followed also while the rule is spent: false at the end of the instant in which it fired, it may come true again later.
    if (when.on === 'buffer') k.rules.advanceBuffer(when.need);
    const holds = when.on === 'level' ? k.level[when.asset]! < when.below : k.bufferLevel[when.need]! <= when.belowLevel;
    if (!holds) { this.wasTrue[p] = 0; return false; }
    const wait = when.on === 'level' ? when.forTicks : 0;
    if (this.wasTrue[p] === 0) {
      this.wasTrue[p] = 1;
      this.trueSince[p] = k.now;
      if (wait === 0) return !spent && this.fire(p);
      this.later(k.now + wait, 2 * p + 1);
      return false;
    }
    return wait > 0 && this.trueSince[p]! + wait === k.now && !spent && this.fire(p);
  }

  private fire(p: number): boolean {
    const plan = this.plans[p]!;
    this.fired[p] = 1;
    this.firedAt[p] = this.k.now;
    this.k.recorder?.plan(p);
    if (plan.afterTicks > 0) { this.later(this.k.now + plan.afterTicks, 2 * p); return false; }
    this.act(p);
    return true;
  }

  private act(p: number): void {
    this.k.recorder?.planActs(p);
    for (const measure of this.plans[p]!.measures) this.measure(measure);
  }

  /** One measure now; also what policies ask for. */
  measure(measure: CompiledMeasure): void {
    const { k } = this;
    switch (measure.do) {
      case 'trip': for (const a of measure.assets) tripAsset(k, a, Origin.Plan, -1); break;
      case 'release': for (const a of measure.assets) this.release(a); break;
      case 'derate': for (const a of measure.assets) derateAsset(k, a, measure.to, Origin.Plan, -1); break;
      case 'repair-first': for (const a of measure.assets) k.crews.putFirst(a); break;
      case 'crews': k.crews.add(measure.pool, measure.count); k.crewsChanged = true; break;
      case 'refill': for (const x of measure.needs) this.refill(x); break;
      case 'hazard': k.occurrences.call(measure.hazard); break;
    }
  }

  /** All trips that stand end, and with their hazards nothing more does. */
  private release(a: number): void {
    const { k } = this;
    k.occurrences.dropTrips(a);
    forgetTrip(k, a);
    while (k.trips[a]! > 0) releaseTrip(k, a);
  }

  private refill(x: number): void {
    const { k } = this;
    k.rules.reviewNeed(x);
    k.bufferLevel[x] = k.bufferCap[x]!;
    k.bufferSince[x] = k.now;
    k.bufferRate[x] = 0;
    k.markRate(x);
    if (k.rules.reviewNeed(x) > 0) k.rules.needGained(x);
  }

  /** A watched buffer took a new rate: the crossing of its level is an instant. */
  watch(x: number): void {
    const { k } = this, rate = k.bufferRate[x]!;
    if (rate >= 0) return;
    k.resources?.tankers.watch(x);
    for (const p of this.watchedNeeds.get(x) ?? []) {
      const { when } = this.plans[p]!;
      if (when.on !== 'buffer') continue;
      const above = k.bufferLevel[x]! - when.belowLevel;
      if (above > 0) this.later(k.now + Math.ceil(above / -rate), 2 * p + 1);
    }
  }

  private later(tick: number, payload: number): void {
    const key = tick * 8 + Step.Plan;
    if (key < this.k.horizonKey) this.k.queue.push(key, payload);
  }
}

