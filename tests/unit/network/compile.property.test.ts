import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asset, Model } from '../../../src/model/types.js';
import { compileNetwork } from '../../../src/network/compile.js';
import { HOMES, PLANT, asset, buffer, kind, model, type NeedSpec } from './models.js';

const KINDS = [PLANT, HOMES, kind('plant', { cutOff: 0.5, restart: { dist: 'exponential', mean: 1 } })];
const SERVICES = ['electricity', 'water', 'communications'];

/** A model of up to 12 assets with needs of every role. */
const models: fc.Arbitrary<Model> = fc.integer({ min: 1, max: 12 }).chain((n) => {
  const supplier = fc.tuple(fc.integer({ min: 0, max: n - 1 }).map((i) => `key-${i}`), fc.constantFrom(1, 2, 0.5, 0.25));
  const need: fc.Arbitrary<NeedSpec> = fc.record({
    service: fc.constantFrom(...SERVICES), from: fc.array(supplier, { minLength: 1, maxLength: 4 }), required: fc.constantFrom(1, 2, 1.5),
    role: fc.constantFrom('function', 'function', 'repair'), demand: fc.constantFrom(0, 1.25, 1e6),
    buffer: fc.option(fc.record({ hours: fc.constantFrom(1, 8), refill: fc.option(supplier, { nil: undefined }) }).map(({ hours, refill }) =>
      buffer(hours, refill ? { refill: { suppliers: [{ asset: refill[0], weight: refill[1] }], required: 1, combine: 'sum' } } : {})), { nil: undefined }),
  });
  const one = fc.record({ k: fc.nat(2), needs: fc.array(need, { maxLength: 3 }), people: fc.nat(1000) });
  return fc.array(one, { minLength: n, maxLength: n }).map((all) => model(all.map(({ k, needs, people }, i) => asset(`key-${i}`, KINDS[k]!, needs, { people }))));
});

/** The same list in an order that `seed` decides. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  return list.map((item, i) => ({ item, at: Math.imul(i + 1, 2 * seed + 1) >>> 0 })).sort((a, b) => (a.at * 2654435761) % 4294967296 - (b.at * 2654435761) % 4294967296).map(({ item }) => item);
}

/** Other ids under the same keys, every list in another order, kinds as copies. */
function disguised(m: Model, seed: number): Model {
  const renamed = (id: string) => `${String.fromCharCode(97 + (seed + id.length * 7) % 26)}${seed}:${[...id].reverse().join('')}`;
  const suppliers = (list: { asset: string; weight: number }[]) => shuffled(list, seed).map((s) => ({ ...s, asset: renamed(s.asset) }));
  const other = (a: Asset): Asset => ({
    ...a, id: renamed(a.id), kind: structuredClone(a.kind),
    needs: shuffled(a.needs, seed).map((n) => ({
      ...n, id: n.id.replace(a.id, renamed(a.id)), asset: renamed(a.id), suppliers: suppliers(n.suppliers),
      buffer: n.buffer && { ...n.buffer, refill: n.buffer.refill && { ...n.buffer.refill, suppliers: suppliers(n.buffer.refill.suppliers) } },
    })),
  });
  return { ...m, assets: shuffled(m.assets, seed).map(other) };
}

describe('compileNetwork', () => {
  it('gives the same bytes whatever the ids under the keys and the order of assets, needs and suppliers', () => {
    fc.assert(fc.property(models, fc.nat(1000), (m, seed) => {
      const a = compileNetwork(m, 3600);
      const b = compileNetwork(disguised(m, seed), 3600);
      expect(Buffer.from(b.network.buffer).equals(Buffer.from(a.network.buffer))).toBe(true);
      expect(b.names.services).toEqual(a.names.services);
      expect(b.names.kinds).toEqual(a.names.kinds);
    }), { numRuns: 300 });
  });

  it('keeps both directions of the edges in step', () => {
    fc.assert(fc.property(models, (m) => {
      const { network: n } = compileNetwork(m, 3600);
      const forward: string[] = [];
      const backward: string[] = [];
      for (let x = 0; x < n.sizes.needs; x++) for (let e = n.supStart[x]!; e < n.supStart[x + 1]!; e++) forward.push(`${n.supAsset[e]} ${x} ${n.supWeight[e]}`);
      for (let i = 0; i < n.sizes.assets; i++) for (let e = n.outStart[i]!; e < n.outStart[i + 1]!; e++) backward.push(`${i} ${n.outNeed[e]} ${n.outWeight[e]}`);
      expect(backward.sort()).toEqual(forward.sort());
    }));
  });
});
