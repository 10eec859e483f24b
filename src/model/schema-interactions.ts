/** Random arrivals, links between hazards and correlated intensities in scenario files. */
import { Type, type Static } from 'typebox';
import { Duration, field, fields, Id, Name, oneOf, optional, Selector } from './schema-parts.js';

const Factor = Type.Number({ minimum: 0, maximum: 1e6, title: 'a factor from 0' });

/** Occurrences at random, instead of an onset. */
export const Arrivals = fields({
  perYear: field(Type.Number({ minimum: 0, maximum: 1e6, title: 'a rate from 0' }), 'Mean number in a year of 365 days'),
  season: optional(Type.Array(Factor, { minItems: 12, maxItems: 12, title: 'twelve factors' }), 'Factor of the rate by calendar month, January first; left out: the same all year'),
}, { title: 'random arrivals' });

/** While a hazard acts, or for some time after. */
export const While = fields({ hazard: Id, window: optional(Duration, 'How long it counts after its end; default 0h') });

const Multiply = oneOf({
  rate: field(Id, 'Hazard with random arrivals'),
  trigger: field(Id, 'Trigger whose probability it is'),
  fragility: fields({ select: Type.Optional(Selector), measures: optional(Type.Array(Name, { minItems: 1 }), 'Intensity measures; left out: all') }),
  repair: fields({ select: Type.Optional(Selector) }),
}, 'exactly one of rate, trigger, fragility, repair');

/** While a hazard acts, or for some time after, something is multiplied. */
export const Link = fields({
  id: field(Id, 'Unique id'),
  key: optional(Id, 'Identity for ties; default the id'),
  while: field(While, 'Condition'),
  multiply: field(Multiply, 'What'),
  by: field(Factor, 'Factor; below 1 a rate or probability is inhibited, at 0 suppressed; medians of fragility times 0.7 break sooner'),
}, { title: 'a link' });
export type LinkData = Static<typeof Link>;

/** Intensities drawn together. */
export const Correlation = fields({
  id: field(Id, 'Unique id'),
  key: optional(Id, 'Identity for draws; default the id'),
  hazards: field(Type.Array(Id, { minItems: 2, maxItems: 50 }), 'Hazards whose intensities are drawn together'),
  rho: field(Type.Number({ minimum: -1, maximum: 1 }), 'Correlation of any two (of normal scores)'),
}, { title: 'a correlation' });
export type CorrelationData = Static<typeof Correlation>;
