/** What of the language of scenarios a scenario uses, in a planner's words: to find an example of each. */
import type { Scenario } from '../../src/model/types.js';

/** By name of the feature: does a scenario use it? In the order of the list of the library. */
const FEATURES: Record<string, (s: Scenario) => boolean> = {
  'intensity model': (s) => s.hazards.some(({ footprint: { form } }) => ['ground-motion', 'storm', 'flood', 'plume', 'fire'].includes(form)),
  'map of intensities from a file': (s) => s.hazards.some(({ footprint: { form } }) => form === 'file'),
  'intensities drawn together': (s) => (s.correlations ?? []).length > 0,
  'effects from an intensity on': (s) => s.hazards.some(({ effects }) => effects.some((effect) => 'above' in effect)),
  'random arrivals': (s) => s.hazards.some(({ arrivals }) => arrivals !== undefined),
  links: (s) => (s.links ?? []).length > 0,
  'raised demand': (s) => hasEffect(s, 'demand'),
  'absent crews': (s) => hasEffect(s, 'crews'),
  casualties: (s) => hasEffect(s, 'casualties'),
  exposure: (s) => hasEffect(s, 'exposure'),
  detection: (s) => s.hazards.some(({ detectedHours }) => detectedHours !== undefined),
  warning: (s) => doesIn(s, 'warn'),
  evacuation: (s) => doesIn(s, 'evacuate'),
  'supply from elsewhere': (s) => doesIn(s, 'cover'),
  'counted resources': (s) => (s.planResources ?? []).length > 0,
  scenes: (s) => (s.resources?.scenes ?? []).length > 0,
  inspection: (s) => (s.resources?.inspections ?? []).length > 0,
  'spare parts': (s) => (s.resources?.parts ?? []).length > 0,
  tankers: (s) => (s.resources?.tankers ?? []).length > 0,
  'travel of crews': (s) => s.resources?.travel !== undefined,
  shifts: (s) => s.crews.some(({ shift }) => shift !== undefined),
  'mutual aid that may not come': (s) => s.crews.some(({ probability }) => probability !== undefined),
};

const hasEffect = (s: Scenario, what: string): boolean => s.hazards.some(({ effects }) => effects.some(({ effect }) => effect === what));
const doesIn = (s: Scenario, what: string): boolean => s.plans.some(({ measures }) => measures.some((measure) => measure.do === what));

export const FEATURE_NAMES = Object.keys(FEATURES);

/** Names of the features that a scenario uses. */
export function featuresOf(scenario: Scenario): string[] {
  return FEATURE_NAMES.filter((name) => FEATURES[name]!(scenario));
}
