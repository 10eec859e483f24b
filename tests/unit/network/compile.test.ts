import { describe, expect, it } from 'vitest';
import { FULL } from '../../../src/engine/units.js';
import { CascadeError } from '../../../src/errors.js';
import type { Model } from '../../../src/model/types.js';
import { compileNetwork } from '../../../src/network/compile.js';
import { networkFrom, Role } from '../../../src/network/compiled-network.js';
import { hashKey } from '../../../src/random/hash.js';
import { HOMES, PLANT, asset, buffer, kind, model } from './models.js';

const TICKS = 460_800;
const compile = (m: Model) => compileNetwork(m, TICKS);
const codeOf = (act: () => unknown): string => {
  try { act(); } catch (e) { if (e instanceof CascadeError) return e.code; throw e; }
  return 'no error';
};

describe('compileNetwork', () => {
  it('puts assets in the order of keys by code unit, capitals first', () => {
    const { names, network } = compile(model([asset('b', PLANT), asset('a', PLANT), asset('Z', PLANT), asset('renamed', PLANT, [], { key: 'aa' })]));
    expect(names.assets).toEqual(['Z', 'a', 'renamed', 'b']);
    expect([network.assetSubject0[2], network.assetSubject1[2]]).toEqual(hashKey('aa'));
  });

  it('puts function needs first, then repair needs, then refill groups, which know their buffers', () => {
    const well = asset('well', PLANT, [
      { service: 'water', from: ['road'], role: 'repair' },
      { service: 'electricity', from: ['grid'], buffer: buffer(8, { refillHours: 4, cover: 0.5, initial: 0.25, drain: 'working', refill: { suppliers: [{ asset: 'road', weight: 1 }], required: 1, combine: 'sum' } }) },
      { service: 'communications', from: ['grid'] },
    ]);
    const { network: n, names } = compile(model([well, asset('road', PLANT), asset('grid', PLANT)]));
    expect(names.needs).toEqual(['well/communications', 'well/electricity', 'well/water', 'well/electricity/refill']);
    expect([...n.needRole]).toEqual([Role.Function, Role.Function, Role.Repair, Role.Refill]);
    expect([...n.needStart]).toEqual([0, 0, 0, 4]);
    expect(n.needFunctionEnd[2]).toBe(2);
    expect([...n.needPartner]).toEqual([-1, 3, -1, 1]);
    expect([n.needBuffer[1], n.needRefill[1], n.needCover[1], n.needInitial[1], n.needDrainWorking[1]]).toEqual([8 * TICKS, 4 * TICKS, FULL / 2, FULL / 4, 1]);
    expect([n.needBuffer[3], n.needImpact[3]]).toEqual([0, 0]);
    expect([n.needSubject0[3], n.needSubject1[3]]).toEqual(hashKey('well/electricity/refill'));
    expect([...n.supAsset]).toEqual([0, 0, 1, 1]);
    expect([...n.outStart]).toEqual([0, 2, 4, 4]);
    expect([...n.outNeed]).toEqual([0, 1, 2, 3]);
  });

  it('takes the smallest power of ten that makes weights and the required amount whole', () => {
    const { network: n } = compile(model([
      asset('a', PLANT), asset('b', PLANT),
      asset('c', PLANT, [{ service: 'electricity', from: [['b', 0.75], ['a', 0.5]], required: 1 }]),
      asset('d', PLANT, [{ service: 'electricity', from: ['a', 'b'], required: 2 }]),
      asset('e', PLANT, [{ service: 'electricity', from: [['a', 0.000001]], required: 0.1 }]),
      asset('f', PLANT, [{ service: 'electricity', from: [['a', 0.3], ['b', 7]], required: 2, combine: 'best' }]),
    ]));
    expect([...n.supWeight]).toEqual([50, 75, 1, 1, 1, 1, 1]);
    expect([...n.needRequired]).toEqual([100, 2, 100_000, 2]);
    expect([...n.needSupply]).toEqual([125, 2, 1, 2]);
    expect([...n.needBest]).toEqual([0, 0, 0, 1]);
    expect([...n.outWeight]).toEqual([50, 1, 1, 1, 75, 1, 1]);
  });

  it('refuses weights of more than six places or beyond the range of the arrays', () => {
    const weighed = (weight: number) => () => compile(model([asset('a', PLANT), asset('b', PLANT, [{ service: 'electricity', from: [['a', weight]] }])]));
    expect(codeOf(weighed(0.12345678))).toBe('WEIGHT_INVALID');
    expect(codeOf(weighed(3e9))).toBe('WEIGHT_INVALID');
    expect(codeOf(weighed(2_000_000_000.5))).toBe('WEIGHT_INVALID');
  });

  it('keeps one kind record for equal contents and lays distributions down once', () => {
    const drawn = { dist: 'exponential', mean: 2 } as const;
    const { network: n, names } = compile(model([
      asset('a', kind('k', { restart: drawn, cutOff: 0.3 })), asset('b', kind('k', { restart: { ...drawn }, cutOff: 0.3 })), asset('c', kind('k', { restart: 0.5 })),
      asset('d', PLANT, [{ service: 'electricity', from: ['a'], buffer: buffer({ ...drawn }) }]),
    ]));
    expect([...n.assetKind]).toEqual([0, 0, 1, 2]);
    expect([...n.kindRestart]).toEqual([-1, TICKS / 2, 0]);
    expect(n.kindCutOff[0]).toBe(0.3 * FULL);
    expect([...n.kindCapacity.subarray(0, 5)]).toEqual([FULL, FULL, FULL / 2, 0, 0]);
    expect([names.distributions, n.needBuffer[0]]).toEqual([[drawn], -1]);
  });

  it('gives each pair of service area and service one slot', () => {
    const { network: n } = compile(model([
      asset('p', PLANT), asset('q', PLANT, [{ service: 'water', from: ['p'] }]),
      asset('h', HOMES, [{ service: 'electricity', from: ['p'] }, { service: 'water', from: ['q'] }, { service: 'electricity', from: ['q'] }], { people: 5 }),
    ]));
    expect([...n.slotAsset]).toEqual([0, 0]); // h sorts first
    expect([...n.slotService]).toEqual([0, 1]);
    expect([...n.needSlot]).toEqual([0, 0, 1, -1]);
  });

  it('counts demand in thousandths, finer where a demand has more places, coarser where sums would not be exact', () => {
    const consumer = (id: string, service: string, demand: number, demandProfile?: string) => asset(id, HOMES, [{ service, from: ['p'], demand, demandProfile }]);
    const peak = { evening: Array.from({ length: 168 }, (_, h) => (h % 24 === 19 ? 10 : 0.5)) };
    const m = model([asset('p', PLANT), consumer('a', 'electricity', 2.5), consumer('b', 'water', 0.0004), consumer('c', 'communications', 400_000, 'evening')], { profiles: peak });
    const { network: n, names } = compile(m);
    // 2^53 / 3,603,600 = 2.4995e9 units: 4,000,000 at the peak leave two places, 2.4e9 at most.
    expect(names.services.map((s) => s.demandUnit)).toEqual([0.001, 0.0001, 0.01]);
    expect([...n.needDemand]).toEqual([2500, 4, 40_000_000]);
    expect(names.profiles).toEqual(['constant', 'evening']);
    expect([n.needDemandProfile[2], n.profileFactor[0], n.profileFactor[168 + 19], n.profileFactor[168]]).toEqual([1, 1, 10, 0.5]);
  });

  it('keeps a positive duration at one tick at least', () => {
    const { network: n } = compile(model([asset('a', PLANT), asset('b', kind('k', { restart: 1e-9 }), [{ service: 'electricity', from: ['a'], delayHours: 1 / 3 }])]));
    expect([...n.kindRestart]).toEqual([0, 1]);
    expect(n.needDelay[0]).toBe(TICKS / 3);
  });

  it('says which name is unknown and what was probably meant', () => {
    expect(() => compile(model([asset('sub-21', PLANT), asset('pump-7', PLANT, [{ service: 'electricity', from: ['sub-12'] }])])))
      .toThrow('need "pump-7/electricity", supplier: "sub-12" is not one of the 2 known. Did you mean "sub-21"?');
    expect(codeOf(() => compile(model([asset('a', PLANT), asset('b', PLANT, [], { key: 'a' })])))).toBe('KEY_DUPLICATE');
    expect(codeOf(() => compile(model([asset('a', PLANT), asset('a', PLANT, [], { key: 'b' })])))).toBe('ASSET_DUPLICATE');
    expect(codeOf(() => compile(model([asset('a', PLANT, [{ service: 'water', from: [], demandProfile: 'night' }])])))).toBe('PROFILE_UNKNOWN');
    expect(codeOf(() => compile(model([asset('a', PLANT, [{ service: 'heat', from: [] }])])))).toBe('SERVICE_UNKNOWN');
    expect(codeOf(() => compile(model([asset('a', PLANT, [{ service: 'water', from: [], demand: Infinity }])])))).toBe('VALUE_INVALID');
    expect(codeOf(() => compile(model([], { profiles: { night: [1, 2] } })))).toBe('PROFILE_INVALID');
    expect(codeOf(() => compile(model([], { sectors: Array.from({ length: 257 }, (_, i) => ({ id: `s${i}`, title: '' })) })))).toBe('SECTORS_TOO_MANY');
    expect(codeOf(() => compile(model([asset('a', PLANT, [{ service: 'water', from: [] }], { sector: 'powr' })])))).toBe('SECTOR_UNKNOWN');
  });

  it('is whole in its buffer: views made from it alone are the same', () => {
    const { network } = compile(model([asset('a', PLANT), asset('b', HOMES, [{ service: 'electricity', from: ['a'] }], { people: 7 })]));
    const again = networkFrom(network.buffer);
    expect(again.sizes).toEqual(network.sizes);
    expect([...again.assetServed]).toEqual([7, 7]);
  });
});
