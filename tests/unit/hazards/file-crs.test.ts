/**
 * Published examples of projections: IOGP Publication 373-7-2 (Geomatics Guidance Note 7, part 2), and fundamental points of national systems.
 */
import { describe, expect, it } from 'vitest';
import { crsConversion, crsName, sameCrs } from '../../../src/hazards/file-crs.js';
import { PROJECTED } from '../../../src/hazards/coordinate-systems.js';

const dms = (d: number, m: number, s: number): number => d + m / 60 + s / 3600;

describe('crsConversion', () => {
  it.each([
    // IOGP 373-7-2, Lambert Azimuthal Equal Area: ETRS89-extended / LAEA Europe.
    ['EPSG:3035', 5, 50, 3962799.45, 2999718.85, 0.01],
    // IOGP 373-7-2, Popular Visualisation Pseudo Mercator.
    ['EPSG:3857', -dms(100, 20, 0), dms(24, 22, 54.433), -11169055.58, 2800000, 0.01],
    // UTM by symmetry: its own meridian is at 500,000 m; the equator at 0 (10,000,000 m in the south).
    ['EPSG:32631', 3, 0, 500000, 0, 0.001], ['EPSG:32731', 3, 0, 500000, 10000000, 0.001], ['EPSG:25832', 9, 0, 500000, 0, 0.001],
    // Kadaster, RDNAPTRANS 2018, points for self-validation (Amersfoort, Texel): seven parameters without the correction grid.
    ['EPSG:28992', 5.387203657, 52.155172897, 155000, 463000, 0.5], ['EPSG:28992', 4.824761912, 53.160753042, 117380.12, 575040.34, 0.5],
    // swisstopo: the old observatory of Bern, origin of the Swiss grid.
    ['EPSG:2056', 7.438632495, 46.951082877, 2600000, 1200000, 0.5],
    // False origin of the French grid.
    ['EPSG:2154', 3, 46.5, 700000, 6600000, 0.001],
    // Origin of the Belgian grid of 2008.
    ['EPSG:3812', 4.359215833333333, 50.797815, 649328, 665262, 0.001],
  ])('%s', (name, lon, lat, x, y, metres) => {
    const { fromLonLat, toLonLat } = crsConversion(name), [gotX, gotY] = fromLonLat(lon, lat);
    expect(Math.abs(gotX - x)).toBeLessThan(metres);
    expect(Math.abs(gotY - y)).toBeLessThan(metres);
    const [backLon, backLat] = toLonLat(gotX, gotY);
    expect(backLon).toBeCloseTo(lon, 7);
    expect(backLat).toBeCloseTo(lat, 7);
  });

  it('degrees pass unchanged, easting first whatever a register says', () => {
    for (const name of ['EPSG:4326', 'epsg:4326', 'WGS84', 'urn:ogc:def:crs:OGC:1.3:CRS84', 'urn:ogc:def:crs:EPSG::4326', 'EPSG:4258']) expect(crsConversion(name).fromLonLat(4.123456789012, 51.2)).toEqual([4.123456789012, 51.2]);
  });

  it('every known system can be converted there and back in the middle of its zone', () => {
    const at: Record<string, [number, number]> = { 'EPSG:5070': [-96, 37], 'EPSG:2193': [173, -41], 'EPSG:3763': [-8, 39.7], 'EPSG:2180': [19, 52] };
    for (const [name, definition] of Object.entries(PROJECTED)) {
      const zone = Number(/\+zone=(\d+)/.exec(definition)?.[1] ?? NaN), place = at[name] ?? (Number.isNaN(zone) ? [5.5, 51.5] : [6 * zone - 183, definition.includes('+south') ? -40 : 40]);
      const { fromLonLat, toLonLat } = crsConversion(name), [lon, lat] = toLonLat(...fromLonLat(...place as [number, number]));
      expect([name, Math.abs(lon - place[0]!) < 1e-6, Math.abs(lat - place[1]!) < 1e-6]).toEqual([name, true, true]);
    }
  });

  it('coordinates are rounded to a power of two below a millimetre, so that last bits of sines do not show', () => {
    const [x, y] = crsConversion('EPSG:25831').fromLonLat(3.18584, 52.54928);
    expect([x * 8192, y * 8192].every(Number.isInteger)).toBe(true);
  });

  it.each(['EPSG:99999', '25832', 'Belgium', '', '+proj=nonsense', '+proj=utm +zone=31 +nadgrids=x.gsb', '+init=epsg:25832'])('"%s" is refused by name', (name) => {
    expect(() => crsConversion(name)).toThrowError(expect.objectContaining({ code: 'FOOTPRINT_CRS', message: expect.stringContaining(name) as string }));
  });

  it('takes a proj4 string', () => {
    expect(crsConversion('+proj=utm +zone=31 +datum=WGS84').fromLonLat(3.1, 52.5)).toEqual(crsConversion('EPSG:32631').fromLonLat(3.1, 52.5));
  });

  it('knows when two names mean one system', () => {
    expect([sameCrs('EPSG:4326', 'CRS84'), sameCrs('EPSG:4326', 'EPSG:4258'), sameCrs('EPSG:25831', 'epsg:25831'), sameCrs('EPSG:25831', 'EPSG:32631')]).toEqual([true, true, true, false]);
    expect(crsName('urn:ogc:def:crs:EPSG:9.8:25832')).toBe('EPSG:25832');
  });
});
