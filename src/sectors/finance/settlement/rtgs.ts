/**
 * A real-time gross settlement system: a payment settles when its payer's account covers it, one by one; else it waits in its payer's queue, first in,
 * first out. What a payer receives may release its queue, and so on. If offsetting is agreed, payments that wait for each other settle together:
 * - multilateral: the largest set of queued payments that leaves no account short, every queue from its front (M. L. Bech, K. Soramaki, Gridlock
 *   Resolution in Interbank Payment Systems, Bank of Finland Discussion Paper 9/2001): start with all; while an account would be short, leave out the last
 *   payment of its queue. The set does not depend on the order in which accounts are looked at.
 * - bilateral: the same between any two, whatever else waits before those payments (pairs by id, again until no pair moves).
 * Money in whole cents: exact.
 */
import type { Offsetting } from '../../../imports/finance-json.js';
import type { Schedule } from './schedule.js';

/** Accounts and queues: copied whole, so that an instant can be settled again under other inputs. */
export class Ledger {
  readonly balance: Float64Array;
  /** Waiting payments in order of arrival: number in the schedule, and day on which they were due. */
  waiting = new Int32Array(64);
  day = new Int32Array(64);
  count = 0;

  constructor(participants: number) { this.balance = new Float64Array(participants); }

  copyFrom(other: Ledger): void {
    this.balance.set(other.balance);
    this.reserve(other.count);
    this.waiting.set(other.waiting.subarray(0, other.count));
    this.day.set(other.day.subarray(0, other.count));
    this.count = other.count;
  }

  /** A payment arrives at the end of its payer's queue. */
  add(payment: number, day: number): void {
    this.reserve(this.count + 1);
    this.waiting[this.count] = payment;
    this.day[this.count++] = day;
  }

  private reserve(count: number): void {
    if (count <= this.waiting.length) return;
    const grown = (old: Int32Array): Int32Array<ArrayBuffer> => { const next = new Int32Array(2 * count); next.set(old); return next; };
    this.waiting = grown(this.waiting);
    this.day = grown(this.day);
  }
}

/** By participant: 1 = it is up, and so is the system. */
export type MayPay = Uint8Array;

export class Rtgs {
  private readonly blocked: Uint8Array;
  private readonly short: Float64Array;
  private taken = new Uint8Array(64);
  /** Bilateral offsetting: 1 where i has a payment to j waiting. */
  private readonly owes: Uint8Array;

  /** @param credit how far an account may be overdrawn within the day, cents */
  constructor(private readonly schedule: Schedule, private readonly credit: Float64Array, private readonly offsetting: Offsetting) {
    this.blocked = new Uint8Array(credit.length);
    this.short = new Float64Array(credit.length);
    this.owes = new Uint8Array(offsetting === 'bilateral' ? credit.length * credit.length : 0);
  }

  /** Settles all that can settle now. @param settled told of each payment, by its number in the schedule */
  settle(ledger: Ledger, mayPay: MayPay, settled?: (payment: number) => void): void {
    if (!mayPay.includes(1)) return;
    if (this.taken.length < ledger.count) this.taken = new Uint8Array(2 * ledger.count);
    do this.oneByOne(ledger, mayPay, settled); while (this.resolve(ledger, mayPay, settled));
  }

  /** Queues from their fronts, round and round until none moves. */
  private oneByOne(ledger: Ledger, mayPay: MayPay, settled?: (payment: number) => void): void {
    const { from, to, cents } = this.schedule, { balance, waiting } = ledger, { blocked, credit, taken } = this;
    for (let moved = ledger.count > 0; moved; ) {
      moved = false;
      blocked.fill(0);
      taken.fill(0, 0, ledger.count);
      for (let w = 0; w < ledger.count; w++) {
        const k = waiting[w]!, payer = from[k]!;
        if (blocked[payer] === 1) continue;
        if (mayPay[payer] === 0 || balance[payer]! + credit[payer]! < cents[k]!) { blocked[payer] = 1; continue; }
        balance[payer]! -= cents[k]!;
        balance[to[k]!]! += cents[k]!;
        taken[w] = 1;
        moved = true;
        settled?.(k);
      }
      if (moved) this.drop(ledger);
    }
  }

  /** @returns whether anything settled by offsetting */
  private resolve(ledger: Ledger, mayPay: MayPay, settled?: (payment: number) => void): boolean {
    if (this.offsetting === 'none' || ledger.count < 2) return false;
    return this.offsetting === 'multilateral' ? this.together(ledger, settled, (k) => mayPay[this.schedule.from[k]!] === 1) : this.pairs(ledger, mayPay, settled);
  }

  private pairs(ledger: Ledger, mayPay: MayPay, settled?: (payment: number) => void): boolean {
    const { owes, schedule: { from, to } } = this, n = mayPay.length;
    owes.fill(0);
    let mutual = false;
    for (let w = 0; w < ledger.count; w++) {
      const k = ledger.waiting[w]!;
      owes[from[k]! * n + to[k]!] = 1;
      if (owes[to[k]! * n + from[k]!] === 1) mutual = true;
    }
    if (!mutual) return false;
    let any = false;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        if (owes[i * n + j] === 0 || owes[j * n + i] === 0 || mayPay[i] === 0 || mayPay[j] === 0) continue;
        if (this.together(ledger, settled, (k) => (from[k] === i && to[k] === j) || (from[k] === j && to[k] === i))) any = true;
      }
    }
    return any;
  }

  /** Settles the largest set, queues from their fronts, among payments that belong. */
  private together(ledger: Ledger, settled: ((payment: number) => void) | undefined, belongs: (payment: number) => boolean): boolean {
    const { from, to, cents } = this.schedule, { balance, waiting } = ledger, { taken, short, credit } = this;
    for (let i = 0; i < short.length; i++) short[i] = -balance[i]! - credit[i]!;
    let left = 0;
    for (let w = 0; w < ledger.count; w++) {
      const k = waiting[w]!;
      taken[w] = belongs(k) ? 1 : 0;
      if (taken[w] === 0) continue;
      short[from[k]!]! += cents[k]!;
      short[to[k]!]! -= cents[k]!;
      left++;
    }
    for (let removed = left > 0; removed; ) {
      removed = false;
      for (let payer = 0; payer < short.length; payer++) {
        const before = left;
        // One that is short with none of its payments taken was so before.
        for (let w = ledger.count - 1; w >= 0 && short[payer]! > 0; w--) {
          const k = waiting[w]!;
          if (taken[w] === 0 || from[k] !== payer) continue;
          taken[w] = 0;
          short[payer]! -= cents[k]!;
          short[to[k]!]! += cents[k]!;
          left--;
        }
        if (left < before) removed = true;
      }
    }
    if (left === 0) return false;
    for (let w = 0; w < ledger.count; w++) {
      if (taken[w] === 0) continue;
      const k = waiting[w]!;
      balance[from[k]!]! -= cents[k]!;
      balance[to[k]!]! += cents[k]!;
      settled?.(k);
    }
    this.drop(ledger);
    return true;
  }

  /** Takes settled payments out of the queues. */
  private drop(ledger: Ledger): void {
    const { waiting, day } = ledger;
    let kept = 0;
    for (let w = 0; w < ledger.count; w++) {
      if (this.taken[w] === 1) continue;
      waiting[kept] = waiting[w]!;
      day[kept++] = day[w]!;
    }
    ledger.count = kept;
  }
}
