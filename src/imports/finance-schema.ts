/** JSON Schema of `hazcade-finance/1` (docs/finance.md), and of two plain forms in which bank networks are exchanged. */
import type { JsonSchema } from '../model/check-schema.js';

export const FINANCE_FORMAT = 'hazcade-finance/1';

/** Larger sums lose cents in a 64-bit float. */
const MOST_MONEY = 9e13;

const ID: JsonSchema = { type: 'string', title: 'an id: a letter or digit, then letters, digits, - _ .', pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*$', maxLength: 100 };
const TEXT: JsonSchema = { type: 'string', maxLength: 1000 };
const MONEY: JsonSchema = { type: 'number', title: 'an amount of money', minimum: 0, maximum: MOST_MONEY };
const PAID: JsonSchema = { type: 'number', title: 'an amount of money above 0', exclusiveMinimum: 0, maximum: MOST_MONEY };
const SHARE: JsonSchema = { type: 'number', title: 'a share from 0 to 1', minimum: 0, maximum: 1 };
const HOUR: JsonSchema = { type: 'number', title: 'an hour of the day from 0 to 24', minimum: 0, maximum: 24 };
const WHOLE: JsonSchema = { type: 'integer', title: 'a whole number of at least 1', minimum: 1, maximum: 1_000_000 };

const record = (properties: Record<string, JsonSchema>, required: string[]): JsonSchema => ({ type: 'object', properties, required, additionalProperties: false });
const list = (items: JsonSchema, minItems = 0): JsonSchema => ({ type: 'array', items, minItems });

const SETTLEMENT = record({
  open: HOUR,
  close: HOUR,
  days: { type: 'array', title: 'days of the week, 0 = Monday', items: { type: 'integer', title: 'a day of the week, 0 = Monday to 6', minimum: 0, maximum: 6 }, minItems: 1, maxItems: 7 },
  offsetting: { title: 'how gridlock is resolved', enum: ['none', 'bilateral', 'multilateral'] },
  payments: list(record({ from: ID, to: ID, amount: PAID, at: HOUR }, ['from', 'to', 'amount', 'at'])),
  seeded: record({ seed: TEXT, payments: WHOLE, everyMinutes: WHOLE, meanAmount: PAID }, ['seed', 'payments', 'everyMinutes', 'meanAmount']),
}, ['open', 'close']);

/** The format's own schema. */
export const FINANCE_SCHEMA: JsonSchema = record({
  format: { const: FINANCE_FORMAT },
  title: TEXT,
  currency: { type: 'string', title: 'a code of three capitals', pattern: '^[A-Z]{3}$' },
  participants: list(record({
    id: ID, title: TEXT, externalAssets: MONEY, externalLiabilities: MONEY, weight: { type: 'number', title: 'a weight', minimum: 0 },
    balance: MONEY, credit: MONEY,
  }, ['id', 'externalAssets']), 1),
  obligations: list(record({ from: ID, to: ID, amount: PAID }, ['from', 'to', 'amount'])),
  settlement: SETTLEMENT,
  exposures: list(record({ id: ID, participant: ID, value: PAID, lossAtOnce: SHARE, lossPerDay: SHARE }, ['id', 'participant', 'value'])),
  switches: list(record({ id: ID, capacity: SHARE }, ['id'])),
  areas: list(record({
    id: ID, title: TEXT, people: { type: 'number', title: 'a number of people', minimum: 0 }, cardOnly: SHARE, cashOnly: SHARE,
    banks: list(record({ participant: ID, share: SHARE }, ['participant', 'share']), 1),
  }, ['id', 'people', 'banks'])),
  cash: record({
    depots: list(record({ id: ID }, ['id']), 1),
    points: list(record({ id: ID, area: ID, depot: ID, stock: PAID, withdrawnPerHour: PAID, tours: list(HOUR, 1) }, ['id', 'depot', 'stock', 'withdrawnPerHour', 'tours']), 1),
    surge: { type: 'number', title: 'a share of at least 0', minimum: 0, maximum: 100 },
  }, ['depots', 'points']),
}, ['format', 'participants']);

/** Bank by bank, as the NEVA package takes them: external and interbank assets (bank -> amount), external and interbank liabilities. */
export const BANKS_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    banks: list(record({
      name: ID, extasset: MONEY, extliab: MONEY, ibasset: { type: 'object', title: 'claims on other banks, by name', additionalProperties: MONEY }, ibliabtot: MONEY,
    }, ['name', 'extasset', 'extliab', 'ibasset']), 1),
  },
  required: ['banks'],
};

/** A matrix of liabilities and a vector of external assets, as in Eisenberg and Noe: L[i][j] = what i owes j. */
export const MATRIX_SCHEMA: JsonSchema = {
  type: 'object',
  properties: { e: list(MONEY, 1), L: list(list(MONEY), 1) },
  required: ['e', 'L'],
};
