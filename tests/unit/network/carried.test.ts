import { expect, it } from 'vitest';
import { carriedNeeds, fedNeeds, withoutSuppliers } from '../../../src/network/carried.js';
import { compileNetwork } from '../../../src/network/compile.js';
import { HOMES, PLANT, asset, buffer, model } from './models.js';

const needs = (...from: string[]) => ({ service: 'electricity', from });
const { network, names } = compileNetwork(model([
  asset('a', PLANT), asset('b', PLANT, [needs('a')]), asset('c', PLANT, [needs('a', 'b'), { service: 'water', from: ['b'] }, { ...needs('b'), role: 'repair' }]),
  asset('d', PLANT, [{ ...needs('b', 'out'), required: 2 }]), asset('homes', HOMES, [needs('c')]), asset('out', PLANT, [needs('c')]), asset('pump', PLANT, [{ ...needs('b'), buffer: buffer(4) }, { ...needs('a'), impact: 0.5 }]),
]), 3600);
const indices = (...ids: string[]) => Int32Array.from(ids, (id) => names.assets.indexOf(id)).sort();
const components = indices('a', 'b', 'c', 'd', 'homes', 'pump'), electricity = names.services.findIndex((s) => s.id === 'electricity');
const carried = carriedNeeds(network, components, new Set([electricity]));

it('carried: function needs of the service whose consumer and all suppliers are components', () => {
  expect(carried.map((x) => names.needs[x]).sort()).toEqual(['b/electricity', 'c/electricity', 'homes/electricity', 'pump/electricity', 'pump/electricity#2']);
  expect(carriedNeeds(network, components, new Set())).toEqual([]);
});

it('supplied by the share: all of a component, once one has people, a reserve or an impact', () => {
  expect(fedNeeds(network, components, carried).map((list) => list.length)).toEqual([0, 0, 0, 0, 1, 2]);
});

it('the network without their suppliers: other needs as they were, both ways', () => {
  const cut = withoutSuppliers(network, carried), gone = new Set(carried);
  const suppliers = (n: typeof network, x: number) => [...n.supAsset.subarray(n.supStart[x]!, n.supStart[x + 1]!)].map((a, i) => [a, n.supWeight[n.supStart[x]! + i]]);
  for (let x = 0; x < network.sizes.needs; x++) {
    expect(suppliers(cut, x)).toEqual(gone.has(x) ? [] : suppliers(network, x));
    expect([cut.needRequired[x], cut.needSupply[x]]).toEqual(gone.has(x) ? [1, 1] : [network.needRequired[x], network.needSupply[x]]);
  }
  for (let a = 0; a < network.sizes.assets; a++) {
    const consumers = (n: typeof network) => [...n.outNeed.subarray(n.outStart[a]!, n.outStart[a + 1]!)];
    expect(consumers(cut)).toEqual(consumers(network).filter((x) => !gone.has(x)));
  }
  expect([cut.needImpact, cut.needBuffer, cut.assetSubject0, cut.slotAsset]).toEqual([network.needImpact, network.needBuffer, network.assetSubject0, network.slotAsset]);
  expect(withoutSuppliers(network, [])).toBe(network);
});
