import { describe, expect, it } from 'vitest';
import { ValidationError, type Problem } from '../../../src/errors.js';
import { readFinance } from '../../../src/imports/finance-json.js';

const problems = (text: string): Problem[] => {
  try {
    readFinance('f.json', text);
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
    throw error;
  }
  return [];
};
const shown = (text: string): string[] => problems(text).map((p) => `${p.code} ${p.file}:${p.line} ${p.message}`);
const lines = (...text: string[]): string => text.join('\n');

const SOUND = {
  format: 'hazcade-finance/1',
  participants: [{ id: 'a', externalAssets: 10, balance: 1.1 }, { id: 'b', externalAssets: 5, externalLiabilities: 4, weight: 2 }],
  obligations: [{ from: 'a', to: 'b', amount: 1 }],
  settlement: { open: 7, close: 18, offsetting: 'bilateral', days: [4, 0, 0], payments: [{ from: 'b', to: 'a', amount: 0.29, at: 9.5 }] },
  areas: [{ id: 'north', people: 100, banks: [{ participant: 'a', share: 0.25 }, { participant: 'b', share: 0.75 }] }],
  cash: { depots: [{ id: 'd' }], points: [{ id: 'p', area: 'north', depot: 'd', stock: 100, withdrawnPerHour: 2, tours: [8] }] },
};
const changed = (change: object): string => JSON.stringify({ ...SOUND, ...change });

describe('hazcade-finance/1', () => {
  it('gives positions for ids and fills in what is left out', () => {
    const system = readFinance('f.json', JSON.stringify(SOUND));
    expect(system).toMatchObject({
      currency: 'XXX', obligations: [{ from: 0, to: 1, amount: 1 }], surge: 0, switches: [], depots: ['d'],
      settlement: { days: [0, 4], payments: [{ from: 1, to: 0, amount: 0.29, at: 9.5 }] },
      areas: [{ cardOnly: 0.1, cashOnly: 0.05, banks: [{ participant: 0, share: 0.25 }, { participant: 1, share: 0.75 }] }],
      cashPoints: [{ area: 0, depot: 0 }],
    });
    expect(system.participants[0]).toEqual({ id: 'a', externalAssets: 10, externalLiabilities: 0, balance: 1.1, credit: 0 });
  });

  it.each([
    ['no JSON', '{"format": }', /SYNTAX_JSON f\.json:1 expecting a value/],
    ['another format', '{"format": "hazcade-finance/2", "participants": []}', /VALUE_INVALID f\.json:1 format: .*hazcade-finance\/1/],
    ['an unknown key', changed({ obligation: [] }), /KEY_UNKNOWN .*Did you mean "obligations"\?/],
    ['an unknown participant', changed({ obligations: [{ from: 'a', to: 'bb', amount: 1 }] }), /FINANCE_NAME_UNKNOWN f\.json:1 participant "bb" is not known\. Expecting one of a, b\. Did you mean "b"\?/],
    ['a debt to itself', changed({ obligations: [{ from: 'a', to: 'a', amount: 1 }] }), /FINANCE_SELF .*"a" pays itself/],
    ['a debt of nothing', changed({ obligations: [{ from: 'a', to: 'b', amount: 0 }] }), /VALUE_INVALID .*amount of money above 0/],
    ['an id twice', changed({ participants: [...SOUND.participants, { id: 'a', externalAssets: 1 }] }), /FINANCE_DUPLICATE .*"a" stands twice/],
    ['half a cent', changed({ participants: [{ id: 'a', externalAssets: 1, balance: 0.005 }, { id: 'b', externalAssets: 1 }] }), /FINANCE_CENTS .*0\.005/],
    ['a day that ends before it begins', changed({ settlement: { open: 9, close: 8 } }), /FINANCE_HOURS .*closes at 8/],
    ['a payment at night', changed({ settlement: { open: 7, close: 18, payments: [{ from: 'a', to: 'b', amount: 1, at: 18 }] } }), /FINANCE_HOURS .*from 7 to before 18/],
    ['shares of more than all', changed({ areas: [{ id: 'north', people: 1, banks: [{ participant: 'a', share: 0.9 }, { participant: 'b', share: 0.2 }] }] }), /FINANCE_SHARES .*1\.1, expecting 1/],
    ['a negative amount', changed({ participants: [{ id: 'a', externalAssets: -1 }] }), /VALUE_INVALID .*found -1/],
  ])('refuses %s', (_, text, words) => { expect(shown(text).join('\n')).toMatch(words); });

  it('names the line', () => {
    expect(shown(lines('{"format": "hazcade-finance/1",', ' "participants": [', '  {"id": "a", "externalAssets": 1},', '  {"id": "b", "externalAsset": 1}]}')))
      .toEqual([expect.stringMatching(/^KEY_MISSING f\.json:4 .*externalAssets/), expect.stringMatching(/^KEY_UNKNOWN f\.json:4 .*Did you mean "externalAssets"\?/)]);
  });
  it('survives nonsense', () => {
    for (const text of ['', '[]', 'null', '7', '{"banks": 3}', '{"L": [], "e": []}', '{"e": [1]}', `${'['.repeat(5000)}`]) expect(problems(text).length).toBeGreaterThan(0);
  });
});

describe('other forms', () => {
  it('a matrix', () => {
    expect(readFinance('f', '{"e": [1, 0], "L": [[0, 2], [0, 0]]}')).toMatchObject({ participants: [{ id: '1', externalAssets: 1 }, { id: '2' }], obligations: [{ from: 0, to: 1, amount: 2 }] });
    expect(shown('{"e": [1, 0], "L": [[0, 2], [0]]}')).toEqual([expect.stringMatching(/^FINANCE_MATRIX .*2 entries, found 1/)]);
    expect(shown('{"e": [1], "L": [[3]]}')).toEqual([expect.stringMatching(/^FINANCE_SELF/)]);
  });
  it('bank by bank: a claim is the other\'s debt', () => {
    expect(readFinance('f', '{"banks": [{"name": "A", "extasset": 3, "extliab": 1, "ibasset": {"B": 0.5}}, {"name": "B", "extasset": 1, "extliab": 0, "ibasset": {}, "ibliabtot": 0.5}]}'))
      .toMatchObject({ participants: [{ id: 'A', externalLiabilities: 1 }, { id: 'B' }], obligations: [{ from: 1, to: 0, amount: 0.5 }] });
    expect(shown('{"banks": [{"name": "A", "extasset": 3, "extliab": 1, "ibasset": {"C": 0.5}, "ibliabtot": 2}]}')).toEqual([expect.stringMatching(/^FINANCE_NAME_UNKNOWN .*"C"/), expect.stringMatching(/^FINANCE_UNBALANCED .*of 2, .*claims of 0/)]);
  });
});
