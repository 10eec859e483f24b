/**
 * Events on their way into the trace. Until a pass through the steps is sorted, an event is known by its number in the order in which things
 * happened, which is its `id` meanwhile and what `cause` and `causes` of others name; `settle` turns these into numbers of the trace. Tables and lists
 * are kept from one replication to the next: watching allocates the events that are shown, and nothing else.
 */
import { EVENT_KINDS, type CascadeEvent, type EventKind } from './contracts.js';
import { TraceOrder } from './trace-order.js';

/** Number of an event in the order of happening; 0: none. */
export type Draft = number;
export const NO_DRAFT = 0;

/** Number of each kind: its place in EVENT_KINDS. */
export const KIND = Object.fromEntries(EVENT_KINDS.map((kind, i) => [kind, i])) as Readonly<Record<EventKind, number>>;

/** Causes of an event; what is longer goes to the library's sort. */
const INSERTION_AT_MOST = 128;

/** Events of a pass as they happened, and their drafts in the order in which they are shown; `count` of both hold. */
class Pending {
  events: CascadeEvent[] = [];
  drafts = new Int32Array(64);
  count = 0;

  /** A list made anew is young, as the events put into it: the collector need not be told of each. */
  reset(): void {
    this.events = [];
    this.count = 0;
  }

  /** @returns its place among the events */
  add(event: CascadeEvent, draft: Draft): number {
    const at = this.count++;
    if (at === this.drafts.length) this.drafts = longer(this.drafts, new Int32Array(2 * at));
    this.events[at] = event;
    this.drafts[at] = draft;
    return at;
  }
}

export class Drafts {
  /** By draft: tick of the event; its place in its list; number of the trace once it has one. */
  tick = new Float64Array(256).fill(-1, 0, 1);
  private at = new Int32Array(256);
  private traced = new Int32Array(256);
  readonly order = new TraceOrder();
  private made = 0;
  private numbered = 0;
  private pending = new Pending();
  /** How many of the pending events are in order and stay before all that comes. */
  private placed = 0;
  private deferred = new Pending();
  /** Causes being collected. */
  private readonly found: Draft[] = [];
  private foundCount = 0;

  reset(): void {
    this.made = this.numbered = this.placed = 0;
    this.pending.reset();
    this.deferred.reset();
  }

  /**
   * Gives an event its number.
   * @param kind number of its kind
   * @param key asset, or number of whatever else the event is of: its place within step, wave and kind
   * @param later it belongs to the next pass
   */
  add(event: CascadeEvent, kind: number, key: number, later: boolean): void {
    const d = event.id = ++this.made;
    if (d === this.tick.length) this.grow();
    this.tick[d] = event.tick;
    this.order.set(d, event.step, event.wave, kind, key);
    this.at[d] = (later ? this.deferred : this.pending).add(event, d);
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
    this.order.sort(this.pending.drafts, this.placed, this.pending.count);
    this.placed = this.pending.count;
  }

  /** The pass is over: puts its events in order, numbers them, and shows them. */
  settle(emit: (event: CascadeEvent) => void): void {
    this.place();
    const pass = this.pending, { count, drafts, events } = pass, { at, traced } = this;
    this.pending = this.deferred;
    this.deferred = pass;
    pass.count = this.placed = 0;
    for (let i = 0; i < count; i++) traced[drafts[i]!] = ++this.numbered;
    for (let i = 0; i < count; i++) {
      const d = drafts[i]!, event = events[at[d]!]!, { causes } = event;
      event.id = traced[d]!;
      if (event.cause !== undefined) event.cause = traced[event.cause]!;
      for (let j = 0; j < causes.length; j++) causes[j] = traced[causes[j]!]!;
      if (causes.length > 1) sortNumbers(causes, causes.length);
      emit(event);
    }
  }

  /** An event of this pass, by its draft. */
  event(d: Draft): CascadeEvent { return this.pending.events[this.at[d]!]!; }

  private grow(): void {
    const n = 2 * this.tick.length;
    this.tick = longer(this.tick, new Float64Array(n));
    this.at = longer(this.at, new Int32Array(n));
    this.traced = longer(this.traced, new Int32Array(n));
  }
}

function longer<T extends Float64Array | Int32Array>(list: T, into: T): T {
  into.set(list);
  return into;
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
