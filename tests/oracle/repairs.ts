/** Jobs and crews of the oracle (docs/semantics.md, "Recovery"): the list of all jobs is looked through for every free crew. */
import { FULL, parts, type NumberedNeed } from './levels.js';
import type { Oracle } from './oracle.js';

interface Job { asset: number; opened: number; /** Work began, in the present state. */ begun?: number; /** Undefined: it waits. */ end?: number; pool?: number }

export class Repairs {
  jobs: Job[] = [];
  done = 0;
  private readonly free: number[];
  private readonly arrived = new Set<number>();
  private worsened: number[] = [];
  /** Up to this tick steps have come back. */
  private reached = -1;

  constructor(private readonly of: Oracle, private readonly served: ArrayLike<number>) { this.free = of.spec.pools.map(() => 0); }

  /** Step 2: an asset entered a worse state; what came back is lost. */
  damaged(a: number): void {
    this.worsened.push(a);
    const job = this.jobs.find((j) => j.asset === a);
    if (job !== undefined) job.begun = undefined;
  }

  /** Parts of capacity that the steps of its job have brought back to an asset until the last instant's step 6. */
  back(a: number): number {
    const job = this.jobs.find((j) => j.asset === a), { steps } = this.of.spec.assets[a]!, hours = (t: number): number => t * this.of.ticksPerHour;
    if (job?.begun === undefined) return 0;
    return steps.reduce((most, s) => (job.begun! + hours(s.after) <= this.reached && job.begun! + hours(s.after) < job.end! ? Math.max(most, parts(s.capacity)) : most), 0);
  }

  /** Ticks of steps to come. */
  steps(): number[] {
    return this.jobs.flatMap((job) => (job.begun === undefined ? [] : this.of.spec.assets[job.asset]!.steps.map((s) => job.begun! + s.after * this.of.ticksPerHour)));
  }

  /** Step 5: the instant's damage is known, work ends, crews arrive and take jobs. */
  work(): void {
    const { of } = this;
    for (const a of this.worsened) {
      const job = this.jobs.find((j) => j.asset === a);
      if (job === undefined) this.jobs.push({ asset: a, opened: of.now });
      else if (job.end !== undefined) { job.end = of.now + this.ticks(a); job.begun = of.now; }
    }
    this.worsened = [];
    for (const job of this.jobs.filter((j) => j.end === of.now)) {
      of.damage[job.asset] = 0;
      this.done++;
      if (job.pool !== undefined) this.free[job.pool]!++;
    }
    this.jobs = this.jobs.filter((j) => j.end !== of.now);
    of.spec.pools.forEach((p, i) => { if (p.from * of.ticksPerHour <= of.now && !this.arrived.has(i)) { this.arrived.add(i); this.free[i]! += p.count; } });
    for (let next = this.nextStart(); next !== undefined; next = this.nextStart()) {
      next.job.end = of.now + this.ticks(next.job.asset);
      next.job.begun = of.now;
      next.job.pool = next.pool;
      if (next.pool !== undefined) this.free[next.pool]!--;
    }
    this.reached = of.now;
  }

  /** True when a crew is free for a job that is possible now. */
  couldBegin(): boolean { return this.nextStart() !== undefined; }

  ends(): number[] { return this.jobs.flatMap((j) => (j.end === undefined ? [] : [j.end])); }

  /** Free crews in order of key, each the first job it can do. */
  private nextStart(): { job: Job; pool?: number } | undefined {
    const { spec } = this.of, waiting = this.jobs.filter((j) => j.end === undefined && this.possible(j.asset)).sort((p, q) => this.compare(p, q));
    if (spec.pools.length === 0) return waiting[0] && { job: waiting[0] };
    const elapsed = waiting.find((j) => spec.assets[j.asset]!.elapsed);
    if (elapsed !== undefined) return { job: elapsed };
    for (let pool = 0; pool < spec.pools.length; pool++) {
      if (this.free[pool] === 0) continue;
      const job = waiting.find((j) => { const { skill } = spec.assets[j.asset]!, { skills } = spec.pools[pool]!; return skill === 0 || skills.length === 0 || skills.includes(skill); });
      if (job !== undefined) return { job, pool };
    }
    return undefined;
  }

  private compare(p: Job, q: Job): number { return this.rank(p.asset) - this.rank(q.asset) || p.opened - q.opened || p.asset - q.asset; }

  private rank(a: number): number {
    switch (this.of.spec.order) {
      case 'first-come': return 0;
      case 'people-served': return -this.served[a]!;
      case 'critical-first': return this.of.spec.assets[a]!.critical || 1e9;
      case 'shortest-job': return this.ticks(a);
      case 'list': return a % 3 === 0 ? -a : 1e9;
    }
  }

  private possible(a: number): boolean {
    if (this.of.spec.assets[a]!.limited && this.of.triggers.hold(a)) return false;
    return this.of.needs[a]!.filter((x: NumberedNeed) => x.need.repair).every((x) => this.of.seenNow(x) === FULL);
  }

  private ticks(a: number): number { return this.of.spec.assets[a]!.repair[this.of.damage[a]! - 1]! * this.of.ticksPerHour; }
}
