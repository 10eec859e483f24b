/**
 * Clearing of debts: the greatest clearing vector.
 *
 * L. Eisenberg, T. H. Noe, Systemic Risk in Financial Systems, Management Science 47 (2001) 236-249: participant i pays
 *     p_i = min(pbar_i, e_i + sum_j pi_ji p_j),
 * all it owes (pbar_i), or all it has, shared among creditors in proportion to what they are owed (pi_ij = L_ij / pbar_i). Debts outside the system
 * have the same rank: they take their part of p_i and bring nobody a claim.
 * L. C. G. Rogers, L. A. M. Veraart, Failure and Rescue in an Interbank Network, Management Science 59 (2013) 882-898: one that cannot pay in full
 * realises only alpha of its external assets and beta of its claims: p_i = alpha e_i + beta sum_j pi_ji p_j. Eisenberg-Noe is alpha = beta = 1.
 *
 * Found by the fictitious default algorithm (Eisenberg-Noe section 3; Rogers-Veraart section 3): suppose that all pay; who then cannot is in
 * default; solve for what defaulters pay; repeat until no one is added. Payments between rounds only bound the solution from above, which suffices:
 * who cannot pay out of more than it will receive is in default for certain. The last set of defaulters is solved to rounding.
 */
import { CascadeError } from '../../errors.js';
import { MMatrixSolver } from '../../numerics/m-matrix.js';
import type { DebtNetwork } from './debts.js';

/** Shares of external assets (alpha) and of claims (beta) that one in default realises, 0..1 (Rogers-Veraart). */
export interface DefaultCosts { alpha: number; beta: number }

/** Eisenberg-Noe: default costs nothing. */
export const NO_COSTS: DefaultCosts = Object.freeze({ alpha: 1, beta: 1 });

/** Arrays by participant, owned by the Clearing and overwritten by its next solve. */
export interface Cleared {
  /** Paid of all that is owed, inside and outside. */
  readonly payments: Float64Array;
  /** What is there to pay with: external assets after the shock, and what others pay; without costs of default. */
  readonly value: Float64Array;
  /** value - all that is owed; negative in default. */
  readonly equity: Float64Array;
  /** 1 in default. */
  readonly defaulted: Uint8Array;
  readonly defaults: number;
  /** Rounds of fictitious defaults. */
  readonly rounds: number;
}

/** A shortfall below this share of what is owed is rounding, not default. */
const ROUNDING = 1e-12;
/** Sweeps before elimination takes over: it costs n^3 / 3, but no leak out of the defaulters may be too small for it. */
const MOST_SWEEPS = 400;
const ROUGH = 1e-4;
const EXACT = 1e-15;

/** Clears one network under any number of shocks, without allocating. */
export class Clearing {
  private readonly payments: Float64Array;
  private readonly value: Float64Array;
  private readonly equity: Float64Array;
  private readonly defaulted: Uint8Array;
  /** Defaulters in the order of their default, then of participants. */
  private readonly order: Int32Array;
  private readonly place: Int32Array;
  /** claims / what their debtor owes in all, in the order of network.claims. */
  private readonly part: Float64Array;
  private readonly external: Float64Array;
  private dense: MMatrixSolver | undefined;
  private defaults = 0;

  constructor(readonly network: DebtNetwork) {
    const { count, claims, liabilities } = network;
    this.payments = new Float64Array(count);
    this.value = new Float64Array(count);
    this.equity = new Float64Array(count);
    this.defaulted = new Uint8Array(count);
    this.order = new Int32Array(count);
    this.place = new Int32Array(count);
    this.external = new Float64Array(count);
    this.part = claims.amount.map((amount, e) => amount / liabilities[claims.other[e]!]!);
  }

  /**
   * @param shock loss of external assets by participant, at most what it has
   * @throws CascadeError CLEARING_COSTS (alpha or beta outside 0..1), CLEARING_ASSETS (external assets below 0 after the shock)
   */
  solve(shock: ArrayLike<number>, costs: DefaultCosts = NO_COSTS): Cleared {
    this.start(shock, costs);
    let rounds = 0;
    for (; this.addDefaults(); rounds++) if (!this.sweep(costs, ROUGH)) this.eliminate(costs);
    while (this.defaults > 0) {
      if (!this.sweep(costs, EXACT)) this.eliminate(costs);
      if (!this.addDefaults()) break;
      rounds++;
    }
    const { payments, value, equity, defaulted, defaults } = this;
    for (let i = 0; i < equity.length; i++) equity[i] = value[i]! - this.network.liabilities[i]!;
    return { payments, value, equity, defaulted, defaults, rounds };
  }

  private start(shock: ArrayLike<number>, { alpha, beta }: DefaultCosts): void {
    if (!(alpha >= 0 && alpha <= 1 && beta >= 0 && beta <= 1)) throw new CascadeError('CLEARING_COSTS', `expecting alpha and beta from 0 to 1, found ${alpha} and ${beta}`);
    const { count, externalAssets, liabilities } = this.network;
    for (let i = 0; i < count; i++) {
      const left = externalAssets[i]! - shock[i]!;
      if (!(left >= 0)) throw new CascadeError('CLEARING_ASSETS', `participant "${this.network.names[i]}": external assets ${externalAssets[i]} less a shock of ${shock[i]} are below 0`);
      this.external[i] = left;
    }
    this.payments.set(liabilities);
    this.defaulted.fill(0);
    this.defaults = 0;
  }

  /** What participant i receives from the others. */
  private received(i: number): number {
    const { start, other } = this.network.claims;
    let sum = 0;
    for (let e = start[i]!, end = start[i + 1]!; e < end; e++) sum += this.part[e]! * this.payments[other[e]!]!;
    return sum;
  }

  /** Marks those who cannot pay in full; @returns whether there are new ones. */
  private addDefaults(): boolean {
    const { count, liabilities } = this.network, before = this.defaults;
    for (let i = 0; i < count; i++) {
      const value = this.external[i]! + this.received(i);
      this.value[i] = value;
      if (this.defaulted[i] === 1 || liabilities[i]! - value <= ROUNDING * liabilities[i]!) continue;
      this.defaulted[i] = 1;
      this.order[this.defaults++] = i;
    }
    return this.defaults > before;
  }

  /**
   * Gauss-Seidel over the defaulters, from above and downwards; converges because no group of defaulters can owe only within itself.
   * @returns false if a sweep still changes a payment by more than `accuracy` of it (or its rounding) after MOST_SWEEPS
   */
  private sweep({ alpha, beta }: DefaultCosts, accuracy: number): boolean {
    const { payments, order, defaults } = this;
    for (let s = 0; s < MOST_SWEEPS; s++) {
      let moving = false;
      for (let d = 0; d < defaults; d++) {
        const i = order[d]!, old = payments[i]!;
        const paid = Math.min(old, alpha * this.external[i]! + beta * this.received(i));
        payments[i] = paid;
        if (old - paid > accuracy * old) moving = true;
      }
      if (!moving) return true;
    }
    return false;
  }

  /** The same by elimination. */
  private eliminate({ alpha, beta }: DefaultCosts): void {
    const { payments, order, place, defaults: n } = this, { start, other } = this.network.claims;
    const dense = (this.dense ??= new MMatrixSolver(this.network.count)), b = new Float64Array(n);
    dense.begin(n);
    for (let d = 0; d < n; d++) place[order[d]!] = d;
    for (let d = 0; d < n; d++) {
      const i = order[d]!;
      b[d] = alpha * this.external[i]!;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const j = other[e]!;
        if (this.defaulted[j] === 1) dense.add(n, d, place[j]!, beta * this.part[e]!);
        else b[d]! += beta * this.part[e]! * payments[j]!;
      }
    }
    // Only rounding can make the system singular; what the sweeps have reached then stands.
    if (!dense.solve(n, b)) return;
    for (let d = 0; d < n; d++) payments[order[d]!] = Math.min(payments[order[d]!]!, Math.max(0, b[d]!));
  }
}
