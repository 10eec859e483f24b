/** What the catalogue says of a hazard type, and the words its tables are written in. */

export const HAZARD_GROUPS = ['hydrometeorological', 'geological', 'environmental', 'biological', 'chemical', 'technological', 'societal', 'space-weather', 'security', 'other'] as const;
export type HazardGroup = (typeof HAZARD_GROUPS)[number];

/** An intensity measure and the units in which it may be given; the first is the one shipped kinds use, if any does. */
export interface CatalogueMeasure {
  measure: string; units: readonly string[]; title: string;
  /** Where no shipped kind has a fragility for it: from which intensity on, in the first unit, assets are commonly taken to be hurt, and who says so. */
  from?: { at: number; source: string };
}

/** `25 mm`; of a plain number the number alone. */
export const withUnit = (value: number, unit: string): string => (unit === '1' ? String(value) : `${value} ${unit}`);

/** What a hazard can do to assets beside damage by their fragility. Says that, never how often. */
export interface CatalogueAct {
  effect: 'damage' | 'trip' | 'derate' | 'demand' | 'crews';
  /** Kinds of the shipped library; for demand those that need the service; empty for crews. */
  kinds: readonly string[];
  /** For demand. */
  service?: string;
}

export interface HazardType {
  /** As `type` of a hazard in a scenario. */
  id: string;
  title: string;
  group: HazardGroup;
  /** Code of the UNDRR-ISC Hazard Information Profiles (2025); undefined where they have none that fits, and then `noProfile` says so. */
  hip?: string;
  noProfile?: string;
  /** What its strength is measured in; empty: it has none at a place. */
  measures: readonly CatalogueMeasure[];
  acts: readonly CatalogueAct[];
}

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** Kinds it can damage with a plain probability, trip, or derate. */
export const damage = (kinds: string): CatalogueAct => ({ effect: 'damage', kinds: words(kinds) });
export const trip = (kinds: string): CatalogueAct => ({ effect: 'trip', kinds: words(kinds) });
export const derate = (kinds: string): CatalogueAct => ({ effect: 'derate', kinds: words(kinds) });
/** Kinds whose demand for a service it raises. */
export const demand = (service: string, kinds: string): CatalogueAct => ({ effect: 'demand', kinds: words(kinds), service });
/** It keeps crews from work. */
export const crews: CatalogueAct = { effect: 'crews', kinds: [] };

/** A row: id, title, HIP code (or, in brackets, why there is none), measures, acts. */
export type Row = readonly [id: string, title: string, profile: string, measures: readonly CatalogueMeasure[], acts?: readonly CatalogueAct[]];

export function typesOf(group: HazardGroup, rows: readonly Row[]): HazardType[] {
  return rows.map(([id, title, profile, measures, acts = []]) => ({ id, title, group, ...(profile.startsWith('(') ? { noProfile: profile.slice(1, -1) } : { hip: profile }), measures, acts }));
}
