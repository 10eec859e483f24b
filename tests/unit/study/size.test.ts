/** Sizing against closed forms: k of ten assets broken, k binomial, each 4 h of work; n crews have all of them back after ceil(k / n) x 4 h. */
import { describe, expect, it } from 'vitest';
import { normalizeModel } from '../../../src/model/read.js';
import { normalizeScenario } from '../../../src/model/read-scenario.js';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { loadReplicator } from '../../../src/study/load-replicator.js';
import { searchLeast, shareOf } from '../../../src/study/size-search.js';
import { sizeResource, type SizeQuestion } from '../../../src/study/size.js';
import { meets, parseTarget } from '../../../src/study/size-target.js';

const { model } = normalizeModel({
  format: 'hazcade-model/1', id: 'ten', kinds: { line: { sector: 'power', services: ['electricity'], repair: { complete: '4h' } }, town: { sector: 'population', serviceArea: true } },
  assets: [...Array.from({ length: 10 }, (_, i) => ({ id: `line-${i}`, kind: 'line' })), { id: 'homes', kind: 'town', people: 1000, needs: [{ service: 'electricity', from: Array.from({ length: 10 }, (_, i) => `line-${i}`), required: 10 }] }],
});
const scenarioOf = (id: string, probability: number) => normalizeScenario({
  format: 'hazcade-scenario/1', id, model: 'ten', start: '2026-01-05T00:00:00Z', horizon: '3d', seed: id, resources: [{ id: 'spare', count: 1 }],
  hazards: [{ id: 'storm', type: 'windstorm', onset: '0h', footprint: { select: { kind: 'line' } }, effects: [{ damage: { probability, state: 'complete' } }] }],
  recovery: { crews: [{ id: 'line-crews', count: 1 }] },
}).scenario;
const open = async (packet: Parameters<typeof loadReplicator>[0]) => inProcessRunner(await loadReplicator(packet));
const size = (question: Partial<SizeQuestion>, scenarios = [scenarioOf('mild', 0.3)]) => sizeResource(scenarios.map((scenario) => ({ model, scenario })), { resource: 'crews.line-crews', target: 'hours-to-100.electricity <= 8h', replications: 1000, ...question }, { open });

/** P(X <= k), X binomial of 10. */
function binomial(k: number, p: number): number {
  let term = (1 - p) ** 10, sum = term;
  for (let i = 1; i <= k; i++) { term *= ((10 - i + 1) / i) * (p / (1 - p)); sum += term; }
  return sum;
}

describe('sizeResource', () => {
  it('finds the least number of crews; on fresh seeds it holds in the share of the closed form, one less misses it', async () => {
    // 2 n crews' worth of work in 8 h: P(k <= 6) = 0.989 with three, P(k <= 4) = 0.850 with two.
    const { amount, fresh, range, exceptions, scenarios, trials } = await size({});
    expect({ amount, range, exceptions, current: scenarios[0]!.current }).toEqual({ amount: 3, range: [3, 3], exceptions: [], current: 1 });
    expect(fresh!.map((t) => t.amount)).toEqual([2, 3]);
    for (const [i, k] of [4, 6].entries()) {
      const exact = binomial(k, 0.3), { value, of } = fresh![i]!.shares[0]!;
      expect(Math.abs(value - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / of));
      expect(value >= 0.95).toBe(k === 6);
    }
    // Other luck than that of the search: 850 +- 11 of 1,000 hold with two crews.
    expect(fresh![0]!.shares[0]!.value).not.toBe(trials.find((t) => t.amount === 2)!.shares[0]!.value);
  });

  it('over several scenarios: enough in each, and who drives it', async () => {
    // With p = 0.5: P(k <= 8) = 0.989 with four, P(k <= 6) = 0.828 with three.
    const sizing = await size({}, [scenarioOf('mild', 0.3), scenarioOf('severe', 0.5)]);
    expect(sizing.amount).toBe(4);
    expect(sizing.driving.scenario).toBe('severe');
    expect(Math.abs(sizing.driving.value - binomial(6, 0.5))).toBeLessThan(4 * Math.sqrt(0.828 * 0.172 / 1000));
  });

  it('people without at a time, to the person', async () => {
    // After 8 h fewer than 150 of 1,000: at most one of ten lines out, so k <= 2 n + 1 must be broken; after 7.9 h only n are mended.
    const at = async (time: string) => (await size({ target: `people-without.electricity < 150 by ${time}` })).amount;
    expect([await at('8h'), await at('7.9h')]).toEqual([2, 4]);
    expect(binomial(3, 0.3) < 0.95 && binomial(5, 0.3) > 0.95 && binomial(4, 0.3) < 0.95).toBe(true);
  });

  it('nothing needed, and never enough', async () => {
    expect((await size({ target: 'assets-hit.all <= 10', replications: 64 })).amount).toBe(0);
    const never = await size({ target: 'assets-hit.all < 0', replications: 64 });
    expect(never.amount).toBeUndefined();
    expect(never.trials.length).toBeLessThan(6);
  });

  it.each([
    [{ resource: 'crews.line-crew' }, 'RESOURCE_UNKNOWN', 'Did you mean "crews.line-crews"?'], [{ resource: 'buffers.homes/water' }, 'RESOURCE_UNKNOWN', 'Expecting crews.line-crews, resources.spare or buffers.ASSET/SERVICE'],
    [{ target: 'hours-to-90.electricty < 3h' }, 'OUTCOME_UNKNOWN', 'Did you mean "hours-to-90.electricity"?'], [{ target: 'people-without.electricty < 3 by 3h' }, 'SERVICE_UNKNOWN', 'Did you mean "electricity"?'],
    [{ target: 'people-without.electricity < 3 by 3d' }, 'TARGET_INVALID', 'ends at 72 h'], [{ target: 'people-without.electricity < 3' }, 'TARGET_INVALID', 'by 24h'], [{ target: 'assets-hit.all < 3 by 3h' }, 'TARGET_INVALID', 'people-without only'],
    [{ target: 'assets-hit.all' }, 'TARGET_INVALID', 'Expecting OUTCOME < NUMBER'], [{ confidence: 1 }, 'CONFIDENCE_INVALID', 'below 1'], [{ least: 4, most: 2 }, 'SIZE_BOUNDS_INVALID', '4 and 2'],
  ])('%j: %s', async (question, code, words) => {
    await expect(size({ replications: 64, ...question })).rejects.toMatchObject({ code, message: expect.stringContaining(words) as string });
  });
});

describe('searchLeast', () => {
  const search = (p: (amount: number) => number, confidence = 0.9, of = 100_000) => searchLeast((amount) => Promise.resolve([shareOf('s', Math.round(p(amount) * of), of, p(amount))]), { least: 0, most: 1000, from: 1, confidence });

  it('says when more is not always better', async () => {
    const dented = (at: number) => search((n) => (n === at ? 0.5 : n >= 20 ? 0.95 : 0.2));
    expect(await dented(22)).toMatchObject({ amount: 20, exceptions: [22] });
    // The answer is enough, and one less is not; that two less would do is said.
    expect(await dented(21)).toMatchObject({ amount: 22, exceptions: [20] });
    expect(await search((n) => Math.min(1, n / 100))).toMatchObject({ amount: 90, exceptions: [] });
  });
  it('gives the range of amounts that the intervals leave', async () => {
    const { amount, range: [low, high] } = await search((n) => Math.min(1, n / 100), 0.9, 1000);
    expect(amount).toBe(90);
    expect(low).toBe(89);
    expect(high).toBe(92);
  });
  it('does not claim an upper bound that so few replications cannot give', async () => { expect((await search((n) => (n >= 5 ? 1 : 0), 0.99, 100)).range).toEqual([5, undefined]); });
});

describe('targets', () => {
  it.each([['a.b < 3', 2, 3], ['a.b<=1.5e3', 1500, 1501], ['a.b > 60%', 0.7, 0.6], ['a.b >= 2d', 48, 47.9]])('%s', (text, good, bad) => {
    const target = parseTarget(text);
    expect([meets(target, good), meets(target, bad)]).toEqual([true, false]);
  });
});
