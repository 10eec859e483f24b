/** The part of the event stream that tells of plans, of what they lend, and of people (recorder.ts has the rest). */
import type { CompiledFork } from './compiled-fork.js';
import type { CompiledCondition } from './compiled-plans.js';
import { Step, type EventKind } from './contracts.js';
import { addOnce, latest, type Draft } from './drafts.js';
import type { Kernel } from './kernel.js';
import type { Recorder } from './recorder.js';

export class PlanEvents {
  private readonly plansOf: (Draft | undefined)[] = [];
  /** By hazard: when it was noticed last. */
  private readonly detections: (Draft | undefined)[] = [];

  /** By plan: the fork that brought it. */
  private readonly broughtBy: (Draft | undefined)[] = [];

  constructor(private readonly k: Kernel, private readonly recorder: Recorder) {}

  /** The scenario's fork: one event for each thing that it changes. */
  forks({ added, changes }: CompiledFork): void {
    changes.forEach(({ amount, detail, source }, i) => {
      const d = this.recorder.add('fork', Step.Hazard, i, undefined);
      Object.assign(d.event, { source, detail, amount });
      this.k.scenario.plans.forEach((plan, p) => { if (added[p] === 1 && plan.id === source) this.broughtBy[p] = d; });
    });
  }

  /** Plan p fires. */
  fires(p: number): void {
    this.recorder.applyFalls();
    const plan = this.k.scenario.plans[p]!, { when } = plan;
    const cause = this.whyFired(when) ?? this.broughtBy[p];
    const d = this.recorder.add('plan', Step.Plan, p, cause);
    d.event.source = plan.id;
    this.plansOf[p] = d;
  }

  /** What made a plan's condition true, where one thing did. */
  private whyFired(when: CompiledCondition): Draft | undefined {
    switch (when.on) {
      case 'level': return this.recorder.fallsOf[when.asset];
      case 'buffer': return this.recorder.lastFall(when.need);
      case 'fall': case 'working': return latest(Array.from(when.assets, (a) => this.recorder.fallsOf[a]));
      case 'detected': return this.detections[when.hazard];
      case 'all': case 'any': return latest(when.of.map((part) => this.whyFired(part)));
      default: return undefined;
    }
  }

  /** The measures of a plan act now: what they do belongs to the next pass. */
  acts(p: number): void {
    this.recorder.acting = this.plansOf[p];
    this.recorder.plansAct = true;
  }

  fails(p: number, a: number, reason: string): void {
    const d = a >= 0 ? this.recorder.asset('plan-fail', Step.Plan, a, this.plansOf[p]) : this.recorder.add('plan-fail', Step.Plan, p, this.plansOf[p]);
    d.event.source = this.k.scenario.plans[p]!.id;
    d.event.obstacle = reason;
  }

  ends(p: number): void {
    this.recorder.acting = this.recorder.add('plan-end', Step.Plan, p, this.plansOf[p]);
    this.recorder.acting.event.source = this.k.scenario.plans[p]!.id;
    this.recorder.plansAct = true;
  }

  cover(x: number, to: number): void {
    const d = this.recorder.asset('cover', Step.Plan, this.k.network.needAsset[x]!, this.recorder.acting);
    d.event.need = this.recorder.names.needs[x]!;
    d.event.to = to;
    this.recorder.repairsOf[this.k.network.needAsset[x]!] = d;
  }

  /** What was lent to need x is taken back by the plan that acts, or shrinks with the level of asset `by`: as when a buffer ends. */
  coverEnds(x: number, by: number): void {
    this.recorder.applyFalls();
    const fall = this.recorder.lastFall(x), taken = by >= 0 ? this.recorder.fallsOf[by] : this.recorder.acting, causes: Draft[] = [];
    addOnce(causes, fall);
    addOnce(causes, taken);
    const d = this.recorder.asset('cover-end', Step.Plan, this.k.network.needAsset[x]!, fall ?? taken, causes);
    d.event.need = this.recorder.names.needs[x]!;
    this.recorder.bufferEnds[x] = d;
  }

  /** Occurrence o is noticed; what plans do for it comes after. */
  detected(o: number): void {
    const h = this.k.occurrences.hazard[o]!, d = this.recorder.add('detection', Step.Hazard, h, this.recorder.occurrencesOf[o]);
    d.event.source = this.recorder.pathOf(o);
    this.detections[h] = d;
  }

  casualties(o: number, a: number, people: number): void {
    const d = this.recorder.asset('casualties', Step.Damage, a, this.recorder.occurrencesOf[o]);
    d.event.people = people;
    d.event.source = this.recorder.pathOf(o);
  }

  departs(p: number, a: number, people: number): void { this.people('departure', p, a, people); }

  /** @param a -1: out of the region */
  arrives(p: number, a: number, people: number): void { this.people('arrival', p, a, people); }

  private people(kind: EventKind, p: number, a: number, people: number): void {
    const d = a >= 0 ? this.recorder.asset(kind, Step.Plan, a, this.plansOf[p]) : this.recorder.add(kind, Step.Plan, this.k.assets, this.plansOf[p]);
    d.event.source = this.k.scenario.plans[p]!.id;
    d.event.people = people;
  }
}
