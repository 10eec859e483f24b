/**
 * Intensity fields as a compiled scenario carries them: plain data that can be posted to a worker. Arrays go by position in the hazard's
 * assets unless said otherwise; places are kilometres east and north of an origin that belongs to the hazard. engine/fields.ts makes the fields.
 */
import type { GroundMotionModelName } from '../model/ground-motion-models.js';
import type { AttenuationRegion, Mechanism } from '../model/types-fields.js';
import type { Numeric, PlainFootprint } from '../model/types.js';

/** One of several given intensity maps, as realisations of a shake map or members of a forecast. */
export interface EnsembleData {
  form: 'ensemble';
  /** By realisation: logarithm of the intensity factor at each asset; -Infinity: not reached. */
  ln: Float64Array[];
  /** Sum of the weights up to and with each realisation. */
  cumulative: Float64Array;
}

/** A footprint whose place is uncertain. */
export interface ShiftedData { form: 'shifted'; footprint: Exclude<PlainFootprint, { form: 'select' }>; shiftKm: number; /** Degrees. */ lon: Float64Array; lat: Float64Array }

/** Places of assets. */
export interface PlaneData { east: Float64Array; north: Float64Array; /** Standard deviation of the random offset of the source, each way; 0: none. */ shiftKm: number }

/** Points one after the other, east and north. */
export interface PathData { form: 'path'; east: Float64Array; north: Float64Array }
/** A plane whose trace at the surface has its middle at the origin. Undefined lengths: from the magnitude. */
export interface RectangleData { form: 'rectangle'; strike: number; dip: number; lengthKm?: number; widthKm?: number; topKm: number }

export interface GroundMotionData extends PlaneData {
  form: 'ground-motion';
  model: GroundMotionModelName;
  measure: string;
  /** ln of one cm/s (PGV) or one g in the hazard's unit. */
  lnUnit: number;
  magnitude: Numeric;
  source: PathData | RectangleData;
  mechanism: Mechanism;
  region: AttenuationRegion;
  vs30: Float64Array;
  z1Km: Float64Array;
  /** Range of the correlation within an event, km; 0: no residuals at all. */
  rangeKm: number;
  maxKm: number;
  /** Measures of further perils, each once; absent: none. */
  further?: { measure: string; lnUnit: number; rangeKm: number }[];
}

/** Arrays by step along the track. */
export interface StormData {
  form: 'storm';
  hours: Float64Array;
  lon: Float64Array;
  lat: Float64Array;
  /** Forward motion, m/s. */
  eastMs: Float64Array;
  northMs: Float64Array;
  /** B dp / rho of Holland (1980), m2/s2; B; radius of the largest wind, km. */
  strength: Float64Array;
  shape: Float64Array;
  radiusKm: Float64Array;
  surfaceFactor: number;
  gustFactor: number;
  asymmetry: number;
  crossTrackKm: number;
  pace: Numeric;
  maxKm: number;
  /** Places of assets, degrees. */
  assetLon: Float64Array;
  assetLat: Float64Array;
}

export interface FloodData {
  form: 'flood';
  /** Hydrograph, by point. */
  hours: Float64Array;
  level: Float64Array;
  offset: Numeric;
  ground: Float64Array;
  delayHours: Float64Array;
}

/** Course of the intensity from when an asset is reached; undefined: at once at its peak. */
export interface Arrival { profile?: { hours: Float64Array; factors: Float64Array } }

export interface PlumeData extends PlaneData, Arrival {
  form: 'plume';
  windFrom: Numeric;
  windMs: Numeric;
  sector: number;
  bandKm: Float64Array;
  bandShare: Float64Array;
  nearKm: number;
}

export interface FireData extends PlaneData, Arrival {
  form: 'fire';
  ignition: PathData;
  windFrom: Numeric;
  rateMs: Numeric;
  ratio: Numeric;
  barriers: PathData[];
  maxKm: number;
}

/** Data of every form of field. */
export type CompiledField = EnsembleData | ShiftedData | GroundMotionData | StormData | FloodData | PlumeData | FireData;
