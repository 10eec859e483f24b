/** A model as a map: GeoJSON (RFC 7946, WGS 84) of its assets, as points, and of who supplies whom, as lines. */
import type { Asset, Model, Need } from '../model/types.js';
import { typical } from './graph.js';

/** GeoJSON in pieces of one feature each, for models too large for one string. What has no place is not on the map. */
export function* mapPieces(model: Model): Generator<string> {
  const placed = new Map(model.assets.filter((asset) => asset.place).map((asset) => [asset.id, asset]));
  let first = true;
  yield '{"type":"FeatureCollection","features":[';
  for (const feature of features(model, placed)) {
    yield `${first ? '' : ','}\n${JSON.stringify(feature)}`;
    first = false;
  }
  yield '\n]}\n';
}

function* features(model: Model, placed: ReadonlyMap<string, Asset>): Generator<object> {
  for (const { id, name, kind, sector, place, people } of model.assets) {
    if (place) yield { type: 'Feature', id, geometry: { type: 'Point', coordinates: [place.lon, place.lat] }, properties: { feature: 'asset', id, name, kind: kind.id, sector, people, serviceArea: kind.serviceArea } };
  }
  for (const consumer of model.assets) for (const need of consumer.needs) yield* lines(consumer, need, placed);
}

/** A line from each supplier; those of one need share `need`, `required` and `n`: a group stays a group. */
function* lines(consumer: Asset, { id, service, type, role, suppliers, required, buffer }: Need, placed: ReadonlyMap<string, Asset>): Generator<object> {
  const groups = [{ need: id, role: role as string, suppliers, required }, ...(buffer?.refill ? [{ need: `${id}/refill`, role: 'refill', suppliers: buffer.refill.suppliers, required: buffer.refill.required }] : [])];
  for (const group of groups) {
    for (const supplier of group.suppliers) {
      const from = placed.get(supplier.asset)?.place, to = consumer.place;
      if (!from || !to) continue;
      yield {
        type: 'Feature', geometry: { type: 'LineString', coordinates: [[from.lon, from.lat], [to.lon, to.lat]] },
        properties: {
          feature: 'need', need: group.need, from: supplier.asset, to: consumer.id, service, type, role: group.role, weight: supplier.weight,
          required: group.required, n: group.suppliers.length, bufferHours: buffer ? typical(buffer.hours) : 0,
        },
      };
    }
  }
}
