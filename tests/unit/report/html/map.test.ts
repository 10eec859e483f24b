import { describe, expect, it } from 'vitest';
import { assetMap } from '../../../../src/report/html/map.js';
import type { AssetSummary } from '../../../../src/study/results.js';

const asset = (id: string, lon: number | null, lat: number | null, failureProbability = 0.5): AssetSummary => ({
  id, name: id, sector: 'power', kind: 'k', lon, lat, hitProbability: 0, failureProbability, failureInterval: [0, 1], meanLostHours: 0, meanFirstFailureHours: null,
});
const circles = (svg: string): { x: number; y: number; r: number }[] =>
  [...svg.slice(0, svg.indexOf('</svg>')).matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map((m) => ({ x: Number(m[1]), y: Number(m[2]), r: Number(m[3]) }));

describe('map', () => {
  it('keeps directions and proportions: one degree of longitude at 60° is half one of latitude', () => {
    // Equal probabilities: drawn in order of id.
    const [sw, nw, se] = circles(String(assetMap([asset('a', 10, 59.5), asset('b', 10, 60.5), asset('c', 11, 59.5)])));
    expect(nw!.y).toBeLessThan(sw!.y);
    expect(se!.x).toBeGreaterThan(sw!.x);
    expect((se!.x - sw!.x) / (sw!.y - nw!.y)).toBeCloseTo(0.5, 2);
  });

  it('draws a larger mark, and on top, the likelier an asset fails', () => {
    const marks = circles(String(assetMap([asset('a', 0, 0, 0.9), asset('b', 0, 0, 0.1), asset('c', 0, 0, 0)])));
    expect(marks.map((m) => m.r)).toEqual([...marks.map((m) => m.r)].sort((p, q) => p - q));
  });

  it('its scale bar tells true kilometres', () => {
    const svg = String(assetMap([asset('a', 0, -0.5), asset('b', 0, 0.5)]));
    const [, width] = /v6h([\d.]+)v-6/.exec(svg)!;
    const [, km] = />([\d.]+) km</.exec(svg)!;
    const marks = circles(svg);
    // One degree of latitude on a sphere of 6,371 km: 111.2 km.
    expect(Math.abs(marks[0]!.y - marks[1]!.y) / Number(width) * Number(km)).toBeCloseTo(111.2, 0);
  });

  it('says how many assets have no place', () => {
    expect(String(assetMap([asset('a', 0, 0), asset('b', null, null)]))).toContain('Without a place, and so not on the map: 1.');
  });
});
