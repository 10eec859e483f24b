/**
 * Events on their way into the trace. Until a pass through the steps is sorted, an event is known by its number in the order in which things
 * happened, which is its `id` meanwhile and what `cause` and `causes` of others name; `settle` turns these into numbers of the trace. Tables and lists
 * are kept from one replication to the next: watching allocates the events that are shown, and nothing else.
 */
import { EVENT_KINDS, type CascadeEvent, type EventKind } from './contracts.js';

/** Number of an event in the order of happening; 0: none. */
export type Draft = number;
export const NO_DRAFT = 0;

/** Place of each kind in EVENT_KINDS. */
const KIND = Object.fromEntries(EVENT_KINDS.map((kind, i) => [kind, i])) as Record<EventKind, number>;

/** What is longer goes to the library's sort. */
const INSERTION_AT_MOST = 128;

/** A list that grows and is used again; `count` entries hold. */
interface Pending { readonly events: CascadeEvent[]; count: number }

export class Drafts {
  /** By draft: tick, step and wave of the event; number of the trace once it has one. */
  tick = new Float64Array(256).fill(-1, 0, 1);
  step = new Uint8Array(256);
  wave = new Int32Array(256);
  private traced = new Int32Array(256);
  /** Asset, or number of whatever else the event is of: its place within step, wave and kind. */
  key = new Int32Array(256);
  private made = 0;
  private numbered = 0;
  private pending: Pending = { events: [], count: 0 };
  /** How many of the pending events are in order and stay before all that comes. */
  private placed = 0;
  private deferred: Pending = { events: [], count: 0 };
  /** Causes being collected. */
  private readonly found: Draft[] = [];
  private foundCount = 0;

  reset(): void { this.made = this.numbered = this.placed = this.pending.count = this.deferred.count = 0; }

  /** Gives an event its number. @param later it belongs to the next pass */
  add(event: CascadeEvent, key: number, later: boolean): void {
    const d = event.id = ++this.made;
    if (d === this.tick.length) this.grow();
    this.tick[d] = event.tick;
    this.step[d] = event.step;
    this.wave[d] = event.wave;
    this.key[d] = key;
    const to = later ? this.deferred : this.pending;
    to.events[to.count++] = event;
  }

  /** The latest of several that happened; the first of equal ones. */
  latest(found: readonly Draft[]): Draft {
    let last = NO_DRAFT;
    for (const d of found) if (this.tick[d]! > this.tick[last]!) last = d;
    return last;
  }

  /** Begins to collect causes. */
  collect(): void { this.foundCount = 0; }

  /** Adds a cause, if it is one and not there yet. */
  addOnce(d: Draft): void {
    if (d === NO_DRAFT) return;
    for (let i = 0; i < this.foundCount; i++) if (this.found[i] === d) return;
    this.found[this.foundCount++] = d;
  }

  /** The causes collected: an array of just that size. */
  collected(): Draft[] {
    const { found, foundCount: n } = this;
    if (n === 0) return [];
    if (n === 1) return [found[0]!];
    return found.slice(0, n);
  }

  /** Steps begin once more within the pass: what is there stays before what comes, in the order (step, wave, kind, key). */
  place(): void {
    this.sort(this.pending.events, this.placed, this.pending.count);
    this.placed = this.pending.count;
  }

  /** The pass is over: puts its events in order, numbers them, and shows them. */
  settle(emit: (event: CascadeEvent) => void): void {
    this.place();
    const pass = this.pending, { events, count } = pass;
    this.pending = this.deferred;
    this.deferred = pass;
    pass.count = this.placed = 0;
    const { traced } = this;
    for (let i = 0; i < count; i++) {
      const event = events[i]!;
      event.id = traced[event.id] = ++this.numbered;
    }
    for (let i = 0; i < count; i++) {
      const event = events[i]!, { causes } = event;
      if (event.cause !== undefined) event.cause = traced[event.cause]!;
      for (let j = 0; j < causes.length; j++) causes[j] = traced[causes[j]!]!;
      if (causes.length > 1) sortNumbers(causes, causes.length);
      emit(event);
    }
  }

  /** An event that has no number of the trace yet, by its draft. */
  event(d: Draft): CascadeEvent {
    const { events, count } = this.pending;
    let low = this.placed, high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (events[middle]!.id < d) low = middle + 1; else high = middle;
    }
    return events[low]!;
  }

  /** Mostly few and nearly in order: by insertion, unless there are many. */
  private sort(events: CascadeEvent[], from: number, to: number): void {
    if (to - from > INSERTION_AT_MOST) {
      const sorted = events.slice(from, to).sort((p, q) => this.order(p, q));
      for (let i = from; i < to; i++) events[i] = sorted[i - from]!;
      return;
    }
    for (let i = from + 1; i < to; i++) {
      const event = events[i]!;
      let j = i;
      for (; j > from && this.order(events[j - 1]!, event) > 0; j--) events[j] = events[j - 1]!;
      if (j < i) events[j] = event;
    }
  }

  private order(p: CascadeEvent, q: CascadeEvent): number {
    return p.step - q.step || p.wave - q.wave || (p.kind === q.kind ? this.key[p.id]! - this.key[q.id]! : KIND[p.kind] - KIND[q.kind]);
  }

  private grow(): void {
    const longer = <T extends Float64Array | Int32Array | Uint8Array>(list: T, into: T): T => { into.set(list); return into; }, n = 2 * this.tick.length;
    this.tick = longer(this.tick, new Float64Array(n));
    this.step = longer(this.step, new Uint8Array(n));
    this.wave = longer(this.wave, new Int32Array(n));
    this.traced = longer(this.traced, new Int32Array(n));
    this.key = longer(this.key, new Int32Array(n));
  }
}

/** The first n ascending; mostly few and nearly in order. */
export function sortNumbers(list: number[] | Int32Array, n: number): void {
  if (n > INSERTION_AT_MOST) { Int32Array.from(list.slice(0, n)).sort().forEach((x, i) => { list[i] = x; }); return; }
  for (let i = 1; i < n; i++) {
    const x = list[i]!;
    let j = i;
    for (; j > 0 && list[j - 1]! > x; j--) list[j] = list[j - 1]!;
    list[j] = x;
  }
}
