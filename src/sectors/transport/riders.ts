/**
 * Riders of public transport, as simple as it can be stated: a line carries `share` riders for each trip of the table on the pairs it
 * serves, up to its capacity. At a lower level its capacity is that part; of the riders left behind a part takes the road and the
 * others stay. All numbers are per trip of the table, so they hold for every pair alike.
 */
import type { Demand } from './demand.js';
import type { LineParams } from './traffic-params.js';

export class Riders {
  /** By pair, per trip of the table: riders when all is well, those still carried, those who take the road, and the trips these make there. */
  readonly usual: Float64Array;
  readonly carried: Float64Array;
  readonly diverted: Float64Array;
  readonly roadTrips: Float64Array;
  /** By line: the pairs it serves, and their trips in the table. */
  private readonly pairs: Int32Array[];
  private readonly trips: Float64Array;

  /** @param zones names of the zones, by node */
  constructor(private readonly lines: readonly LineParams[], demand: Demand, zones: readonly string[]) {
    const count = demand.trips.length, origin = new Int32Array(count);
    demand.origins.forEach((zone, k) => origin.fill(zone, demand.start[k]!, demand.start[k + 1]!));
    this.usual = new Float64Array(count);
    this.carried = new Float64Array(count);
    this.diverted = new Float64Array(count);
    this.roadTrips = new Float64Array(count);
    this.pairs = lines.map((line) => {
      const served = new Set(line.zones ?? zones);
      return Int32Array.from(origin.keys()).filter((pair) => served.has(zones[origin[pair]!]!) && served.has(zones[demand.destination[pair]!]!));
    });
    this.trips = Float64Array.from(this.pairs, (pairs) => pairs.reduce((sum, pair) => sum + demand.trips[pair]!, 0));
  }

  /** @param factor of the trip table at this hour @param level of each line, 0..1 */
  set(factor: number, level: Float64Array): void {
    for (const list of [this.usual, this.carried, this.diverted, this.roadTrips]) list.fill(0);
    this.lines.forEach((line, l) => {
      const wanted = line.share * this.trips[l]! * factor;
      const within = (capacity: number): number => (capacity >= wanted ? (capacity > 0 ? 1 : 0) : capacity / wanted);
      const usual = line.share * within(line.capacity), carried = Math.min(usual, line.share * within(line.capacity * level[l]!)), diverted = (usual - carried) * line.toRoads;
      for (const pair of this.pairs[l]!) {
        this.usual[pair]! += usual;
        this.carried[pair]! += carried;
        this.diverted[pair]! += diverted;
        this.roadTrips[pair]! += diverted * line.tripsPerRider;
      }
    });
  }
}
