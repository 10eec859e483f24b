/**
 * Financial systems from JSON: `hazcade-finance/1` (docs/finance.md), bank by bank as the NEVA package has them, or a matrix of liabilities.
 * Ids become positions; what is left to default is filled in; every mistake has its line.
 */
import { BANKS_SCHEMA, FINANCE_SCHEMA, MATRIX_SCHEMA } from './finance-schema.js';
import { LocatedJson } from './located-json.js';

/** Amounts in money (the currency's unit), as written. */
export interface FinanceParticipant {
  id: string;
  externalAssets: number;
  externalLiabilities: number;
  /** Economic value for DebtRank; undefined: total assets. */
  weight?: number;
  /** In the settlement system when the day opens (undefined: just enough for the undisturbed day), and what it may be overdrawn within the day. */
  balance?: number;
  credit: number;
}
/** A debt or payment between participants (positions). */
export interface Transfer { from: number; to: number; amount: number }
/** A payment of every business day; `at` = hour of the day. */
export interface ScheduledPayment extends Transfer { at: number }
/** Payments drawn once from a seed. */
export interface SeededPayments { seed: string; payments: number; everyMinutes: number; meanAmount: number }
export type Offsetting = 'none' | 'bilateral' | 'multilateral';
export interface SettlementPlan {
  /** Hours of the day, open < close. */
  open: number;
  close: number;
  /** Business days by day of the week, 0 = Monday. */
  days: number[];
  offsetting: Offsetting;
  payments: ScheduledPayment[];
  seeded?: SeededPayments;
}
/** An asset outside whose loss is a loss of a participant: shares of its value lost with its level, at once and for each day. */
export interface Exposure { id: string; participant: number; value: number; lossAtOnce: number; lossPerDay: number }
export interface RetailArea { id: string; people: number; /** Shares of people who have only the one means. */ cardOnly: number; cashOnly: number; banks: { participant: number; share: number }[] }
export interface CashPoint { id: string; /** Position of an area, or -1. */ area: number; depot: number; stock: number; withdrawnPerHour: number; tours: number[] }
export interface FinanceSystem {
  title: string;
  currency: string;
  participants: FinanceParticipant[];
  obligations: Transfer[];
  settlement?: SettlementPlan;
  exposures: Exposure[];
  switches: { id: string; capacity: number }[];
  areas: RetailArea[];
  depots: string[];
  cashPoints: CashPoint[];
  /** How much more cash people take where cards fail: demand x (1 + surge x share of card payments that fail). */
  surge: number;
}

interface Written {
  title?: string; currency?: string;
  participants: { id: string; externalAssets: number; externalLiabilities?: number; weight?: number; balance?: number; credit?: number }[];
  obligations?: { from: string; to: string; amount: number }[];
  settlement?: { open: number; close: number; days?: number[]; offsetting?: Offsetting; payments?: { from: string; to: string; amount: number; at: number }[]; seeded?: SeededPayments };
  exposures?: { id: string; participant: string; value: number; lossAtOnce?: number; lossPerDay?: number }[];
  switches?: { id: string; capacity?: number }[];
  areas?: { id: string; people: number; cardOnly?: number; cashOnly?: number; banks: { participant: string; share: number }[] }[];
  cash?: { depots: { id: string }[]; points: { id: string; area?: string; depot: string; stock: number; withdrawnPerHour: number; tours: number[] }[]; surge?: number };
}
interface Banks { banks: { name: string; extasset: number; extliab: number; ibasset: Record<string, number>; ibliabtot?: number }[] }
interface Matrix { e: number[]; L: number[][] }

/** Card payments where nothing is said: one in ten has no other means, one in twenty pays only in cash (an assumption, docs/finance.md). */
const CARD_ONLY = 0.1, CASH_ONLY = 0.05;
const WORKDAYS = [0, 1, 2, 3, 4];

/**
 * @param file named in problems
 * @throws ValidationError with all problems of the form, or all of the content
 */
export function readFinance(file: string, text: string): FinanceSystem {
  const json = LocatedJson.read<Written | Banks | Matrix>(file, text, (data) => {
    const has = (key: string): boolean => typeof data === 'object' && data !== null && !Object.hasOwn(data, 'format') && Object.hasOwn(data, key);
    return has('banks') ? BANKS_SCHEMA : has('L') ? MATRIX_SCHEMA : FINANCE_SCHEMA;
  });
  const { data } = json;
  const system = 'banks' in data ? fromBanks(json, data) : 'L' in data ? fromMatrix(json, data) : new FinanceReader(json, data).read();
  json.throwIfErrors();
  return system;
}

/** A system of which only balance sheets are known. */
function balanceSheets(title: string, participants: { id: string; externalAssets: number; externalLiabilities: number }[], obligations: Transfer[]): FinanceSystem {
  return {
    title, currency: 'XXX', participants: participants.map((p) => ({ ...p, credit: 0 })), obligations,
    exposures: [], switches: [], areas: [], depots: [], cashPoints: [], surge: 0,
  };
}

/** NEVA's form: a claim of one bank is the debt of the other. */
function fromBanks(json: LocatedJson<unknown>, { banks }: Banks): FinanceSystem {
  const index = indexOf(json, banks.map((bank) => bank.name), (i) => ['banks', i, 'name']);
  const obligations: Transfer[] = [], owed = banks.map(() => 0);
  banks.forEach(({ ibasset }, to) => {
    for (const [name, amount] of Object.entries(ibasset)) {
      const from = index.get(name), path = ['banks', to, 'ibasset', name];
      if (from === undefined) json.unknown('FINANCE_NAME_UNKNOWN', 'participant', name, index.keys(), path);
      else if (from === to) json.error('FINANCE_SELF', 'a claim on itself', path);
      else if (amount > 0) { obligations.push({ from, to, amount }); owed[from]! += amount; }
    }
  });
  banks.forEach(({ ibliabtot }, i) => {
    if (ibliabtot === undefined || Math.abs(ibliabtot - owed[i]!) <= 1e-9 * Math.max(1, ibliabtot)) return;
    json.error('FINANCE_UNBALANCED', `interbank liabilities of ${ibliabtot}, but the other banks hold claims of ${owed[i]}`, ['banks', i, 'ibliabtot']);
  });
  return balanceSheets('', banks.map(({ name, extasset, extliab }) => ({ id: name, externalAssets: extasset, externalLiabilities: extliab })), obligations);
}

/** Participants of a matrix are called 1, 2, 3, ... */
function fromMatrix(json: LocatedJson<unknown>, { e, L }: Matrix): FinanceSystem {
  const obligations: Transfer[] = [];
  if (L.length !== e.length) json.error('FINANCE_MATRIX', `expecting ${e.length} rows, one for each external asset, found ${L.length}`, ['L']);
  L.forEach((row, from) => {
    if (row.length !== e.length) json.error('FINANCE_MATRIX', `expecting ${e.length} entries, found ${row.length}`, ['L', from]);
    row.forEach((amount, to) => {
      if (amount === 0) return;
      if (from === to) json.error('FINANCE_SELF', 'a debt to itself', ['L', from, to]);
      else obligations.push({ from, to, amount });
    });
  });
  return balanceSheets('', e.map((externalAssets, i) => ({ id: String(i + 1), externalAssets, externalLiabilities: 0 })), obligations);
}

/** Positions by id; ids that stand twice are problems. */
function indexOf(json: LocatedJson<unknown>, ids: readonly string[], path: (i: number) => (string | number)[]): Map<string, number> {
  const index = new Map<string, number>();
  ids.forEach((id, i) => {
    if (index.has(id)) json.error('FINANCE_DUPLICATE', `"${id}" stands twice`, path(i));
    else index.set(id, i);
  });
  return index;
}

/** The own format: names to positions, defaults filled in. */
class FinanceReader {
  private readonly participants: Map<string, number>;
  private readonly areas: Map<string, number>;
  private readonly depots: Map<string, number>;

  constructor(private readonly json: LocatedJson<unknown>, private readonly data: Written) {
    const ids = (list: readonly { id: string }[] | undefined, ...path: string[]): Map<string, number> => indexOf(json, (list ?? []).map(({ id }) => id), (i) => [...path, i, 'id']);
    this.participants = ids(data.participants, 'participants');
    this.areas = ids(data.areas, 'areas');
    this.depots = ids(data.cash?.depots, 'cash', 'depots');
    ids(data.exposures, 'exposures');
    ids(data.switches, 'switches');
    ids(data.cash?.points, 'cash', 'points');
  }

  read(): FinanceSystem {
    const { data } = this;
    return {
      title: data.title ?? '', currency: data.currency ?? 'XXX',
      participants: data.participants.map(({ externalLiabilities = 0, credit = 0, ...rest }, i) => {
        this.wholeCents(rest.balance ?? 0, ['participants', i, 'balance']);
        this.wholeCents(credit, ['participants', i, 'credit']);
        return { ...rest, externalLiabilities, credit };
      }),
      obligations: (data.obligations ?? []).map((debt, i) => this.transfer(debt, ['obligations', i])),
      ...(data.settlement === undefined ? {} : { settlement: this.settlement(data.settlement) }),
      exposures: (data.exposures ?? []).map(({ lossAtOnce = 0, lossPerDay = 0, ...rest }, i) => ({ ...rest, lossAtOnce, lossPerDay, participant: this.name('participant', rest.participant, this.participants, ['exposures', i, 'participant']) })),
      switches: (data.switches ?? []).map(({ id, capacity = 1 }) => ({ id, capacity })),
      areas: (data.areas ?? []).map((area, i) => this.area(area, i)),
      depots: [...this.depots.keys()],
      cashPoints: (data.cash?.points ?? []).map(({ area, depot, ...rest }, i) => ({
        ...rest,
        area: area === undefined ? -1 : this.name('area', area, this.areas, ['cash', 'points', i, 'area']),
        depot: this.name('depot', depot, this.depots, ['cash', 'points', i, 'depot']),
      })),
      surge: data.cash?.surge ?? 0,
    };
  }

  private settlement({ open, close, days = WORKDAYS, offsetting = 'none', payments = [], seeded }: NonNullable<Written['settlement']>): SettlementPlan {
    if (open >= close) this.json.error('FINANCE_HOURS', `the day closes at ${close}, not after it opens at ${open}`, ['settlement', 'close']);
    return {
      open, close, days: [...new Set(days)].sort((a, b) => a - b), offsetting,
      payments: payments.map((payment, i) => {
        const path = ['settlement', 'payments', i];
        this.wholeCents(payment.amount, [...path, 'amount']);
        if (payment.at < open || payment.at >= close) this.json.error('FINANCE_HOURS', `a payment at hour ${payment.at}: expecting from ${open} to before ${close}`, [...path, 'at']);
        return { ...this.transfer(payment, path), at: payment.at };
      }),
      ...(seeded === undefined ? {} : { seeded }),
    };
  }

  private area({ id, people, cardOnly = CARD_ONLY, cashOnly = CASH_ONLY, banks }: NonNullable<Written['areas']>[number], i: number): RetailArea {
    const sum = banks.reduce((total, { share }) => total + share, 0);
    if (Math.abs(sum - 1) > 1e-6) this.json.error('FINANCE_SHARES', `shares of banks add up to ${Number(sum.toPrecision(7))}, expecting 1`, ['areas', i, 'banks']);
    if (cardOnly + cashOnly > 1) this.json.error('FINANCE_SHARES', `cardOnly and cashOnly add up to ${Number((cardOnly + cashOnly).toPrecision(7))}, expecting at most 1`, ['areas', i]);
    return { id, people, cardOnly, cashOnly, banks: banks.map(({ participant, share }, b) => ({ participant: this.name('participant', participant, this.participants, ['areas', i, 'banks', b, 'participant']), share: share / sum })) };
  }

  private transfer({ from, to, amount }: { from: string; to: string; amount: number }, path: (string | number)[]): Transfer {
    if (from === to) this.json.error('FINANCE_SELF', `"${from}" pays itself`, [...path, 'to']);
    return { from: this.name('participant', from, this.participants, [...path, 'from']), to: this.name('participant', to, this.participants, [...path, 'to']), amount };
  }

  private name(what: string, name: string, known: ReadonlyMap<string, number>, path: (string | number)[]): number {
    const position = known.get(name);
    if (position === undefined) this.json.unknown('FINANCE_NAME_UNKNOWN', what, name, known.keys(), path);
    return position ?? 0;
  }

  private wholeCents(amount: number, path: (string | number)[]): void {
    const cents = amount * 100;
    if (Math.abs(cents - Math.round(cents)) > 1e-4) this.json.error('FINANCE_CENTS', `${amount} is no whole number of cents, in which accounts are kept`, path);
  }
}

