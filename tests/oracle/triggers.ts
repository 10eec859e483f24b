/** Occurrences of the oracle's hazards, by their onset and by triggers (docs/semantics.md, "Hazards"). */
import type { Oracle } from './oracle.js';
import type { Spec, SpecTrigger } from './spec.js';

export interface Occurrence { hazard: number; begin: number; end: number; parent?: Occurrence; rule?: SpecTrigger }

interface Coming { tick: number; hazard: number; parent?: Occurrence; rule: SpecTrigger }
/** An asset idle since a tick, looked at again at another. */
interface Idle { tick: number; asset: number; since: number; rule: SpecTrigger }

export class Triggers {
  readonly occurrences: Occurrence[] = [];
  /** Two occurrences of a hazard began in one step: the first by the hash of its path, which is not known here, is the cause of what they damage. */
  ambiguous = false;
  private coming: Coming[] = [];
  private outages: Idle[] = [];
  private readonly idleSince = new Map<number, number>();

  constructor(private readonly of: Oracle, private readonly spec: Spec, private readonly ticksPerHour: number) {}

  /** Steps 1 and 2: what begins now. What damage causes without a lag is due after this; what an outage causes, when the instant starts again. */
  begin(first: boolean): void {
    const { now } = this.of, coming = this.coming.filter(({ tick }) => tick === now), outages = this.outages.filter(({ tick }) => tick === now);
    this.coming = this.coming.filter(({ tick }) => tick !== now);
    this.outages = this.outages.filter(({ tick }) => tick !== now);
    const starting: { hazard: number; parent?: Occurrence; rule?: SpecTrigger }[] = first ? this.spec.hazards.flatMap(({ onset = Infinity }, hazard) => (onset * this.ticksPerHour === now ? [{ hazard }] : [])) : [];
    starting.push(...coming);
    starting.sort((p, q) => p.hazard - q.hazard);
    if (starting.some(({ hazard }, i) => hazard === starting[i + 1]?.hazard)) this.ambiguous = true;
    for (const { hazard, parent, rule } of starting) this.occur(hazard, parent, rule);
    for (const { asset, since, rule } of outages) if (this.idleSince.get(asset) === since) this.fire(rule);
  }

  isDue(): boolean { return [...this.coming, ...this.outages].some(({ tick }) => tick === this.of.now); }

  /** Hazards that hold asset a now. */
  hold(a: number): boolean { return this.occurrences.some(({ hazard, end }) => this.of.now < end && this.spec.hazards[hazard]!.effects.some(({ assets }) => assets.includes(a))); }

  damaged(a: number, was: number, state: number, by: Occurrence): void {
    for (const rule of this.rules()) if (rule.cause.on === 'damage' && rule.cause.assets.includes(a) && was < rule.cause.state && state >= rule.cause.state) this.fire(rule, by);
  }

  /** Step 3: asset a fell to 0. */
  idle(a: number): void {
    const { now } = this.of;
    this.idleSince.set(a, now);
    for (const rule of this.rules()) if (rule.cause.on === 'outage' && rule.cause.assets.includes(a)) this.outages.push({ tick: now + rule.cause.after * this.ticksPerHour, asset: a, since: now, rule });
  }

  /** Step 6: levels rose. */
  rose(): void {
    for (const a of [...this.idleSince.keys()]) if (this.of.levels[a]! > 0) this.idleSince.delete(a);
  }

  instants(): number[] { return [...this.occurrences.map(({ end }) => end), ...this.coming.map(({ tick }) => tick), ...this.outages.map(({ tick }) => tick)]; }

  private rules(): readonly SpecTrigger[] { return this.spec.triggers ?? []; }

  private occur(h: number, parent?: Occurrence, rule?: SpecTrigger): void {
    const { duration, effects } = this.spec.hazards[h]!, occurrence = { hazard: h, begin: this.of.now, end: this.of.now + duration * this.ticksPerHour, parent, rule };
    this.occurrences.push(occurrence);
    for (const effect of effects) for (const a of effect.assets) this.of.strike(effect, a, occurrence);
    for (const other of this.rules()) if (other.cause.on === 'hazard' && other.cause.hazard === h) this.fire(other, occurrence);
  }

  private fire(rule: SpecTrigger, parent?: Occurrence): void {
    if (!rule.sure || (!rule.repeat && inChain(rule, parent))) return;
    if (rule.lag === 0 && rule.cause.on === 'hazard') this.occur(rule.hazard, parent, rule);
    else this.coming.push({ tick: this.of.now + rule.lag * this.ticksPerHour, hazard: rule.hazard, parent, rule });
  }
}

function inChain(rule: SpecTrigger, from?: Occurrence): boolean {
  for (let at = from; at !== undefined; at = at.parent) if (at.rule === rule) return true;
  return false;
}
