/** Catalogues of events, after reading. */
import type { Footprint } from './types-hazards.js';
import type { Change } from './types-variants.js';
import type { Numeric, Place } from './types-base.js';

/** A hazard of the scenario as it is in one event; what is undefined is as in the scenario. */
export interface Strike { hazard: string; /** After the event begins. */ onsetHours: number; intensity?: Numeric; durationHours?: Numeric; at?: Place; footprint?: string }

export interface CatalogueEvent {
  id: string;
  ratePerYear: number;
  peril: string;
  /** Name of a season; undefined: the same all year. */
  season?: string;
  /** Absolute path of its own scenario, which runs as it is; undefined: the catalogue's, with these strikes. */
  scenario?: string;
  /** Empty: the scenario as it is. */
  strikes: Strike[];
}

/** How the events of a peril cluster. `negative-binomial`: a year's rate is gamma distributed with this squared coefficient of variation; `self-exciting`: each event causes further ones. */
export type Clustering =
  | { by: 'negative-binomial'; dispersion: number }
  | { by: 'self-exciting'; offspring: number; lagHours: Numeric };

export interface Peril { id: string; title: string; clustering?: Clustering }

export type Sampling =
  | { by: 'event'; replications: number }
  | { by: 'target'; returnPeriod: number; replications: number; /** Share. */ pilot: number; /** Quantiles, ascending, inside (0, 1). */ bands: number[] };

export interface YearsPlan { count: number; timelineYears: number; warmUpYears: number }

export interface TreeBranch { id: string; title: string; weight: number; changes: Change[]; /** By peril; `all` where one factor is for all. */ rates: Record<string, number>; allRates: number }
export interface TreeLevel { id: string; title: string; branches: TreeBranch[] }

export interface Catalogue {
  format: 'hazcade-catalogue/1';
  id: string;
  title: string;
  story: string;
  sources: string[];
  limits: string[];
  /** Absolute. */
  scenarioPath: string;
  seed?: string;
  /** Name of an outcome; undefined: the headline. */
  loss?: string;
  /** Years, ascending. */
  returnPeriods: number[];
  /** Season -> share of the year's rate in each month; they add up to 1. */
  seasons: Record<string, number[]>;
  /** Those that events have, by id. */
  perils: Peril[];
  footprints: Record<string, Footprint>;
  /** By id. */
  events: CatalogueEvent[];
  sampling: Sampling;
  years?: YearsPlan;
  /** Empty: no logic tree. */
  tree: TreeLevel[];
  /** SHA-256 of the content but paths. */
  hash: string;
}
