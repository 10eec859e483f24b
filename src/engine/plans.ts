/**
 * Step 7: plans see the settled state. A rule fires when its condition becomes true; several go by precedence, then key (their order here), and
 * a later one sees what an earlier has done at once. What they do without delay starts the instant again.
 *
 * A firing holds what it uses (resources, crews) from the moment it fires, acts after its delay, and ends by itself after its duration: then
 * what can be undone is undone. What cannot be done is told to the recorder with the reason.
 */
import type { CompiledFork } from './compiled-fork.js';
import type { CompiledCover, CompiledMeasure, CompiledPlan } from './compiled-plans.js';
import { PlanConditions } from './plan-conditions.js';
import { Purpose, Step } from './contracts.js';
import { Covers } from './covers.js';
import { Origin } from './flags.js';
import type { Kernel } from './kernel.js';
import { forgetTrip, travelTimes } from './physics.js';
import { Parts, ticksNear, ticksUp } from './units.js';

/** What a calendar entry of plans does. */
export const enum Due { End, Cover, Depart, Arrive, Warn, Detect, /** Nothing: plans look. */ Look }

/** What a firing has standing, to be undone at its end. */
interface Firing { plan: number; ended: boolean; /** Tick. */ endsAt: number; trips: number[]; deratings: number[]; covers: number[]; units: number[] }

export class Plans {
  private readonly plans: CompiledPlan[];
  readonly conditions: PlanConditions;
  private readonly covers: Covers;
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
  private readonly left: Int32Array;
  // calendar of what is no plan's condition or delay
  private entries = 0;
  private readonly what: Due[] = [];
  private readonly a: number[] = [];
  private readonly b: number[] = [];
  private readonly c: number[] = [];

  constructor(private readonly k: Kernel) {
    this.plans = k.scenario.plans;
    this.fired = new Int32Array(this.plans.length);
    this.firedAt = new Float64Array(this.plans.length);
    this.left = new Int32Array(k.scenario.planResources.length);
    this.covers = new Covers(k);
    this.inForce = new Uint8Array(this.plans.length).fill(1);
    this.conditions = new PlanConditions(k, this.plans, this.inForce, (tick, plan) => this.later(tick, 2 * plan + 1));
  }

  reset(): void {
    this.entries = 0;
    this.leaving = false;
    const { fork } = this.k.scenario;
    if (this.plans.length === 0) return;
    if (fork !== undefined) for (let p = 0; p < this.inForce.length; p++) this.inForce[p] = 1 - fork.added[p]!;
    this.fired.fill(0);
    this.firedAt.fill(-1);
    this.firingCount = 0;
    for (let r = 0; r < this.left.length; r++) this.left[r] = this.k.scenario.planResources[r]!.count;
    this.covers.reset();
    this.conditions.reset();
  }

  /** Looks at all conditions in the settled state; @returns true when something was done. */
  settled(): boolean {
    if (this.plans.length === 0) return false;
    let acted = this.leaving && this.withdraw();
    if (this.covers.hanging > 0 && this.covers.follow()) acted = true;
    for (let p = 0; p < this.plans.length; p++) {
      if (this.inForce[p] === 0) continue;
      const now = this.conditions.becomesTrue(p);
      if (now && this.firedAt[p] !== this.k.now && !(this.plans[p]!.once && this.fired[p]! > 0)) acted = this.fire(p) || acted;
    }
    return acted;
  }

  /** A queue entry of step 7: of the first two for each plan an even payload does its measures, an odd one looks at its condition; then the calendar. */
  due(payload: number): boolean {
    const entry = payload - 2 * this.plans.length;
    if (entry >= 0) return this.entryDue(entry);
    const p = payload >> 1;
    if ((payload & 1) === 1) { this.conditions.onTime(p); return false; }
    // Firings of a plan hold the same, so the first that has not acted acts.
    for (let f = 0; f < this.firingCount; f++) if (this.firings[f]!.plan === -1 - p) { this.act(f, p); break; }
    return true;
  }

  private entryDue(n: number): boolean {
    const a = this.a[n]!, b = this.b[n]!, { crowd } = this.k;
    switch (this.what[n]!) {
      case Due.End: if (!this.firings[a]!.ended) this.end(a); return true;
      case Due.Cover: if (!this.firings[b]!.ended) this.beginCover(b, a, this.c[n]!); return true;
      case Due.Depart: return crowd!.movements.depart(a, b);
      case Due.Arrive: return crowd!.movements.arrive(a);
      case Due.Warn: return crowd!.warningHolds(a);
      case Due.Detect:
        this.k.recorder?.plans.detected(b);
        this.conditions.onHazard('detected', a);
        return false;
      case Due.Look: return false;
    }
  }

  /** Puts something on the calendar. */
  schedule(tick: number, what: Due, a: number, b: number, c = 0): void {
    const n = this.entries++;
    this.what[n] = what;
    this.a[n] = a;
    this.b[n] = b;
    this.c[n] = c;
    this.later(tick, 2 * this.plans.length + n);
  }

  private later(tick: number, payload: number): void {
    const key = tick * 8 + Step.Plan;
    if (key < this.k.horizonKey) this.k.queue.push(key, payload);
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
    if (tick >= k.now) this.schedule(tick, Due.Detect, h, o);
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
    if (k.now > 0) this.schedule(k.now, Due.Look, 0, 0);
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
      this.end(f, acted);
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
    const f = this.newFiring(p);
    let ticks = plan.afterTicks;
    if (plan.afterHours !== undefined) {
      k.draws.select(k.replication, Purpose.PlanDelay, ordinal, 0);
      ticks = ticksNear(k.samplers.subject(plan.afterHours, k, plan.key0, plan.key1), k.scenario.ticksPerHour);
    }
    if (ticks > 0) { this.later(k.now + ticks, 2 * p); return false; }
    this.act(f, p);
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
  private endDue(): boolean {
    let any = false;
    for (let f = 0; f < this.firingCount; f++) {
      if (this.firings[f]!.ended || this.firings[f]!.endsAt > this.k.now) continue;
      this.end(f);
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

  private newFiring(p: number): number {
    const f = this.firingCount++;
    if (f === this.firings.length) this.firings.push({ plan: 0, ended: false, endsAt: 0, trips: [], deratings: [], covers: [], units: [] });
    const firing = this.firings[f]!;
    firing.plan = -1 - p;
    firing.ended = false;
    firing.endsAt = Infinity;
    firing.trips.length = firing.deratings.length = firing.covers.length = firing.units.length = 0;
    return f;
  }

  private act(f: number, p: number): void {
    const plan = this.plans[p]!, { k } = this;
    this.firings[f]!.plan = p;
    k.recorder?.plans.acts(p);
    for (const measure of plan.measures) this.measure(measure, f);
    if (plan.forTicks === Infinity) return;
    this.firings[f]!.endsAt = k.now + plan.forTicks;
    this.schedule(k.now + plan.forTicks, Due.End, f, 0);
  }

  /** One measure now. @param f its firing; -1: what policies ask for, which lasts */
  measure(measure: CompiledMeasure, f = -1): void {
    const { k } = this, firing = f < 0 ? undefined : this.firings[f]!;
    switch (measure.do) {
      case 'trip': for (const a of measure.assets) { k.rules.tripAsset(a, Origin.Plan, -1); firing?.trips.push(a); } break;
      case 'release': for (const a of measure.assets) this.release(a); break;
      case 'derate': for (const a of measure.assets) { const handle = k.rules.derateAsset(a, measure.to, Origin.Plan, -1); firing?.deratings.push(handle); } break;
      case 'repair-first': for (const a of measure.assets) k.crews.putFirst(a); break;
      case 'crews': k.crews.add(measure.pool, measure.count); k.crewsChanged = true; break;
      case 'refill': for (const x of measure.needs) this.refill(x); break;
      case 'hazard': k.occurrences.callHazard(measure.hazard); break;
      case 'cover': this.cover(measure, f); break;
      case 'evacuate': k.crowd!.movements.evacuate(measure, f, firing!.plan); break;
      case 'warn': k.crowd?.warn(measure, f); break;
    }
  }

  /** Lends to each need, once a unit of its resource is there, where it takes one. */
  private cover(measure: CompiledCover, f: number): void {
    const { k, left } = this, { needs, assets, unit } = measure, firing = this.firings[f]!, resource = unit < 0 ? undefined : k.scenario.planResources[unit]!;
    const roads = resource === undefined || resource.base < 0 ? undefined : travelTimes(k);
    let equipped = -1;
    for (let i = 0; i < needs.length; i++) {
      const x = needs[i]!, a = assets[i]!;
      if (measure.short && k.seen[x] === Parts.Full) continue;
      let ticks = 0;
      if (resource !== undefined) {
        const hours = roads?.hours(resource.base, a) ?? 0;
        if (hours === Infinity) { k.recorder?.plans.fails(firing.plan, a, `no way from ${k.names.assets[resource.base]!}`); continue; }
        // Several needs of one asset share its unit.
        if (a !== equipped && left[unit] === 0 && this.endDue()) k.recorder?.plans.acts(firing.plan);
        if (a !== equipped && left[unit] === 0) { k.recorder?.plans.fails(firing.plan, a, `no ${resource.id} left`); continue; }
        if (a !== equipped) { left[unit]!--; firing.units.push(unit); equipped = a; }
        ticks = ticksUp(hours, k.scenario.ticksPerHour);
      }
      if (ticks > 0) this.schedule(k.now + ticks, Due.Cover, x, f, this.plans[firing.plan]!.measures.indexOf(measure));
      else this.lend(x, measure, firing);
    }
  }

  private beginCover(f: number, x: number, ordinal: number): void {
    const firing = this.firings[f]!;
    this.k.recorder?.plans.acts(firing.plan);
    this.lend(x, this.plans[firing.plan]!.measures[ordinal] as CompiledCover, firing);
  }

  private lend(x: number, measure: CompiledCover, firing: Firing): void {
    this.k.recorder?.plans.cover(x, measure.parts / Parts.Full);
    firing.covers.push(this.covers.begin(x, measure.parts, measure.by));
  }

  /** The duration of a firing is over: what stands of it is undone, what it held is free. @param acted it got as far as its measures */
  private end(f: number, acted = true): void {
    const firing = this.firings[f]!, { k } = this, p = firing.plan;
    firing.ended = true;
    k.recorder?.plans.ends(p);
    for (const a of firing.trips) if (a >= 0) k.rules.releaseTrip(a);
    for (const handle of firing.deratings) k.rules.endDerating(handle);
    for (const c of firing.covers) { k.recorder?.plans.coverEnds(this.covers.needOf(c), -1); this.covers.end(c); }
    // Crews that came leave, those at work when their job is done.
    if (acted) for (const measure of this.plans[p]!.measures) if (measure.do === 'crews') k.crews.add(measure.pool, -measure.count);
    for (const unit of firing.units) this.left[unit]!++;
    this.move(p, 1);
    k.crowd?.firingEnds(f);
  }

  /** All trips that stand end, and with their hazards and plans nothing more does. */
  private release(a: number): void {
    const { k } = this;
    k.occurrences.standing.dropTrips(a);
    for (let f = 0; f < this.firingCount; f++) {
      const { trips } = this.firings[f]!;
      for (let i = 0; i < trips.length; i++) if (trips[i] === a) trips[i] = -1;
    }
    forgetTrip(k, a);
    while (k.trips[a]! > 0) k.rules.releaseTrip(a);
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
}
