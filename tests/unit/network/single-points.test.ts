import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Need } from '../../../src/model/types.js';
import { compileNetwork } from '../../../src/network/compile.js';
import { singlePoints } from '../../../src/network/single-points.js';
import { HOMES, PLANT, asset, buffer, kind, model, type NeedSpec } from './models.js';

type Assets = Parameters<typeof model>[0];
/** `asset: service people/areas` for every loss. */
function points(assets: Assets, workLimit?: number): string[] {
  const { network, names } = compileNetwork(model(assets), 100);
  return [...singlePoints(network, names, workLimit).losses].flatMap(([a, losses]) => losses.map((l) => `${names.assets[a]!}: ${names.services[l.service]!.id} ${l.people}/${l.areas}`)).sort();
}
const electricity = (from: NeedSpec['from'], over: Partial<NeedSpec> = {}): NeedSpec => ({ service: 'electricity', from, ...over });
const homes = (id: string, people: number, ...needs: NeedSpec[]) => asset(id, HOMES, needs, { people });

describe('singlePoints', () => {
  it('follows a loss through others and counts each area once per service', () => {
    expect(points([
      asset('plant', PLANT), asset('pump', PLANT, [electricity(['plant'])]),
      homes('h1', 100, electricity(['plant']), { service: 'water', from: ['pump'] }), homes('h2', 30, { service: 'water', from: ['pump'] }),
    ])).toEqual(['plant: electricity 100/1', 'plant: water 130/2', 'pump: water 130/2']);
  });

  it('respects k of n, and counts on no buffer', () => {
    const twoLines = [asset('l1', PLANT), asset('l2', PLANT)];
    expect(points([...twoLines, homes('h', 9, electricity(['l1', 'l2'], { required: 1 }))])).toEqual([]);
    expect(points([...twoLines, homes('h', 9, electricity(['l1', 'l2'], { required: 2 }))])).toEqual([]); // half is left
    expect(points([...twoLines, homes('h', 9, electricity(['l1', 'l2'], { required: 2, combine: 'best' }))])).toEqual(['l1: electricity 9/1', 'l2: electricity 9/1']);
    expect(points([...twoLines, homes('h', 9, electricity(['l1'], { buffer: buffer(72) }))])).toEqual(['l1: electricity 9/1']);
  });

  it('lets what a refill group brings in carry an empty buffer, and blames the group when nothing else does', () => {
    const tank = (hours: Parameters<typeof buffer>[0]) => buffer(hours, { refillHours: 16, refill: { suppliers: [{ asset: 'tanker', weight: 1 }], required: 1, combine: 'sum' } });
    const fed = (hours: Parameters<typeof buffer>[0], cutOff: number) => points([
      asset('line', PLANT), asset('tanker', PLANT), asset('well', kind('well', { cutOff }), [electricity(['line'], { buffer: tank(hours) })]), homes('h', 7, { service: 'water', from: ['well'] }),
    ]);
    // 8 h refilled in 16 h is half of the need: enough at a cut-off of 0.5.
    expect(fed(8, 0.5)).toEqual(['well: water 7/1']);
    expect(fed({ dist: 'lognormal', median: 8, sigma: 1 }, 0.5)).toEqual(['well: water 7/1']);
    expect(fed(8, 0.6)).toEqual(['line: water 7/1', 'well: water 7/1']);
    expect(points([asset('tanker', PLANT), asset('depot', PLANT, [electricity([], { buffer: tank(8) })]), homes('h', 7, electricity(['depot']))])).toEqual(['depot: electricity 7/1', 'tanker: electricity 7/1']);
  });

  it('takes a partial loss as whole where the consumer trips at its cut-off', () => {
    const fed = (cutOff: number): Assets => [asset('l1', PLANT), asset('l2', PLANT), asset('sub', kind('sub', { cutOff }), [electricity(['l1', 'l2'], { required: 2 })]), homes('h', 9, electricity(['sub']))];
    expect(points(fed(0.5))).toEqual(['sub: electricity 9/1']); // half is not below the cut-off
    expect(points(fed(0.51))).toEqual(['l1: electricity 9/1', 'l2: electricity 9/1', 'sub: electricity 9/1']);
  });

  it('takes feedback loops down whole, and a need of small impact not', () => {
    expect(points([
      asset('grid', PLANT, [electricity(['mast'], { service: 'communications' })]), asset('mast', PLANT, [electricity(['grid'])]), asset('office', PLANT),
      asset('well', PLANT, [electricity(['office'], { impact: 0.3 })]), homes('h', 4, electricity(['grid']), { service: 'water', from: ['well'] }),
    ])).toEqual(['grid: electricity 4/1', 'mast: electricity 4/1', 'well: water 4/1']);
  });

  it('blames nobody for what was not there before, and starts from the initial damage', () => {
    expect(points([
      asset('dead', PLANT, [], { initialDamage: 'complete' }), asset('line', PLANT), asset('sub', PLANT, [electricity(['dead'])]),
      homes('h1', 5, electricity(['sub'])), homes('h2', 6, electricity(['dead', 'line'])),
    ])).toEqual(['line: electricity 6/1']);
  });

  it('stops at the work limit with those of most people downstream done', () => {
    const assets = Array.from({ length: 20 }, (_, i) => [asset(`p${i}`, PLANT), homes(`h${i}`, 100 + i, electricity([`p${i}`]))]).flat();
    const { network, names } = compileNetwork(model(assets), 100);
    const { losses, examined, candidates } = singlePoints(network, names, 10);
    expect(candidates).toBe(20);
    expect(examined).toBeGreaterThan(0);
    expect(examined).toBeLessThan(20);
    expect([...losses.keys()].map((i) => names.assets[i])).toEqual(Array.from({ length: examined }, (_, i) => `p${19 - i}`));
  });
});

describe('singlePoints against the equations of the semantics, iterated over all assets', () => {
  const n = 9;
  const name = (i: number) => `n${i}`;
  const supplier = fc.tuple(fc.nat(n - 1).map(name), fc.constantFrom(1, 2, 0.5));
  const need: fc.Arbitrary<NeedSpec> = fc.record({
    service: fc.constantFrom('electricity', 'water'), from: fc.array(supplier, { minLength: 1, maxLength: 3 }), required: fc.constantFrom(1, 2), combine: fc.constantFrom('sum', 'best'),
    impact: fc.constantFrom(1, 0.5, 1.5), buffer: fc.constantFrom(undefined, buffer(1, { refillHours: 2, refill: { suppliers: [{ asset: name(1), weight: 1 }], required: 1, combine: 'sum' } })),
  });
  const kinds = [PLANT, kind('fussy', { cutOff: 0.6 }), HOMES];

  /** What is seen of the needs of an asset, shares as plain numbers; every value that can occur here is far from the rounding of parts. */
  const seenOf = (x: Need, level: ReadonlyMap<string, number>): number => {
    const levels = x.suppliers.map((s) => level.get(s.asset)!).sort((a, b) => b - a);
    const q = x.combine === 'best' ? levels[x.required - 1] ?? 0 : Math.min(1, x.suppliers.reduce((sum, s) => sum + s.weight * level.get(s.asset)!, 0) / x.required);
    return Math.min(1, q + (x.buffer ? Math.min(1, level.get(name(1))! / 2) : 0));
  };
  const settled = (assets: Assets, lost?: string): Map<string, number> => {
    const level = new Map(assets.map((a) => [a.id, a.id === lost ? 0 : 1]));
    for (let falling = true; falling;) {
      falling = false;
      for (const a of assets) {
        const f = Math.min(1, ...a.needs.map((x) => 1 - x.impact * (1 - seenOf(x, level))));
        const s = f < 1e-5 || f < a.kind.cutOff - 1e-5 ? 0 : f;
        if (s < level.get(a.id)! - 1e-7) { level.set(a.id, s); falling = true; }
      }
    }
    return level;
  };

  it('agree', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(2), fc.array(need, { maxLength: 2 })), { minLength: n, maxLength: n }), (rows) => {
      const assets = rows.map(([k, needs], i) => asset(name(i), kinds[k]!, needs, { people: k === 2 ? 10 + i : 0 }));
      const before = settled(assets);
      const bare = (a: Assets[number], service: string, level: Map<string, number>) => a.needs.some((x) => x.service === service && seenOf(x, level) < 1e-5);
      const expected = assets.filter((a) => !a.kind.serviceArea && before.get(a.id)! > 0).flatMap((lost) => {
        const after = settled(assets, lost.id);
        return ['electricity', 'water'].flatMap((service) => {
          const without = assets.filter((a) => a.kind.serviceArea && bare(a, service, after) && !bare(a, service, before));
          return without.length > 0 ? [`${lost.id}: ${service} ${without.reduce((sum, a) => sum + a.people, 0)}/${without.length}`] : [];
        });
      });
      expect(points(assets)).toEqual(expected.sort());
    }), { numRuns: 500 });
  });
});
