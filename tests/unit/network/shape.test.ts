import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectModel } from '../../../src/network/shape.js';
import { HOMES, PLANT, asset, buffer, kind, model, type NeedSpec } from './models.js';

const MAST = kind('mast', { sector: 'telecom', services: ['communications'], sources: { restart: 'assumption', cutOff: 'Author 2020, table 3' } });
const WELL = kind('well', { sector: 'water', services: ['water'], sources: { restart: 'assumption' } });
const electricity = (...from: string[]): NeedSpec => ({ service: 'electricity', from });

/** Two plants feed a grid that talks over a mast that the grid feeds; a well and two areas hang on it; an office stands alone. */
const TOWN = model([
  asset('grid', PLANT, [{ ...electricity('plant-1', 'plant-2') }, { service: 'communications', from: ['mast'], type: 'cyber' }]),
  asset('mast', MAST, [{ ...electricity('grid'), buffer: buffer(8) }]),
  asset('office', PLANT), asset('plant-1', PLANT, [], { name: 'East plant', place: { lon: 4, lat: 51 } }), asset('plant-2', PLANT),
  asset('quay', HOMES, [electricity('grid'), { service: 'water', from: ['well'] }], { people: 1000 }),
  asset('town', HOMES, [electricity('grid'), { service: 'water', from: ['well'] }], { people: 3000 }),
  asset('well', WELL, [electricity('grid'), { service: 'communications', from: ['mast'], role: 'repair' }]),
]);

describe('inspectModel', () => {
  const shape = inspectModel(TOWN);

  it('counts sizes, buffers and redundancy', () => {
    expect(shape).toMatchObject({ assets: 8, needs: 9, edges: 10, serviceAreas: 2, people: 4000, withPlace: 1, buffered: 1, redundant: 1 });
    expect(shape.sectors[0]).toEqual({ id: 'power', title: 'power', assets: 4, needs: 2, kinds: [{ id: 'plant', title: 'plant', assets: 4 }] });
  });

  it('counts needs by supplying and consuming sector, without repair needs', () => {
    // rows and columns: power, water, telecom, people
    expect(shape.dependencies).toEqual([[1, 1, 1, 2], [0, 0, 0, 2], [1, 0, 0, 0], [0, 0, 0, 0]]);
  });

  it('finds parts, loops, articulation points and hubs', () => {
    expect(shape.weak).toEqual({ count: 2, largest: 7, isolated: 1 });
    expect(shape.loops).toEqual({ count: 1, assets: 2, largest: [{ size: 2, sectors: ['power', 'telecom'], members: ['grid', 'mast'] }] });
    expect(shape.articulation).toEqual({ count: 1, top: [{ asset: 'grid', name: 'grid', sector: 'power', value: 4000 }] });
    expect(shape.hubs.consumers.top.map((r) => [r.asset, r.value])).toEqual([['grid', 4], ['well', 2], ['mast', 1], ['plant-1', 1], ['plant-2', 1]]);
    // Shortest paths through the grid: from either plant to 4 others, from the mast to 3; the areas are one step from it.
    expect(shape.hubs.betweenness).toMatchObject({ method: 'exact', top: [{ asset: 'grid', value: 11 }] });
    expect(shape.hubs.pagerank.top[0]!.asset).toBe('grid');
  });

  it('finds the single points by service: redundant plants are none', () => {
    expect(shape.singlePoints).toMatchObject({ examined: 5, candidates: 5 });
    expect(shape.singlePoints.services.map((s) => [s.service, s.count, s.top.map((t) => `${t.asset} ${t.value} ${t.areas}`)])).toEqual([
      ['electricity', 2, ['grid 4000 2', 'mast 4000 2']],
      ['water', 3, ['grid 4000 2', 'mast 4000 2', 'well 4000 2']],
    ]);
  });

  it('counts cited and assumed values once per kind', () => {
    expect(shape.sources).toEqual({ values: 3, cited: 1, assumed: 2, kinds: 4 });
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(shape))).toEqual(shape);
  });

  it('estimates betweenness above 2,000 assets, and says from how many pivots', () => {
    const chain = inspectModel(model(Array.from({ length: 2500 }, (_, i) => asset(`c${String(i).padStart(4, '0')}`, PLANT, i ? [electricity(`c${String(i - 1).padStart(4, '0')}`)] : []))));
    expect(chain.hubs.betweenness.method).toBe('estimated from 500 pivots');
    // Asset i of a chain lies on i (n - 1 - i) paths: most in the middle, 1,249 x 1,250.
    const { asset: middle, value } = chain.hubs.betweenness.top[0]!;
    expect(Math.abs(Number(middle.slice(1)) - 1250)).toBeLessThan(150);
    expect(Math.abs(value / (1249 * 1250) - 1)).toBeLessThan(0.15);
  });

  it('copes with models of nothing, and of assets without needs', () => {
    expect(inspectModel(model([]))).toMatchObject({ assets: 0, weak: { count: 0, largest: 0 }, loops: { count: 0 } });
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), (n) => {
      const alone = inspectModel(model(Array.from({ length: n }, (_, i) => asset(`a${i}`, PLANT))));
      expect(alone.weak).toEqual({ count: n, largest: 1, isolated: n });
    }), { numRuns: 5 });
  });
});
