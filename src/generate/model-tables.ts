/** The two tables of a synthetic model in the making. */
import { join } from 'node:path';
import { TableWriter, type Cell } from './table-writer.js';

const ASSET_COLUMNS = ['id', 'kind', 'lon', 'lat', 'people', 'people_profile', 'critical', 'region', 'elevationM', 'vendor'];
const NEED_COLUMNS = ['asset', 'service', 'from', 'weights', 'required', 'impact', 'type', 'role', 'demand', 'buffer', 'refill', 'refill_from'];

/** Degrees east and north of the corner of the map. */
export type Spot = readonly [east: number, north: number];

/** South-west corner: open sea, so that nobody takes a synthetic model for a real place. */
const CORNER = { lon: 2, lat: 40 };

const RESIDENTS_A_HOME = 2.3;
/** Mean household load with some electric heating, MW per resident. */
const MEGAWATTS_A_HEAD = 0.0006;

export class ModelTables {
  private readonly assetTable: TableWriter;
  private readonly needTable: TableWriter;
  people = 0;

  /** @param random uniforms in [0, 1) */
  constructor(folder: string, readonly random: () => number) {
    this.assetTable = new TableWriter(join(folder, 'assets.csv'), ASSET_COLUMNS);
    this.needTable = new TableWriter(join(folder, 'needs.csv'), NEED_COLUMNS);
  }

  get assets(): number { return this.assetTable.rows; }
  get needs(): number { return this.needTable.rows; }

  /** Adds an asset within about 2 km of the spot and returns its id. */
  asset(id: string, kind: string, spot: Spot, fields: Readonly<Record<string, Cell>> = {}): string {
    const lon = CORNER.lon + spot[0] + (this.random() - 0.5) * 0.05;
    const lat = CORNER.lat + spot[1] + (this.random() - 0.5) * 0.03;
    this.assetTable.write({ id, kind, lon: lon.toFixed(5), lat: lat.toFixed(5), elevationM: (this.random() * 30).toFixed(1), ...fields });
    return id;
  }

  need(asset: string, service: string, from: string | readonly string[], fields: Readonly<Record<string, Cell>> = {}): void {
    this.needTable.write({ asset, service, from, ...fields });
  }

  /** Adds a service area of 400 to 2,800 residents on a feeder; returns its id. */
  homes(id: string, spot: Spot, region: string, feeder: string): string {
    const people = Math.round(RESIDENTS_A_HOME * (170 + this.random() * 1050));
    this.people += people;
    this.asset(id, 'homes', spot, { people, people_profile: 'residential', region });
    this.need(id, 'electricity', feeder, { impact: 0.6, demand: (people * MEGAWATTS_A_HEAD).toFixed(3) });
    return id;
  }

  close(): void {
    this.assetTable.close();
    this.needTable.close();
  }
}
