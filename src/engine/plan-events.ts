/** The part of the event stream that tells of plans, of what they lend, and of people (recorder.ts has the rest). */
import type { CompiledFork } from './compiled-fork.js';
import type { CompiledCondition } from './compiled-plans.js';
import { Step } from './contracts.js';
import { KIND, NO_DRAFT, type Draft } from './drafts.js';
import type { Kernel } from './kernel.js';
import type { Recorder } from './recorder.js';

export class PlanEvents {
  private readonly plansOf: Int32Array;
  /** By hazard: when it was noticed last. */
  private readonly detections: Int32Array;
  /** By plan: the fork that brought it. */
  private readonly broughtBy: Int32Array;

  constructor(private readonly k: Kernel, private readonly recorder: Recorder) {
    const { hazards, plans } = k.scenario;
    this.plansOf = new Int32Array(plans.length);
    this.broughtBy = new Int32Array(plans.length);
    this.detections = new Int32Array(hazards.length);
  }

  reset(): void {
    this.plansOf.fill(NO_DRAFT);
    this.broughtBy.fill(NO_DRAFT);
    this.detections.fill(NO_DRAFT);
  }

  /** The scenario's fork: one event for each thing that it changes. */
  forks({ added, changes }: CompiledFork): void {
    changes.forEach(({ amount, detail, source }, i) => {
      const event = Object.assign(this.recorder.add(KIND.fork, Step.Hazard, i, NO_DRAFT), { source, detail, amount });
      this.k.scenario.plans.forEach((plan, p) => { if (added[p] === 1 && plan.id === source) this.broughtBy[p] = event.id; });
    });
  }

  /** Plan p fires. */
  fires(p: number): void {
    this.recorder.applyFalls();
    const { id, when } = this.k.scenario.plans[p]!, event = this.recorder.add(KIND.plan, Step.Plan, p, this.whyFired(when) || this.broughtBy[p]!);
    event.source = id;
    this.plansOf[p] = event.id;
  }

  /** What made a plan's condition true, where one thing did. */
  private whyFired(when: CompiledCondition): Draft {
    const { drafts, fallsOf } = this.recorder;
    switch (when.on) {
      case 'level': return fallsOf[when.asset]!;
      case 'buffer': return this.recorder.lastFall(when.need);
      case 'fall': case 'working': return drafts.latest(Array.from(when.assets, (a) => fallsOf[a]!));
      case 'detected': return this.detections[when.hazard]!;
      case 'all': case 'any': return drafts.latest(when.of.map((part) => this.whyFired(part)));
      default: return NO_DRAFT;
    }
  }

  /** The measures of a plan act now: what they do belongs to the next pass. */
  acts(p: number): void {
    this.recorder.acting = this.plansOf[p]!;
    this.recorder.plansAct = true;
  }

  fails(p: number, a: number, reason: string): void {
    const event = a >= 0 ? this.recorder.asset(KIND['plan-fail'], Step.Plan, a, this.plansOf[p]!) : this.recorder.add(KIND['plan-fail'], Step.Plan, p, this.plansOf[p]!);
    event.source = this.k.scenario.plans[p]!.id;
    event.obstacle = reason;
  }

  ends(p: number): void {
    const event = this.recorder.add(KIND['plan-end'], Step.Plan, p, this.plansOf[p]!);
    event.source = this.k.scenario.plans[p]!.id;
    this.recorder.acting = event.id;
    this.recorder.plansAct = true;
  }

  cover(x: number, to: number): void {
    const event = this.recorder.asset(KIND.cover, Step.Plan, this.k.network.needAsset[x]!, this.recorder.acting);
    event.need = this.recorder.names.needs[x]!;
    event.to = to;
    this.recorder.repairsOf[this.k.network.needAsset[x]!] = event.id;
  }

  /** What was lent to need x is taken back by the plan that acts, or shrinks with the level of asset `by`: as when a buffer ends. */
  coverEnds(x: number, by: number): void {
    const { recorder } = this, { drafts } = recorder;
    recorder.applyFalls();
    const fall = recorder.lastFall(x), taken = by >= 0 ? recorder.fallsOf[by]! : recorder.acting;
    drafts.collect();
    drafts.addOnce(fall);
    drafts.addOnce(taken);
    const event = recorder.asset(KIND['cover-end'], Step.Plan, this.k.network.needAsset[x]!, fall || taken, drafts.collected());
    event.need = recorder.names.needs[x]!;
    recorder.bufferEnds[x] = event.id;
  }

  /** Occurrence o is noticed; what plans do for it comes after. */
  detected(o: number): void {
    const h = this.k.occurrences.hazard[o]!, event = this.recorder.add(KIND.detection, Step.Hazard, h, this.recorder.hazards.of(o));
    event.source = this.recorder.hazards.pathOf(o);
    this.detections[h] = event.id;
  }

  casualties(o: number, a: number, people: number): void {
    const event = this.recorder.asset(KIND.casualties, Step.Damage, a, this.recorder.hazards.of(o));
    event.people = people;
    event.source = this.recorder.hazards.pathOf(o);
  }

  departs(p: number, a: number, people: number): void { this.people(KIND.departure, p, a, people); }

  /** @param a -1: out of the region */
  arrives(p: number, a: number, people: number): void { this.people(KIND.arrival, p, a, people); }

  private people(kind: number, p: number, a: number, people: number): void {
    const event = a >= 0 ? this.recorder.asset(kind, Step.Plan, a, this.plansOf[p]!) : this.recorder.add(kind, Step.Plan, this.k.assets, this.plansOf[p]!);
    event.source = this.k.scenario.plans[p]!.id;
    event.people = people;
  }
}
