/**
 * Delay in mode surrogate: only states of the roads that last are assigned. Time passes unjudged until so much has gathered; the state in force then
 * is assigned, and its delay counts for all of it. When the roads are whole again, or at the horizon, the state that ends stands for what is
 * left. So what a storm closes within minutes costs one assignment.
 */
import type { TrafficFlows } from './traffic-solver.js';

export class SampledFlows {
  /** Of the state assigned last since the roads were whole; undefined: none yet. */
  last: TrafficFlows | undefined;
  /** Vehicle-hours of delay so far. */
  delay = 0;
  private unjudgedHours = 0;

  /** @param assign flows of the state in force; undefined: there are none, and those before go on */
  constructor(private readonly everyHours: number, private readonly assign: () => TrafficFlows | undefined) {}

  reset(): void {
    this.last = undefined;
    this.delay = this.unjudgedHours = 0;
  }

  /** The state in force has lasted so long. */
  pass(hours: number): void {
    this.unjudgedHours += hours;
    if (this.unjudgedHours >= this.everyHours) this.judge();
  }

  /** Nothing is amiss any more. */
  end(): void {
    this.judge();
    this.last = undefined;
  }

  /** Judges what is left by the state in force. */
  judge(): void {
    if (this.unjudgedHours === 0) return;
    this.last = this.assign() ?? this.last;
    this.delay += this.unjudgedHours * (this.last?.delay ?? 0);
    this.unjudgedHours = 0;
  }
}
