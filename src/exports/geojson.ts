/** GeoJSON (RFC 7946, WGS 84): one point an asset that has a place, with its results as properties. */
import type { FeatureCollection, Point } from 'geojson';
import type { Exporter } from './exporter.js';

export const geojson: Exporter = {
  format: 'geojson', extension: 'geojson', mime: 'application/geo+json', tabular: false,
  write(results) {
    const collection: FeatureCollection<Point> = {
      type: 'FeatureCollection',
      features: results.assets.flatMap((a) => {
        if (a.lon === null || a.lat === null) return [];
        const { id, lon, lat, ...properties } = a;
        return [{ type: 'Feature' as const, id, geometry: { type: 'Point' as const, coordinates: [lon, lat] }, properties: { id, ...properties } }];
      }),
    };
    return Promise.resolve(`${JSON.stringify(collection)}\n`);
  },
};
