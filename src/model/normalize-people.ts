/** Effects of hazards on people, already checked by the schema, as the engine means them. */
import type { Static } from 'typebox';
import type { Problems, Where } from './problems.js';
import { numberOf, numericOf, shareOf } from './quantities.js';
import type { Casualties, Exposure } from './schema-people.js';
import { selectorOf } from './selectors.js';
import type { PeopleEffect, Selector } from './types.js';

/** @param where finds places inside the map of `casualties` */
export function casualtiesOf(data: Static<typeof Casualties>, problems: Problems, where: Where): PeopleEffect {
  if ((data.share === undefined) === (data.byIntensity === undefined)) problems.error('EFFECT_INVALID', 'casualties takes share or byIntensity, exactly one of them', where());
  if (data.byIntensity && data.above !== undefined) problems.error('EFFECT_INVALID', 'casualties byIntensity say themselves from which intensity: leave out above', where(['above']));
  const effect: PeopleEffect = { effect: 'casualties', ...selected(data, problems, where), ...aboveOf(data) };
  if (data.share !== undefined) {
    const share = numericOf(data.share, (value) => shareOf(value) ?? numberOf(value), { min: 0, max: 1 });
    if (typeof share === 'string') problems.error('QUANTITY_INVALID', `share ${share}`, where(['share']));
    else effect.share = share;
  }
  if (data.byIntensity) {
    effect.byIntensity = data.byIntensity.map(([intensity, share]): [number, number] => [intensity, shareOf(share)!]);
    const wrong = effect.byIntensity.findIndex(([intensity], i) => i > 0 && intensity <= effect.byIntensity![i - 1]![0]);
    if (wrong >= 0) problems.error('EFFECT_INVALID', 'the intensities of byIntensity must rise', where(['byIntensity', wrong]));
  }
  return effect;
}

/** @param where finds places inside the map of `exposure` */
export function exposureOf(data: Static<typeof Exposure>, problems: Problems, where: Where): PeopleEffect {
  const share = shareOf(data.share) ?? 0, perHour = shareOf(data.perHour) ?? 0;
  if (data.share === undefined && data.perHour === undefined) problems.error('EFFECT_INVALID', 'exposure takes share (at once) or perHour, or both', where());
  if (perHour >= 1) problems.error('QUANTITY_INVALID', `perHour must be below 1, found ${perHour}`, where(['perHour']));
  if (data.service !== undefined && data.perHour === undefined) problems.error('EFFECT_INVALID', 'exposure with a service takes perHour', where(['service']));
  return { effect: 'exposure', ...selected(data, problems, where), share, perHour, ...(data.service === undefined ? {} : { service: data.service }), ...aboveOf(data) };
}

/** The intensity from which an effect acts, where it asks for one. */
export const aboveOf = ({ above }: { above?: number | undefined }): { above?: number } => (above === undefined ? {} : { above });

function selected({ select }: Pick<Static<typeof Casualties>, 'select'>, problems: Problems, where: Where): { select?: Selector } {
  return select ? { select: selectorOf(select, problems, (path = []) => where(['select', ...path])) } : {};
}
