/** Outcomes of the oracle (docs/semantics.md, "Outcomes"), recomputed over all assets at every instant. */
import { FULL, greatestLevels, able, type Given } from './levels.js';
import type { Oracle } from './oracle.js';
import { SECTORS, SERVICES } from './spec.js';

const zeros = (n: number): number[] => new Array<number>(n).fill(0);

export class Measures {
  readonly personTicks = zeros(SERVICES);
  readonly unservedTicks = zeros(SERVICES);
  readonly lostTicks = zeros(SECTORS);
  readonly peakPeople = zeros(SERVICES);
  readonly peakAffected = zeros(SERVICES);
  /** Tick at which the last time below 90 % (100 %) ended; Infinity while it lasts. */
  readonly back: { share: number; tick: number[]; below: boolean[] }[] = [0.9, 1].map((share) => ({ share, tick: zeros(SERVICES), below: zeros(SERVICES).map(() => false) }));
  peakDown = 0;

  constructor(private readonly of: Oracle) {}

  /** People x parts without a service, now. */
  private without(service: number): number { return this.sum(service, (people, missing) => people * missing); }
  private affected(service: number): number { return this.sum(service, (people, missing) => (missing > 0 ? people : 0)); }
  private total(service: number): number { return this.sum(service, (people) => people * FULL); }

  private sum(service: number, of: (people: number, missing: number) => number): number {
    let sum = 0;
    this.of.spec.assets.forEach((asset, a) => {
      const needs = this.of.needs[a]!.filter((x) => x.need.service === service && !x.need.repair);
      if (asset.area && needs.length > 0) sum += of(asset.people, FULL - Math.min(...needs.map((x) => this.of.metOf(x))));
    });
    return sum;
  }

  private unserved(service: number): number {
    return this.of.everyNeed.filter((x) => x.need.service === service && !x.need.repair).reduce((sum, x) => sum + (Math.round(x.need.demand * 1000 * this.of.factor[x.number]!) / 1000) * (FULL - this.of.feltOf(x)), 0);
  }

  /** Nothing changes between now and a later tick. */
  pass(tick: number): void {
    const ticks = tick - this.of.now;
    for (let s = 0; s < SERVICES; s++) {
      this.personTicks[s]! += this.without(s) * ticks;
      this.unservedTicks[s]! += this.unserved(s) * ticks;
    }
    this.of.spec.assets.forEach((asset, a) => { this.lostTicks[asset.sector]! += (FULL - this.of.levels[a]!) * ticks; });
  }

  /** The worst of the instant. */
  afterFalls(): void {
    this.look();
    this.peakDown = Math.max(this.peakDown, this.of.levels.filter((level) => level === 0).length);
  }

  /** The instant is over. */
  settled(): void {
    this.look();
    for (const back of this.back) for (let s = 0; s < SERVICES; s++) if (back.below[s] && !this.isBelow(s, back.share)) { back.below[s] = false; back.tick[s] = this.of.now; }
  }

  private look(): void {
    for (let s = 0; s < SERVICES; s++) {
      this.peakPeople[s] = Math.max(this.peakPeople[s]!, this.without(s));
      this.peakAffected[s] = Math.max(this.peakAffected[s]!, this.affected(s));
      for (const back of this.back) if (this.isBelow(s, back.share)) back.below[s] = true;
    }
  }

  private isBelow(service: number, share: number): boolean { return this.without(service) * 10 > this.total(service) * Math.round(10 - 10 * share); }

  /** All outcomes of the engine that the oracle knows, by name; call at the horizon. */
  outcomes(names: { service: (s: number) => string; sector: (s: number) => string }): Map<string, number> {
    const { of } = this, hours = of.ticksPerHour, found = new Map<string, number>();
    const onset = of.triggers.occurrences[0]?.begin ?? Infinity;
    for (let s = 0; s < SERVICES; s++) {
      const id = names.service(s);
      found.set(`person-hours.${id}`, this.personTicks[s]! / FULL / hours);
      found.set(`unserved.${id}`, this.unservedTicks[s]! / FULL / hours);
      found.set(`peak-people.${id}`, this.peakPeople[s]! / FULL);
      found.set(`affected-people.${id}`, this.peakAffected[s]!);
      this.back.forEach((back, i) => {
        const end = back.below[s] ? Infinity : back.tick[s]!;
        found.set(`hours-to-${[90, 100][i]}.${id}`, end === 0 ? 0 : end === Infinity ? end : (end - Math.min(onset, end)) / hours);
      });
    }
    for (let s = 0; s < SECTORS; s++) found.set(`lost-asset-hours.${names.sector(s)}`, this.lostTicks[s]! / FULL / hours);
    const isArea = (a: number): boolean => of.spec.assets[a]!.area;
    const lost = new Set(of.hit), end: number[] = of.startLevels.map((level) => level);
    for (const change of of.changes) { if (change.kind === 'fall' && change.to < of.startLevels[change.asset]!) lost.add(change.asset); end[change.asset] = change.to; }
    const fallen = new Set(of.changes.filter((c) => c.kind === 'fall' && c.to < of.startLevels[c.asset]!).map((c) => c.asset));
    found.set('assets-hit.all', [...of.hit].filter((a) => !isArea(a)).length);
    found.set('assets-lost.all', [...lost].filter((a) => !isArea(a)).length);
    found.set('areas-lost.all', [...fallen].filter(isArea).length);
    found.set('damages.all', of.damages);
    found.set('repairs.all', of.repairs.done);
    found.set('falls.all', of.changes.filter((c) => c.kind === 'fall').length);
    found.set('rises.all', of.changes.filter((c) => c.kind === 'rise').length);
    found.set('peak-down.all', this.peakDown);
    found.set('down-at-horizon.all', end.filter((level, a) => level < of.startLevels[a]!).length);
    const waiting = of.spec.assets.map((_, a) => a).filter((a) => !of.up[a] && of.damage[a] === 0 && of.restartEnd[a] === undefined);
    found.set('waiting-at-horizon.all', waiting.length);
    found.set('deadlocked-at-horizon.all', this.deadlocked(waiting));
    return found;
  }

  /** Of the waiting, those still so if all hazards were over, all damage repaired, all buffers full and all restarts done. What is at 1 stays there. */
  private deadlocked(waiting: number[]): number {
    const { of } = this, { assets } = of.spec;
    const whole: Given = {
      up: of.up.map((up, a) => up || of.restartEnd[a] !== undefined), tripped: of.tripped.map(() => false), capacity: assets.map(() => FULL),
      remembered: of.everyNeed.map((x) => (of.levels[x.owner] === FULL ? FULL : 0)), lent: of.lent.map(() => 0), factor: of.factor.map(() => 1), buffer: of.everyNeed.map((x) => x.capacityOfBuffer),
    };
    for (;;) {
      const levels = greatestLevels(assets, of.needs, whole);
      const ready = assets.map((_, a) => a).filter((a) => !whole.up[a] && able(assets[a]!, a, of.needs[a]!, whole, levels));
      if (ready.length === 0) return waiting.filter((a) => !whole.up[a]).length;
      for (const a of ready) whole.up[a] = true;
    }
  }
}
