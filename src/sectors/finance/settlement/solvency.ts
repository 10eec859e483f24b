/** Who is in default at the end of a day, and how far distress has spread: losses of exposures struck on the books, cleared, and passed on. */
import { CascadeError } from '../../../errors.js';
import { Clearing, type DefaultCosts } from '../clearing.js';
import { DebtRank, type DebtRankRule } from '../debtrank.js';
import { debtNetwork, type Debt, type DebtNetwork } from '../debts.js';
import { networkOf, weightsOf } from '../system.js';
import type { CompiledFinance } from './compile.js';
import type { SettlementState } from './state.js';

const CENTS = 100;

export class Solvency {
  private readonly network: DebtNetwork;
  private readonly clearing: Clearing;
  private readonly debtRank: DebtRank | undefined;
  private readonly debts: readonly Debt[];
  private readonly shock: Float64Array;
  /** Why DebtRank last found no solution; taken by whoever reports it. */
  problem: string | undefined;

  /** @param contagion undefined: no DebtRank. Throws DEBTRANK_EQUITY. */
  constructor(private readonly finance: CompiledFinance, private readonly costs: DefaultCosts, private readonly contagion: DebtRankRule | undefined) {
    const { system } = finance;
    this.network = networkOf(system);
    this.clearing = new Clearing(this.network);
    this.debtRank = contagion === undefined ? undefined : new DebtRank(this.network, weightsOf(system));
    this.debts = system.obligations.map(({ from, to, amount }) => ({ debtor: from, creditor: to, amount }));
    this.shock = new Float64Array(system.participants.length);
  }

  /** Clears the state's losses, if they have grown: marks who is in default, drops its payments, and books distress. */
  assess(state: SettlementState): void {
    if (!state.uncleared) return;
    state.uncleared = false;
    this.takeShock(state);
    const { defaulted } = this.clearingWith(state).solve(this.shock, this.costs);
    for (let i = 0; i < defaulted.length; i++) {
      if (defaulted[i] === 0 || state.defaulted[i] === 1) continue;
      state.defaulted[i] = 1;
      state.totals.defaults++;
    }
    if (this.debtRank !== undefined) this.bookDistress(state, this.debtRank);
  }

  private bookDistress({ totals }: SettlementState, debtRank: DebtRank): void {
    try {
      totals.distress = Math.max(totals.distress, debtRank.solve(this.shock, this.contagion).total);
    } catch (error) {
      if (!(error instanceof CascadeError)) throw error;
      this.problem = error.message;
    }
  }

  /** Losses by participant: a share of each exposure's value for its lowest level, one for each day; never more than the value, nor than its holder has. */
  private takeShock({ lowest, missingDays }: SettlementState): void {
    const { exposures, participants } = this.finance.system;
    this.shock.fill(0);
    exposures.forEach(({ participant, value, lossAtOnce, lossPerDay }, x) => {
      this.shock[participant]! += value * Math.min(1, lossAtOnce * (1 - lowest[x]!) + lossPerDay * missingDays[x]!);
    });
    for (let i = 0; i < this.shock.length; i++) this.shock[i] = Math.min(this.shock[i]!, participants[i]!.externalAssets);
  }

  /**
   * Payments that wait are debts between participants: the payer owes the payee instead of its own customer, the payee owes its customer. All equities
   * stay, but a payee now loses if the payer fails.
   */
  private clearingWith({ ledger: { waiting, count } }: SettlementState): Clearing {
    if (count === 0) return this.clearing;
    const { from, to, cents } = this.finance.schedule, debts = [...this.debts], outside = this.network.externalLiabilities.slice();
    for (let w = 0; w < count; w++) {
      const k = waiting[w]!, amount = Math.min(cents[k]! / CENTS, outside[from[k]!]!);
      if (amount === 0) continue;
      debts.push({ debtor: from[k]!, creditor: to[k]!, amount });
      outside[from[k]!]! -= amount;
      outside[to[k]!]! += amount;
    }
    return new Clearing(debtNetwork(this.network.names, debts, this.network.externalAssets, outside));
  }
}
