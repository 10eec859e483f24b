/** What measures of plans do, and what ends with their firing. What cannot be done is told to the recorder with the reason. */
import type { CompiledCover, CompiledMeasure } from './compiled-plans.js';
import { Covers } from './covers.js';
import { Origin } from './flags.js';
import type { Kernel } from './kernel.js';
import { forgetTrip, travelTimes } from './physics.js';
import { Due } from './plan-agenda.js';
import type { Plans } from './plans.js';
import { Parts, ticksUp } from './units.js';

/** A plan that fired: which it is (-1 - plan while it waits for its delay), and what it has standing, to be undone at its end. */
export interface Firing { readonly number: number; plan: number; ended: boolean; /** Tick. */ endsAt: number; trips: number[]; deratings: number[]; covers: number[]; units: number[] }

export class PlanMeasures {
  readonly covers: Covers;

  constructor(private readonly k: Kernel, private readonly plans: Plans) { this.covers = new Covers(k); }

  /** One measure now. @param firing undefined: what policies ask for, which lasts */
  take(measure: CompiledMeasure, firing?: Firing): void {
    const { k } = this;
    switch (measure.do) {
      case 'trip': for (const a of measure.assets) { k.rules.tripAsset(a, Origin.Plan, -1); firing?.trips.push(a); } break;
      case 'release': for (const a of measure.assets) this.release(a); break;
      case 'derate': for (const a of measure.assets) { const handle = k.rules.derateAsset(a, measure.to, Origin.Plan, -1); firing?.deratings.push(handle); } break;
      case 'repair-first': for (const a of measure.assets) k.crews.putFirst(a); break;
      case 'crews': k.crews.add(measure.pool, measure.count); k.crewsChanged = true; break;
      case 'refill': for (const x of measure.needs) this.refill(x); break;
      case 'hazard': k.occurrences.callHazard(measure.hazard); break;
      case 'cover': this.cover(measure, firing!); break;
      case 'evacuate': k.crowd!.movements.evacuate(measure, firing!.number, firing!.plan); break;
      case 'warn': k.crowd?.warn(measure, firing?.number ?? -1); break;
    }
  }

  /** Lends to each need, once a unit of its resource is there, where it takes one. */
  private cover(measure: CompiledCover, firing: Firing): void {
    const { k, plans } = this, { left } = plans, { needs, assets, unit } = measure, resource = unit < 0 ? undefined : k.scenario.planResources[unit]!;
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
        if (a !== equipped && left[unit] === 0 && plans.endDue()) k.recorder?.plans.acts(firing.plan);
        if (a !== equipped && left[unit] === 0) { k.recorder?.plans.fails(firing.plan, a, `no ${resource.id} left`); continue; }
        if (a !== equipped) { left[unit]!--; firing.units.push(unit); equipped = a; }
        ticks = ticksUp(hours, k.scenario.ticksPerHour);
      }
      if (ticks > 0) plans.agenda.schedule(k.now + ticks, Due.Cover, x, firing.number, k.scenario.plans[firing.plan]!.measures.indexOf(measure));
      else this.lend(x, measure, firing);
    }
  }

  /** The unit that a cover of need x waited for is there. */
  beginCover(x: number, measure: CompiledCover, firing: Firing): void {
    this.k.recorder?.plans.acts(firing.plan);
    this.lend(x, measure, firing);
  }

  private lend(x: number, measure: CompiledCover, firing: Firing): void {
    this.k.recorder?.plans.cover(x, measure.parts / Parts.Full);
    firing.covers.push(this.covers.begin(x, measure.parts, measure.by));
  }

  /** All trips of asset a that stand end, and with their hazards and plans nothing more does. */
  private release(a: number): void {
    const { k } = this;
    k.occurrences.standing.dropTrips(a);
    this.plans.dropTrips(a);
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

  /** What stands of a firing ends. @param acted it got as far as its measures */
  undo(firing: Firing, acted: boolean): void {
    const { covers, k, plans } = this;
    for (const a of firing.trips) if (a >= 0) k.rules.releaseTrip(a);
    for (const handle of firing.deratings) k.rules.endDerating(handle);
    for (const c of firing.covers) { k.recorder?.plans.coverEnds(covers.needOf(c), -1); covers.end(c); }
    // Crews that came leave, those at work when their job is done.
    if (acted) for (const measure of k.scenario.plans[firing.plan]!.measures) if (measure.do === 'crews') k.crews.add(measure.pool, -measure.count);
    for (const unit of firing.units) plans.left[unit]!++;
  }
}
