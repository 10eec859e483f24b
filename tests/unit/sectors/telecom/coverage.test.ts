/** Hand cases of coverage, backhaul and congestion; overload against Erlang's loss formula (A. K. Erlang 1917), whose fluid limit the model's rule is. */
import { describe, expect, it } from 'vitest';
import type { SectorAnswer } from '../../../../src/engine/sector-model.js';
import { FULL } from '../../../../src/engine/units.js';
import { allocateNetwork } from '../../../../src/network/compiled-network.js';
import { coverage } from '../../../../src/sectors/telecom/coverage.js';

const network = allocateNetwork({ assets: 20, needs: 0, edges: 0, kinds: 0, services: 0, sectors: 0, profiles: 0, slots: 0 });

/** Two sites, one by a fibre and one straight from the core; town is reached 0.8 and 0.4 by them, the farm by the second only. */
const params = {
  exchanges: ['core'], links: [['core', 'fibre'], ['fibre', 's1'], ['core', 's2']], sites: { s1: 100, s2: 100 },
  areas: { town: { traffic: 120, sites: { s1: 0.8, s2: 0.4 } }, farm: { traffic: 10, sites: { s2: 1 } } },
};

function made(changes: object = {}) {
  const all = { ...params, ...changes }, ids = [...new Set([...all.exchanges, ...all.links.flat(), ...Object.keys(all.sites), ...Object.keys(all.areas)])].sort();
  const model = coverage.create(all, network, (id) => ids.indexOf(id)) as ReturnType<typeof coverage.create>, shares = new Int32Array(ids.length);
  const ask = (hours: number, state: Record<string, number | 'down'> = {}): Record<string, number> & { answer: SectorAnswer } => {
    const answer = model.solve(hours, Uint8Array.from(ids, (id) => (state[id] === 'down' ? 0 : 1)), Int32Array.from(ids, (id) => (typeof state[id] === 'number' ? state[id] * FULL : FULL)), shares);
    return Object.assign(Object.fromEntries(ids.map((id, i) => [id, shares[i]! / FULL])), { answer }) as Record<string, number> & { answer: SectorAnswer };
  };
  const outcomes = (hours: number): number[] => { const values = new Float64Array(2); model.readOutcomes!(hours, values); return [...values]; };
  return { ask, outcomes, reset: () => model.reset() };
}

describe('coverage and backhaul', () => {
  it('all is served on an ordinary day', () => {
    expect(made().ask(0)).toMatchObject({ town: 1, farm: 1, s1: 1, s2: 1, fibre: 1, core: 1 });
  });

  it('a site cut off from the exchange serves nobody, though it is up', () => {
    // s2 alone reaches 0.4 of the town (48) and the farm (10): within its 100.
    const { ask } = made();
    for (const cut of [{ fibre: 'down' }, { s1: 'down' }] as Record<string, 'down'>[]) expect(ask(0, cut)).toMatchObject({ town: 0.4, farm: 1, s2: 1 });
    expect(ask(0, { fibre: 'down' })).toMatchObject({ s1: 0, fibre: 1 });
    // What is down is told what it would be: the site would work, behind the cut it would not.
    expect(ask(0, { s1: 'down' }).s1).toBe(1);
    expect(ask(0, { s1: 'down', fibre: 'down' }).s1).toBe(0);
    expect(ask(0, { core: 'down' })).toMatchObject({ town: 0, farm: 0, s1: 0, s2: 0, fibre: 0, core: 1 });
  });

  it('a second way to another exchange carries', () => {
    const { ask } = made({ exchanges: ['core', 'core-2'], links: [...params.links, ['fibre', 'core-2']] });
    expect(ask(0, { core: 'down' })).toMatchObject({ s1: 1, s2: 0, town: 0.8, farm: 0 });
  });
});

describe('congestion', () => {
  it('a site with more than its capacity serves capacity / offered', () => {
    // Half of s2 left: 50 for 40 of the town and 10 of the farm is just enough; a quarter is not.
    const { ask } = made();
    expect(ask(0, { s2: 0.5 })).toMatchObject({ town: 1, farm: 1 });
    const found = ask(0, { s2: 0.25 });
    expect([found.s2, found.farm]).toEqual([0.5, 0.5]);
    expect(found.town).toBeCloseTo((0.8 * 1 + 0.4 * 0.5) / 1.2, 6);
  });

  it('traffic rises while an area or a site that reaches it is in trouble, and for some hours after', () => {
    const { ask } = made({ surge: { factor: 3, hours: 6 } });
    // The farm is without power: 3 x 10 + 0.4 / 1.2 x 120 = 70 at s2, enough. The town too: 30 + 120 = 150 at s2, 240 at s1.
    expect(ask(1, { farm: 0.5 })).toMatchObject({ farm: 1, town: 1 });
    const both = ask(2, { farm: 0.5, town: 0.9 });
    expect([both.s1, both.s2].map((x) => Math.round(x! * 1e6))).toEqual([Math.round(1e8 / 240), Math.round(1e8 / 150)]);
    expect(ask(2, { farm: 0.5, town: 0.9 }).answer).toEqual({});
    // The trouble ends at 5: the surge lasts until 11.
    const after = ask(5);
    expect([after.farm, after.answer.againInHours]).toEqual([both.farm, 6]);
    expect(ask(8).answer.againInHours).toBe(3);
    expect(ask(11)).toMatchObject({ farm: 1, town: 1, answer: {} });
  });

  it('trouble that ends within its instant leaves nothing', () => {
    const { ask } = made({ surge: { factor: 3, hours: 6 } });
    ask(2, { s1: 'down' });
    expect(ask(2)).toMatchObject({ town: 1, answer: {} });
    expect(ask(3).answer).toEqual({});
  });

  it('Erlang\'s formula tends to the rule as sites grow', () => {
    for (const [erlang, circuits] of [[2, 1], [1.25, 1]] as const) {
      let last = Infinity;
      for (const scale of [10, 100, 1000]) {
        const blocked = erlangB(erlang * scale, circuits * scale), rule = 1 - made({ links: [['core', 's']], sites: { s: circuits * scale }, areas: { a: { traffic: erlang * scale, sites: { s: 1 } } } }).ask(0).a!;
        expect(rule).toBeLessThanOrEqual(blocked + 1 / FULL);
        expect(blocked - rule).toBeLessThan(last);
        last = blocked - rule;
      }
      expect(last).toBeLessThan(0.005);
    }
  });
});

/** Blocking of `circuits` offered `traffic` Erlang: B(0) = 1, B(n) = A B(n - 1) / (n + A B(n - 1)). */
function erlangB(traffic: number, circuits: number): number {
  let b = 1;
  for (let n = 1; n <= circuits; n++) b = (traffic * b) / (n + traffic * b);
  return b;
}

it('own outcomes: traffic not carried, and the worst share of it, to the horizon, anew after a reset', () => {
  const { ask, outcomes, reset } = made();
  for (let i = 0; i < 2; i++) {
    ask(2, { s1: 'down' }); // 0.6 of the town's 120 of 130
    ask(5);
    ask(6, { core: 'down' });
    expect(outcomes(10)).toEqual([72 * 3 + 130 * 4, 1]);
    reset();
  }
});

it('wrong names are errors, an ordinary day that is short a warning', () => {
  const codes = (changes: object) => coverage.check({ ...params, ...changes }).map((p) => `${p.severity} ${p.code} ${p.message}`);
  expect(codes({})).toEqual([]);
  expect(codes({ areas: { town: { traffic: 1, sites: { s3: 1 } }, s2: { traffic: 1, sites: { s1: 1 } } } })).toEqual(['error COVERAGE_INVALID "s2" is an area and a site; expected one of the two', 'error COVERAGE_INVALID area "town": "s3" is not under `sites`. Did you mean "s1"?']);
  expect(codes({ links: [['core', 's2']], sites: { s1: 100, s2: 8 } })).toEqual([
    'warning COVERAGE_SHORT "farm" is served 13 %', 'warning COVERAGE_SHORT "s1" has no way to an exchange', 'warning COVERAGE_SHORT "s2" can carry 13 % of its traffic', 'warning COVERAGE_SHORT "town" is served 5 %',
  ]);
  expect(() => made({ areas: { town: { traffic: 1, sites: { s3: 1 } } } })).toThrowError(expect.objectContaining({ code: 'COVERAGE_INVALID' }));
});
