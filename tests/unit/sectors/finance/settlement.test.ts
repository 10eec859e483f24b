/** Settlement over time, by hand: hours count from Monday 0:00, business days are from 8 to 12. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { SectorModel } from '../../../../src/engine/sector-model.js';
import { FULL } from '../../../../src/engine/units.js';
import { allocateNetwork } from '../../../../src/network/compiled-network.js';
import { CascadeError } from '../../../../src/errors.js';
import { DebtRank } from '../../../../src/sectors/finance/debtrank.js';
import { sectorPlugin } from '../../../../src/sectors/index.js';

const plugin = sectorPlugin('settlement');
const network = allocateNetwork({ assets: 40, needs: 0, edges: 0, kinds: 0, services: 0, sectors: 0, profiles: 0, slots: 0 });

type Json = Record<string, unknown>;
const bank = (id: string, balance: number, more: Json = {}): Json => ({ id, externalAssets: 100, externalLiabilities: 90, balance, ...more });
const pays = (from: string, to: string, amount: number, at: number): Json => ({ from, to, amount, at });
const fileOf = (content: Json): string => JSON.stringify({ format: 'hazcade-finance/1', currency: 'EUR', ...content });
const inputsOf = (text: string, assets: readonly string[]) => ({
  files: { network: { path: 'finance.json', text } }, mapPath: 'map.csv', mode: 'exact' as const, startHourOfWeek: 0,
  map: assets.map((component, i) => ({ asset: String(i), component, share: 1, line: i + 2 })),
});

/** A model whose asset i is the i-th of these components. */
class Day {
  private readonly down = new Set<string>();
  readonly model: SectorModel;
  constructor(content: Json, private readonly components: readonly string[], params: Json = {}) {
    this.model = plugin.create(params, network, Number, inputsOf(fileOf(content), components)) as SectorModel;
  }

  /** Asks at an hour after these have gone down or (with +) come up; gives the share of each that is not served in full. */
  ask(hours: number, ...changes: string[]): Record<string, number> {
    for (const change of changes) if (change.startsWith('+')) this.down.delete(change.slice(1)); else this.down.add(change);
    const n = this.components.length, shares = new Int32Array(n);
    this.again = this.model.solve(hours, Uint8Array.from(this.components, (c) => (this.down.has(c) ? 0 : 1)), new Int32Array(n).fill(FULL), shares).againInHours;
    return Object.fromEntries(this.components.flatMap((c, i) => (shares[i] === FULL ? [] : [[c, shares[i]! / FULL]])));
  }
  again: number | undefined;

  /** As the engine would: asked whenever the model wants. */
  follow(from: number, until: number): void {
    for (let hours = from; this.again !== undefined && hours + this.again < until; ) { hours += this.again; this.ask(hours); }
  }

  outcomes(hours: number): Record<string, number> {
    const values = new Float64Array(this.model.outcomes!.length);
    this.model.readOutcomes!(hours, values);
    return Object.fromEntries(this.model.outcomes!.map(({ measure }, i) => [measure, values[i]!]));
  }
}

const RING = { participants: [bank('a', 10), bank('b', 0), bank('c', 0)], settlement: { open: 8, close: 12, payments: [pays('a', 'b', 10, 8), pays('b', 'c', 10, 8.5), pays('c', 'a', 10, 9)] } };
const BANKS = ['participant:a', 'participant:b', 'participant:c', 'settlement'];

describe('payments', () => {
  it('a bank that is down holds up those that wait for its money; its coming back releases all', () => {
    const day = new Day(RING, BANKS);
    expect(day.ask(0)).toEqual({});
    expect(day.again).toBeUndefined();
    expect(day.ask(7.5, 'participant:a')).toEqual({});
    expect(day.again).toBe(0.5);
    expect(day.ask(8)).toEqual({});
    expect(day.ask(8.5)).toEqual({ 'participant:b': 0 });
    expect(day.ask(9)).toEqual({ 'participant:b': 0, 'participant:c': 0 });
    expect(day.ask(9.25, '+participant:a')).toEqual({});
    expect(day.again).toBeUndefined();
    // a 10 for 1.25 h, b for 0.75, c for 0.25; b waits for money for 0.75 h.
    expect(day.outcomes(24)).toMatchObject({ 'unsettled-value-hours': 22.5, 'gridlock-hours': 0.75, 'unsettled-at-close': 0, defaults: 0 });
  });

  it('without the settlement system nothing moves; the next business day takes it up, after a weekend', () => {
    const day = new Day(RING, BANKS), friday = 4 * 24;
    day.ask(friday + 8.75, 'settlement');
    expect(day.ask(friday + 9)).toEqual({ 'participant:c': 0 });
    day.follow(friday + 9, friday + 13);
    expect(day.ask(friday + 13, '+settlement')).toEqual({ 'participant:c': 0 });
    expect(day.outcomes(friday + 13)).toMatchObject({ 'unsettled-at-close': 10, 'unsettled-value-hours': 40, 'gridlock-hours': 0 });
    expect(day.again).toBe(7 * 24 + 8 - friday - 13);
    // On Monday a lacks the 10 that it had not received, until c pays first thing.
    expect(day.ask(7 * 24 + 8)).toEqual({});
    expect(day.again).toBeUndefined();
    expect(day.outcomes(8 * 24)['unsettled-value-hours']).toBe(10 * (7 * 24 + 8 - friday - 9));
  });

  it('offsetting settles a ring that nobody can begin', () => {
    // a spends its 10 outside the ring before c, which is down, sends it back.
    const content = (offsetting: string) => ({
      participants: [bank('a', 10), bank('b', 0), bank('c', 0)],
      settlement: { open: 8, close: 12, offsetting, payments: [pays('a', 'c', 10, 8), pays('c', 'a', 10, 9), pays('a', 'b', 10, 9.5), pays('b', 'a', 10, 10)] },
    });
    for (const [offsetting, stuck] of [['none', { 'participant:a': 0.5, 'participant:b': 0 }], ['bilateral', {}], ['multilateral', {}]] as const) {
      const day = new Day(content(offsetting), BANKS);
      day.ask(8.5, 'participant:c');
      day.follow(8.5, 10);
      expect(day.ask(10)).toEqual(stuck);
    }
  });

  it('queues of the undisturbed day are no loss', () => {
    // b's payment of 8 waits for a's of 9 every day.
    const day = new Day({ participants: [bank('a', 10), bank('b', 0)], settlement: { open: 8, close: 12, payments: [pays('b', 'a', 10, 8), pays('a', 'b', 10, 9)] } }, ['participant:a', 'participant:b']);
    expect(day.ask(8.5, 'participant:a')).toEqual({});
    expect(day.ask(8.75, '+participant:a')).toEqual({});
    expect(day.again).toBeUndefined();
    expect(day.outcomes(24)['unsettled-value-hours']).toBe(0);
    expect(day.ask(25, 'participant:a')).toEqual({});
    day.follow(25, 34);
    expect(day.ask(34)).toEqual({ 'participant:b': 0 });
  });
});

describe('defaults', () => {
  const content = {
    participants: [bank('a', 10), bank('b', 0)], settlement: { open: 8, close: 12, payments: [pays('a', 'b', 10, 8), pays('b', 'a', 10, 9)] },
    obligations: [{ from: 'a', to: 'b', amount: 9 }], exposures: [{ id: 'x', participant: 'a', value: 30, lossAtOnce: 0.1, lossPerDay: 0.2 }],
    areas: [{ id: 'town', people: 1000, cardOnly: 0.2, cashOnly: 0, banks: [{ participant: 'a', share: 0.5 }, { participant: 'b', share: 0.5 }] }],
  };
  const components = ['participant:a', 'participant:b', 'exposure:x', 'area:town'];
  // Equity of a: 100 - 90 - 9 = 1, of b: 100 - 90 + 9 = 19. Lost at 12 on Monday, down since 6: 3 + 30 x 0.2 / 4 = 4.5.
  it('a loss beyond equity is a default at the close; customers cannot pay by card, payments are cancelled', () => {
    const day = new Day(content, components);
    expect(day.ask(6, 'exposure:x')).toEqual({});
    day.follow(6, 12);
    expect(day.ask(11.5)).toEqual({});
    // Half of the cards fail: of the 0.2 who have nothing else, a half.
    expect(day.ask(12, '+exposure:x')).toEqual({ 'participant:a': 0, 'area:town': 0.9 });
    day.follow(12, 40);
    const { defaults, distress, ...others } = day.outcomes(40);
    expect(defaults).toBe(1);
    expect(others).toMatchObject({ 'cannot-pay-peak': 100, 'cannot-pay-hours': 2800, 'unsettled-at-close': 20, 'unsettled-value-hours': 0 });
    // a has lost all its equity, b 9 of 19: by total assets 100 and 109.
    expect(distress).toBeCloseTo((100 + (109 * 9) / 19) / 209, 12);
  });
  it('a smaller loss is none; a loss not yet cleared at the horizon is cleared there', () => {
    const day = new Day({ ...content, exposures: [{ id: 'x', participant: 'a', value: 30, lossAtOnce: 0.03 }] }, components, { contagion: 'none' });
    day.ask(6, 'exposure:x');
    expect(day.outcomes(10)).toMatchObject({ defaults: 0, distress: 0 });
    const night = new Day(content, components);
    night.ask(14, 'exposure:x');
    expect(night.outcomes(15).defaults).toBe(1);
  });
});

describe('cards and cash', () => {
  const content = (surge: number) => ({
    participants: [bank('a', 10), bank('b', 0)], settlement: { open: 8, close: 12, payments: [pays('a', 'b', 10, 8)] }, switches: [{ id: 's' }],
    areas: [{ id: 'town', people: 1000, cardOnly: 0.1, cashOnly: 0.3, banks: [{ participant: 'a', share: 1 }] }],
    cash: { depots: [{ id: 'd' }], surge, points: [{ id: 'p', area: 'town', depot: 'd', stock: 100, withdrawnPerHour: 4, tours: [9] }] },
  });
  const components = ['participant:a', 'switch:s', 'area:town', 'depot:d', 'point:p'];

  it('a switch that is out for two hours', () => {
    const day = new Day(content(0), components);
    expect(day.ask(3, 'switch:s')).toEqual({ 'area:town': 0.9 });
    day.follow(3, 5);
    expect(day.ask(5, '+switch:s')).toEqual({});
    expect(day.again).toBeUndefined();
    expect(day.outcomes(24)).toMatchObject({ 'cannot-pay-hours': 200, 'cannot-pay-peak': 100, 'cash-coverage': 1 });
  });

  it('a tour missed: cash runs out before the next', () => {
    const day = new Day(content(0), components);
    day.ask(30, 'depot:d');
    day.follow(30, 33.5);
    day.ask(33.5, '+depot:d');
    // Filled at 9 on Monday, 100 / 4 = 25 hours: empty at 10 on Tuesday, filled at 9 on Wednesday.
    day.follow(33.5, 34.25);
    expect(day.ask(34.25)).toEqual({ 'area:town': 0.7, 'point:p': 0 });
    day.follow(34.25, 60);
    expect(day.again).toBeUndefined();
    expect(day.outcomes(72)).toMatchObject({ 'cannot-pay-hours': 300 * 23 });
    expect(day.outcomes(72)['cash-coverage']).toBeCloseTo(1 - (4 * 23) / (4 * 72), 12);
  });

  it('where cards fail cash goes faster', () => {
    const day = new Day(content(1.5), components);
    // From 9 on: 4 x 2.5 an hour, empty after ten hours; the switch is back at 20.
    day.ask(9, 'switch:s');
    day.follow(9, 18.75);
    expect(day.ask(18.75)).toEqual({ 'area:town': 0.9 });
    day.follow(18.75, 19.25);
    expect(day.ask(19.25)).toEqual({ 'area:town': 0, 'point:p': 0 });
    expect(day.ask(20, '+switch:s')).toEqual({ 'area:town': 0.7, 'point:p': 0 });
    expect(day.outcomes(20)['cannot-pay-hours']).toBeCloseTo(100 * 10 + 1000, 6);
  });
});

it('asking more often changes nothing', () => {
  const content = {
    participants: [bank('a', 22, { credit: 3 }), bank('b', 2), { id: 'c', externalAssets: 40, externalLiabilities: 38 }],
    obligations: [{ from: 'a', to: 'b', amount: 5 }, { from: 'b', to: 'c', amount: 4 }],
    settlement: { open: 8, close: 12, offsetting: 'multilateral', payments: [pays('a', 'b', 10, 8), pays('b', 'a', 10, 9)], seeded: { seed: 'more', payments: 30, everyMinutes: 20, meanAmount: 1 } },
    exposures: [{ id: 'x', participant: 'c', value: 10, lossAtOnce: 0.1, lossPerDay: 0.3 }], switches: [{ id: 's' }],
    areas: [{ id: 'town', people: 100, banks: [{ participant: 'a', share: 0.4 }, { participant: 'c', share: 0.6 }] }],
    cash: { depots: [{ id: 'd' }], surge: 1, points: [{ id: 'p', area: 'town', depot: 'd', stock: 100, withdrawnPerHour: 4, tours: [9] }] },
  };
  const components = ['participant:a', 'participant:b', 'participant:c', 'settlement', 'switch:s', 'depot:d', 'point:p', 'exposure:x', 'area:town'];
  const quarter = fc.integer({ min: 0, max: 4 * 60 }).map((x) => x / 4);
  fc.assert(fc.property(fc.array(fc.tuple(quarter, fc.nat(7)), { minLength: 1, maxLength: 12 }), fc.array(quarter.map((x) => x + 0.1), { maxLength: 20 }), (turns, between) => {
    const course = (extra: number[]): { outcomes: Record<string, number>; told: Record<string, number>[] } => {
      const day = new Day(content, components), down = new Set<string>(), told: Record<string, number>[] = [];
      const steps = [...turns.map(([hours, c]) => ({ hours, component: components[c]! as string | undefined })), ...extra.map((hours) => ({ hours, component: undefined }))].sort((a, b) => a.hours - b.hours);
      let last = 0;
      for (const { hours, component } of steps) {
        day.follow(last, hours);
        if (component === undefined) day.ask(hours);
        else {
          const up = down.delete(component);
          if (!up) down.add(component);
          told.push(day.ask(hours, up ? `+${component}` : component));
        }
        last = hours;
      }
      return { outcomes: day.outcomes(72), told };
    };
    const once = course([]), often = course(between);
    expect(often.told).toEqual(once.told);
    for (const [name, value] of Object.entries(once.outcomes)) expect(often.outcomes[name], name).toBeCloseTo(value, 6);
  }), { numRuns: 60 });
});

describe('what is refused', () => {
  const check = (content: Json, components = ['participant:a']): string => plugin.check!({}, inputsOf(fileOf(content), components)).filter((p) => p.severity === 'error').map((p) => `${p.code} ${p.file}:${p.line ?? ''} ${p.message}`).join('\n');
  it.each([
    ['no settlement', { participants: [bank('a', 0)] }, /FINANCE_SETTLEMENT_MISSING/],
    ['too little money', { ...RING, participants: [bank('a', 9), bank('b', 0), bank('c', 0)] }, /FINANCE_DAY_UNSETTLED .*3 of 3 payments.*from "a" to "b" at hour 8/],
    ['no equity', { ...RING, participants: [bank('a', 10, { externalLiabilities: 101 }), bank('b', 0), bank('c', 0)] }, /FINANCE_INSOLVENT .*"a".*-1/],
    ['equity of nothing', { ...RING, participants: [bank('a', 10, { externalLiabilities: 100 }), bank('b', 0), bank('c', 0)] }, /DEBTRANK_EQUITY/],
    ['a stock that does not last', { ...RING, cash: { depots: [{ id: 'd' }], points: [{ id: 'p', depot: 'd', stock: 50, withdrawnPerHour: 4, tours: [9, 20] }] } }, /FINANCE_CASH_SHORT .*13 hours between tours take 52/],
    ['a bad key', { ...RING, areaz: [] }, /KEY_UNKNOWN finance\.json:1/],
  ])('%s', (_, content, words) => { expect(check(content)).toMatch(words); });
  it('an unknown component, with the line of the table', () => { expect(check(RING, ['participant:aa'])).toMatch(/COMPONENT_UNKNOWN map\.csv:2 .*Did you mean "participant:a"\?/); });
  it('nothing of a sound one', () => { expect(check(RING)).toBe(''); });
});

it('distress without a solution at the end of a replication is not reported by the next', () => {
  const day = new Day({ ...RING, exposures: [{ id: 'plant', participant: 'a', value: 50, lossPerDay: 0.1, lossAtOnce: 0.5 }] }, ['exposure:plant', 'settlement']);
  const creeps = vi.spyOn(DebtRank.prototype, 'solve').mockImplementation(() => { throw new CascadeError('FIXED_POINT_UNSETTLED', 'losses still grow'); });
  try {
    day.ask(1, 'exposure:plant');
    day.outcomes(2);
    expect(creeps).toHaveBeenCalled();
  } finally {
    creeps.mockRestore();
  }
  day.model.reset();
  const shares = new Int32Array(2);
  expect(day.model.solve(1, Uint8Array.of(1, 0), new Int32Array(2).fill(FULL), shares)).not.toHaveProperty('unsolved');
});
