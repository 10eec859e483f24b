/** The balance sheets of a financial system as a network of debts. */
import type { FinanceSystem } from '../../imports/finance-json.js';
import { debtNetwork, type DebtNetwork } from './debts.js';

export function networkOf({ participants, obligations }: Pick<FinanceSystem, 'participants' | 'obligations'>): DebtNetwork {
  return debtNetwork(
    participants.map((p) => p.id),
    obligations.map(({ from, to, amount }) => ({ debtor: from, creditor: to, amount })),
    participants.map((p) => p.externalAssets), participants.map((p) => p.externalLiabilities),
  );
}

/** Weights for DebtRank if every participant has one, else undefined (total assets then). */
export function weightsOf({ participants }: Pick<FinanceSystem, 'participants'>): number[] | undefined {
  return participants.every((p) => p.weight !== undefined) ? participants.map((p) => p.weight!) : undefined;
}
