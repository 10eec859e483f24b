/**
 * What occurrences will do: entries behind the payloads of the queue, each with what it needs when its tick comes. Entries of step 1 that are due
 * together run in the order of their kinds, then of hazards and paths: when they were put there never decides.
 */
import { Step } from './contracts.js';
import { Origin } from './flags.js';
import type { Kernel } from './kernel.js';
import type { Occurrences } from './occurrences.js';

/** Kinds of entries; of those due together the last of this list runs first. Void: an arrival that does not stand. */
const enum Entry { Begin, End, Damage, Outage, Effect, Change, Arrival, Void, Loss, Work, Relief, People, Pass, Staff }

/** Methods named as a kind of entry put one on the agenda, for a tick. */
export class HazardAgenda {
  private count = 0;
  private readonly what: Entry[] = [];
  private readonly a: number[] = [];
  private readonly b: number[] = [];
  private readonly c: number[] = [];
  private readonly d: number[] = [];
  private readonly e: number[] = [];
  private readonly path = new Int32Array(2);

  constructor(private readonly k: Kernel, private readonly occurrences: Occurrences) {}

  reset(): void { this.count = 0; }

  /** An occurrence begins. @param by rule as of {@link Occurrences.begin} */
  begin(tick: number, h: number, path0: number, path1: number, by: number, rule: number): void { this.put(tick, Step.Hazard, Entry.Begin, h, path0, path1, by, rule); }

  /** Occurrence o ends. */
  end(tick: number, o: number): void { this.put(tick, Step.Hazard, Entry.End, o, 0, 0, 0, 0); }

  /** Occurrence o brings asset a into a damage state. @param priced its loss follows a curve, not the state */
  damage(tick: number, a: number, state: number, o: number, priced: boolean): void { this.put(tick, Step.Damage, Entry.Damage, a, state, o, priced ? 1 : 0, 0); }

  /** Asset a has then lost by occurrence o what is in `euro` of the losses. */
  loss(tick: number, a: number, o: number): void { if (this.put(tick, Step.Damage, Entry.Loss, a, 0, o, 0, 0)) this.b[this.count - 1] = this.k.losses!.euro[0]!; }

  /** From then on one occurrence more (1) or less (-1) leaves no work possible at asset a. */
  work(tick: number, a: number, by: number): void { this.put(tick, Step.Hazard, Entry.Work, a, by, 0, 0, 0); }

  /** Occurrence o reaches asset a: its effect of that number acts, until a tick. Nothing acts once it has ended. */
  effect(tick: number, a: number, ordinal: number, o: number, until: number): void { if (this.isBeforeEnd(tick, o)) this.put(tick, Step.Hazard, Entry.Effect, a, ordinal, o, until, 0); }

  /** What stands of occurrence o at a place of its list (below 0: its strains, -1 - the first of them, so many) ends before it does. */
  relief(tick: number, o: number, standing: number, count: number): void { if (this.isBeforeEnd(tick, o)) this.put(tick, Step.Hazard, Entry.Relief, o, standing, count, 0, 0); }

  /** A spell of absent staff comes to its next step. */
  staff(tick: number, spell: number, step: number): void { this.put(tick, Step.Hazard, Entry.Staff, spell, step, 0, 0, 0); }

  /** Occurrence o reaches the people of asset a with an intensity: its effect on people of that number acts, until a tick. */
  people(tick: number, a: number, ordinal: number, o: number, intensity: number, until: number): void { if (this.isBeforeEnd(tick, o)) this.put(tick, Step.Hazard, Entry.People, a, ordinal, o, intensity, until); }

  /** Occurrence o has passed the people of asset a: its exposure of that number ends there. */
  pass(tick: number, a: number, ordinal: number, o: number): void { if (this.isBeforeEnd(tick, o)) this.put(tick, Step.Hazard, Entry.Pass, a, ordinal, o, 0, 0); }

  /** The outage of asset a that begins now is looked at, for rule r. */
  outage(tick: number, a: number, r: number): void { this.put(tick, Step.Hazard, Entry.Outage, a, r, this.k.now, 0, 0); }

  /** Condition c may cease to hold. */
  change(tick: number, c: number): void { this.put(tick, Step.Hazard, Entry.Change, c, 0, 0, 0, 0); }

  /** A random arrival of hazard h, unless its rate changes before; in a given course nothing comes at random. */
  arrival(tick: number, h: number): void { if (this.occurrences.course === undefined) this.put(tick, Step.Hazard, Entry.Arrival, h, 0, 0, 0, 0); }

  private isBeforeEnd(tick: number, o: number): boolean { return tick < this.occurrences.ends[o]!; }

  /** @returns false beyond the horizon, where nothing happens */
  private put(tick: number, step: Step, what: Entry, a: number, b: number, c: number, d: number, e: number): boolean {
    const key = tick * 8 + step;
    if (key >= this.k.horizonKey) return false;
    const n = this.count++;
    this.what[n] = what;
    this.a[n] = a;
    this.b[n] = b;
    this.c[n] = c;
    this.d[n] = d;
    this.e[n] = e;
    this.k.queue.push(key, step === Step.Damage ? -1 - n : n);
    return true;
  }

  /** Entries of step 1 that are due together: the first `count` of the list, which is put in order. */
  run(entries: Int32Array, count: number): void {
    if (this.occurrences.arrivals !== undefined || this.occurrences.conditions !== undefined) this.prepare(entries, count);
    for (let i = 1; i < count; i++) {
      const entry = entries[i]!;
      let j = i;
      for (; j > 0 && this.compare(entries[j - 1]!, entry) > 0; j--) entries[j] = entries[j - 1]!;
      entries[j] = entry;
    }
    for (let i = 0; i < count; i++) this.runEntry(entries[i]!);
  }

  private runEntry(n: number): void {
    const { k, occurrences } = this, a = this.a[n]!, b = this.b[n]!, c = this.c[n]!;
    switch (this.what[n]!) {
      case Entry.Begin: occurrences.begin(a, b, c, this.d[n]!, this.e[n]!); break;
      case Entry.End: occurrences.end(a); break;
      case Entry.Work: k.workLimits!.change(a, b); break;
      case Entry.Effect: occurrences.strikes.lateEffect(a, b, c, this.d[n]!); break;
      case Entry.Staff: k.staff!.step(a, b); break;
      case Entry.Relief: occurrences.standing.relieve(a, b, c); break;
      case Entry.People: k.crowd!.reach(c, b, a, this.d[n]!, this.e[n]!); break;
      case Entry.Pass: k.crowd!.pass(c, b, a); break;
      case Entry.Outage: occurrences.triggers.outageLasted(a, b, c); break;
      // Looked at before, or of step 2.
      case Entry.Change: case Entry.Arrival: case Entry.Void: case Entry.Damage: case Entry.Loss: break;
    }
  }

  /** Arrivals that stand become occurrences, and what begins or ceases now holds, or does not, for all that begins now. */
  private prepare(entries: Int32Array, count: number): void {
    const { occurrences, path, what } = this, { arrivals, conditions } = occurrences;
    for (let i = 0; i < count; i++) {
      const n = entries[i]!;
      if (what[n] !== Entry.Arrival) continue;
      what[n] = arrivals!.arrive(this.a[n]!, path) ? Entry.Begin : Entry.Void;
      this.b[n] = path[0]!;
      this.c[n] = path[1]!;
      this.d[n] = this.e[n] = -1;
    }
    if (conditions === undefined) return;
    for (let i = 0; i < count; i++) if (what[entries[i]!] === Entry.Change) conditions.ends(this.a[entries[i]!]!);
    for (let i = 0; i < count; i++) {
      const n = entries[i]!;
      if (what[n] === Entry.Begin && occurrences.mayBegin(this.a[n]!, this.d[n]!, this.e[n]!)) conditions.expect(this.a[n]!);
    }
  }

  private compare(m: number, n: number): number {
    return this.what[n]! - this.what[m]! || this.a[m]! - this.a[n]! || (this.what[m] === Entry.Begin ? this.comparePaths(m, n) : this.b[m]! - this.b[n]! || this.c[m]! - this.c[n]!) || m - n;
  }

  private comparePaths(m: number, n: number): number { return (this.b[m]! >>> 0) - (this.b[n]! >>> 0) || (this.c[m]! >>> 0) - (this.c[n]! >>> 0); }

  /** An entry of step 2: an intensity has reached a threshold, or its peak. */
  runDamage(n: number): void {
    const { losses } = this.k;
    if (this.what[n] === Entry.Loss) {
      losses!.euro[0] = this.b[n]!;
      losses!.reach(this.a[n]!, this.c[n]!);
    } else this.k.rules.damageAsset(this.a[n]!, this.b[n]!, Origin.Hit, this.c[n]!, this.d[n] === 1);
  }
}
