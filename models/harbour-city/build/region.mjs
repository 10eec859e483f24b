/** The region under construction: assets and needs as rows of the two tables, with helpers for places and nearest suppliers. */

/** One degree in kilometres at the region's latitude; constants, so that no bit depends on a maths library. */
const KM_PER_DEGREE = { lon: 67.8, lat: 111.2 };
/** South-west corner: open North Sea, so that nobody takes the region for a real one. */
const ORIGIN = { lon: 3.0, lat: 52.4 };

const round = (value, digits) => Number(value.toFixed(digits));

/** Longitude and latitude of a point given in kilometres east and north of the corner. */
export function lonLat([x, y]) {
  return [round(ORIGIN.lon + x / KM_PER_DEGREE.lon, 5), round(ORIGIN.lat + y / KM_PER_DEGREE.lat, 5)];
}

/** Northing of the river at easting x: it runs from the hills in the east into the harbour. */
export const riverY = (x) => 14 + (x - 5) * 0.09;
/** Easting of the coast. */
export const COAST_X = 3;

/** Metres above sea level: rises away from the coast and, more steeply, from the river. */
export function elevation([x, y]) {
  const fromRiver = 0.5 + 1.25 * Math.abs(y - riverY(x)) + 0.05 * Math.max(0, x - 5);
  const fromSea = 0.6 + 0.75 * Math.max(0, x - COAST_X);
  return round(Math.min(fromRiver, fromSea), 1);
}

/** Which water floods the place first. */
export function water([x, y]) {
  return 0.75 * Math.max(0, x - COAST_X) < 1.25 * Math.abs(y - riverY(x)) || x < 9 ? 'sea' : 'river';
}

const distance = ([a, b], [c, d]) => Math.sqrt((a - c) ** 2 + (b - d) ** 2);

export class Region {
  assets = [];
  needs = [];
  #byId = new Map();

  /** @param random uniforms in [0, 1) */
  constructor(random) {
    this.random = random;
  }

  /** A point up to `km` east, west, north and south of another. */
  near([x, y], km = 0.9) {
    return [round(x + (this.random() * 2 - 1) * km, 2), round(y + (this.random() * 2 - 1) * km, 2)];
  }

  /**
   * Adds an asset and returns its id.
   * @param place kilometres east and north of the corner
   * @param fields further columns: name, people, people_profile, critical, district, vendor
   */
  asset(id, kind, place, fields = {}) {
    if (this.#byId.has(id)) throw new Error(`asset ${id} exists already`);
    const row = { id, kind, place, elevationM: elevation(place), water: water(place), ...fields };
    this.assets.push(row);
    this.#byId.set(id, row);
    return id;
  }

  /**
   * Adds a need of an asset: the service from one supplier or several.
   * @param fields required, weights, impact, delay, type, role, demand, demand_profile, buffer, refill, cover, refill_from, combine
   */
  need(asset, service, from, fields = {}) {
    const suppliers = [from].flat();
    for (const id of [asset, ...suppliers]) if (!this.#byId.has(id)) throw new Error(`${asset} needs ${service} from ${id}, which is not there yet`);
    this.needs.push({ asset, service, from: suppliers, ...fields });
  }

  /** What a repair of the asset waits for: a road on which a lorry can pass, if slowly. */
  repairNeeds(asset, roads, fuel = []) {
    this.need(asset, 'access', roads, { required: 0.3, role: 'repair' });
    if (fuel.length > 0) this.need(asset, 'fuel', fuel, { role: 'repair', required: 0.5 });
  }

  get(id) {
    return this.#byId.get(id);
  }

  /** The `count` assets of a kind nearest to a point, nearest first, ties by id. */
  nearest(kind, place, count = 1) {
    return this.assets
      .filter((asset) => asset.kind === kind)
      .map((asset) => ({ id: asset.id, km: distance(asset.place, place) }))
      .sort((a, b) => a.km - b.km || (a.id < b.id ? -1 : 1))
      .slice(0, count)
      .map((entry) => entry.id);
  }
}
