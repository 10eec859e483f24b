/**
 * Simulation time for RxJS: a SchedulerLike on the engine's own queue, so that `timer`, `delay`, `takeUntil` ... run on simulated
 * milliseconds. Work scheduled for one instant runs in step 7, in the order in which it was scheduled. The one file that knows schedulers.
 */
import { Subscription } from 'rxjs/internal/Subscription';
import type { SchedulerAction, SchedulerLike } from 'rxjs/internal/types';
import { Step } from './contracts.js';
import type { Kernel } from './kernel.js';

const MS_PER_HOUR = 3_600_000;

/** What the clock keeps until its time comes. */
interface Pending { readonly closed: boolean; run(): void }

class Task<T> extends Subscription implements SchedulerAction<T>, Pending {
  state: T | undefined;
  constructor(private readonly clock: SimulationClock, private readonly work: (this: SchedulerAction<T>, state?: T) => void) { super(); }

  schedule(state?: T, delayMs = 0): Subscription {
    if (this.closed) return this;
    this.state = state;
    this.clock.enqueue(this, delayMs);
    return this;
  }

  run(): void { this.work.call(this, this.state); }
}

export class SimulationClock implements SchedulerLike {
  private readonly tasks: (Pending | undefined)[] = [];

  constructor(private readonly kernel: Kernel) {}

  /** Simulated milliseconds since the start. */
  now(): number { return (this.kernel.now / this.kernel.scenario.ticksPerHour) * MS_PER_HOUR; }

  schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T): Subscription {
    return new Task<T>(this, work).schedule(state, delay);
  }

  enqueue(task: Pending, delayMs: number): void {
    const { kernel } = this;
    const tick = kernel.now + Math.max(0, Math.round((delayMs / MS_PER_HOUR) * kernel.scenario.ticksPerHour));
    const key = tick * 8 + Step.Plan;
    if (key < kernel.horizonKey) kernel.queue.push(key, -this.tasks.push(task));
  }

  /** Runs a task taken from the queue by its payload. */
  run(payload: number): void {
    const task = this.tasks[-payload - 1];
    this.tasks[-payload - 1] = undefined;
    if (task !== undefined && !task.closed) task.run();
  }
}
