/**
 * Spare parts and material. A job wants its parts from the moment its damage is known and takes them, all or none, when its crew leaves.
 * Orders follow the inventory position (on hand + on order - wanted): at `at` or below, it is ordered up to `to` (continuous review, s, S).
 * What orders bring is there after the lag, drawn for each order.
 */
import type { CompiledResources, CompiledStock, Recipe } from './compiled-recovery.js';
import { Purpose, Step } from './contracts.js';
import type { Kernel } from './kernel.js';
import { ticksNear } from './units.js';

export class Stocks {
  /** By stock: units on hand, on order, and wanted by open jobs. */
  readonly onHand: Int32Array;
  readonly onOrder: Int32Array;
  readonly wanted: Int32Array;
  /** Units taken so far. */
  readonly used: Int32Array;
  private readonly orders: Int32Array;
  /** Deliveries to come: stock, tick, units, the first `due` places; places of those that have come (units 0) are used again. */
  private readonly stockOf: number[] = [];
  private readonly tickOf: number[] = [];
  private readonly unitsOf: number[] = [];
  private due = 0;
  private readonly vacant: number[] = [];
  /** Damage states whose parts the job on an asset has (a bit each: recipes need not grow with the state), and state whose parts it wants. */
  private readonly taken: Uint8Array;
  private readonly wants: Uint8Array;

  /** @param payload queue payload of a delivery of stock 0; of stock s: payload - s */
  constructor(private readonly k: Kernel, private readonly resources: CompiledResources, private readonly payload: number) {
    const n = resources.stocks.length, jobs = resources.recipeOf === undefined ? 0 : k.assets;
    this.onHand = new Int32Array(n);
    this.onOrder = new Int32Array(n);
    this.wanted = new Int32Array(n);
    this.used = new Int32Array(n);
    this.orders = new Int32Array(n);
    this.taken = new Uint8Array(jobs);
    this.wants = new Uint8Array(jobs);
  }

  reset(): void {
    const { stocks } = this.resources;
    this.due = this.vacant.length = 0;
    for (let s = 0; s < stocks.length; s++) {
      this.onHand[s] = stocks[s]!.amount;
      this.onOrder[s] = this.wanted[s] = this.used[s] = this.orders[s] = 0;
      for (const { tick, amount } of stocks[s]!.deliveries) this.expect(s, tick, amount);
      this.review(s);
    }
  }

  /** The job on asset a is for damage of a state from now on: what that takes beyond what it has is wanted, and nothing else any more. */
  want(a: number, state: number): void {
    if (this.resources.recipeOf === undefined) return;
    const before = this.recipe(a, this.wants[a]!), after = this.recipe(a, state);
    for (let i = 0; i < before.stocks.length; i++) this.wanted[before.stocks[i]!]! -= this.lacks(a, before, i);
    this.wants[a] = state;
    for (let i = 0; i < after.stocks.length; i++) this.wanted[after.stocks[i]!]! += this.lacks(a, after, i);
    for (let i = 0; i < after.stocks.length; i++) this.review(after.stocks[i]!, a);
  }

  /** Takes what the job on asset a wants and does not have yet; false, and nothing is taken, where a stock is short of it. */
  take(a: number): boolean {
    if (this.resources.recipeOf === undefined) return true;
    const state = this.wants[a]!, recipe = this.recipe(a, state);
    if ((this.taken[a]! & (1 << state)) !== 0) return true;
    if (this.lacking(a) >= 0) return false;
    for (let i = 0; i < recipe.stocks.length; i++) {
      const s = recipe.stocks[i]!, more = this.lacks(a, recipe, i);
      this.onHand[s]! -= more;
      this.wanted[s]! -= more;
      this.used[s]! += more;
    }
    this.taken[a]! |= 1 << state;
    return true;
  }

  /** The stock that the job on asset a lacks first, -1: none. */
  lacking(a: number): number {
    const recipe = this.recipe(a, this.wants[a]!);
    for (let i = 0; i < recipe.stocks.length; i++) if (this.lacks(a, recipe, i) > this.onHand[recipe.stocks[i]!]!) return recipe.stocks[i]!;
    return -1;
  }

  /** A unit for something else than a job. */
  takeUnit(s: number): boolean {
    if (this.onHand[s] === 0) return false;
    this.onHand[s]!--;
    this.used[s]!++;
    this.review(s);
    return true;
  }

  /** The job on asset a is done, or forgotten. */
  forget(a: number): void {
    if (this.taken.length > 0) this.taken[a] = this.wants[a] = 0;
  }

  /** What is due for stock s now has come. */
  deliver(s: number): void {
    let units = 0, first = -1;
    for (let i = 0; i < this.due; i++) {
      if (this.unitsOf[i] === 0 || this.stockOf[i] !== s || this.tickOf[i] !== this.k.now) continue;
      if (first < 0) first = i;
      units += this.unitsOf[i]!;
      this.unitsOf[i] = 0;
      this.vacant.push(i);
    }
    this.onHand[s]! += units;
    this.onOrder[s]! -= units;
    // Two deliveries on one tick are one: its second entry finds nothing.
    if (units > 0) this.k.recorder?.recovery.delivery(s, units, first);
  }

  /** @param job asset that wants parts, if that is why */
  private review(s: number, job = -1): void {
    const { reorder } = this.resources.stocks[s]!, position = this.onHand[s]! + this.onOrder[s]! - this.wanted[s]!;
    if (reorder === undefined || position > reorder.at) return;
    const place = this.expect(s, this.k.now + this.lag(this.resources.stocks[s]!, s), reorder.to - position);
    this.k.recorder?.recovery.order(s, reorder.to - position, job, place);
  }

  private lag({ key0, key1, reorder }: CompiledStock, s: number): number {
    const { k } = this;
    k.draws.select(k.replication, Purpose.LeadTime, 0, 0);
    return Math.max(1, ticksNear(k.samplers.subject(reorder!.lag, k, key0, key1, this.orders[s]!++), k.scenario.ticksPerHour));
  }

  /** @returns the place of the delivery */
  private expect(s: number, tick: number, units: number): number {
    const n = this.vacant.pop() ?? this.due++, key = tick * 8 + Step.Repair;
    this.stockOf[n] = s;
    this.tickOf[n] = tick;
    this.unitsOf[n] = units;
    this.onOrder[s]! += units;
    if (key < this.k.horizonKey) this.k.queue.push(key, this.payload - s);
    return n;
  }

  private recipe(a: number, state: number): Recipe {
    const { recipeOf, recipes } = this.resources;
    return recipes[state === 0 ? 0 : recipeOf![a * 4 + state - 1]!]!;
  }

  /** Units of the i-th part of a recipe that the job on asset a does not have yet. */
  private lacks(a: number, { stocks, units }: Recipe, i: number): number {
    let has = 0;
    for (let state = 1; state <= 4; state++) {
      if ((this.taken[a]! & (1 << state)) === 0) continue;
      const recipe = this.recipe(a, state), at = recipe.stocks.indexOf(stocks[i]!);
      if (at >= 0 && recipe.units[at]! > has) has = recipe.units[at]!;
    }
    return Math.max(0, units[i]! - has);
  }
}
