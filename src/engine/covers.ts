/**
 * What plans lend to needs: a generator on a lorry, water from a tanker, cash for the card terminal. A need sees its supply plus what is lent,
 * at most all of it; its own buffer then has the rest to carry, and fills again where nothing is missing.
 */
import type { CompiledPlan } from './compiled-plans.js';
import { Flag, NeedBit } from './flags.js';
import type { Kernel } from './kernel.js';
import { Parts } from './units.js';

/** True when some plan lends to needs. */
export const covers = (plans: readonly CompiledPlan[]): boolean => plans.some(({ measures }) => measures.some((measure) => measure.do === 'cover'));

export class Covers {
  private count = 0;
  private readonly need: number[] = [];
  private readonly parts: number[] = [];
  /** Asset on whose level it hangs, or -1. */
  private readonly by: number[] = [];
  /** Parts in force; -1: over. */
  private readonly given: number[] = [];
  /** Those in force that hang on an asset. */
  hanging = 0;

  constructor(private readonly k: Kernel) {}

  /** Takes back what the replication before was lent, but what its needs see (reset.ts does). */
  reset(): void {
    const { k } = this;
    for (let c = 0; c < this.count; c++) {
      k.lent[this.need[c]!] = 0;
      k.needBits[this.need[c]!]! &= ~NeedBit.Lent;
    }
    this.count = this.hanging = 0;
  }

  /** @param by asset that supplies it: the share is of its level; -1: none. @returns the handle to end it by */
  begin(x: number, parts: number, by: number): number {
    const c = this.count++;
    this.need[c] = x;
    this.parts[c] = parts;
    this.by[c] = by;
    this.given[c] = 0;
    if (by >= 0) this.hanging++;
    this.give(c, this.worth(c));
    return c;
  }

  needOf(c: number): number { return this.need[c]!; }

  end(c: number): void {
    if (this.given[c]! < 0) return;
    this.give(c, 0);
    this.given[c] = -1;
    if (this.by[c]! >= 0) this.hanging--;
  }

  /** Covers that hang on an asset follow its level, in the settled state; @returns true when one changed */
  follow(): boolean {
    let changed = false;
    for (let c = 0; c < this.count; c++) {
      if (this.given[c]! < 0 || this.by[c]! < 0 || this.given[c] === this.worth(c)) continue;
      if (this.worth(c) < this.given[c]!) this.k.recorder?.plans.coverEnds(this.need[c]!, this.by[c]!);
      this.give(c, this.worth(c));
      changed = true;
    }
    return changed;
  }

  private worth(c: number): number {
    const by = this.by[c]!;
    return by < 0 ? this.parts[c]! : Math.floor((this.parts[c]! * this.k.level[by]!) / Parts.Full);
  }

  private give(c: number, parts: number): void {
    const { k } = this, x = this.need[c]!, a = k.network.needAsset[x]!;
    k.lent[x]! += parts - this.given[c]!;
    this.given[c] = parts;
    k.needBits[x]! |= NeedBit.Lent;
    const change = k.rules.reviewNeed(x);
    if (change > 0) k.rules.needGained(x);
    else if (change < 0 && (k.flags[a]! & (Flag.Up | Flag.Restarting)) !== 0) k.markDirty(a);
  }
}
