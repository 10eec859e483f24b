import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FULL } from '../../../src/engine/units.js';
import { allocateNetwork } from '../../../src/network/compiled-network.js';
import { connectivity } from '../../../src/sectors/connectivity.js';

const network = allocateNetwork({ assets: 10, needs: 0, edges: 0, kinds: 0, services: 0, sectors: 0, profiles: 0, slots: 0 });
const create = (params: Record<string, unknown>) => connectivity.create(params, network, Number);

/** Ids of those served; `down` are down. Asset ids are their indices. */
function served(params: Record<string, unknown>, down: number[] = []): number[] {
  const model = create(params);
  const up = Uint8Array.from(model.components, (asset) => (down.includes(asset) ? 0 : 1));
  const shares = new Int32Array(up.length);
  model.solve(0, up, new Int32Array(up.length).fill(FULL), shares);
  return Array.from(model.components).filter((_, i) => shares[i] === FULL);
}

describe('mode source', () => {
  const line = { mode: 'source', sources: ['0'], links: [['0', '1'], ['1', '2'], ['2', '3']] };
  it('a cut feeder: those behind the cut are not served, the cut itself would be', () => {
    expect(served(line)).toEqual([0, 1, 2, 3]);
    expect(served(line, [1])).toEqual([0, 1]);
    expect(served(line, [1, 2])).toEqual([0, 1]);
  });
  it('a source that is down is served if it came up, those fed by it are not', () => {
    expect(served(line, [0])).toEqual([0]);
  });
  it('a ring bears one cut, not two', () => {
    const ring = { ...line, links: [...line.links, ['3', '0']] };
    expect(served(ring, [1])).toEqual([0, 1, 2, 3]);
    expect(served(ring, [1, 3])).toEqual([0, 1, 3]);
  });
  it('needs a source', () => {
    expect(() => create({ mode: 'source', links: [['0', '1']] })).toThrowError(expect.objectContaining({ code: 'SECTOR_SOURCES_MISSING' }));
  });
});

describe('mode giant', () => {
  const links = [['0', '1'], ['1', '2'], ['3', '4'], ['4', '5'], ['2', '6'], ['6', '3']];
  it('the largest group, of equal ones the one with the first asset', () => {
    expect(served({ mode: 'giant', links })).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(served({ mode: 'giant', links }, [6])).toEqual([0, 1, 2, 6]); // 0-1-2 and 3-4-5 tie; 6 would join 0-1-2
    expect(served({ mode: 'giant', links }, [1, 2])).toEqual([2, 3, 4, 5, 6]); // 0 alone; 2 would join the larger group, 1 would not
  });
  it('one that would make another group the largest is served', () => {
    // 3-4-5 against 0 and 2: with 1 up, 0-1-2 has three as well, and the first asset.
    expect(served({ mode: 'giant', links: links.slice(0, 4) }, [1])).toEqual([1, 3, 4, 5]);
  });
  it('all down: each alone would be the largest', () => {
    expect(served({ mode: 'giant', links: [['0', '1']] }, [0, 1])).toEqual([0, 1]);
  });
  it('against the definition, by trying each component that is down', () => {
    const pair = fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => [String(a), String(b)]);
    fc.assert(fc.property(fc.array(pair, { minLength: 1, maxLength: 14 }), fc.uniqueArray(fc.nat(9)), (someLinks, down) => {
      const params = { mode: 'giant', links: someLinks };
      const found = served(params, down);
      for (const i of create(params).components) {
        expect(found.includes(i)).toBe(giantOf(someLinks, down.filter((d) => d !== i)).has(i));
      }
    }), { seed: 3, numRuns: 300 });
  });
});

/** The largest connected group of those up, the plain way. */
function giantOf(links: string[][], down: number[]): Set<number> {
  const ids = [...new Set(links.flat().map(Number))].filter((i) => !down.includes(i)).sort((a, b) => a - b);
  let best = new Set<number>();
  for (const first of ids) {
    const group = new Set([first]);
    for (const i of group) for (const [a, b] of links) for (const [x, y] of [[a, b], [b, a]]) if (Number(x) === i && ids.includes(Number(y))) group.add(Number(y));
    if (group.size > best.size) best = group;
  }
  return best;
}
