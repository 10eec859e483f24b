/** What hazards do to people, in scenario files. */
import { Type } from 'typebox';
import { Above, fields, Id, ShareNumeric, optional, Selector, Share } from './schema-parts.js';

const point = Type.Unsafe<[number, number | string]>({ type: 'array', prefixItems: [Type.Number(), Share], items: false, minItems: 2, maxItems: 2, title: '[intensity, share]' });

const above = optional(Above, 'Intensity at an asset from which it acts there, as long as it is that much; left out: wherever the hazard is');

/** People on the spot are killed or badly hurt when the hazard reaches them. */
export const Casualties = fields({
  select: Type.Optional(Selector),
  share: optional(ShareNumeric, 'Share 0..1 of the people there at that hour'),
  byIntensity: optional(Type.Array(point, { minItems: 2, maxItems: 100 }), 'The same by intensity, linear between the points'),
  above,
});

/** People come into contact with it: at once, or hour by hour while it lasts. */
export const Exposure = fields({
  select: Type.Optional(Selector),
  share: optional(Share, 'Of those there when it arrives'),
  perHour: optional(Share, 'Share of those not yet exposed who are in an hour; below 1'),
  service: optional(Id, 'It comes with this service: the rate is times what the asset sees of it'),
  above,
});
