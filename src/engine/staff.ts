/**
 * Staff who are absent: a level on the asset between the hazards that take people away and the capacity that is left. Of several hazards at once the shares
 * present multiply. What is present counts by the kind's staffing: nothing is lost while the spare part is missing, nothing runs below what is needed
 * at least, linear in between; a kind that says nothing loses in proportion. The capacity left is a derating like others: the least counts.
 */
import type { CompiledEffect } from './compiled-scenario.js';
import { Origin } from './flags.js';
import type { Kernel } from './kernel.js';
import { Parts, ticksNear } from './units.js';

/** Staff that one occurrence keeps away from some assets, by one of its effects. */
interface Spell { occurrence: number; effect: CompiledEffect; assets: readonly number[]; /** Factor of the curve. */ scale: number; absent: number; begun: number; over: boolean }

export class Staff {
  private spells: Spell[] = [];
  /** By asset: spells that it is in, and the handle of its derating or -1. */
  private readonly of = new Map<number, Spell[]>();
  private readonly handle: Int32Array;
  /** By asset: parts of capacity that the staff present leave. */
  private readonly left: Int32Array;

  constructor(private readonly k: Kernel) {
    this.handle = new Int32Array(k.assets).fill(-1);
    this.left = new Int32Array(k.assets).fill(Parts.Full);
  }

  /** Before a replication; deratings are gone already. */
  reset(): void {
    for (const a of this.of.keys()) {
      this.handle[a] = -1;
      this.left[a] = Parts.Full;
    }
    this.of.clear();
    this.spells = [];
  }

  /** Occurrence o takes staff from assets. @param intensity its own, @returns the number of the spell */
  begin(o: number, effect: CompiledEffect, assets: readonly number[], intensity: number): number {
    const n = this.spells.length, spell: Spell = { occurrence: o, effect, assets, scale: effect.staff!.scaled ? Math.max(0, intensity) : 1, absent: 0, begun: this.k.now, over: false };
    this.spells.push(spell);
    for (const a of assets) {
      const list = this.of.get(a);
      if (list === undefined) this.of.set(a, [spell]); else list.push(spell);
    }
    this.step(n, 0);
    return n;
  }

  /** A spell comes to a step of its curve. */
  step(n: number, i: number): void {
    const spell = this.spells[n]!, { hours, absent } = spell.effect.staff!, { ticksPerHour } = this.k.scenario;
    if (spell.over) return;
    if (i + 1 < hours.length) this.k.occurrences.agenda.staff(spell.begun + ticksNear(hours[i + 1]!, ticksPerHour), n, i + 1);
    this.set(spell, absent[i]!);
  }

  /** A spell is over. */
  end(n: number): void {
    const spell = this.spells[n]!;
    if (spell.over) return;
    spell.over = true;
    this.set(spell, 0);
  }

  private set(spell: Spell, absent: number): void {
    spell.absent = Math.min(1, absent * spell.scale);
    for (const a of spell.assets) this.refresh(a, spell.occurrence);
  }

  /** Capacity of asset a for the staff that is there now. */
  private refresh(a: number, o: number): void {
    const { k, handle } = this, left = this.leftOf(a), before = this.left[a]!;
    if (handle[a]! >= 0) k.deratings.remove(handle[a]!);
    handle[a] = left < Parts.Full ? k.deratings.add(a, left) : -1;
    this.left[a] = left;
    // Staff that come back are no hit: what else strikes the asset in this instant is to blame.
    if (left < before) k.rules.noteHit(a, Origin.Hit, o);
    if (left < k.capacity[a]!) k.recorder?.derate(a, left / Parts.Full, Origin.Hit, o);
    else k.recorder?.relieved(a);
    k.rules.refreshCapacity(a);
  }

  /** Parts of capacity that the staff present can run. */
  private leftOf(a: number): number {
    const { spare, needed } = this.k.scenario.staffing!, kind = this.k.network.assetKind[a]!;
    let present = 1;
    for (const spell of this.of.get(a)!) present *= 1 - spell.absent;
    const full = 1 - spare[kind]!, least = needed[kind]!;
    if (present >= full) return Parts.Full;
    return present <= least && least > 0 ? 0 : Math.round(((present - least) / (full - least)) * Parts.Full);
  }
}
