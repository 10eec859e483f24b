/**
 * What holds while a hazard acts, or for some time after, and the links that then multiply something: the rate of random arrivals, the
 * probability of a rule, the medians of fragility, the work of a repair.
 *
 * A condition is one fact, however many occurrences bear it: two storms at once make one wet soil. What begins on an instant's agenda
 * counts for all else that begins in it, so the order of hazards decides nothing.
 */
import { log } from '../numerics/elementary.js';
import type { CompiledInteractions, CompiledLink } from './compiled-interactions.js';
import type { Kernel } from './kernel.js';

type Multiplied = CompiledLink['multiply'];

export class Conditions {
  /** Tick from which each condition no longer holds. */
  private readonly until: Float64Array;
  /** Occurrence that bears it, the latest; -1: one that is just about to begin. */
  private readonly bearer: Int32Array;
  /** Conditions of each hazard, and links of each condition that change rates. */
  private readonly ofHazard: number[][];
  private readonly rateLinks: CompiledLink[][];
  private readonly links: Record<Multiplied, CompiledLink[]>;
  /** Links of fragility that count for each hazard. */
  private readonly weakening: CompiledLink[][];

  constructor(private readonly k: Kernel, private readonly given: CompiledInteractions) {
    const { conditions, links } = given, of = (what: Multiplied): CompiledLink[] => links.filter((link) => link.multiply === what);
    this.until = new Float64Array(conditions.length);
    this.bearer = new Int32Array(conditions.length);
    // A rate is there to be multiplied only where the hazard still comes at random: studies of some hazards alone take arrivals away.
    const rate = of('rate').filter((link) => k.scenario.hazards[link.target]!.arrivals !== undefined);
    this.links = { rate, trigger: of('trigger'), fragility: of('fragility'), repair: of('repair') };
    this.ofHazard = k.scenario.hazards.map((_, h) => conditions.flatMap((condition, c) => (condition.hazard === h ? [c] : [])));
    this.rateLinks = conditions.map((_, c) => this.links.rate.filter((link) => link.condition === c));
    this.weakening = k.scenario.hazards.map((_, h) => this.links.fragility.filter((link) => link.hazards![h] === 1));
  }

  reset(): void { this.until.fill(0); }

  /** True now. */
  holds(condition: number): boolean { return this.until[condition]! > this.k.now; }

  /** An occurrence of hazard h begins in this instant; how long it acts is told by `begins`. */
  expect(h: number): void {
    for (const c of this.ofHazard[h]!) {
      if (this.holds(c)) continue;
      this.until[c] = this.k.now + 1;
      this.bearer[c] = -1;
      this.changed(c);
    }
  }

  /** Occurrence o of hazard h begins and acts until tick `end`. */
  begins(h: number, o: number, end: number): void {
    const { k } = this;
    for (const c of this.ofHazard[h]!) {
      const fresh = !this.holds(c), until = end + this.given.conditions[c]!.windowTicks;
      this.bearer[c] = o;
      if (until > this.until[c]!) this.until[c] = until;
      if (this.rateLinks[c]!.length > 0 && this.until[c] === until) k.occurrences.agenda.change(until, c);
      // Triggered without lag: it was on no agenda.
      if (fresh) this.changed(c);
    }
  }

  /** An instant in which condition c may cease to hold. */
  ends(c: number): void { if (!this.holds(c)) this.changed(c); }

  private changed(c: number): void { for (const link of this.rateLinks[c]!) this.k.occurrences.arrivals!.rateChanged(link.target); }

  /** Product of the factors of a rate in force, in order of links: 1 to the last bit when none is. */
  rateFactor(h: number): number { return this.product(this.links.rate, h); }

  /** Product of the factors of rule r's probability in force. */
  triggerFactor(r: number): number { return this.product(this.links.trigger, r); }

  private product(links: readonly CompiledLink[], target: number): number {
    let factor = 1;
    for (const link of links) if (link.target === target && this.holds(link.condition)) factor *= link.by;
    return factor;
  }

  /** Occurrences that now raise the rate of hazard h, the strongest first; ties in order of links. */
  raising(h: number): number[] {
    const raising = this.links.rate.filter((link) => link.target === h && link.by > 1 && this.holds(link.condition) && this.bearer[link.condition]! >= 0);
    return [...new Set(raising.sort((p, q) => q.by - p.by).map((link) => this.bearer[link.condition]!))];
  }

  /**
   * Shifts ln of the intensities that assets feel from hazard h: medians times m are intensities over m.
   * @param assets whom the numbers are of; @param lnFactor changed in place; @returns true if anything was
   */
  weaken(h: number, assets: Int32Array, lnFactor: Float64Array): boolean {
    let any = false;
    for (const link of this.weakening[h]!) {
      if (link.by === 1 || !this.holds(link.condition)) continue;
      const shift = log(link.by), { members } = link;
      any = true;
      for (let i = 0; i < assets.length; i++) if (members === undefined || members[assets[i]!] === 1) lnFactor[i]! -= shift;
    }
    return any;
  }

  /** Multiplies the work on asset a, ticks in cell[0], by the factors in force; at least one tick. */
  stretchRepair(a: number, cell: Float64Array): void {
    let factor = 1;
    for (const link of this.links.repair) if (this.holds(link.condition) && (link.members === undefined || link.members[a] === 1)) factor *= link.by;
    if (factor !== 1) cell[0] = Math.max(1, Math.round(cell[0]! * factor));
  }
}
