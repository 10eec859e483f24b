/** What plans, and the people that they move or warn, will do: entries behind payloads of step 7. */
import { Step } from './contracts.js';
import type { Kernel } from './kernel.js';
import type { Plans } from './plans.js';

/** What an entry does. */
export const enum Due { End, Cover, Depart, Arrive, Warn, Detect, /** Nothing: plans look. */ Look }

export class PlanAgenda {
  private count = 0;
  private readonly what: Due[] = [];
  private readonly a: number[] = [];
  private readonly b: number[] = [];
  private readonly c: number[] = [];

  /** @param first payload of its first entry: those before are the plans' */
  constructor(private readonly k: Kernel, private readonly plans: Plans, private readonly first: number) {}

  reset(): void { this.count = 0; }

  schedule(tick: number, what: Due, a: number, b: number, c = 0): void {
    const n = this.count++;
    this.what[n] = what;
    this.a[n] = a;
    this.b[n] = b;
    this.c[n] = c;
    this.push(tick, this.first + n);
  }

  /** @param payload an entry's, or one of the plans' */
  push(tick: number, payload: number): void {
    const key = tick * 8 + Step.Plan;
    if (key < this.k.horizonKey) this.k.queue.push(key, payload);
  }

  /** Entry n is due. @returns whether the instant starts again */
  run(n: number): boolean {
    const { k, plans } = this, a = this.a[n]!, b = this.b[n]!;
    switch (this.what[n]!) {
      case Due.End: plans.endOf(a); return true;
      case Due.Cover: plans.unitComes(a, b, this.c[n]!); return true;
      case Due.Depart: return k.crowd!.movements.depart(a, b);
      case Due.Arrive: return k.crowd!.movements.arrive(a);
      case Due.Warn: return k.crowd!.warningHolds(a);
      case Due.Detect:
        k.recorder?.plans.detected(b);
        plans.conditions.onHazard('detected', a);
        return false;
      case Due.Look: return false;
    }
  }
}
