/**
 * DebtRank: how loss of equity spreads from debtors to their creditors before anybody has defaulted. h_i in 0..1 = share of i's equity that is lost.
 * A claim A_ij of i on j loses value with j's equity: W_ij = A_ij / E_i, E_i = i's equity at book value before the shock.
 * A negative shock is a gain; it makes up for losses, and is not passed on.
 *
 * Linear: M. Bardoscia, S. Battiston, F. Caccioli, G. Caldarelli, DebtRank: A Microscopic Foundation for Shock Propagation, PLoS ONE 10 (2015)
 * e0130406, equation 8; in equities, E_i = E0_i - shock_i - sum_j A_ij h_j, h_j = (E0_j - E_j) / E0_j held within 0..1. Losses go round until
 * nothing moves: the least solution.
 * Original: S. Battiston, M. Puliga, R. Kaushik, P. Tasca, G. Caldarelli, DebtRank: Too Central to Fail? Financial Networks, the FED and Systemic
 * Risk, Scientific Reports 2 (2012) 541, equations 1-2: a participant passes its distress on once, a step after it was first distressed, and is
 * inactive from then on, though it goes on to lose. Here min(1, W_ij) is one creditor's loss for one debtor.
 */
import { CascadeError } from '../../errors.js';
import { HeldFixedPoint } from '../../numerics/held-fixed-point.js';
import { bookEquity, type DebtNetwork } from './debts.js';

export type DebtRankRule = 'linear' | 'original';

/** Arrays by participant, owned by the DebtRank and overwritten by its next solve. */
export interface Distress {
  /** Share of equity lost, 0..1. */
  readonly distress: Float64Array;
  /** Share lost by the shock alone. */
  readonly initial: Float64Array;
  /** Equity after all losses, negative where more was lost than was there; with the original rule (1 - distress) x equity before. */
  readonly equity: Float64Array;
  /** Sum of weight x (distress - initial), weights adding up to 1: what contagion adds. */
  readonly debtRank: number;
  /** Sum of weight x distress. */
  readonly total: number;
  /** Sweeps (linear) or steps (original). */
  readonly sweeps: number;
}

const UNDISTRESSED = 0, DISTRESSED = 1, INACTIVE = 2;

/** Spreads distress over one network under any number of shocks. */
export class DebtRank {
  /** Equity before the shock. */
  readonly equityBefore: Float64Array;
  private readonly weights: Float64Array;
  /** W_ij in the order of network.claims. */
  private readonly impact: Float64Array;
  private readonly fixedPoint: HeldFixedPoint;
  /** Loss relative to equity, not held within 0..1. */
  private readonly loss: Float64Array;
  private readonly initial: Float64Array;
  private readonly distress: Float64Array;
  private readonly equity: Float64Array;
  private readonly state: Uint8Array;

  /**
   * @param weights economic value of each participant, any scale; default: its total assets (Battiston et al. take what it has lent)
   * @throws CascadeError DEBTRANK_EQUITY where a participant has no equity to lose
   */
  constructor(readonly network: DebtNetwork, weights?: ArrayLike<number>) {
    const { count, claims } = network;
    this.equityBefore = bookEquity(network, new Float64Array(count), new Float64Array(count));
    for (let i = 0; i < count; i++) {
      if (!(this.equityBefore[i]! > 0)) throw new CascadeError('DEBTRANK_EQUITY', `participant "${network.names[i]}" has equity ${this.equityBefore[i]} before any shock: DebtRank counts losses as shares of a positive equity`);
    }
    const given = weights ?? this.equityBefore.map((equity, i) => equity + network.liabilities[i]!);
    let sum = 0;
    for (let i = 0; i < count; i++) sum += given[i]!;
    this.weights = Float64Array.from(given, (w) => (sum > 0 ? w / sum : 0));
    this.impact = new Float64Array(claims.amount.length);
    for (let i = 0; i < count; i++) for (let e = claims.start[i]!; e < claims.start[i + 1]!; e++) this.impact[e] = claims.amount[e]! / this.equityBefore[i]!;
    this.fixedPoint = new HeldFixedPoint({ start: claims.start, other: claims.other, weight: this.impact });
    this.loss = new Float64Array(count);
    this.initial = new Float64Array(count);
    this.distress = new Float64Array(count);
    this.equity = new Float64Array(count);
    this.state = new Uint8Array(count);
  }

  /**
   * @param shock loss of external assets by participant; negative: a gain
   * @throws CascadeError FIXED_POINT_UNSETTLED
   */
  solve(shock: ArrayLike<number>, rule: DebtRankRule = 'linear'): Distress {
    const { count } = this.network;
    for (let i = 0; i < count; i++) this.loss[i] = shock[i]! / this.equityBefore[i]!;
    for (let i = 0; i < count; i++) this.initial[i] = Math.min(1, Math.max(0, this.loss[i]!));
    const sweeps = rule === 'linear' ? this.linear() : this.original();
    let debtRank = 0, total = 0;
    for (let i = 0; i < count; i++) {
      total += this.weights[i]! * this.distress[i]!;
      debtRank += this.weights[i]! * (this.distress[i]! - this.initial[i]!);
    }
    const { distress, initial, equity } = this;
    return { distress, initial, equity, debtRank, total, sweeps };
  }

  private linear(): number {
    const { fixedPoint, equityBefore, loss } = this;
    const sweeps = fixedPoint.solve(loss);
    this.distress.set(fixedPoint.h);
    for (let i = 0; i < loss.length; i++) this.equity[i] = equityBefore[i]! * (1 - loss[i]! - fixedPoint.passedOn(i));
    return sweeps;
  }

  private original(): number {
    const { count, claims: { start, other } } = this.network, { distress, state, impact, loss: next } = this;
    distress.set(this.initial);
    for (let i = 0; i < count; i++) state[i] = distress[i]! > 0 ? DISTRESSED : UNDISTRESSED;
    let steps = 0;
    for (; state.includes(DISTRESSED); steps++) {
      for (let i = 0; i < count; i++) {
        let sum = distress[i]!;
        for (let e = start[i]!; e < start[i + 1]!; e++) if (state[other[e]!] === DISTRESSED) sum += Math.min(1, impact[e]!) * distress[other[e]!]!;
        next[i] = Math.min(1, sum);
      }
      for (let i = 0; i < count; i++) state[i] = state[i] !== UNDISTRESSED ? INACTIVE : next[i]! > 0 ? DISTRESSED : UNDISTRESSED;
      distress.set(next);
    }
    for (let i = 0; i < count; i++) this.equity[i] = this.equityBefore[i]! * (1 - distress[i]!);
    return steps;
  }
}
