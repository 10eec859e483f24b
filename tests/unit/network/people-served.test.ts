import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../src/network/compile.js';
import { strongComponents } from '../../../src/network/components.js';
import { peopleServed } from '../../../src/network/people-served.js';
import { HOMES, PLANT, asset, buffer, model, type NeedSpec } from './models.js';

const compile = (assets: Parameters<typeof model>[0]) => compileNetwork(model(assets), 100).network;
const from = (...ids: string[]): NeedSpec => ({ service: 'electricity', from: ids });

/** Suppliers of each of n assets; every third asset is an area of 1, 2, 4 ... people, so a sum names its areas. */
const arbitrary = fc.integer({ min: 1, max: 24 }).chain((n) => fc.array(fc.array(fc.integer({ min: 0, max: n - 1 }), { maxLength: 3 }), { minLength: n, maxLength: n }));
const name = (i: number) => `n${String(i).padStart(4, '0')}`;
const build = (suppliers: number[][]) => compile(suppliers.map((of, i) => asset(name(i), i % 3 === 0 ? HOMES : PLANT, of.length ? [from(...of.map(name))] : [], { people: i % 3 === 0 ? 2 ** (i / 3) : 0 })));

/** Everything downstream of `start`, itself included, by the definition. */
function reach(suppliers: number[][], start: number): Set<number> {
  const found = new Set([start]);
  for (const s of found) suppliers.forEach((of, consumer) => { if (of.includes(s)) found.add(consumer); });
  return found;
}

describe('peopleServed', () => {
  it('counts an area once over several paths, and its own people', () => {
    //        plant -> a, b -> homes (40);  a -> farm (2)
    const n = compile([asset('a', PLANT, [from('plant')]), asset('b', PLANT, [from('plant')]), asset('farm', HOMES, [from('a')], { people: 2 }), asset('homes', HOMES, [from('a', 'b')], { people: 40 }), asset('plant', PLANT)]);
    expect([...n.assetServed]).toEqual([42, 40, 2, 40, 42]);
  });

  it('follows refill groups and feedback loops, but not the needs of repair jobs', () => {
    const tank = buffer(8, { refill: { suppliers: [{ asset: 'tanker', weight: 1 }], required: 1, combine: 'sum' } });
    const n = compile([
      asset('grid', PLANT, [from('mast')]), asset('homes', HOMES, [{ ...from('grid'), buffer: tank }], { people: 10 }), asset('mast', PLANT, [from('grid')]),
      asset('road', PLANT), asset('tanker', PLANT), asset('works', HOMES, [{ ...from('road'), role: 'repair' }], { people: 1 }),
    ]);
    expect([...n.assetServed]).toEqual([10, 10, 10, 0, 10, 1]);
  });

  it('equals the definition on any network', () => {
    fc.assert(fc.property(arbitrary, (suppliers) => {
      const people = suppliers.map((_, i) => [...reach(suppliers, i)].reduce((sum, j) => sum + (j % 3 === 0 ? 2 ** (j / 3) : 0), 0));
      expect([...build(suppliers).assetServed]).toEqual(people);
      expect([...peopleServed(build(suppliers), 0)]).toEqual(people); // the sampled method is exact up to 63 areas
    }));
  });

  it('estimates large numbers of areas by sampling to some per cent', () => {
    const areas = Array.from({ length: 3000 }, (_, i) => asset(`h${i}`, HOMES, [from(i % 3 === 0 ? 'third' : 'rest')], { people: 50 + (i % 100) }));
    const n = compile([...areas, asset('plant', PLANT), asset('rest', PLANT, [from('plant')]), asset('third', PLANT, [from('plant')])]);
    const estimate = peopleServed(n, 0);
    for (const [i, exact] of [[3000, 298_500], [3001, 199_000], [3002, 99_500]] as const) {
      expect(n.assetServed[i]).toBe(exact);
      expect(Math.abs(estimate[i]! / exact - 1)).toBeLessThan(0.3);
    }
  });
});

describe('strongComponents', () => {
  it('joins assets that depend on each other, and numbers consumers before suppliers', () => {
    fc.assert(fc.property(arbitrary, (suppliers) => {
      const { of } = strongComponents(build(suppliers));
      const down = suppliers.map((_, i) => reach(suppliers, i));
      suppliers.forEach((mine, i) => {
        for (let j = 0; j < suppliers.length; j++) expect(of[i] === of[j]).toBe(down[i]!.has(j) && down[j]!.has(i));
        for (const s of mine) expect(of[s]!).toBeGreaterThanOrEqual(of[i]!);
      });
    }));
  });

  it('walks a chain of 200,000 assets without the call stack', () => {
    const chain = Array.from({ length: 200_000 }, (_, i) => asset(`c${String(i).padStart(6, '0')}`, PLANT, i ? [from(`c${String(i - 1).padStart(6, '0')}`)] : []));
    expect(strongComponents(compile(chain)).count).toBe(200_000);
  });
});
