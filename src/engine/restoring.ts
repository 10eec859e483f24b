/**
 * Capacity that comes back step by step while a repair lasts (restoration of the kind). A step counts from when the work begins; a worse state takes
 * back what came, and its job has steps of its own. Without such kinds capacity stays until the job ends, and none of this exists.
 */
import { Step } from './contracts.js';
import type { Kernel } from './kernel.js';

export class Restoring {
  /** Parts of nominal capacity that steps have brought back to each asset. */
  readonly back: Int32Array;
  /** Timer word of the next step, and its number. */
  private readonly key: Float64Array;
  private readonly next: Int32Array;
  /** Tick at which the work began. */
  private readonly began: Float64Array;

  constructor(private readonly k: Kernel) {
    const n = k.assets;
    this.back = new Int32Array(n);
    this.key = new Float64Array(n);
    this.next = new Int32Array(n);
    this.began = new Float64Array(n);
  }

  /** Work on asset a begins, now or when its crew arrives. */
  begin(a: number): void {
    const { k } = this;
    this.began[a] = Math.max(k.now, k.crews.jobs.arrives[a]!);
    this.next[a] = 0;
    this.plan(a);
  }

  /** An entry of step 6 for asset a came up under the key of this instant. */
  due(a: number): void {
    const { k } = this;
    if (this.key[a] !== k.now * 8 + Step.Rise) return;
    this.back[a] = this.stepsOf(a)!.capacity[this.next[a]!]!;
    this.next[a]!++;
    k.recorder?.restored(a, this.back[a]!);
    k.rules.refreshCapacity(a);
    this.plan(a);
  }

  /** The asset is damaged worse, repaired, or put back. */
  forget(a: number): void { this.back[a] = this.key[a] = 0; }

  private stepsOf(a: number) { return this.k.scenario.restoration![this.k.network.assetKind[a]! * 4 + this.k.damage[a]! - 1]; }

  /** Steps at or after the end of the job do not happen. Shares are of the time from now to its end as it is planned, breaks of crews among it. */
  private plan(a: number): void {
    const { k } = this, steps = this.stepsOf(a), step = this.next[a]!;
    this.key[a] = 0;
    if (steps === undefined || step >= steps.after.length) return;
    const duration = steps.share ? Math.floor(k.crews.jobs.key[a]! / 8) - this.began[a]! : k.crews.jobs.duration[a]!;
    const after = steps.share ? Math.round(steps.after[step]! * duration) : steps.after[step]!;
    if (after >= duration) return;
    this.key[a] = (this.began[a]! + after) * 8 + Step.Rise;
    if (this.key[a] < k.horizonKey) k.queue.pushFrom(this.key, a, k.assets + a);
  }
}
