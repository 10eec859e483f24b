/**
 * Events on their way into the trace. Until a pass through the steps is sorted, an event is known by its number in the order in which things
 * happened, which is its `id` meanwhile and what `cause` and `causes` of others name; `settle` turns these into numbers of the trace. Tables are kept
 * from one replication to the next: watching allocates the events that are shown, the list that holds those of a pass, and nothing else.
 */
import { EVENT_KINDS, type CascadeEvent, type EventKind } from './contracts.js';
import { longer } from './lists.js';
import { TraceOrder } from './trace-order.js';

/** Number of an event in the order of happening; 0: none. */
export type Draft = number;
export const NO_DRAFT = 0;

/** Number of each kind: its place in EVENT_KINDS. */
export const KIND = Object.fromEntries(EVENT_KINDS.map((kind, i) => [kind, i])) as Readonly<Record<EventKind, number>>;

/** Longer lists of causes go to the sort of the library. */
const INSERTION_AT_MOST = 128;

/** Drafts of a replication for which there is room from the start: while a table is never replaced, the optimiser takes it for a constant. */
const ROOM = 4096;

/** Methods that run for each event are arrows: what `this` is, and so every table, is then a constant to the optimiser. */
export class Drafts {
  /** By draft: tick of the event; its place among the events of its pass; number of the trace once it has one. */
  tick = new Float64Array(ROOM).fill(-1, 0, 1);
  private at = new Int32Array(ROOM);
  private traced = new Int32Array(ROOM);
  readonly order = new TraceOrder(ROOM);
  private made = 0;
  private numbered = 0;
  /** Events of this pass as they happened, and their drafts in the order in which they are shown. */
  private events: CascadeEvent[] = [];
  private pending = new Int32Array(ROOM);
  private count = 0;
  /** How many of them are in order and stay before all that comes. */
  private placed = 0;
  /** Events of the next pass. */
  private readonly deferred: CascadeEvent[] = [];
  /** Causes being collected. */
  private readonly found: Draft[] = [];
  private foundCount = 0;

  reset(): void {
    this.made = this.numbered = this.placed = this.count = this.deferred.length = 0;
    // A list made anew is young, as the events put into it: the collector need not be told of each.
    this.events = [];
  }

  /**
   * Gives an event its number.
   * @param kind number of its kind
   * @param key asset, or number of whatever else the event is of: its place within step, wave and kind
   * @param later it belongs to the next pass
   */
  readonly add = (event: CascadeEvent, kind: number, key: number, later: boolean): void => {
    const d = event.id = ++this.made;
    if (d === this.tick.length) this.grow();
    this.tick[d] = event.tick;
    this.order.set(d, event.step, event.wave, kind, key);
    if (later) this.deferred.push(event); else this.put(event, d);
  };

  private readonly put = (event: CascadeEvent, d: Draft): void => {
    const at = this.count++;
    this.at[d] = at;
    this.pending[at] = d;
    this.events[at] = event;
  };

  /** The latest of several that happened; the first of equal ones. */
  latest(found: readonly Draft[]): Draft {
    let last = NO_DRAFT;
    for (const d of found) if (this.tick[d]! > this.tick[last]!) last = d;
    return last;
  }

  /** Begins to collect causes. */
  collect(): void { this.foundCount = 0; }

  /** Adds a cause, if it is one and not there yet. */
  readonly addOnce = (d: Draft): void => {
    if (d === NO_DRAFT) return;
    for (let i = 0; i < this.foundCount; i++) if (this.found[i] === d) return;
    this.found[this.foundCount++] = d;
  };

  /** The causes collected: an array of just that size. */
  collected(): Draft[] {
    const { found, foundCount: n } = this;
    if (n === 0) return [];
    if (n === 1) return [found[0]!];
    return found.slice(0, n);
  }

  /** Steps begin once more within the pass: what is there stays before what comes, in the order (step, wave, kind, key). */
  place(): void {
    this.order.sort(this.pending, this.placed, this.count);
    this.placed = this.count;
  }

  /** The pass is over: puts its events in order, numbers them, and shows them. */
  readonly settle = (emit: (event: CascadeEvent) => void): void => {
    if (this.count > this.placed) this.place();
    const { at, count, events, pending, traced } = this;
    this.count = this.placed = 0;
    for (let i = 0; i < count; i++) traced[pending[i]!] = ++this.numbered;
    for (let i = 0; i < count; i++) {
      const d = pending[i]!, event = events[at[d]!]!, { causes } = event;
      event.id = traced[d]!;
      if (event.cause !== undefined) event.cause = traced[event.cause]!;
      for (let j = 0; j < causes.length; j++) causes[j] = traced[causes[j]!]!;
      if (causes.length > 1) sortNumbers(causes, causes.length);
      emit(event);
    }
    if (this.deferred.length > 0) for (const event of this.deferred.splice(0)) this.put(event, event.id);
  };

  /** An event of this pass, by its draft. */
  event(d: Draft): CascadeEvent { return this.events[this.at[d]!]!; }

  private grow(): void {
    const n = 2 * this.tick.length;
    this.tick = longer(this.tick, new Float64Array(n));
    this.at = longer(this.at, new Int32Array(n));
    this.traced = longer(this.traced, new Int32Array(n));
    this.pending = longer(this.pending, new Int32Array(n));
    this.order.grow(n);
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
