/** Trips by origin, as the assignment loads them. */
import type { TripTable } from '../../imports/road-network.js';

export class Demand {
  /** Zones with trips to other zones, ascending. */
  readonly origins: Int32Array;
  /** Pairs of origin k: start[k] .. start[k + 1] - 1, by destination. */
  readonly start: Int32Array;
  readonly destination: Int32Array;
  /** Trips an hour of each pair; may be changed between assignments. */
  readonly trips: Float64Array;
  /** Trips that stay in their zone: they need no road. */
  readonly withinZones: number;

  constructor(table: TripTable) {
    const away = Int32Array.from(table.trips.keys()).filter((pair) => table.origin[pair] !== table.destination[pair]);
    this.withinZones = table.trips.reduce((sum, trips, pair) => (table.origin[pair] === table.destination[pair] ? sum + trips : sum), 0);
    this.origins = Int32Array.from(new Set(Array.from(away, (pair) => table.origin[pair]!))).sort();
    this.destination = Int32Array.from(away, (pair) => table.destination[pair]!);
    this.trips = Float64Array.from(away, (pair) => table.trips[pair]!);
    this.start = new Int32Array(this.origins.length + 1);
    const place = new Map(Array.from(this.origins, (zone, k) => [zone, k]));
    for (const pair of away) this.start[place.get(table.origin[pair]!)! + 1]!++;
    for (let k = 0; k < this.origins.length; k++) this.start[k + 1]! += this.start[k]!;
  }

  /** Sets the trips of all pairs to `factor` times those of another demand of the same pairs. */
  scale(from: Demand, factor: number): void {
    for (let pair = 0; pair < this.trips.length; pair++) this.trips[pair] = factor * from.trips[pair]!;
  }
}
