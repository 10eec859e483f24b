/**
 * What the owner of a study knows of its orders: which are open, which of them wait to be filed, which job each is in, which are done. It is
 * the only place where that is written down for good; what stands in Redis may be lost at any time.
 */
import type { Order } from './orders.js';

/** An order that somebody waits for. */
export interface Open<W> {
  readonly order: Order;
  /** Who waits for it. */
  readonly waiter: W;
  /** Its result is in Redis, as far as is known. */
  done: boolean;
  /** Nobody waits any more, before it was done. */
  givenUp: boolean;
}

interface Filed<W> { orders: readonly Open<W>[]; /** False while the job is on its way to Redis. */ arrived: boolean }

export class Ledger<W> {
  /** By number; a Map keeps the order in which they came. */
  private readonly open = new Map<number, Open<W>>();
  private backlog: Open<W>[] = [];
  /** Of those that are open. */
  private doneOnes = 0;
  private readonly filed = new Map<string, Filed<W>>();
  private nextNumber = 0;

  add(job: Order['job'], waiter: W): Open<W> {
    const open: Open<W> = { order: { number: this.nextNumber++, job }, waiter, done: false, givenUp: false };
    this.open.set(open.order.number, open);
    this.backlog.push(open);
    return open;
  }

  /** Takes an order off: it is handed on, or nobody waits for it any more. @returns false: it was off already */
  takeOff(open: Open<W>): boolean {
    if (!open.done) open.givenUp = true;
    const there = this.open.delete(open.order.number);
    if (there && open.done) this.doneOnes--;
    return there;
  }

  isOpen(number: number): boolean { return this.open.has(number); }

  markDone(number: number): void {
    const open = this.open.get(number);
    if (open === undefined || open.done) return;
    open.done = true;
    this.doneOnes++;
  }

  /** Open orders that are not done. */
  get undone(): number { return this.open.size - this.doneOnes; }

  /** Orders that wait to be filed. */
  get waiting(): number { return this.backlog.length; }
  /** Jobs that are filed and not settled. */
  get jobs(): number { return this.filed.size; }
  /** Orders from the first that is open to the last that was filed: as many results may wait in Redis. */
  get ahead(): number { return Math.max(0, this.nextNumber - this.backlog.length - (this.open.keys().next().value ?? this.nextNumber)); }

  /** The next orders to file, off the backlog. */
  nextOrders(most: number): Open<W>[] {
    let taken = 0;
    const orders: Open<W>[] = [];
    while (orders.length < most && taken < this.backlog.length) {
      const open = this.backlog[taken++]!;
      if (!open.givenUp) orders.push(open);
    }
    this.backlog.splice(0, taken);
    return orders;
  }

  file(job: string, orders: readonly Open<W>[]): void { this.filed.set(job, { orders, arrived: false }); }

  arrived(job: string): void {
    const filed = this.filed.get(job);
    if (filed) filed.arrived = true;
  }

  /** Jobs that must be in Redis, unless they are done or lost. */
  jobsArrived(): string[] { return [...this.filed].filter(([, { arrived }]) => arrived).map(([job]) => job); }
  ordersOf(job: string): readonly Open<W>[] { return this.filed.get(job)?.orders ?? []; }

  /** The first open orders, as long as they are done. */
  ready(most: number): Open<W>[] {
    const ready: Open<W>[] = [];
    for (const open of this.open.values()) {
      if (!open.done || ready.length === most) break;
      ready.push(open);
    }
    return ready;
  }

  /** A job is not in Redis any more: what of it is neither done nor given up goes back to the head of the backlog. */
  jobLost(job: string): void {
    this.backlog.unshift(...this.ordersOf(job).filter((open) => !open.done && !open.givenUp));
    this.filed.delete(job);
  }

  /** Results are not in Redis any more: their orders too. @param there orders whose results are */
  resultsLost(there: ReadonlySet<number>): void {
    const lost = [...this.open.values()].filter((open) => open.done && !there.has(open.order.number));
    for (const open of lost) open.done = false;
    this.doneOnes -= lost.length;
    this.backlog.unshift(...lost);
  }

  /** Forgets jobs of which nothing is waited for. @returns those that need not be done any more */
  settle(): string[] {
    const needless: string[] = [];
    for (const [job, { orders, arrived }] of this.filed) {
      if (!arrived || orders.some((open) => !open.done && !open.givenUp)) continue;
      if (orders.some((open) => open.givenUp)) needless.push(job);
      this.filed.delete(job);
    }
    return needless;
  }

  /** Everything that is open, which then is not. */
  clear(): Open<W>[] {
    const all = [...this.open.values()];
    this.open.clear();
    this.doneOnes = 0;
    this.backlog = [];
    return all;
  }
}
