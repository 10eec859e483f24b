/**
 * Step 7: plans see the settled state. A rule fires when its condition becomes true; several go by precedence, then key (their order here), and
 * a later one sees what an earlier has done at once. What they do without delay starts the instant again.
 *
 * A firing holds what it uses (resources, crews) from the moment it fires, acts after its delay, and ends by itself after its duration: then
 * what can be undone is undone. What measures do, and undo, is in plan-measures.ts; what waits for a later tick in plan-agenda.ts.
 */
import type { CompiledFork } from './compiled-fork.js';
import type { CompiledCover, CompiledPlan } from './compiled-plans.js';
import { Purpose } from './contracts.js';
import type { Kernel } from './kernel.js';
import { Due, PlanAgenda } from './plan-agenda.js';
import { PlanConditions } from './plan-conditions.js';
import { PlanMeasures, type Firing } from './plan-measures.js';
import { ticksNear } from './units.js';

export class Plans {
  private readonly plans: CompiledPlan[];
  readonly conditions: PlanConditions;
  readonly agenda: PlanAgenda;
  readonly measures: PlanMeasures;
  /** By plan. */
  private readonly fired: Int32Array;
  private readonly firedAt: Float64Array;
  /** Firings of this replication; the objects are kept for the next. */
  private readonly firings: Firing[] = [];
  private firingCount = 0;
  /** By plan: 1 where it may fire, on this side of a fork. */
  private readonly inForce: Uint8Array;
  /** A fork removes plans in this instant. */
  private leaving = false;
  /** By resource: how many are free. */
  readonly left: Int32Array;

  constructor(private readonly k: Kernel) {
    this.plans = k.scenario.plans;
    this.fired = new Int32Array(this.plans.length);
    this.firedAt = new Float64Array(this.plans.length);
    this.left = new Int32Array(k.scenario.planResources.length);
    this.agenda = new PlanAgenda(k, this, 2 * this.plans.length);
    this.measures = new PlanMeasures(k, this);
    this.inForce = new Uint8Array(this.plans.length).fill(1);
    this.conditions = new PlanConditions(k, this.plans, this.inForce, (tick, plan) => this.agenda.push(tick, 2 * plan + 1));
  }

  reset(): void {
    this.agenda.reset();
    this.leaving = false;
    const { fork } = this.k.scenario;
    if (this.plans.length === 0) return;
    if (fork !== undefined) for (let p = 0; p < this.inForce.length; p++) this.inForce[p] = 1 - fork.added[p]!;
    this.fired.fill(0);
    this.firedAt.fill(-1);
    this.firingCount = 0;
    for (let r = 0; r < this.left.length; r++) this.left[r] = this.k.scenario.planResources[r]!.count;
    this.measures.covers.reset();
    this.conditions.reset();
  }

  /** Looks at all conditions in the settled state; @returns true when something was done. */
  settled(): boolean {
    if (this.plans.length === 0) return false;
    let acted = this.leaving && this.withdraw();
    const { covers } = this.measures;
    if (covers.hanging > 0 && covers.follow()) acted = true;
    for (let p = 0; p < this.plans.length; p++) {
      if (this.inForce[p] === 0) continue;
      const now = this.conditions.becomesTrue(p);
      if (now && this.firedAt[p] !== this.k.now && !(this.plans[p]!.once && this.fired[p]! > 0)) acted = this.fire(p) || acted;
    }
    return acted;
  }

  /** A queue entry of step 7: of the first two for each plan an even payload does its measures, an odd one looks at its condition; then the agenda's. */
  due(payload: number): boolean {
    const entry = payload - 2 * this.plans.length;
    if (entry >= 0) return this.agenda.run(entry);
    const p = payload >> 1;
    if ((payload & 1) === 1) { this.conditions.onTime(p); return false; }
    // Firings of a plan hold the same, so the first that has not acted acts.
    for (let f = 0; f < this.firingCount; f++) if (this.firings[f]!.plan === -1 - p) { this.act(this.firings[f]!, p); break; }
    return true;
  }

  /** Occurrence o of hazard h begins: who waits for its detection learns of it now, or later. */
  onHazard(h: number, o: number): void {
    if (this.plans.length === 0) return;
    this.conditions.onHazard('hazard', h);
    if (!this.conditions.awaits(h)) return;
    if (this.k.scenario.hazards[h]!.detected === undefined) { this.conditions.onHazard('detected', h); return; }
    this.detect(h, o, this.k.now);
  }

  /** Occurrence o of hazard h, which began at a tick, is noticed later, unless it was noticed before now. */
  private detect(h: number, o: number, began: number): void {
    const { k } = this, hazard = k.scenario.hazards[h]!;
    k.draws.select(k.replication, Purpose.Detection, k.occurrences.path0[o]!, k.occurrences.path1[o]!);
    const tick = began + ticksNear(k.samplers.hazard(hazard.detected!, k, hazard), k.scenario.ticksPerHour);
    if (tick >= k.now) this.agenda.schedule(tick, Due.Detect, h, o);
  }

  /** The scenario's fork, before anything of this instant: plans come into force, others go with all that stands of them. */
  fork({ added, removed, replaces, resources }: CompiledFork): void {
    const { k } = this, { hazards } = k.scenario, awaited = hazards.map((_, h) => this.conditions.awaits(h));
    for (const { by, resource } of resources) this.left[resource]! += by;
    for (let p = 0; p < this.plans.length; p++) if (removed[p] === 1) { this.inForce[p] = 0; this.leaving = true; }
    for (let p = 0; p < this.plans.length; p++) {
      if (added[p] === 0) continue;
      this.inForce[p] = 1;
      if (replaces[p]! >= 0) this.fired[p] = this.fired[replaces[p]!]!;
      this.conditions.begin(p);
    }
    for (let o = 0; o < k.occurrences.count; o++) {
      const h = k.occurrences.hazard[o]!;
      // Nobody had waited for its detection.
      if (!awaited[h] && hazards[h]!.detected !== undefined && this.conditions.awaits(h)) this.detect(h, o, k.occurrences.start[o]!);
    }
    // The fork's tick is an instant; but the start is none by itself.
    if (k.now > 0) this.agenda.schedule(k.now, Due.Look, 0, 0);
  }

  /** Plans that a fork removed: what waits for its delay does not happen, and what stands ends as after its duration; @returns true when there was something. */
  private withdraw(): boolean {
    let any = false;
    this.leaving = false;
    for (let f = 0; f < this.firingCount; f++) {
      const firing = this.firings[f]!, p = firing.plan < 0 ? -1 - firing.plan : firing.plan;
      if (firing.ended || this.inForce[p] === 1) continue;
      const acted = firing.plan === p;
      firing.plan = p;
      this.end(firing, acted);
      any = true;
    }
    return any;
  }

  private fire(p: number): boolean {
    const plan = this.plans[p]!, { k } = this, ordinal = this.fired[p]!++;
    this.firedAt[p] = k.now;
    k.recorder?.plans.fires(p);
    if (plan.probability < 1) {
      k.draws.select(k.replication, Purpose.PlanComesAbout, ordinal, 0);
      if (k.draws.uniform(plan.key0, plan.key1, 0, -1) >= plan.probability) { k.recorder?.plans.fails(p, -1, 'it does not come about'); return false; }
    }
    if (!this.hold(p)) return false;
    const firing = this.newFiring(p);
    let ticks = plan.afterTicks;
    if (plan.afterHours !== undefined) {
      k.draws.select(k.replication, Purpose.PlanDelay, ordinal, 0);
      ticks = ticksNear(k.samplers.subject(plan.afterHours, k, plan.key0, plan.key1), k.scenario.ticksPerHour);
    }
    if (ticks > 0) { this.agenda.push(k.now + ticks, 2 * p); return false; }
    this.act(firing, p);
    return true;
  }

  /** Takes what the plan uses, all of it or nothing. */
  private hold(p: number): boolean {
    const { k, left } = this, { free } = k.crews;
    for (const { resource, pool, count } of this.plans[p]!.uses) {
      const there = resource >= 0 ? left[resource]! : free[pool]!;
      if (there >= count) continue;
      if (this.endDue()) return this.hold(p);
      const id = resource >= 0 ? k.scenario.planResources[resource]!.id : k.scenario.pools[pool]!.id;
      k.recorder?.plans.fails(p, -1, `it takes ${count} of ${id}, ${Math.max(0, there)} free`);
      return false;
    }
    this.move(p, -1);
    return true;
  }

  /** Firings whose duration is over in this instant end now: what they held can be taken in it. @returns whether there were any */
  endDue(): boolean {
    let any = false;
    for (let f = 0; f < this.firingCount; f++) {
      const firing = this.firings[f]!;
      if (firing.ended || firing.endsAt > this.k.now) continue;
      this.end(firing);
      any = true;
    }
    return any;
  }

  /** @param sign -1: takes what the plan uses, 1: gives it back */
  private move(p: number, sign: number): void {
    for (const { resource, pool, count } of this.plans[p]!.uses) {
      if (resource >= 0) this.left[resource]! += sign * count;
      else { this.k.crews.add(pool, sign * count); this.k.crewsChanged = true; }
    }
  }

  private newFiring(p: number): Firing {
    const f = this.firingCount++;
    if (f === this.firings.length) this.firings.push({ number: f, plan: 0, ended: false, endsAt: 0, trips: [], deratings: [], covers: [], units: [] });
    const firing = this.firings[f]!;
    firing.plan = -1 - p;
    firing.ended = false;
    firing.endsAt = Infinity;
    firing.trips.length = firing.deratings.length = firing.covers.length = firing.units.length = 0;
    return firing;
  }

  private act(firing: Firing, p: number): void {
    const plan = this.plans[p]!, { k } = this;
    firing.plan = p;
    k.recorder?.plans.acts(p);
    for (const measure of plan.measures) this.measures.take(measure, firing);
    if (plan.forTicks === Infinity) return;
    firing.endsAt = k.now + plan.forTicks;
    this.agenda.schedule(k.now + plan.forTicks, Due.End, firing.number, 0);
  }

  /** The duration of a firing is over: what stands of it is undone, what it held is free. @param acted it got as far as its measures */
  private end(firing: Firing, acted = true): void {
    const { k } = this;
    firing.ended = true;
    k.recorder?.plans.ends(firing.plan);
    this.measures.undo(firing, acted);
    this.move(firing.plan, 1);
    k.crowd?.firingEnds(firing.number);
  }

  /** Its duration is over, if it has not ended before. @param f number of the firing */
  endOf(f: number): void { if (!this.firings[f]!.ended) this.end(this.firings[f]!); }

  /** A unit has come to need x. @param f number of the firing, which may have ended; @param ordinal of the measure */
  unitComes(x: number, f: number, ordinal: number): void {
    const firing = this.firings[f]!;
    if (!firing.ended) this.measures.beginCover(x, this.plans[firing.plan]!.measures[ordinal] as CompiledCover, firing);
  }

  /** All trips of asset a have ended: no firing has one of it to end any more. */
  dropTrips(a: number): void {
    for (let f = 0; f < this.firingCount; f++) {
      const { trips } = this.firings[f]!;
      for (let i = 0; i < trips.length; i++) if (trips[i] === a) trips[i] = -1;
    }
  }
}
