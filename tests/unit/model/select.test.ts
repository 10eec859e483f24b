import { describe, expect, it } from 'vitest';
import { isInside } from '../../../src/model/geo.js';
import { normalizeModel } from '../../../src/model/read.js';
import { selectAssets } from '../../../src/model/select.js';
import type { Selector } from '../../../src/model/types.js';
import { smallModel } from './files.js';

it('a point in a polygon, open or closed', () => {
  const square: [number, number][] = [[0, 0], [2, 0], [2, 2], [0, 2]];
  for (const polygon of [square, [...square, square[0]!]]) {
    expect([[1, 1], [3, 1], [-1, 1], [1, 3], [0, 0], [2, 2]].map(([lon, lat]) => isInside({ lon: lon!, lat: lat! }, polygon))).toEqual([true, false, false, false, true, false]);
  }
});

describe('selectors', () => {
  const { model } = normalizeModel(smallModel());
  const select = (selector: Selector) => selectAssets(model, selector).map((i) => model.assets[i]!.id);
  it.each<[Selector, string[]]>([
    [{ all: true }, ['home', 'plant', 'plant-2', 'pump']], [{ id: ['pump', 'home'] }, ['home', 'pump']], [{ kind: ['plant'] }, ['plant', 'plant-2']], [{ sector: ['water', 'population'] }, ['home', 'pump']],
    [{ kind: ['plant'], id: ['plant', 'pump'] }, ['plant']], [{ attribute: { vendor: ['acme'] } }, ['plant']], [{ attribute: { elevationM: { max: 4 } } }, ['plant']], [{ attribute: { elevationM: { min: 2, max: 8 } } }, ['plant', 'plant-2']],
    [{ within: { of: { asset: 'plant' }, km: 6 } }, ['plant', 'pump']], [{ within: { of: { lon: 4.4, lat: 51.2 }, km: 1 } }, ['plant-2']], [{ area: { polygon: [[4.25, 51.22], [4.35, 51.22], [4.35, 51.3], [4.25, 51.3]] } }, ['pump']],
    [{ not: { kind: ['plant'] } }, ['home', 'pump']], [{ any: [{ id: ['home'] }, { sector: ['water'] }] }, ['home', 'pump']], [{ attribute: { constructor: ['x'] } }, []],
  ])('%j', (selector, expected) => {
    expect(select(selector)).toEqual(expected);
  });
});
