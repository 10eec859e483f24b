/**
 * Hazard types of the project: what each is called, its code in the UNDRR-ISC Hazard Information Profiles, what it is measured in, and what it can do
 * to which kinds of assets. Codes and names of profiles: UNDRR and ISC, Hazard Information Profiles, 2025 (CC BY 4.0, PreventionWeb). Which type is which
 * profile, its measures and what it can do are the project's own.
 */
import { nearest, nearestOf } from '../errors.js';
import { HAZARD_GROUPS, typesOf, withUnit, type HazardType } from './hazard-type.js';
import { BIOLOGICAL, CHEMICAL } from './types/biological-and-chemical.js';
import { ENVIRONMENTAL, GEOLOGICAL } from './types/earth-and-environment.js';
import { HYDROMETEOROLOGICAL } from './types/hydrometeorological.js';
import { SECURITY, SOCIETAL, SPACE_WEATHER } from './types/societal-and-security.js';
import { TECHNOLOGICAL } from './types/technological.js';

const OTHER = typesOf('other', [['other', 'None of these: the scenario says what', '(no type)', []]]);

/** All types, by group, in the order of the catalogue. */
export const HAZARD_TYPES: readonly HazardType[] = [HYDROMETEOROLOGICAL, GEOLOGICAL, ENVIRONMENTAL, BIOLOGICAL, CHEMICAL, TECHNOLOGICAL, SOCIETAL, SPACE_WEATHER, SECURITY, OTHER].flat();

const BY_ID = new Map(HAZARD_TYPES.map((type) => [type.id, type]));

/** The type of an id; undefined: the catalogue has none. */
export function hazardType(id: string): HazardType | undefined { return BY_ID.get(id); }

/** The three types whose ids are most like a text: those that share a word with it, be it misspelt, then by edit distance. */
export function likeTypes(id: string): string[] {
  const words = id.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 2), ids = [...BY_ID.keys()];
  const kin = ids.filter((known) => known.split('-').some((part) => words.some((word) => word === part || nearest(word, [part]) !== undefined)));
  return [...nearestOf(id, kin, 3), ...nearestOf(id, ids.filter((known) => !kin.includes(known)), 3)].slice(0, 3);
}

/** A kind as far as the catalogue looks at it. */
export interface KindLike { id: string; sector: string; fragility: readonly { measure: string }[] }

/** Kinds that a type can hurt: those with a fragility for one of its measures, and those it acts on; in the order of `kinds`. Crews are no kind. */
export function kindsHurt<K extends KindLike>(type: HazardType, kinds: readonly K[]): K[] {
  const measures = new Set(type.measures.map((m) => m.measure)), named = new Set(type.acts.flatMap((act) => act.kinds));
  return kinds.filter((kind) => named.has(kind.id) || kind.fragility.some((f) => measures.has(f.measure)));
}

export interface TypeQuery {
  /** Words, all of them in id, title, group, profile code or measures. */
  text?: string;
  /** Kind or sector that it can hurt. */
  hurts?: string;
}

/** Types that fit a query. @param kinds the library */
export function findTypes({ text = '', hurts }: TypeQuery, kinds: readonly KindLike[]): HazardType[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return HAZARD_TYPES.filter((type) => {
    const about = [type.id, type.title, type.group, type.hip ?? '', ...type.measures.map((m) => `${m.measure} ${m.title}`)].join(' ').toLowerCase();
    return words.every((word) => about.includes(word)) && (hurts === undefined || kindsHurt(type, kinds).some((kind) => kind.id === hurts || kind.sector === hurts));
  });
}

export { HAZARD_GROUPS, withUnit };
