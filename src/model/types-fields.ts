/** Footprints whose intensities are computed by a model of the hazard, drawn anew in each occurrence. Equations: docs/hazards.md. */
import type { GroundMotionModelName } from './ground-motion-models.js';
import type { Numeric, Place } from './types-base.js';

/** In the order of the coefficients of the ground-motion models. */
export const MECHANISMS = ['unspecified', 'strike-slip', 'normal', 'reverse'] as const;
export type Mechanism = (typeof MECHANISMS)[number];

/** Regions that BSSA14 tells apart by anelastic attenuation and, Japan, by basins; `global`: California, New Zealand, Taiwan. */
export const REGIONS = ['global', 'china', 'turkey', 'italy', 'japan'] as const;
export type AttenuationRegion = (typeof REGIONS)[number];

/** Part of the earth that breaks, seen from above. */
export type QuakeSource =
  | { form: 'point'; at: Place }
  | { form: 'line'; line: [number, number][] }
  | {
    form: 'rectangle';
    /** Middle of the line where the plane, prolonged upwards, meets the surface. */
    trace: Place;
    /** Degrees from north, the plane dipping to the right of it; dip below the horizontal. */
    strike: number; dip: number;
    /** Along strike, and down the plane; undefined: from the magnitude. */
    lengthKm?: number; widthKm?: number;
    /** Depth of the upper edge. */
    topKm: number;
  };

export interface GroundMotionFootprint {
  form: 'ground-motion';
  /** Undefined: the usual one. */
  model?: GroundMotionModelName;
  magnitude: Numeric;
  source: QuakeSource;
  mechanism: Mechanism;
  region: AttenuationRegion;
  /** m/s, for assets without the attribute `vs30`. */
  vs30: number;
  /** Differences from the median: between events and, correlated in space, within an event; or none. */
  residuals: 'correlated' | 'none';
  /** Places with like vs30 stand together (case 2 of Jayaram and Baker). */
  clusteredSites: boolean;
  maxKm: number;
}

/** The storm at a time: hours after onset. What is undefined is estimated. */
export interface StormPoint { hours: number; lon: number; lat: number; pressureHpa?: number; ambientHpa?: number; /** Mean wind at 10 m, m/s. */ windMs?: number; radiusKm?: number }

export interface StormFootprint {
  form: 'storm';
  track: StormPoint[];
  ambientHpa: number;
  /** Shape parameter B; undefined: from pressure and wind where both are given, else 1.5. */
  hollandB?: number;
  surfaceFactor: number;
  gustFactor: number;
  /** Share of the forward speed that adds to the wind. */
  asymmetry: number;
  /** Standard deviation of the offset across the track. */
  crossTrackKm: number;
  /** Factor of the forward speed. */
  pace: Numeric;
  maxKm: number;
  /** Decay over land from an hour of the track on; undefined: as the track says. */
  landfall?: Landfall;
}

/** Share of the wind left at once, rate (1/h) and wind (m/s) of the decay after landfall. */
export interface Landfall { hours: number; reduction: number; decayPerHour: number; backgroundMs: number }

export interface FloodFootprint {
  form: 'flood';
  /** [hours after onset, metres]. */
  level: [number, number][];
  /** Added to the level, m. */
  offset: Numeric;
  /** Attribute with the height of the ground, m. */
  ground: string;
  /** Areas that are wet from a level on, instead of heights; undefined: heights. */
  areas?: { fromM: number; polygon: [number, number][] }[];
  /** Only inside; undefined: everywhere. */
  within?: [number, number][];
  /** Where the level is meant, and how fast it goes on from there; undefined: everywhere at once. */
  travel?: { from: [number, number][]; speedMs: number };
}

export interface PlumeFootprint {
  form: 'plume';
  at: Place;
  /** Where the wind comes from, degrees from north. */
  windFrom: Numeric;
  windMs: Numeric;
  /** Full angle, degrees. */
  sector: number;
  /** [up to km, share of the intensity], going outwards. */
  bands: [number, number][];
  /** All around up to here. */
  nearKm: number;
}

export interface FireFootprint {
  form: 'fire';
  /** Place or line of ignition. */
  from: [number, number][];
  windFrom: Numeric;
  /** Rate of spread with the wind, m/s. */
  rateMs: Numeric;
  /** Length to breadth of the ellipse, at least 1. */
  ratio: Numeric;
  /** Lines that it does not cross. */
  barriers: [number, number][][];
  maxKm: number;
}

export type FieldFootprint = GroundMotionFootprint | StormFootprint | FloodFootprint | PlumeFootprint | FireFootprint;

/** Forms of FieldFootprint. */
export const FIELD_FORMS: readonly string[] = ['ground-motion', 'storm', 'flood', 'plume', 'fire'] satisfies FieldFootprint['form'][];
