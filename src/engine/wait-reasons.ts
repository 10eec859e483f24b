/** Why repair jobs wait, told while a replication is watched: at each dispatch, of the jobs of which that may be something new. */
import type { WaitReason } from './contracts.js';
import type { Crews } from './crews.js';
import type { JobQueue } from './job-queue.js';
import type { Kernel } from './kernel.js';

export class WaitReasons {
  /** Why jobs were left in the dispatch at hand. */
  private readonly why = new Map<number, WaitReason>();
  /** Jobs that began to wait since reasons were told last; or all are to be looked at. */
  private readonly untold: number[] = [];
  private untoldCount = 0;
  private tellAll = true;
  /** By pool: 1 where it has crews, here or to come; by skill: 1 where such a pool has it. */
  private readonly manned: Uint8Array;
  private readonly able: Uint8Array;

  constructor(private readonly k: Kernel) {
    this.manned = new Uint8Array(k.scenario.pools.length);
    this.able = new Uint8Array(k.scenario.skills.length);
  }

  reset(): void {
    this.untoldCount = 0;
    this.tellAll = true;
    // An empty one would be made anew.
    if (this.why.size > 0) this.why.clear();
  }

  /** The job on asset a goes on waiting for a reason of its own. */
  note(a: number, reason: WaitReason): void { if (this.k.recorder !== null) this.why.set(a, reason); }

  /** The job on asset a begins to wait. */
  begins(a: number): void { if (this.k.recorder !== null) this.untold[this.untoldCount++] = a; }

  /** A dispatch is over: says of each job that waits why, where that is something new. */
  tell(crews: Crews, queue: JobQueue): void {
    const { untold, why } = this, { jobs } = crews;
    if (this.reviewAbilities(crews) || why.size > 0 || this.tellAll) {
      for (let s = 0; s < this.able.length; s++) for (let i = 0, n = queue.count(s); i < n; i++) this.say(queue.job(s, i), s);
    } else for (let i = 0; i < this.untoldCount; i++) if (jobs.isWaiting(untold[i]!)) this.say(untold[i]!, jobs.skillOf(untold[i]!));
    this.untoldCount = 0;
    // A reason of one dispatch may not hold in the next.
    this.tellAll = why.size > 0;
    if (this.tellAll) why.clear();
  }

  private say(a: number, skill: number): void { this.k.recorder!.recovery.repairWait(a, this.why.get(a) ?? (this.able[skill] === 1 ? 'crew' : 'skill')); }

  /** Which skills some crew has; @returns true where pools gained their first crews, or lost their last. */
  private reviewAbilities({ count, free }: Crews): boolean {
    const { able, k: { scenario: { pools } }, manned } = this;
    let changed = false;
    for (let p = 0; p < manned.length; p++) {
      const now = count[p]! > 0 || free[p]! > 0 ? 1 : 0;
      if (now !== manned[p]) changed = true;
      manned[p] = now;
    }
    if (changed) for (let s = 0; s < able.length; s++) able[s] = pools.some((pool, p) => manned[p] === 1 && pool.skills.includes(s)) ? 1 : 0;
    return changed;
  }
}
