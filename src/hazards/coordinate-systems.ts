/**
 * Coordinate systems that are known by their EPSG number, as proj4 strings (EPSG Dataset; shifts to WGS 84 by three or seven parameters are good to
 * a few metres). proj4 itself brings WGS 84, NAD83, web Mercator and the UTM zones of WGS 84. Data only.
 */

/** Systems whose degrees are taken as WGS 84: they differ by less than two metres. */
export const GEOGRAPHIC: readonly string[] = ['EPSG:4326', 'EPSG:4258', 'EPSG:4269', 'EPSG:4979'];

const ETRS = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs', WGS = '+datum=WGS84 +units=m +no_defs';
const tm = (lat: number, lon: number, k: number, x: number, y: number): string => `+proj=tmerc +lat_0=${lat} +lon_0=${lon} +k=${k} +x_0=${x} +y_0=${y}`;
const utm = (zone: number): string => `+proj=utm +zone=${zone} ${ETRS}`;
const zones = (first: number, last: number, name: (zone: number) => string, definition: (zone: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: last - first + 1 }, (_, i) => [name(first + i), definition(first + i)]));

export const PROJECTED: Readonly<Record<string, string>> = {
  'EPSG:3857': '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  ...zones(1, 60, (z) => `EPSG:${32_600 + z}`, (z) => `+proj=utm +zone=${z} ${WGS}`),
  ...zones(1, 60, (z) => `EPSG:${32_700 + z}`, (z) => `+proj=utm +zone=${z} +south ${WGS}`),
  ...zones(28, 38, (z) => `EPSG:${25_800 + z}`, utm),
  ...zones(1, 23, (z) => `EPSG:${26_900 + z}`, utm),
  'EPSG:3034': `+proj=lcc +lat_0=52 +lon_0=10 +lat_1=35 +lat_2=65 +x_0=4000000 +y_0=2800000 ${ETRS}`,
  'EPSG:3035': `+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 ${ETRS}`,
  'EPSG:2154': `+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 ${ETRS}`,
  'EPSG:2180': `${tm(0, 19, 0.9993, 500_000, -5_300_000)} ${ETRS}`,
  'EPSG:2193': `${tm(0, 173, 0.9996, 1_600_000, 10_000_000)} ${ETRS}`,
  'EPSG:3006': `+proj=utm +zone=33 ${ETRS}`,
  'EPSG:3067': `+proj=utm +zone=35 ${ETRS}`,
  'EPSG:3763': `${tm(39.66825833333333, -8.133108333333334, 1, 0, 0)} ${ETRS}`,
  'EPSG:3812': `+proj=lcc +lat_0=50.797815 +lon_0=4.359215833333333 +lat_1=49.83333333333334 +lat_2=51.16666666666666 +x_0=649328 +y_0=665262 ${ETRS}`,
  'EPSG:31370': '+proj=lcc +lat_0=90 +lon_0=4.367486666666666 +lat_1=51.16666723333333 +lat_2=49.8333339 +x_0=150000.013 +y_0=5400088.438 +ellps=intl +towgs84=-106.8686,52.2978,-103.7239,0.3366,-0.457,1.8422,-1.2747 +units=m +no_defs',
  'EPSG:28992': '+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.417,50.3319,465.552,-0.398957,0.343988,-1.8774,4.0725 +units=m +no_defs',
  'EPSG:27700': `${tm(49, -2, 0.9996012717, 400_000, -100_000)} +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs`,
  'EPSG:2056': '+proj=somerc +lat_0=46.95240555555556 +lon_0=7.439583333333333 +k_0=1 +x_0=2600000 +y_0=1200000 +ellps=bessel +towgs84=674.374,15.056,405.346,0,0,0,0 +units=m +no_defs',
  'EPSG:5070': `+proj=aea +lat_0=23 +lon_0=-96 +lat_1=29.5 +lat_2=45.5 +x_0=0 +y_0=0 ${ETRS}`,
};
