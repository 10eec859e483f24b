/** Hazards and triggers of a scenario, after reading. */
import type { PeopleEffect } from './types-people.js';
import type { FieldFootprint } from './types-fields.js';
import type { Arrivals, While } from './types-interactions.js';
import type { DamageState, Numeric, Place, Selector } from './types-base.js';

/** Where a hazard is, and how strong: gives each asset its peak intensity, in the hazard's unit. */
export type Footprint = FieldFootprint | PlainFootprint | { form: 'file'; file: FootprintFile };

/** The same in every occurrence but for a random shift. */
export type PlainFootprint =
  | { form: 'select'; select: Selector }
  | { form: 'circle'; center: Place; radiusKm: number; /** Share of the intensity left at the rim (1: uniform). */ rim: number }
  | { form: 'polygon'; polygon: [number, number][] }
  | { form: 'attenuation'; from: [number, number][]; /** I(r) = I0 * (1 + r / scaleKm) ^ -exponent, r = distance to the point or polyline. */ scaleKm: number; exponent: number; maxKm: number };

/** A footprint read from files: the value at the place of each asset, in the hazard's unit, is what the hazard's intensity multiplies. */
export interface FootprintFile {
  /** As written, relative to `origin.folder`. Several: each is one realisation. */
  paths: string[];
  /** Table of sites beside a table of events. */
  sites?: string;
  /** Undefined: by the ending of the name. */
  format?: string;
  /** Band, property, field or column to be read; undefined: the only one. */
  field?: string;
  /** Bands, properties, columns or events of which each occurrence takes one. */
  realisations?: 'all' | string[];
  /** Of the realisations, in their order; undefined: equal. */
  weights?: number[];
  /** Undefined: as the file says. */
  crs?: string;
  unit?: string;
  sampling: 'nearest' | 'bilinear';
  /** Reach of a site; only for files of sites. */
  withinKm?: number;
  /** Values (of levels: depths) below hit nothing; undefined: those of 0 and below. */
  least?: number;
  /** Hours after onset, rising: paths, or bands of `realisations`, are the values at these times; undefined: alternatives. */
  times?: number[];
  /** Attribute with the height of an asset's ground, m: values are levels, and what counts is the depth above it. */
  ground?: string;
  /** Where it was written and what paths start from: no part of what the scenario says. */
  origin: { folder: string; file?: string; line?: number; column?: number; pointer?: string };
}

/** What a hazard does to the assets of its footprint, or to a part of them. */
export type Effect =
  | { effect: 'damage'; select?: Selector; /** Plain probability of `state` instead of the kind's fragility. */ probability?: number; state?: DamageState; /** As probability, by fragility, when absent. */
    /** By another measure than the hazard's: its intensity where that of the footprint is whole. */ peril?: { measure: string; unit: string; intensity: Numeric } }
  | { effect: 'derate'; select?: Selector; /** Share of capacity left while it lasts. */ to: number; probability: number; /** Intensity at an asset from which, and while, it acts; undefined: any. */ above?: number }
  | { effect: 'trip'; select?: Selector; probability: number; above?: number }
  | { effect: 'demand'; select?: Selector; service: string; /** Factor of what the needs of the service require while it lasts, > 0. */ by: number; probability: number; above?: number }
  | { effect: 'staff'; select?: Selector; /** Share of the staff absent while it lasts, or [hours after it begins, share], linear in between. */ absent: number | [number, number][]; /** Times the intensity of the hazard. */ scaled: boolean; probability: number; above?: number }
  | { effect: 'crews'; /** It is of no asset. */ select?: undefined; /** Ids; undefined: all. */ pools?: string[]; /** Share of the crews left while it lasts. */ to: number }
  | PeopleEffect;

export interface Hazard {
  id: string;
  key: string;
  title: string;
  /** Taxonomy id (docs/formats.md). */
  type: string;
  /** Hours from the start; undefined: occurs only when triggered. */
  onsetHours?: Numeric;
  /** Random times instead of an onset. */
  arrivals?: Arrivals;
  durationHours: Numeric;
  /** Hours after its onset when it is noticed; undefined: at once. */
  detectedHours?: Numeric;
  measure: string;
  unit: string;
  /** Intensity at the source or inside the footprint, in `unit`. */
  intensity: Numeric;
  footprint: Footprint;
  /** Standard deviation of a random offset of the footprint to the east and to the north, km; undefined: none. */
  shiftKm?: number;
  /** Share of the peak intensity over time: [hours after onset, factor], rising from the first point; undefined: at once. */
  profile?: [number, number][];
  effects: Effect[];
  /** Share of the log-variance of fragility thresholds that all assets of an occurrence have in common (0..1). */
  common: number;
  once: boolean;
}

/** When the cause happens, with a probability and after a lag, a hazard occurs. */
export interface Trigger {
  id: string;
  key: string;
  cause:
    | { on: 'hazard'; hazard: string }
    | { on: 'damage'; select: Selector; state: DamageState }
    | { on: 'outage'; select: Selector; afterHours: number };
  /** Only then; undefined: always. */
  while?: While;
  probability: number;
  lagHours: Numeric;
  hazard: string;
  repeat: boolean;
}
