/**
 * Roads and trips as plain tables, whatever file they came from: what the importers of TNTP and GeoJSON give, and what the traffic
 * assignment takes. Times are in the unit of the file (minutes as a rule), flows and capacities in trips an hour.
 */
import type { Problem } from '../errors.js';

/** A directed road network. Nodes and links are numbered from 0 in the order of the file; the first `zoneCount` nodes are zones. */
export interface RoadNetwork {
  readonly file: string;
  /** Names as the file has them; a TNTP node 7 is "7". */
  readonly nodeNames: readonly string[];
  /** Zones are the nodes 0 .. zoneCount - 1: trips begin and end there. */
  readonly zoneCount: number;
  /** By node: 1 where no trip may pass through, only begin or end (TNTP: nodes below FIRST THRU NODE). */
  readonly endsOnly: Uint8Array;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /** Flow at which the delay is `delayFactor` times the free-flow time, trips an hour. */
  readonly capacity: Float64Array;
  readonly freeFlowTime: Float64Array;
  /** B of the BPR function t = t0 (1 + B (v / c)^power). */
  readonly delayFactor: Float64Array;
  readonly power: Float64Array;
  readonly length: Float64Array;
  readonly toll: Float64Array;
  /** Where each link stands in the file: line of a TNTP file, number of the feature in GeoJSON; 1-based. */
  readonly row: Int32Array;
  /** Where the nodes are, if the file says so. */
  readonly places?: NodePlaces;
}

/** Coordinates by node; NaN: none. Degrees (longitude, latitude) in GeoJSON, else whatever the file has. */
export interface NodePlaces { readonly x: Float64Array; readonly y: Float64Array }

/** Trips an hour between zones, by origin, then destination; pairs without trips are left out. */
export interface TripTable {
  readonly file: string;
  readonly zoneCount: number;
  readonly origin: Int32Array;
  readonly destination: Int32Array;
  readonly trips: Float64Array;
}

/** What an importer gives: the value if it is sound, and everything that is wrong or odd. */
export interface Read<T> { value?: T; problems: Problem[] }
